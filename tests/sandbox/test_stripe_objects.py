"""Every object that the stand-in answers has the fields that the SDK's own classes annotate."""

from collections.abc import Callable, Iterator
from typing import Any, Union, get_args, get_origin

import pytest
import stripe as sdk

from sandbox.stripe import Stripe

SCALARS = (int, str, bool)
# Fields that the real API leaves out unless something calls for them.
LEFT_OUT = {
    "account": {"company", "deleted", "groups", "individual"},
    "balance": {
        "connect_reserved",
        "instant_available",
        "issuing",
        "refund_and_dispute_prefunding",
    },
    "charge": {"level3", "refunds"},
    "checkout.session": {"line_items"},
    "event": {"account", "context"},
    "item": {"discounts", "taxes"},
    "price": {"currency_options", "deleted", "tiers"},
    "product": {"deleted"},
    "shipping_rate": {"deleted"},
}


def optional(annotation: Any) -> bool:
    return get_origin(annotation) is Union and type(None) in get_args(annotation)


def plain_type(annotation: Any) -> Any:
    """The scalar that an annotation wants, if it wants just one."""
    several = get_args(annotation) if get_origin(annotation) is Union else (annotation,)
    wanted = [kind for kind in several if kind is not type(None)]
    return wanted[0] if len(wanted) == 1 and wanted[0] in SCALARS else None


def faults(kind: Any, thing: dict[str, Any], path: str, deep: bool) -> Iterator[str]:
    """What is missing or of the wrong type; inner objects need only what is not optional."""
    spared = LEFT_OUT.get(thing.get("object", ""), set()) if deep else set()
    for name, annotation in kind.__annotations__.items():
        if name.startswith("_") or name in spared or name == "OBJECT_NAME":
            continue
        if name not in thing:
            if deep or not optional(annotation):
                yield f"{path}.{name} is missing"
            continue
        value = thing[name]
        if value is None:
            if not optional(annotation):
                yield f"{path}.{name} is None"
            continue
        wanted = plain_type(annotation)
        if wanted is not None and type(value) is not wanted:
            yield f"{path}.{name} is a {type(value).__name__}"
        inner = kind._inner_class_types.get(name)
        for part in value if isinstance(value, list) else [value]:
            if inner is not None and isinstance(part, dict):
                yield from faults(inner, part, f"{path}.{name}", deep=False)
    for name in thing.keys() - kind.__annotations__.keys() if deep else ():
        yield f"{path}.{name} is not a field"


def check(kind: Any, thing: dict[str, Any]) -> None:
    assert list(faults(kind, thing, kind.__name__, deep=True)) == []


async def paid(client: sdk.StripeClient, stand: Stripe, params: Any, **how: Any) -> dict[str, Any]:
    session = await client.v1.checkout.sessions.create_async(params)
    return stand.pay(session.id, **how)


@pytest.fixture
def rich(basket: Callable[..., Any]) -> Any:
    """Parameters that touch every modelled part of a session."""
    rate = {
        "display_name": "Courier",
        "type": "fixed_amount",
        "fixed_amount": {"amount": 5_000, "currency": "thb"},
        "delivery_estimate": {"minimum": {"unit": "business_day", "value": 2}},
    }
    return basket(
        branding_settings={"display_name": "Malee's"},
        custom_text={"submit": {"message": "Thank you"}},
        payment_intent_data={"transfer_data": {"destination": "acct_seller"}},
        phone_number_collection={"enabled": True},
        shipping_address_collection={"allowed_countries": ["TH"]},
        shipping_options=[{"shipping_rate_data": rate}],
    )


async def test_an_open_and_a_paid_session(
    client: sdk.StripeClient, stand: Stripe, rich: Any
) -> None:
    session = await client.v1.checkout.sessions.create_async(rich)
    check(sdk.checkout.Session, stand.sessions[session.id])
    check(sdk.checkout.Session, stand.pay(session.id))


async def test_the_items_prices_products_and_shipping_rates(
    client: sdk.StripeClient, stand: Stripe, rich: Any
) -> None:
    session = await client.v1.checkout.sessions.create_async(rich)
    item = stand.books.line_items[session.id][0]
    check(sdk.LineItem, item)
    check(sdk.Price, item["price"])
    check(sdk.Product, stand.books.products[item["price"]["product"]])
    check(sdk.ShippingRate, next(iter(stand.books.shipping_rates.values())))


@pytest.mark.parametrize("method", ["card", "promptpay", "customer_balance"])
async def test_payment_intents_and_charges(
    client: sdk.StripeClient, stand: Stripe, rich: Any, method: str
) -> None:
    session = await paid(client, stand, rich, method=method)
    check(sdk.PaymentIntent, stand.intents[session["payment_intent"]])
    check(sdk.Charge, next(iter(stand.charges.values())))


@pytest.mark.parametrize("mode", ["succeeded", "pending", "requires_action"])
async def test_refunds(client: sdk.StripeClient, stand: Stripe, rich: Any, mode: str) -> None:
    session = await paid(client, stand, rich)
    stand.refund_mode = mode
    refund = await client.v1.refunds.create_async(
        {
            "payment_intent": session["payment_intent"],
            "instructions_email": "malee@example.com",
            "reverse_transfer": True,
        }
    )
    check(sdk.Refund, stand.refunds[refund.id])


async def test_disputes(client: sdk.StripeClient, stand: Stripe, rich: Any) -> None:
    session = await paid(client, stand, rich)
    dispute = stand.dispute(session["id"])
    check(sdk.Dispute, dispute)
    read = await client.v1.disputes.retrieve_async(dispute["id"])
    assert read.status == "needs_response"


async def test_the_account_its_balance_and_every_event(
    client: sdk.StripeClient, stand: Stripe, rich: Any
) -> None:
    session = await paid(client, stand, rich)
    stand.dispute(session["id"])
    check(sdk.Account, (await client.v1.accounts.retrieve_current_async()).to_dict())
    check(sdk.Balance, (await client.v1.balance.retrieve_async()).to_dict())
    assert len(stand.events) == 5
    for event in stand.events:
        check(sdk.Event, event)
