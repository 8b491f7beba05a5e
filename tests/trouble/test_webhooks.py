"""Stripe's webhooks forged, stale, doubled, at once, backwards, for strangers, and beside polling:
each order settles once, and only by genuine ones."""

import asyncio
import copy
from collections.abc import AsyncIterator

import aiohttp
import orjson
import pytest
import pytest_asyncio

from sandbox.stripe.signature import sign
from tests.town import Town, count, standins

pytestmark = pytest.mark.asyncio(loop_scope="session")

SECRET = "whsec_trouble"


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def here(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Town]:
    folder = tmp_path_factory.mktemp("webhooks")
    async with standins(folder, {"STRIPE_WEBHOOK_SECRET": SECRET}) as made:
        made.stripe.webhook(f"{made.program.url}/stripe/webhook", SECRET)
        await made.program.start()
        yield made
        made.check_manners()
        assert await made.program.stop() == 0


async def _post(here: Town, body: bytes, signature: str | None) -> int:
    headers = {} if signature is None else {"Stripe-Signature": signature}
    url = f"{here.program.url}/stripe/webhook"
    async with aiohttp.ClientSession() as web, web.post(url, data=body, headers=headers) as answer:
        return answer.status


async def test_only_genuine_events_count(here: Town) -> None:
    stripe = here.stripe
    await here.shop("Malee", "forged", "A12 Silk scarf 390 x1")
    anna = await here.buyer("Anna", "forged")
    await here.ask(anna, "a12")
    session = await here.session(anna)
    told = copy.deepcopy(stripe.sessions[session])
    told.update(status="complete", payment_status="paid", payment_intent="pi_forged")
    now = stripe.clock() // 1000
    event = {"id": "evt_forged", "object": "event", "type": "checkout.session.completed",
             "created": now, "data": {"object": told}, "livemode": False}  # fmt: skip
    body = orjson.dumps(event)
    good = sign(body, SECRET, now)
    for signature in (
        None, "", "t=1", good.replace("v1=", "v0="), sign(body, "whsec_other", now),
        sign(body, "", now), sign(body, SECRET, now - 301), sign(body, SECRET, now + 400),
        f"t={now},v1=", f"t=,{good}", good.upper(), f"t={now + 1},{good.split(',')[1]}",
    ):  # fmt: skip
        assert await _post(here, body, signature) == 400, signature
    assert await _post(here, body.replace(b"forged", b"f0rged"), good) == 400
    for odd in (b"", b"[]", b"null", b"{}", b"\xff", b'{"id": 1, "type": 2}'):
        assert await _post(here, odd, sign(odd, SECRET, now)) == 400, odd
    stranger = {**event, "id": "evt_strange", "data": {"object": {**told, "id": "cs_test_nobody",
                "metadata": {}, "client_reference_id": None}}}  # fmt: skip
    odd_kind = {**event, "id": "evt_kind", "type": "customer.created"}
    for genuine in (stranger, odd_kind):
        body = orjson.dumps(genuine)
        assert await _post(here, body, sign(body, SECRET, now)) == 200
    assert here.rows("SELECT state FROM orders WHERE person_id = ?", anna.id) == [{"state": "open"}]
    stripe.pay(session)
    await here.hears(anna, "Paid, thank you!")


async def test_doubled_events_all_at_once_settle_each_order_once(here: Town) -> None:
    stripe, manners = here.stripe, here.stripe.post.manners
    seller = await here.shop("Malee", "many", "A12 Silk scarf 390 x9")
    buyers = [await here.buyer(f"B{number}", "many") for number in range(5)]
    sessions = []
    for buyer in buyers:
        await here.ask(buyer, "a12")
        sessions.append(await here.session(buyer))
    manners.held = True
    for session in sessions[:4]:
        stripe.pay(session)
    stripe.expire(sessions[4])
    stripe.post.release(backwards=True, copies=5)
    for buyer in buyers[:4]:
        await here.hears(buyer, "Paid, thank you!")
    await here.hears(buyers[4], "The time for")
    await stripe.post.settled()
    await here.until(lambda: count(seller, "Sold!") == 4)
    for buyer in buyers[:4]:
        assert count(buyer, "Paid, thank you!") == 1
    assert count(seller, "Sold!") == 4
    assert {delivery.status for delivery in stripe.post.tries} == {200}


async def test_events_out_of_order_leave_the_truth(here: Town) -> None:
    """A delayed payment's result comes before the news that it began."""
    stripe, manners = here.stripe, here.stripe.post.manners
    seller = await here.shop("Malee", "order", "A12 Silk scarf 390 x2", currency="EUR")
    anna, bob = [await here.buyer(name, "order") for name in ("Anna", "Bob")]
    sessions = []
    for buyer in (anna, bob):
        await here.ask(buyer, "a12")
        sessions.append(await here.session(buyer))
    manners.held = True
    for session, well in zip(sessions, (True, False), strict=True):
        stripe.pay(session, delayed=True)
        stripe.pay_later_result(session, well)
    await stripe.post.release_in_turn(backwards=True)
    await here.hears(anna, "Paid, thank you!")
    await here.hears(seller, "Sold!", "Anna")
    await here.until_rows(
        "SELECT count(*) FROM orders JOIN shop ON shop.id = shop_id"
        " WHERE slug = 'order' AND orders.state IN ('paid', 'expired')", 2,
    )  # fmt: skip
    assert (count(anna, "Paid, thank you!"), count(bob, "Paid, thank you!")) == (1, 0)
    stock = here.rows("SELECT free, held, sold FROM option JOIN product ON product.id = product_id"
                      " JOIN shop ON shop.id = shop_id WHERE slug = 'order'")  # fmt: skip
    assert stock == [{"free": 1, "held": 0, "sold": 1}]


async def test_what_webhooks_never_tell_is_found_by_asking(here: Town) -> None:
    """The events are lost and read again at the next start, beside copies that come late."""
    stripe, manners = here.stripe, here.stripe.post.manners
    seller = await here.shop("Malee", "lost", "A12 Silk scarf 390 x2")
    anna = await here.buyer("Anna", "lost")
    await here.ask(anna, "a12")
    session = await here.session(anna)
    manners.dropped = ("*",)
    stripe.pay(session)
    manners.dropped = ()
    await here.restart()
    await here.hears(anna, "Paid, thank you!")
    late = [event for event in stripe.events if event["type"] == "checkout.session.completed"][-1]
    stripe.redeliver(late["id"], copies=4)
    await stripe.post.settled()
    await here.hears(seller, "Sold!")
    assert "Paid" in str(await here.ask(anna, "/orders")).title()
    assert (count(anna, "Paid, thank you!"), count(seller, "Sold!")) == (1, 1)


async def test_without_a_secret_nobody_is_heard(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("no-secret")
    async with standins(folder, {"STRIPE_WEBHOOK_SECRET": ""}) as made:
        await made.program.start()
        body = orjson.dumps({"id": "evt_1", "type": "checkout.session.completed"})
        now = made.stripe.clock() // 1000
        statuses = await asyncio.gather(
            _post(made, body, None), _post(made, body, sign(body, "", now)),
        )  # fmt: skip
        assert list(statuses) == [404, 404]
        assert await made.program.stop() == 0
