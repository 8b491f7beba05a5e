"""Checkout Sessions of the stand-in, through the SDK: made, read, listed, paid and ended."""

from collections.abc import Callable
from typing import Any

import pytest
import stripe as sdk

from sandbox.stripe import Clock, NotOpen, Stripe

SHIPPING = [
    {
        "shipping_rate_data": {
            "display_name": name,
            "type": "fixed_amount",
            "fixed_amount": {"amount": amount, "currency": "thb"},
        }
    }
    for name, amount in (("Courier", 5_000), ("Pick-up", 0))
]


async def create(client: sdk.StripeClient, params: Any) -> Any:
    return await client.v1.checkout.sessions.create_async(params)


async def read(client: sdk.StripeClient, id: str, *expand: str) -> Any:
    return await client.v1.checkout.sessions.retrieve_async(id, {"expand": list(expand)})


async def read_intent(client: sdk.StripeClient, id: str) -> Any:
    return await client.v1.payment_intents.retrieve_async(id)


async def test_it_opens_a_session(
    client: sdk.StripeClient, stand: Stripe, stripe_clock: Clock, basket: Callable[..., Any]
) -> None:
    session = await create(
        client, basket(client_reference_id="order-7", metadata={"order": "7"}, locale="th")
    )
    assert session.id.startswith("cs_test_")
    assert session.url == f"{stand.books.origin}/c/pay/{session.id}"
    assert (session.status, session.payment_status) == ("open", "unpaid")
    assert (session.amount_subtotal, session.amount_total) == (19_900, 19_900)
    assert session.currency == "thb"
    assert session.client_reference_id == "order-7"
    assert session.metadata["order"] == "7"
    assert session.payment_intent is None
    assert session.payment_method_types == ["card", "promptpay", "customer_balance"]
    assert session.expires_at == stripe_clock() // 1000 + 24 * 3600
    again = await read(client, session.id)
    assert again.to_dict() == session.to_dict()


async def test_it_adds_up_items_and_the_first_shipping_option(
    client: sdk.StripeClient, basket: Callable[..., Any]
) -> None:
    params = basket(shipping_options=SHIPPING)
    params["line_items"] = [
        {**params["line_items"][0], "quantity": 3},
        *basket(amount=100)["line_items"],
    ]
    session = await create(client, params)
    assert session.amount_subtotal == 3 * 19_900 + 100
    assert session.amount_total == 3 * 19_900 + 100 + 5_000
    assert session.shipping_cost.amount_total == 5_000
    assert session.total_details.amount_shipping == 5_000
    items = await client.v1.checkout.sessions.line_items.list_async(session.id)
    assert [(item.quantity, item.amount_total) for item in items.data] == [(3, 59_700), (1, 100)]
    assert [item.description for item in items.data] == ["Silk scarf", "Silk scarf"]
    first = await client.v1.checkout.sessions.line_items.list_async(session.id, {"limit": 1})
    assert first.has_more
    assert first.data[0].id == items.data[0].id


async def test_it_expands_what_is_asked_for(
    client: sdk.StripeClient, stand: Stripe, basket: Callable[..., Any]
) -> None:
    session = await create(client, basket(expand=["line_items"]))
    assert session.line_items.data[0].amount_total == 19_900
    stand.pay(session.id)
    paid = await read(
        client, session.id, "payment_intent.latest_charge", "line_items.data.price.product"
    )
    assert paid.payment_intent.latest_charge.amount == 19_900
    assert paid.line_items.data[0].price.product.name == "Silk scarf"


async def test_it_pays_at_once(
    client: sdk.StripeClient, stand: Stripe, basket: Callable[..., Any]
) -> None:
    collection = {"allowed_countries": ["TH", "IT"]}
    session = await create(
        client,
        basket(
            shipping_options=SHIPPING,
            shipping_address_collection=collection,
            phone_number_collection={"enabled": True},
            payment_intent_data={"metadata": {"order": "7"}},
        ),
    )
    stand.pay(session.id, shipping="Pick-up", email="malee@example.com")
    paid = await read(client, session.id)
    assert (paid.status, paid.payment_status, paid.url) == ("complete", "paid", None)
    assert paid.amount_total == 19_900
    assert paid.shipping_cost.amount_total == 0
    assert paid.customer_details.email == "malee@example.com"
    assert paid.customer_details.phone == "+66812345678"
    assert paid.collected_information.shipping_details.address.country == "TH"
    intent = await read_intent(client, paid.payment_intent)
    assert (intent.status, intent.amount_received) == ("succeeded", 19_900)
    assert intent.metadata["order"] == "7"
    assert intent.shipping.address.country == "TH"
    charge = await client.v1.charges.retrieve_async(intent.latest_charge)
    assert (charge.status, charge.paid, charge.amount_captured) == ("succeeded", True, 19_900)


async def test_it_pays_once_only(
    client: sdk.StripeClient, stand: Stripe, basket: Callable[..., Any]
) -> None:
    session = await create(client, basket())
    stand.pay(session.id)
    with pytest.raises(NotOpen):
        stand.pay(session.id)
    assert len(stand.charges) == 1


@pytest.mark.parametrize("succeeded", [True, False])
async def test_it_waits_for_a_delayed_payment(
    client: sdk.StripeClient, stand: Stripe, basket: Callable[..., Any], succeeded: bool
) -> None:
    session = await create(client, basket(currency="eur"))
    stand.pay(session.id, delayed=True)
    waiting = await read(client, session.id)
    assert (waiting.status, waiting.payment_status) == ("complete", "unpaid")
    intent = await read_intent(client, waiting.payment_intent)
    assert intent.status == "processing"
    stand.pay_later_result(session.id, succeeded)
    after = await read(client, session.id)
    assert after.payment_status == ("paid" if succeeded else "unpaid")
    intent = await read_intent(client, waiting.payment_intent)
    assert intent.status == ("succeeded" if succeeded else "requires_payment_method")
    with pytest.raises(NotOpen):
        stand.pay_later_result(session.id, True)


