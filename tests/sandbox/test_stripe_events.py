"""The event log of the stand-in: what is told for what happens, and how it is read by polling."""

from collections.abc import Callable
from typing import Any

import pytest
import stripe as sdk

from sandbox.stripe import API_VERSION, Clock, Stripe

PAID = [
    "payment_intent.created",
    "charge.succeeded",
    "payment_intent.succeeded",
    "checkout.session.completed",
]


def kinds(stand: Stripe) -> list[str]:
    return [event["type"] for event in stand.events]


async def test_it_tells_what_happens_at_a_checkout(
    client: sdk.StripeClient, stand: Stripe, basket: Callable[..., Any]
) -> None:
    async def open_one() -> str:
        return (await client.v1.checkout.sessions.create_async(basket())).id

    stand.pay(await open_one())
    assert kinds(stand) == PAID
    stand.books.events.clear()
    stand.expire(await open_one())
    assert kinds(stand) == ["checkout.session.expired"]
    stand.books.events.clear()
    stand.decline(await open_one())
    assert kinds(stand) == [
        "payment_intent.created",
        "charge.failed",
        "payment_intent.payment_failed",
    ]
    for succeeded in (True, False):
        stand.books.events.clear()
        late = await open_one()
        stand.pay(late, delayed=True)
        assert kinds(stand) == [
            "payment_intent.created",
            "charge.pending",
            "payment_intent.processing",
            "checkout.session.completed",
        ]
        assert stand.events[-1]["data"]["object"]["payment_status"] == "unpaid"
        stand.books.events.clear()
        stand.pay_later_result(late, succeeded)
        assert kinds(stand) == (
            [
                "charge.succeeded",
                "payment_intent.succeeded",
                "checkout.session.async_payment_succeeded",
            ]
            if succeeded
            else [
                "charge.failed",
                "payment_intent.payment_failed",
                "checkout.session.async_payment_failed",
            ]
        )


async def test_an_event_keeps_the_thing_as_it_was(
    client: sdk.StripeClient, stand: Stripe, basket: Callable[..., Any]
) -> None:
    session = await client.v1.checkout.sessions.create_async(basket())
    stand.pay(session.id, delayed=True)
    completed = stand.events[-1]["id"]
    stand.pay_later_result(session.id, True)
    event = await client.v1.events.retrieve_async(completed)
    assert event.api_version == API_VERSION
    assert event.data.object["payment_status"] == "unpaid"
    assert event.data.object["id"] == session.id


async def test_an_event_names_the_call_that_caused_it(
    client: sdk.StripeClient, stand: Stripe, basket: Callable[..., Any]
) -> None:
    session = await client.v1.checkout.sessions.create_async(basket())
    key: Any = {"idempotency_key": "end-7"}
    ended = await client.v1.checkout.sessions.expire_async(session.id, None, key)
    assert ended.last_response is not None
    assert stand.events[-1]["request"] == {
        "id": ended.last_response.headers["Request-Id"],
        "idempotency_key": "end-7",
    }
    other = await client.v1.checkout.sessions.create_async(basket())
    stand.pay(other.id)
    assert stand.events[-1]["request"] == {"id": None, "idempotency_key": None}


async def test_it_lists_events_newest_first(
    client: sdk.StripeClient, stand: Stripe, stripe_clock: Clock, basket: Callable[..., Any]
) -> None:
    for _ in range(3):
        stand.pay((await client.v1.checkout.sessions.create_async(basket())).id)
        stripe_clock.advance(60)
    made = [event["id"] for event in stand.events]
    start = stand.events[0]["created"]

    async def ids(**params: Any) -> list[str]:
        asked: Any = {"limit": 100, **params}
        return [event.id for event in (await client.v1.events.list_async(asked)).data]

    assert await ids() == made[::-1]
    assert await ids(type="checkout.session.completed") == [made[11], made[7], made[3]]
    assert await ids(types=["charge.succeeded", "payment_intent.created"], limit=3) == [
        made[9],
        made[8],
        made[5],
    ]
    assert await ids(type="charge.*") == [made[9], made[5], made[1]]
    assert await ids(created={"gte": start + 60}) == made[:3:-1]
    assert await ids(created={"gt": start, "lte": start + 60}) == made[7:3:-1]
    assert await ids(starting_after=made[2]) == [made[1], made[0]]
    assert await ids(ending_before=made[9]) == [made[11], made[10]]
    page = await client.v1.events.list_async({"ending_before": made[0], "limit": 2})
    assert [event.id for event in page.data] == [made[2], made[1]]
    assert page.has_more
    default = await client.v1.events.list_async()
    assert (len(default.data), default.has_more) == (10, True)
    everything = await client.v1.events.list_async({"limit": 5})
    assert [event.id async for event in everything.auto_paging_iter()] == made[::-1]


async def test_it_forgets_events_after_thirty_days(
    client: sdk.StripeClient, stand: Stripe, stripe_clock: Clock, basket: Callable[..., Any]
) -> None:
    stand.pay((await client.v1.checkout.sessions.create_async(basket())).id)
    stripe_clock.advance(30 * 86_400)
    assert len((await client.v1.events.list_async()).data) == 4
    stripe_clock.advance(1)
    assert (await client.v1.events.list_async()).data == []


async def test_it_refuses_two_ways_of_naming_kinds(client: sdk.StripeClient) -> None:
    with pytest.raises(sdk.InvalidRequestError, match="only specify one"):
        await client.v1.events.list_async({"type": "a", "types": ["b"]})
    with pytest.raises(sdk.InvalidRequestError):
        await client.v1.events.list_async({"types": ["b"] * 21})
