"""What the stand-in refuses: each with the status, code and parameter that the real one names."""

from collections.abc import Callable
from typing import Any

import aiohttp
import pytest
import stripe as sdk

from sandbox.stripe import Clock, Stripe

CREATED = 1_790_000_000


def price(**changes: Any) -> list[dict[str, Any]]:
    data = {"currency": "thb", "unit_amount": 19_900, "product_data": {"name": "Scarf"}} | changes
    return [{"price_data": data, "quantity": 1}]


def product(**changes: Any) -> list[dict[str, Any]]:
    return price(product_data={"name": "Scarf"} | changes)


def rate(**changes: Any) -> list[dict[str, Any]]:
    fixed = {"amount": 100, "currency": "thb"} | changes
    data = {"display_name": "Courier", "type": "fixed_amount", "fixed_amount": fixed}
    return [{"shipping_rate_data": data}]


REFUSED: list[tuple[dict[str, Any], str | None, str | None]] = [
    ({"payment_method_types": ["card"]}, "parameter_unknown", "payment_method_types"),
    ({"colour": "red"}, "parameter_unknown", "colour"),
    ({"line_items": [{**price()[0], "name": "x"}]}, "parameter_unknown", "line_items[0][name]"),
    ({"mode": None}, "parameter_missing", "mode"),
    ({"mode": "pay"}, None, "mode"),
    ({"line_items": None}, "parameter_missing", "line_items"),
    ({"line_items": "all"}, None, "line_items"),
    ({"line_items": price() * 101}, None, "line_items"),
    ({"success_url": None}, "parameter_missing", "success_url"),
    ({"success_url": "/done"}, "url_invalid", "success_url"),
    ({"success_url": "shop.example/done"}, "url_invalid", "success_url"),
    ({"success_url": "tg://resolve?domain=bot"}, "url_invalid", "success_url"),
    ({"success_url": "https://"}, "url_invalid", "success_url"),
    ({"success_url": "https://shop.example/a b"}, "url_invalid", "success_url"),
    ({"success_url": "https://shop.example/" + "a" * 5000}, None, "success_url"),
    ({"cancel_url": "cart"}, "url_invalid", "cancel_url"),
    ({"cancel_url": ""}, "parameter_invalid_empty", "cancel_url"),
    (
        {"line_items": [{"quantity": 1}]},
        "parameter_missing",
        "line_items[0][price]",
    ),
    (
        {"line_items": [{"price": "price_1", "quantity": 1}]},
        "resource_missing",
        "line_items[0][price]",
    ),
    (
        {"line_items": [{"price_data": price()[0]["price_data"]}]},
        "parameter_missing",
        "line_items[0][quantity]",
    ),
    (
        {"line_items": [{**price()[0], "quantity": 0}]},
        "parameter_invalid_integer",
        "line_items[0][quantity]",
    ),
    (
        {"line_items": [{**price()[0], "quantity": "two"}]},
        "parameter_invalid_integer",
        "line_items[0][quantity]",
    ),
    ({"line_items": price(currency="THB")}, None, "line_items[0][price_data][currency]"),
    ({"line_items": price(currency="xbt")}, None, "line_items[0][price_data][currency]"),
    (
        {"line_items": price(unit_amount=-1)},
        "parameter_invalid_integer",
        "line_items[0][price_data][unit_amount]",
    ),
    (
        {"line_items": price(unit_amount="199.00")},
        "parameter_invalid_integer",
        "line_items[0][price_data][unit_amount]",
    ),
    (
        {"line_items": price(unit_amount=None)},
        "parameter_missing",
        "line_items[0][price_data][unit_amount]",
    ),
    (
        {"line_items": price(unit_amount=100_000_000)},
        "amount_too_large",
        "line_items[0][price_data][unit_amount]",
    ),
    (
        {"line_items": price(currency="kwd", unit_amount=1_005)},
        "parameter_invalid_integer",
        "line_items[0][price_data][unit_amount]",
    ),
    ({"line_items": price() + price(currency="eur")}, None, "line_items[1][price_data][currency]"),
    ({"currency": "eur"}, None, "currency"),
    (
        {"line_items": product(name="")},
        "parameter_invalid_empty",
        "line_items[0][price_data][product_data][name]",
    ),
    (
        {"line_items": product(name=None, description="x")},
        "parameter_missing",
        "line_items[0][price_data][product_data][name]",
    ),
    (
        {"line_items": product(description="")},
        "parameter_invalid_empty",
        "line_items[0][price_data][product_data][description]",
    ),
    (
        {"line_items": product(images=["scarf.jpg"])},
        "url_invalid",
        "line_items[0][price_data][product_data][images][0]",
    ),
    (
        {"line_items": product(images=["https://shop.example/1.jpg"] * 9)},
        None,
        "line_items[0][price_data][product_data][images]",
    ),
    ({"line_items": price(unit_amount=999)}, "amount_too_small", None),
    (
        {"line_items": [{**price(unit_amount=99_999_999)[0], "quantity": 2}]},
        "amount_too_large",
        None,
    ),
    ({"shipping_options": rate() * 6}, None, "shipping_options"),
    (
        {"shipping_options": rate(currency="eur")},
        None,
        "shipping_options[0][shipping_rate_data][fixed_amount][currency]",
    ),
    (
        {"shipping_options": rate(amount=-1)},
        "parameter_invalid_integer",
        "shipping_options[0][shipping_rate_data][fixed_amount][amount]",
    ),
    (
        {"shipping_options": [{"shipping_rate": "shr_1"}]},
        "resource_missing",
        "shipping_options[0][shipping_rate]",
    ),
    (
        {"shipping_address_collection": {"allowed_countries": ["THA"]}},
        None,
        "shipping_address_collection[allowed_countries][0]",
    ),
    (
        {"shipping_address_collection": {"allowed_countries": ["KP"]}},
        None,
        "shipping_address_collection[allowed_countries][0]",
    ),
    ({"metadata": {str(n): "x" for n in range(51)}}, None, "metadata"),
    ({"metadata": {"k" * 41: "x"}}, None, "metadata"),
    ({"metadata": {"k": "x" * 501}}, None, "metadata"),
    ({"client_reference_id": "x" * 201}, None, "client_reference_id"),
    ({"customer_email": "malee"}, "email_invalid", "customer_email"),
    ({"customer": "cus_1"}, "resource_missing", "customer"),
    ({"locale": "xx"}, None, "locale"),
    ({"expires_at": CREATED + 1799}, None, "expires_at"),
    ({"expires_at": CREATED + 86_401}, None, "expires_at"),
    ({"expires_at": "tomorrow"}, "parameter_invalid_integer", "expires_at"),
    ({"allowed_payment_method_types": ["cash"]}, None, "allowed_payment_method_types[0]"),
    ({"allowed_payment_method_types": ["ideal"]}, None, None),
    (
        {"allowed_payment_method_types": ["card"], "excluded_payment_method_types": ["ideal"]},
        None,
        "excluded_payment_method_types",
    ),
    (
        {"payment_intent_data": {"transfer_data": {"destination": "acct_nobody"}}},
        "resource_missing",
        "payment_intent_data[transfer_data][destination]",
    ),
    (
        {"payment_intent_data": {"application_fee_amount": 100}},
        None,
        "payment_intent_data[application_fee_amount]",
    ),
    ({"phone_number_collection": {"enabled": "yes"}}, None, "phone_number_collection[enabled]"),
    ({"ui_mode": "hosted"}, None, "ui_mode"),
    ({"expand": ["customer"]}, None, "expand"),
    ({"discounts": [{"coupon": "c"}]}, "not_in_the_stand_in", "discounts"),
    ({"ui_mode": "elements"}, "not_in_the_stand_in", "ui_mode=elements"),
]


