"""The stand-in's table of parameters is the SDK's, name by name, and enum by enum."""

import inspect
from collections.abc import Callable, Iterator, Mapping
from typing import Any, get_args, get_type_hints

import pytest
import stripe as sdk
from pydantic import TypeAdapter, ValidationError
from stripe.params import _event_list_params, _refund_create_params, _refund_list_params
from stripe.params.checkout import _session_create_params, _session_list_params
from typing_extensions import is_typeddict

from sandbox.stripe import parameters, refunds, routes, session_form

SPACE = {
    "Mapping": Mapping,
    "StripeContext": str,
    "UntypedStripeObject": list,
    **vars(sdk._request_options),
}
OPTIONS = set(get_type_hints(sdk.RequestOptions, SPACE | {"StripeContext": str}))


def hints(kind: Any) -> dict[str, Any]:
    space = SPACE | vars(inspect.getmodule(kind))
    space |= {"UntypedStripeObject": list, "StripeContext": str, "Mapping": Mapping}
    return {k: v for k, v in get_type_hints(kind, space).items() if k not in OPTIONS}


def parts(annotation: Any) -> Iterator[Any]:
    """The types that an annotation is made of."""
    yield annotation
    if not is_typeddict(annotation):
        for inner in get_args(annotation):
            yield from parts(inner)


def differences(ours: parameters.Object, theirs: Any, path: str = "") -> Iterator[str]:
    wanted = hints(theirs)
    yield from (f"{path}{name}: ours only" for name in ours.fields.keys() - wanted.keys())
    yield from (f"{path}{name}: theirs only" for name in wanted.keys() - ours.fields.keys())
    for name in ours.fields.keys() & wanted.keys():
        kind: Any = ours.fields[name]
        while isinstance(kind, parameters.Listing):
            kind = kind.of
        pieces = list(parts(wanted[name]))
        if isinstance(kind, parameters.Object):
            inner = next(piece for piece in pieces if is_typeddict(piece))
            yield from differences(kind, inner, f"{path}{name}.")
        if isinstance(kind, parameters.Text) and kind.choices:
            literals = {v for p in pieces for v in get_args(p) if isinstance(v, str)} - {""}
            if literals != set(kind.choices):
                yield f"{path}{name}: {literals ^ set(kind.choices)}"


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (session_form.CREATE, _session_create_params.SessionCreateParams),
        (session_form.LIST, _session_list_params.SessionListParams),
        (refunds.CREATE, _refund_create_params.RefundCreateParams),
        (refunds.LIST, _refund_list_params.RefundListParams),
        (routes.EVENTS, _event_list_params.EventListParams),
    ],
    ids=["session", "sessions", "refund", "refunds", "events"],
)
def test_it_knows_the_parameters_of_the_sdk(ours: parameters.Object, theirs: Any) -> None:
    assert sorted(differences(ours, theirs)) == []


@pytest.fixture
def session_type(monkeypatch: pytest.MonkeyPatch) -> TypeAdapter[Any]:
    """The SDK's own type of a session's parameters as a strict validator."""
    for module in (_session_create_params, sdk._request_options):
        for name, value in (("StripeContext", str), ("UntypedStripeObject", list)):
            monkeypatch.setattr(module, name, value, raising=False)
        monkeypatch.setattr(module, "Mapping", Mapping, raising=False)
        for kind in [kind for kind in vars(module).values() if is_typeddict(kind)]:
            config = {"extra": "forbid", "strict": True}
            monkeypatch.setattr(kind, "__pydantic_config__", config, raising=False)
    return TypeAdapter(_session_create_params.SessionCreateParams)


async def test_what_the_sdk_types_refuse_the_stand_in_refuses(
    client: sdk.StripeClient, session_type: TypeAdapter[Any], basket: Callable[..., Any]
) -> None:
    fine = basket(
        locale="it",
        metadata={"order": "7"},
        shipping_address_collection={"allowed_countries": ["IT"]},
        payment_intent_data={"metadata": {"order": "7"}},
    )
    session_type.validate_python(fine)
    assert (await client.v1.checkout.sessions.create_async(fine)).status == "open"
    for wrong in (
        {"payment_method_types": ["card"]},
        {"line_items": [{"price_data": {"currency": "thb", "amount": 1}}]},
        {"metadata": "order 7"},
        {"expires_at": "soon"},
        {"shipping_address_collection": {"countries": ["IT"]}},
    ):
        with pytest.raises(ValidationError):
            session_type.validate_python(fine | wrong)
        with pytest.raises(sdk.InvalidRequestError):
            await client.v1.checkout.sessions.create_async(fine | wrong)
