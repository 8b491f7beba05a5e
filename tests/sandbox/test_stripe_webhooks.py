"""Deliveries of the stand-in: signed as the SDK verifies, tried again, disordered on demand."""

from collections.abc import Callable
from typing import Any

import orjson
import pytest
import stripe as sdk

from sandbox.stripe import Clock, Stripe, sign

SECRET = "whsec_market"
SIGNED = sdk.SignatureVerificationError
PAID = [
    "payment_intent.created",
    "charge.succeeded",
    "payment_intent.succeeded",
    "checkout.session.completed",
]


@pytest.fixture
def hooked(stand: Stripe, inbox: Any) -> Stripe:
    """The stand-in with the inbox as its endpoint, which tries again at once."""
    stand.webhook(inbox.url, SECRET)
    stand.post.manners.backoff = (0, 0, 0)
    return stand


async def buy(client: sdk.StripeClient, stand: Stripe, basket: Callable[..., Any]) -> str:
    session = await client.v1.checkout.sessions.create_async(basket())
    stand.pay(session.id)
    return session.id


def kinds(inbox: Any) -> list[str]:
    return [orjson.loads(body)["type"] for body in inbox.bodies]


def verified(body: bytes, signature: str, secret: str = SECRET, tolerance: int = 0) -> Any:
    """The event, by the SDK's own check; the stand-in's clock is not the SDK's."""
    return sdk.Webhook.construct_event(body, signature, secret, tolerance or 10**12)


async def test_every_event_arrives_signed(
    client: sdk.StripeClient, hooked: Stripe, inbox: Any, basket: Callable[..., Any]
) -> None:
    session = await buy(client, hooked, basket)
    await hooked.post.settled()
    assert sorted(kinds(inbox)) == sorted(PAID)
    for body, signature in zip(inbox.bodies, inbox.signatures, strict=True):
        event = verified(body, signature)
        assert event.id in hooked.books.events
        with pytest.raises(SIGNED):
            verified(body, signature, secret="whsec_other")
        with pytest.raises(SIGNED):
            verified(body + b" ", signature)
    completed = next(b for b in inbox.bodies if b'"checkout.session.completed"' in b)
    assert orjson.loads(completed)["data"]["object"]["id"] == session
    assert [t.status for t in hooked.post.tries] == [200] * 4
    assert all(event["pending_webhooks"] == 0 for event in hooked.events)


async def test_the_sdk_reads_a_delivery_as_of_now(
    client: sdk.StripeClient, hooked: Stripe, inbox: Any, basket: Callable[..., Any]
) -> None:
    moving = Clock()
    hooked.post.clock = moving
    await buy(client, hooked, basket)
    await hooked.post.settled()
    assert verified(inbox.bodies[0], inbox.signatures[0], tolerance=300).object == "event"


async def test_it_forges_for_tests_of_the_receiver() -> None:
    body = b'{"id": "evt_1", "object": "event", "type": "x", "data": {"object": {}}}'
    now = Clock()() // 1000
    assert verified(body, sign(body, SECRET, now), tolerance=300).id == "evt_1"
    with pytest.raises(SIGNED, match="outside the tolerance"):
        verified(body, sign(body, SECRET, now - 301), tolerance=300)
    with pytest.raises(SIGNED):
        verified(body, sign(body, "", now), tolerance=300)
    with pytest.raises(SIGNED, match="No webhook secret"):
        verified(body, sign(body, "", now), secret="", tolerance=300)


async def test_it_tries_again_until_it_is_taken(
    client: sdk.StripeClient, hooked: Stripe, inbox: Any, basket: Callable[..., Any]
) -> None:
    inbox.statuses = [500, 301, 404]
    session = await client.v1.checkout.sessions.create_async(basket())
    hooked.expire(session.id)
    await hooked.post.settled()
    assert [t.status for t in hooked.post.tries] == [500, 301, 404, 200]
    assert len(set(inbox.bodies)) == 1
    assert hooked.events[-1]["pending_webhooks"] == 0