@pytest.mark.parametrize("refusal", REFUSED, ids=lambda refusal: str(refusal[0])[:60])
async def test_it_refuses_a_session(
    client: sdk.StripeClient,
    stand: Stripe,
    basket: Callable[..., Any],
    refusal: tuple[dict[str, Any], str | None, str | None],
) -> None:
    changes, code, param = refusal
    with pytest.raises(sdk.InvalidRequestError) as refused:
        await client.v1.checkout.sessions.create_async(basket() | changes)
    assert (refused.value.http_status, refused.value.code) == (400, code)
    assert refused.value.param == param
    assert bool(stand.sessions) == (param == "expand")
    assert stand.events == []


@pytest.mark.parametrize(
    "changes",
    [
        {"line_items": price() * 100},
        {"expires_at": CREATED + 1800},
        {"expires_at": CREATED + 86_400},
        {"metadata": {f"{n:040}": "x" * 500 for n in range(50)}},
        {"client_reference_id": "x" * 200},
        {"shipping_options": rate() * 5},
        {"line_items": price(unit_amount=1_000)},
        {"line_items": price(unit_amount=99_999_999)},
        {"line_items": price(currency="jpy", unit_amount=50)},
        {"line_items": price(currency="kwd", unit_amount=1_010)},
        {"line_items": product(images=["https://shop.example/1.jpg"] * 8)},
        {"success_url": "http://127.0.0.1:8080/orders/1?s={CHECKOUT_SESSION_ID}"},
    ],
    ids=lambda v: str(v)[:60],
)
async def test_it_accepts_a_session_at_the_limit(
    client: sdk.StripeClient, basket: Callable[..., Any], changes: dict[str, Any]
) -> None:
    session = await client.v1.checkout.sessions.create_async(basket() | changes)
    assert session.status == "open"


