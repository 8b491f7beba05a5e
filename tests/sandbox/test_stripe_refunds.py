"""Refunds of the stand-in: in full, in part, too much, and with a result that comes later."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
import stripe as sdk

from sandbox.stripe import Stripe


@pytest.fixture
def buy(
    client: sdk.StripeClient, stand: Stripe, basket: Callable[..., Any]
) -> Callable[..., Awaitable[str]]:
    """Open and pay a session of 199.00 baht; gives the payment intent's id."""

    async def pay(method: str = "card", **changes: Any) -> str:
        session = await client.v1.checkout.sessions.create_async(basket(**changes))
        return str(stand.pay(session.id, method=method)["payment_intent"])

    return pay


async def refund(client: sdk.StripeClient, intent: str, **more: Any) -> Any:
    params: Any = {"payment_intent": intent, **more}
    return await client.v1.refunds.create_async(params)


def kinds(stand: Stripe, since: int) -> list[str]:
    return [event["type"] for event in stand.events[since:]]


async def test_it_refunds_in_full(
    client: sdk.StripeClient, stand: Stripe, buy: Callable[..., Awaitable[str]]
) -> None:
    intent = await buy()
    before = len(stand.events)
    made = await refund(client, intent, reason="requested_by_customer", metadata={"order": "7"})
    assert (made.status, made.amount, made.currency) == ("succeeded", 19_900, "thb")
    assert (made.payment_intent, made.reason, made.metadata["order"]) == (
        intent,
        "requested_by_customer",
        "7",
    )
    charge = stand.charges[made.charge]
    assert (charge["amount_refunded"], charge["refunded"]) == (19_900, True)
    assert kinds(stand, before) == ["refund.created", "charge.refunded"]
    assert (await client.v1.refunds.retrieve_async(made.id)).to_dict() == made.to_dict()


async def test_it_refunds_in_parts_until_nothing_is_left(
    client: sdk.StripeClient, stand: Stripe, buy: Callable[..., Awaitable[str]]
) -> None:
    intent = await buy()
    await refund(client, intent, amount=9_900)
    assert not next(iter(stand.charges.values()))["refunded"]
    with pytest.raises(sdk.InvalidRequestError) as refused:
        await refund(client, intent, amount=10_001)
    assert refused.value.user_message == (
        "Refund amount (฿100.01) is greater than unrefunded amount on charge (฿100.00)"
    )
    rest = await refund(client, intent)
    assert rest.amount == 10_000
    with pytest.raises(sdk.InvalidRequestError) as refused:
        await refund(client, intent)
    assert refused.value.code == "charge_already_refunded"
    assert [r["amount"] for r in stand.refunds.values()] == [9_900, 10_000]


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"amount": 0}, "parameter_invalid_integer"),
        ({"amount": -5}, "parameter_invalid_integer"),
        ({"amount": 19_901}, None),
        ({"reason": "changed_mind"}, None),
        ({"metadata": {"k": "x" * 501}}, None),
        ({"currency": "eur"}, None),
        ({"colour": "red"}, "parameter_unknown"),
        ({"reverse_transfer": True}, None),
        ({"refund_application_fee": True}, None),
        ({"payment_intent": "pi_nothing"}, "resource_missing"),
        ({"payment_intent": None}, "parameter_missing"),
        ({"payment_intent": None, "charge": "ch_nothing"}, "resource_missing"),
    ],
    ids=str,
)
async def test_it_refuses_a_refund(
    client: sdk.StripeClient,
    stand: Stripe,
    buy: Callable[..., Awaitable[str]],
    wrong: dict[str, Any],
    code: str | None,
) -> None:
    params: Any = {"payment_intent": await buy()} | wrong
    before = len(stand.events)
    with pytest.raises(sdk.InvalidRequestError) as refused:
        await client.v1.refunds.create_async(params)
    assert refused.value.code == code
    assert stand.refunds == {}
    assert len(stand.events) == before
    assert next(iter(stand.charges.values()))["amount_refunded"] == 0


async def test_it_refunds_by_charge_too(
    client: sdk.StripeClient, stand: Stripe, buy: Callable[..., Awaitable[str]]
) -> None:
    intent = await buy()
    charge = stand.intents[intent]["latest_charge"]
    assert (await client.v1.refunds.create_async({"charge": charge})).payment_intent == intent