async def test_it_gives_up_at_the_end_and_the_event_counts_as_undelivered(
    client: sdk.StripeClient, hooked: Stripe, inbox: Any, basket: Callable[..., Any]
) -> None:
    inbox.statuses = [500] * 4
    session = await client.v1.checkout.sessions.create_async(basket())
    hooked.expire(session.id)
    await hooked.post.settled()
    assert [t.status for t in hooked.post.tries] == [500] * 4
    missed = await client.v1.events.list_async({"delivery_success": False})
    assert [event.type for event in missed.data] == ["checkout.session.expired"]
    assert (await client.v1.events.list_async({"delivery_success": True})).data == []


async def test_an_endpoint_that_is_down_is_tried_too(
    client: sdk.StripeClient, stand: Stripe, basket: Callable[..., Any]
) -> None:
    stand.webhook("http://127.0.0.1:9/hook", SECRET)
    stand.post.manners.backoff = (0,)
    session = await client.v1.checkout.sessions.create_async(basket())
    stand.expire(session.id)
    await stand.post.settled()
    assert [t.status for t in stand.post.tries] == [None, None]


async def test_an_endpoint_gets_only_the_kinds_it_wants(
    client: sdk.StripeClient, stand: Stripe, inbox: Any, basket: Callable[..., Any]
) -> None:
    stand.webhook(inbox.url, SECRET, kinds=("checkout.session.*",))
    await buy(client, stand, basket)
    await stand.post.settled()
    assert kinds(inbox) == ["checkout.session.completed"]


async def test_it_delivers_late_and_out_of_order(
    client: sdk.StripeClient, hooked: Stripe, inbox: Any, basket: Callable[..., Any]
) -> None:
    hooked.post.manners.held = True
    await buy(client, hooked, basket)
    await hooked.post.settled()
    assert inbox.bodies == []
    await hooked.post.release_in_turn(backwards=True)
    assert kinds(inbox) == PAID[::-1]


async def test_it_delivers_twice_at_the_same_moment(
    client: sdk.StripeClient, hooked: Stripe, inbox: Any, basket: Callable[..., Any]
) -> None:
    hooked.post.manners.copies = 2
    session = await client.v1.checkout.sessions.create_async(basket())
    hooked.expire(session.id)
    await hooked.post.settled()
    assert kinds(inbox) == ["checkout.session.expired"] * 2
    hooked.redeliver(hooked.events[-1]["id"], copies=3)
    await hooked.post.settled()
    assert kinds(inbox) == ["checkout.session.expired"] * 5
    assert len({orjson.loads(body)["id"] for body in inbox.bodies}) == 1


async def test_it_loses_what_it_is_told_to_lose(
    client: sdk.StripeClient, hooked: Stripe, inbox: Any, basket: Callable[..., Any]
) -> None:
    hooked.post.manners.dropped = ("checkout.session.completed", "charge.*")
    await buy(client, hooked, basket)
    await hooked.post.settled()
    assert sorted(kinds(inbox)) == ["payment_intent.created", "payment_intent.succeeded"]
    missed = await client.v1.events.list_async({"delivery_success": False})
    assert [event.type for event in missed.data] == [
        "checkout.session.completed",
        "charge.succeeded",
    ]


async def test_it_delivers_after_a_while(
    client: sdk.StripeClient, hooked: Stripe, inbox: Any, basket: Callable[..., Any]
) -> None:
    hooked.post.manners.delay = 0.1
    session = await client.v1.checkout.sessions.create_async(basket())
    hooked.expire(session.id)
    await client.v1.checkout.sessions.retrieve_async(session.id)
    assert inbox.bodies == []
    await hooked.until(lambda: len(hooked.post.tries) == 1)
    assert kinds(inbox) == ["checkout.session.expired"]


async def test_it_delivers_what_it_held_all_at_once_and_doubled(
    client: sdk.StripeClient, hooked: Stripe, inbox: Any, basket: Callable[..., Any]
) -> None:
    hooked.post.manners.held = True
    await buy(client, hooked, basket)
    hooked.post.release(backwards=True, copies=2)
    await hooked.post.settled()
    assert sorted(kinds(inbox)) == sorted(PAID * 2)
    assert hooked.post.waiting == []