async def test_it_names_every_unknown_parameter(
    client: sdk.StripeClient, basket: Callable[..., Any]
) -> None:
    with pytest.raises(sdk.InvalidRequestError) as refused:
        await client.v1.checkout.sessions.create_async(basket(a=1, b=2))
    assert refused.value.user_message == "Received unknown parameters: a, b"
    error = refused.value.error
    assert error is not None
    assert error.doc_url == "https://stripe.com/docs/error-codes/parameter-unknown"
    assert error.type == "invalid_request_error"
    assert refused.value.request_id is not None
    assert refused.value.request_id.startswith("req_")


async def test_the_smallest_payment_is_a_setting(
    web_session: aiohttp.ClientSession, stripe_clock: Clock, basket: Callable[..., Any]
) -> None:
    lenient = Stripe("sk_test_market", clock=stripe_clock, least={"thb": 1})
    async with lenient.serve() as url:
        client = sdk.StripeClient(
            "sk_test_market",
            base_addresses={"api": url},
            http_client=sdk.AIOHTTPClient(session=web_session),
        )
        session = await client.v1.checkout.sessions.create_async(basket(amount=1))
        assert session.amount_total == 1


async def test_only_an_open_session_expires(
    client: sdk.StripeClient, stand: Stripe, basket: Callable[..., Any]
) -> None:
    session = await client.v1.checkout.sessions.create_async(basket())
    stand.pay(session.id)
    with pytest.raises(sdk.InvalidRequestError) as refused:
        await client.v1.checkout.sessions.expire_async(session.id)
    assert (refused.value.http_status, refused.value.code) == (400, None)
    assert refused.value.user_message == (
        'Only Checkout Sessions with a status in ["open"] can be expired. '
        "This Checkout Session has a status of `complete`."
    )
    assert stand.sessions[session.id]["status"] == "complete"


async def test_it_knows_no_stranger(client: sdk.StripeClient) -> None:
    lookups = (
        (client.v1.checkout.sessions.retrieve_async, "No such checkout.session: 'x_1'"),
        (client.v1.checkout.sessions.expire_async, "No such checkout.session: 'x_1'"),
        (client.v1.checkout.sessions.line_items.list_async, "No such checkout.session: 'x_1'"),
        (client.v1.payment_intents.retrieve_async, "No such payment_intent: 'x_1'"),
        (client.v1.charges.retrieve_async, "No such charge: 'x_1'"),
        (client.v1.refunds.retrieve_async, "No such refund: 'x_1'"),
        (client.v1.disputes.retrieve_async, "No such dispute: 'x_1'"),
        (client.v1.events.retrieve_async, "No such event: 'x_1'"),
    )
    for look_up, message in lookups:
        with pytest.raises(sdk.InvalidRequestError) as refused:
            await look_up("x_1")
        assert (refused.value.http_status, refused.value.code) == (404, "resource_missing")
        assert refused.value.user_message == message


