"""The door for Stripe's events: what comes in, and what is turned away."""

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import orjson
import pytest
import stripe as sdk
from aiohttp import web
from sqlalchemy import select

from models.incoming import INCOMING
from payments.webhook import LIMIT, Webhook, is_signed
from sandbox.stripe.signature import sign
from tests.till import BUYER, SELLER, Till

SECRET = "whsec_till"
NOW = 1_795_435_200


class Door:
    """A running webhook of a till."""

    def __init__(self, till: Till, url: str) -> None:
        self.till = till
        self.url = url

    async def knock(self, body: bytes, signature: str | None) -> int:
        """Sends a body; the status it got."""
        headers = {} if signature is None else {"Stripe-Signature": signature}
        async with (
            aiohttp.ClientSession() as session,
            session.post(self.url, data=body, headers=headers) as answer,
        ):
            return answer.status

    def kept(self) -> list[str]:
        """The ids of the events that were kept."""
        return [row.external_id for row in self.till.do(lambda tx: tx.all(select(INCOMING)))]


async def _door(till: Till, secret: str | None) -> AsyncIterator[Door]:
    app = web.Application()
    app.add_routes(Webhook(till.store, secret).routes())
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    yield Door(till, f"http://127.0.0.1:{runner.addresses[0][1]}/stripe/webhook")
    await runner.cleanup()


@pytest.fixture
async def door(till: Till) -> AsyncIterator[Door]:
    """A door with a secret."""
    async for made in _door(till, SECRET):
        yield made


def event(**changes: Any) -> bytes:
    """An event's body."""
    told = {"id": "evt_1", "object": "event", "type": "checkout.session.completed", "created": NOW}
    return orjson.dumps(told | {"data": {"object": {"id": "cs_1"}}} | changes)


async def test_it_keeps_a_signed_event_once(door: Door) -> None:
    body = event()
    assert await door.knock(body, sign(body, SECRET, NOW)) == 200
    assert await door.knock(body, sign(body, SECRET, NOW + 1)) == 200
    assert door.kept() == ["evt_1"]


async def test_it_refuses_what_isn_t_stripe_s(door: Door) -> None:
    body = event()
    forged = sign(body, "whsec_other", NOW)
    other = sign(event(id="evt_2"), SECRET, NOW)
    for signature in (None, "", "t=,v1=", "nonsense", f"t={NOW},v1=", f"t={NOW}", forged, other):
        assert await door.knock(body, signature) == 400, signature
    assert await door.knock(body + b" ", sign(body, SECRET, NOW)) == 400
    assert door.kept() == []


@pytest.mark.parametrize("late", [-301, 301, 90_000, -90_000])
async def test_it_refuses_a_stale_or_premature_signature(door: Door, late: int) -> None:
    body = event()
    assert await door.knock(body, sign(body, SECRET, NOW + late)) == 400
    assert door.kept() == []


async def test_it_takes_either_of_two_signatures_while_secrets_are_rolled(door: Door) -> None:
    body = event()
    old, new = sign(body, "whsec_old", NOW), sign(body, SECRET, NOW)
    both = f"{old},{new.split(',', 1)[1]}"
    assert await door.knock(body, both) == 200


@pytest.mark.parametrize("secret", [None, ""])
async def test_without_a_secret_nothing_is_verified(till: Till, secret: str | None) -> None:
    async for door in _door(till, secret):
        body = event()
        assert await door.knock(body, sign(body, "", NOW)) == 404
        assert door.kept() == []
    assert not is_signed(event(), sign(event(), "", NOW), "", NOW)


async def test_it_refuses_what_is_signed_but_no_event(door: Door) -> None:
    for body in (b"", b"{}", b"[]", b"\xff\xfe", b'{"id": 3, "type": "x"}', b"not json"):
        assert await door.knock(body, sign(body, SECRET, NOW)) == 400, body


async def test_it_acknowledges_kinds_nobody_listens_to(door: Door) -> None:
    thin = event(type="v2.core.account.updated", object="v2.core.event", created="2026-11-23")
    for body in (event(type="customer.created"), thin):
        assert await door.knock(body, sign(body, SECRET, NOW)) == 200
    assert door.kept() == []


async def test_it_refuses_more_than_an_event_can_be(door: Door) -> None:
    body = event(filler="x" * LIMIT)
    assert await door.knock(body, sign(body, SECRET, NOW)) == 413

    async def drops() -> AsyncIterator[bytes]:
        for _ in range(LIMIT // 65_536 + 2):
            yield b"x" * 65_536

    async with (
        aiohttp.ClientSession() as session,
        session.post(door.url, data=drops()) as answer,
    ):
        assert answer.status == 413
    assert door.kept() == []


def test_it_agrees_with_the_sdk_about_signatures() -> None:
    body = event().decode()
    header = sign(body.encode(), SECRET, NOW)
    assert sdk.WebhookSignature.verify_header(body, header, SECRET, tolerance=None)
    assert is_signed(body.encode(), header, SECRET, NOW)


async def test_m17_webhooks_doubled_backwards_and_beside_polling_settle_once(
    till: Till, door: Door
) -> None:
    till.stand.webhook(door.url, SECRET)
    till.stand.post.manners.held = True
    till.claim(BUYER, till.scarf)
    order = await till.checkout(BUYER)
    till.stand.pay(order.session_id, delayed=True)
    till.stand.pay_later_result(order.session_id, succeeded=True)
    till.stand.post.release(backwards=True, copies=3)
    await till.poll()
    await till.stand.post.settled()
    await till.poll()
    assert till.order(BUYER).state == "paid"
    assert till.told(SELLER) == ["sold"]
    assert till.stock(till.scarf) == (1, 0, 1)
    till.check_sums()