async def test_a_disputed_charge_is_not_refunded(
    client: sdk.StripeClient, stand: Stripe, buy: Callable[..., Awaitable[str]]
) -> None:
    intent = await buy()
    session = next(iter(stand.sessions))
    dispute = stand.dispute(session)
    with pytest.raises(sdk.InvalidRequestError) as refused:
        await refund(client, intent)
    assert refused.value.code == "charge_disputed"
    stand.close_dispute(dispute["id"], won=True)
    assert (await refund(client, intent)).status == "succeeded"
    assert "charge.dispute.created" in kinds(stand, 0)
    assert "charge.dispute.closed" in kinds(stand, 0)


@pytest.mark.parametrize("mode", ["pending", "requires_action"])
async def test_a_refund_can_take_its_time(
    client: sdk.StripeClient, stand: Stripe, buy: Callable[..., Awaitable[str]], mode: str
) -> None:
    stand.refund_mode = mode
    made = await refund(client, await buy())
    assert made.status == mode
    before = len(stand.events)
    stand.refund_result(made.id, True)
    assert (await client.v1.refunds.retrieve_async(made.id)).status == "succeeded"
    assert kinds(stand, before) == ["refund.updated"]
    assert stand.events[-1]["data"]["previous_attributes"]["status"] == mode
    with pytest.raises(ValueError, match="already succeeded"):
        stand.refund_result(made.id, False)


async def test_a_refund_can_fail_and_the_money_is_there_again(
    client: sdk.StripeClient, stand: Stripe, buy: Callable[..., Awaitable[str]]
) -> None:
    stand.refund_mode = "pending"
    intent = await buy()
    made = await refund(client, intent)
    before = len(stand.events)
    stand.refund_result(made.id, False, reason="expired_or_canceled_card")
    failed = await client.v1.refunds.retrieve_async(made.id)
    assert (failed.status, failed.failure_reason) == ("failed", "expired_or_canceled_card")
    assert kinds(stand, before) == ["refund.updated", "refund.failed"]
    assert next(iter(stand.charges.values()))["amount_refunded"] == 0
    assert (await refund(client, intent)).amount == 19_900


async def test_promptpay_asks_the_buyer_where_to_send_the_money(
    client: sdk.StripeClient, stand: Stripe, buy: Callable[..., Awaitable[str]]
) -> None:
    intent = await buy("promptpay")
    with pytest.raises(sdk.InvalidRequestError) as refused:
        await refund(client, intent)
    assert (refused.value.code, refused.value.param) == ("parameter_missing", "instructions_email")
    made = await refund(client, intent, instructions_email="malee@example.com")
    assert (made.status, made.id[:4]) == ("requires_action", "pyr_")
    assert made.next_action.display_details.email_sent.email_sent_to == "malee@example.com"


async def test_it_takes_back_a_transfer_and_a_fee(
    client: sdk.StripeClient, stand: Stripe, buy: Callable[..., Awaitable[str]]
) -> None:
    data = {"application_fee_amount": 990, "transfer_data": {"destination": "acct_seller"}}
    intent = await buy(payment_intent_data=data)
    made = await refund(client, intent, reverse_transfer=True, refund_application_fee=True)
    assert made.transfer_reversal.startswith("trr_")


async def test_it_lists_the_refunds_of_a_payment(
    client: sdk.StripeClient, stand: Stripe, buy: Callable[..., Awaitable[str]]
) -> None:
    first, second = await buy(), await buy()
    made = [(await refund(client, first, amount=100)).id for _ in range(3)]
    other = await refund(client, second)
    listed = await client.v1.refunds.list_async({"payment_intent": first})
    assert [r.id for r in listed.data] == made[::-1]
    listed = await client.v1.refunds.list_async({"charge": stand.intents[second]["latest_charge"]})
    assert [r.id for r in listed.data] == [other.id]
    listed = await client.v1.refunds.list_async({"limit": 2})
    assert ([r.id for r in listed.data], listed.has_more) == ([other.id, made[2]], True)