async def test_it_refuses_bad_pages(client: sdk.StripeClient) -> None:
    pages: list[tuple[Any, str | None]] = [
        ({"limit": 0}, "parameter_invalid_integer"),
        ({"limit": 101}, "parameter_invalid_integer"),
        ({"starting_after": "cs_test_nothing"}, "resource_missing"),
        ({"starting_after": "cs_1", "ending_before": "cs_2"}, None),
        ({"created": {"since": 1}}, "parameter_unknown"),
    ]
    for params, code in pages:
        with pytest.raises(sdk.InvalidRequestError) as refused:
            await client.v1.checkout.sessions.list_async(params)
        assert (refused.value.http_status, refused.value.code) == (400, code)


def client_with(
    stand: Stripe, web_session: aiohttp.ClientSession, key: str, **more: Any
) -> sdk.StripeClient:
    return sdk.StripeClient(
        key,
        base_addresses={"api": stand.books.origin},
        http_client=sdk.AIOHTTPClient(session=web_session),
        **more,
    )


async def test_it_refuses_a_wrong_key(stand: Stripe, web_session: aiohttp.ClientSession) -> None:
    with pytest.raises(sdk.AuthenticationError) as refused:
        await client_with(stand, web_session, "sk_test_other").v1.balance.retrieve_async()
    assert refused.value.http_status == 401
    assert refused.value.user_message == "Invalid API Key provided: sk_test_****ther"


async def test_it_refuses_another_version_and_an_account_that_is_not_connected(
    stand: Stripe, web_session: aiohttp.ClientSession
) -> None:
    old = client_with(stand, web_session, "sk_test_market", stripe_version="2020-08-27")
    with pytest.raises(sdk.InvalidRequestError, match="Invalid Stripe API version"):
        await old.v1.balance.retrieve_async()
    other = client_with(stand, web_session, "sk_test_market", stripe_account="acct_x")
    with pytest.raises(sdk.PermissionError) as refused:
        await other.v1.balance.retrieve_async()
    assert refused.value.http_status == 403


async def test_it_speaks_plain_http_as_the_real_one_does(
    stand: Stripe, web_session: aiohttp.ClientSession
) -> None:
    base = stand.books.origin
    basic = {"Authorization": aiohttp.encode_basic_auth("sk_test_market", "")}
    async with web_session.get(f"{base}/v1/balance", headers=basic) as answer:
        assert answer.status == 200
        assert answer.headers["Request-Id"].startswith("req_")
        assert answer.content_type == "application/json"
    async with web_session.get(f"{base}/v1/balance") as answer:
        assert answer.status == 401
    async with web_session.get(f"{base}/v1/nothing", headers=basic) as answer:
        assert answer.status == 404
        body = await answer.json()
        assert body["error"]["message"].startswith("Unrecognized request URL (GET: /v1/nothing)")
    async with web_session.post(f"{base}/v1/refunds", headers=basic, json={"a": 1}) as answer:
        assert answer.status == 400
        assert "content type" in (await answer.json())["error"]["message"]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff\xfe",
        b"mode[=payment",
        b"line_items=1&line_items[0][quantity]=1",
        b"mode[a]=payment&line_items[0][quantity]=1",
        b"mode=payment&line_items[x][quantity]=1",
        b"mode=payment&line_items[0]=1",
        b"mode=payment&line_items[0][quantity]=" + b"9" * 5000,
    ],
    ids=lambda body: str(body[:40]),
)
async def test_it_refuses_a_form_that_makes_no_sense(
    stand: Stripe, web_session: aiohttp.ClientSession, body: bytes
) -> None:
    headers = {
        "Authorization": "Bearer sk_test_market",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    url = f"{stand.books.origin}/v1/checkout/sessions"
    async with web_session.post(url, data=body, headers=headers) as answer:
        assert answer.status == 400
        assert (await answer.json())["error"]["type"] == "invalid_request_error"
    assert stand.sessions == {}


async def test_it_reads_lists_without_numbers_too(
    stand: Stripe, web_session: aiohttp.ClientSession
) -> None:
    headers = {"Authorization": "Bearer sk_test_market"}
    url = f"{stand.books.origin}/v1/events?types[]=charge.succeeded&types[]=charge.failed"
    async with web_session.get(url, headers=headers) as answer:
        assert answer.status == 200
    assert stand.calls[0].params == {"types": ["charge.succeeded", "charge.failed"]}