async def test_a_declined_card_leaves_the_session_open(
    client: sdk.StripeClient, stand: Stripe, basket: Callable[..., Any]
) -> None:
    session = await create(client, basket())
    stand.decline(session.id)
    still = await read(client, session.id, "payment_intent")
    assert still.status == "open"
    assert still.payment_intent.last_payment_error.decline_code == "generic_decline"
    stand.pay(session.id)
    paid = await read(client, session.id)
    assert paid.payment_status == "paid"
    assert paid.payment_intent == still.payment_intent.id


async def test_it_takes_nothing_for_what_is_free(
    client: sdk.StripeClient, stand: Stripe, basket: Callable[..., Any]
) -> None:
    session = await create(client, basket(amount=0))
    assert session.payment_status == "no_payment_required"
    stand.pay(session.id)
    done = await read(client, session.id)
    assert (done.status, done.payment_status) == ("complete", "no_payment_required")
    assert done.payment_intent is None


async def test_it_expires_on_request(
    client: sdk.StripeClient, stand: Stripe, basket: Callable[..., Any]
) -> None:
    session = await create(client, basket())
    ended = await client.v1.checkout.sessions.expire_async(session.id)
    assert (ended.status, ended.url) == ("expired", None)
    with pytest.raises(NotOpen):
        stand.pay(session.id)
    assert stand.charges == {}


async def test_it_expires_by_itself_when_its_time_has_come(
    client: sdk.StripeClient, stand: Stripe, stripe_clock: Clock, basket: Callable[..., Any]
) -> None:
    deadline = stripe_clock() // 1000 + 1800
    session = await create(client, basket(expires_at=deadline))
    stripe_clock.advance(1799)
    assert (await read(client, session.id)).status == "open"
    stripe_clock.advance(1)
    with pytest.raises(NotOpen):
        stand.pay(session.id)
    assert (await read(client, session.id)).status == "expired"


async def test_it_expires_even_when_nobody_calls(
    client: sdk.StripeClient, stand: Stripe, stripe_clock: Clock, basket: Callable[..., Any]
) -> None:
    session = await create(client, basket())
    stripe_clock.advance(24 * 3600)
    await stand.until(lambda: stand.sessions[session.id]["status"] == "expired")
    assert stand.events[-1]["type"] == "checkout.session.expired"


async def test_it_lists_newest_first_with_filters(
    client: sdk.StripeClient, stand: Stripe, stripe_clock: Clock, basket: Callable[..., Any]
) -> None:
    made = []
    for _ in range(3):
        made.append((await create(client, basket())).id)
        stripe_clock.advance(10)
    stand.pay(made[0], email="malee@example.com")
    await client.v1.checkout.sessions.expire_async(made[1])

    async def ids(params: Any) -> list[str]:
        return [s.id for s in (await client.v1.checkout.sessions.list_async(params)).data]

    start = stand.sessions[made[0]]["created"]
    assert await ids({}) == made[::-1]
    assert await ids({"status": "expired"}) == [made[1]]
    assert await ids({"customer_details": {"email": "malee@example.com"}}) == [made[0]]
    assert await ids({"payment_intent": stand.sessions[made[0]]["payment_intent"]}) == [made[0]]
    assert await ids({"created": {"gte": start + 10}}) == [made[2], made[1]]
    assert await ids({"created": {"gt": start, "lt": start + 20}}) == [made[1]]
    assert await ids({"created": start}) == [made[0]]
    assert await ids({"limit": 1, "starting_after": made[2]}) == [made[1]]
    assert await ids({"limit": 1, "ending_before": made[0]}) == [made[1]]
    pages = await client.v1.checkout.sessions.list_async({"limit": 1})
    assert [s.id async for s in pages.auto_paging_iter()] == made[::-1]


async def test_it_offers_only_the_methods_that_are_allowed(
    client: sdk.StripeClient, stand: Stripe, basket: Callable[..., Any]
) -> None:
    session = await create(client, basket(allowed_payment_method_types=["card", "ideal"]))
    assert session.payment_method_types == ["card"]
    with pytest.raises(ValueError, match="customer_balance is not offered"):
        stand.pay(session.id, delayed=True)
    session = await create(client, basket(excluded_payment_method_types=["card"]))
    assert session.payment_method_types == ["promptpay", "customer_balance"]


async def test_it_takes_a_fee_and_a_destination_of_a_known_account(
    client: sdk.StripeClient, stand: Stripe, basket: Callable[..., Any]
) -> None:
    data = {
        "application_fee_amount": 990,
        "on_behalf_of": "acct_seller",
        "transfer_data": {"destination": "acct_seller"},
    }
    session = await create(client, basket(payment_intent_data=data))
    stand.pay(session.id)
    paid = await read(client, session.id, "payment_intent")
    assert paid.payment_intent.application_fee_amount == 990
    assert paid.payment_intent.transfer_data.destination == "acct_seller"


async def test_it_tells_of_the_account_and_its_balance(
    client: sdk.StripeClient, stand: Stripe, basket: Callable[..., Any]
) -> None:
    account = await client.v1.accounts.retrieve_current_async()
    assert account.id == "acct_standin"
    assert account.charges_enabled is True
    session = await create(client, basket())
    stand.pay(session.id)
    balance = await client.v1.balance.retrieve_async()
    assert [(funds.amount, funds.currency) for funds in balance.pending] == [(19_900, "thb")]
