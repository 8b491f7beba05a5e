"""Cases M1–M9 of docs/races.md: one tap or many, one session."""

import asyncio

import pytest
from sqlalchemy import update

from models import checkouts, errands
from models.outcomes import CheckoutComing, CheckoutOpen, NothingHeld
from payments import opening
from payments.errands import Errands
from sandbox.stripe.faults import Fault
from tests.till import BUYER, OTHER, SELLER, Till

CREATE = "POST /v1/checkout/sessions"
LOST = [Fault.AFTER, Fault.DROP, Fault.CUT]
UNDONE = [Fault.BEFORE, Fault.EDGE, Fault.BUSY]


async def test_it_settles_from_a_tap_to_paid(till: Till) -> None:
    line = till.claim(BUYER, till.scarf)
    assert till.tap(BUYER) == CheckoutComing(1)
    await till.work()
    order = till.order(BUYER)
    assert (order.state, order.amount, order.currency) == ("open", 44_000, "THB")
    assert till.facts(BUYER, "checkout_ready")["url"] == order.url
    assert order.expires_at == till.clock.now + 31 * 60_000
    till.stand.pay(order.session_id)
    await till.poll()
    order = till.order(BUYER)
    assert (order.state, order.paid, order.email) == ("paid", 44_000, "buyer@example.com")
    assert till.state(line) == "paid"
    assert till.stock(till.scarf) == (1, 0, 1)
    assert till.told(BUYER) == ["checkout_ready", "paid"]
    assert till.told(SELLER) == ["sold"]
    assert till.facts(SELLER, "sold")["address"]["lines"]
    till.check_sums()


async def test_m1_two_taps_at_once_open_one_checkout(till: Till) -> None:
    till.claim(BUYER, till.scarf)

    async def tap() -> object:
        return await till.store.write(
            lambda tx: checkouts.open_checkout(tx, BUYER, till.shop_id, by_chat=True)
        )

    outcomes = await asyncio.gather(*(tap() for _ in range(10)))
    assert set(outcomes) == {CheckoutComing(1)}
    await till.work()
    assert till.order_count() == len(till.stand.sessions) == 1
    assert till.tap(BUYER) == CheckoutOpen(1, till.order(BUYER).url)
    assert till.told(BUYER) == ["checkout_ready"]


async def test_m2_two_workers_with_one_errand_make_one_session(till: Till) -> None:
    till.claim(BUYER, till.scarf)
    till.tap(BUYER)
    till.stand.fail(CREATE, Fault.SLOW, seconds=0.3)
    twin = Errands(till.store, till.client)

    async def second() -> None:
        await till.called()
        await twin._store.write(errands.take_over)
        await twin.drain()

    await asyncio.gather(till.work(), second())
    await till.work_on(5)
    assert till.posts("/v1/checkout/sessions") >= 2
    assert len(till.stand.sessions) == 1
    assert till.order(BUYER).state == "open"
    assert till.told(BUYER) == ["checkout_ready"]


@pytest.mark.parametrize("fault", [*LOST, *UNDONE], ids=lambda fault: fault.name)
async def test_m3_whatever_goes_wrong_there_is_one_session(till: Till, fault: Fault) -> None:
    till.claim(BUYER, till.scarf)
    till.stand.fail(CREATE, fault, times=1)
    till.tap(BUYER)
    await till.work_on(70)
    order = till.order(BUYER)
    assert (order.state, till.order_count()) == ("open", 1)
    assert list(till.stand.sessions) == [order.session_id]
    assert till.told(BUYER)[-1] == "checkout_ready"
    assert till.told(BUYER).count("checkout_ready") == 1
    till.check_sums()


async def test_m3_a_retry_sends_the_same_request_under_the_same_key(till: Till) -> None:
    till.claim(BUYER, till.scarf)
    till.stand.fail(CREATE, Fault.DROP, times=3)
    till.tap(BUYER)
    await till.work_on(20)
    calls = [call for call in till.stand.calls if call.path == "/v1/checkout/sessions"]
    assert len(calls) == 4
    assert all(call == calls[0] for call in calls)
    assert till.order(BUYER).state == "open"


async def test_m4_a_kept_failure_gets_a_new_key_only_if_nothing_was_made(till: Till) -> None:
    till.claim(BUYER, till.scarf)
    till.stand.fail(CREATE, Fault.BEFORE)
    till.tap(BUYER)
    await till.work_on(5)
    keys = [call.idempotency_key for call in till.stand.calls if call.method == "POST"]
    assert len(keys) == 3
    assert keys[0] == keys[1] != keys[2]
    assert len(till.stand.sessions) == 1


async def test_m5_a_request_that_grew_too_old_is_made_anew(till: Till) -> None:
    till.claim(BUYER, till.scarf)
    till.stand.fail(CREATE, Fault.EDGE, times=8)
    till.tap(BUYER)
    await till.work_on(200)
    order = till.order(BUYER)
    assert order.state == "open"
    assert len(till.stand.sessions) == 1
    assert order.expires_at > till.clock.now + 25 * 60_000
    assert till.told(BUYER) == ["checkout_delayed", "checkout_ready"]


async def test_m5_it_adopts_a_session_whose_answer_was_lost_long_ago(till: Till) -> None:
    till.claim(BUYER, till.scarf)
    till.claim(OTHER, till.bowl)
    await till.checkout(OTHER)
    till.stand.fail(CREATE, Fault.DROP)
    till.tap(BUYER)
    await till.work()
    made = set(till.stand.sessions) - {till.order(OTHER).session_id}
    till.stand.api.keys._entries.clear()  # a day later Stripe has forgotten the key
    till.clock.pass_(minutes=5)
    await till.work()
    assert {till.order(BUYER).session_id} == made
    assert till.order(BUYER).state == "open"


async def test_m6_an_event_may_come_before_our_own_answer(till: Till) -> None:
    line = till.claim(BUYER, till.scarf)
    till.stand.fail(CREATE, Fault.DROP)
    till.tap(BUYER)
    await till.work()
    assert till.order(BUYER).state == "opening"
    (session_id,) = till.stand.sessions
    till.stand.pay(session_id)
    await till.poll()
    order = till.order(BUYER)
    assert (order.state, order.session_id, order.paid) == ("paid", session_id, 44_000)
    assert till.state(line) == "paid"
    await till.work_on(10)
    assert len(till.stand.sessions) == 1
    assert till.told(BUYER) == ["paid"]
    till.check_sums()


async def test_m6_a_session_may_end_before_our_own_answer(till: Till) -> None:
    line = till.claim(BUYER, till.scarf)
    till.stand.fail(CREATE, Fault.DROP)
    till.tap(BUYER)
    await till.work()
    (session_id,) = till.stand.sessions
    till.stand.expire(session_id)
    await till.poll()
    await till.work_on(10)
    assert till.order(BUYER).state == "expired"
    assert till.state(line) == "released"
    assert len(till.stand.sessions) == 1
    till.check_sums()


async def test_m7_a_kill_between_answer_and_commit_makes_no_second_session(till: Till) -> None:
    till.claim(BUYER, till.scarf)
    till.tap(BUYER)
    rows = await till.errands._lease(16)
    order_id = rows[0][0].subject
    await opening.open_checkout(till.store, till.client, order_id)  # … and never written down
    assert till.order(BUYER).state == "opening"
    assert await till.work() == 0
    await till.store.write(errands.take_over)
    await till.work()
    assert till.order(BUYER).state == "open"
    assert len(till.stand.sessions) == 1
    assert till.posts("/v1/checkout/sessions") == 2


async def test_m8_a_refused_checkout_leaves_what_is_held(till: Till) -> None:
    till.stand.books.least["thb"] = 50_000
    line = till.claim(BUYER, till.scarf)
    till.clock.pass_(minutes=5)
    order = await till.checkout(BUYER)
    assert order.state == "failed"
    assert till.facts(BUYER, "checkout_failed")["why"] == "amount_too_small"
    assert till.state(line) == "held"
    till.check_sums()
    till.clock.pass_(minutes=11)
    till.sweep_holds()
    assert till.state(line) == "released"


async def test_m8_a_page_that_asks_again_and_again_isn_t_refused_each_time(till: Till) -> None:
    till.stand.books.least["thb"] = 50_000
    till.claim(BUYER, till.scarf)
    for _ in range(5):
        till.tap(BUYER, by_chat=False)
        await till.work()
    assert till.order_count() == 1
    assert till.told(BUYER) == ["checkout_failed"]
    till.clock.pass_(minutes=2)
    till.tap(BUYER, by_chat=False)
    assert till.order_count() == 2


async def test_m8_what_was_added_meanwhile_is_tried_instead(till: Till) -> None:
    till.stand.books.least["thb"] = 50_000
    till.claim(BUYER, till.scarf)
    till.tap(BUYER)
    till.claim(BUYER, till.bowl)
    till.tap(BUYER)
    await till.work()
    order = till.order(BUYER)
    assert (order.state, order.amount) == ("open", 69_000)
    assert till.told(BUYER) == ["checkout_ready"]


async def test_m9_with_a_wrong_key_the_cart_is_given_back_at_once(till: Till) -> None:
    line = till.claim(BUYER, till.scarf)
    till.clock.pass_(minutes=5)
    till.stand.fail("* *", Fault.DENIED)
    order = await till.checkout(BUYER)
    assert order.state == "failed"
    assert till.told(BUYER) == ["checkout_failed"]
    assert till.facts(BUYER, "checkout_failed")["why"] == "key"
    till.check_sums()
    await till.work_on(120)
    assert till.posts("/v1/checkout/sessions") == 1
    assert (await till.checkout(BUYER)).state == "open"
    till.stand.expire(till.order(BUYER).session_id)
    await till.poll()
    assert till.state(line) == "released"


async def test_m9_what_a_wrong_key_gives_back_lapses_in_its_time(till: Till) -> None:
    line = till.claim(BUYER, till.scarf)
    till.clock.pass_(minutes=5)
    till.stand.fail("* *", Fault.DENIED)
    await till.checkout(BUYER)
    till.clock.pass_(minutes=9)
    till.sweep_holds()
    assert till.state(line) == "held"
    till.clock.pass_(minutes=2)
    till.sweep_holds()
    assert till.state(line) == "released"


async def test_m9_after_an_hour_the_cart_is_given_back(till: Till) -> None:
    line = till.claim(BUYER, till.scarf)
    till.stand.fail("* *", Fault.BUSY, times=1000)
    till.tap(BUYER)
    await till.work_on(30)
    till.clock.pass_(minutes=61)
    await till.work()
    assert till.order(BUYER).state == "failed"
    assert till.facts(BUYER, "checkout_failed")["why"] == "unreachable"
    assert till.state(line) == "held"
    till.check_sums()


async def test_it_pays_nothing_with_nothing_held(till: Till) -> None:
    assert till.tap(BUYER) == NothingHeld()
    till.claim(BUYER, till.scarf)
    till.clock.pass_(minutes=16)
    assert till.tap(BUYER) == NothingHeld()


async def test_a_checkout_takes_a_hundred_lines_and_leaves_the_rest(till: Till) -> None:
    many = till.product("C1", "Sticker", 1_000, 150)
    lines = [till.claim(BUYER, many) for _ in range(105)]
    order = await till.checkout(BUYER)
    assert (order.state, order.amount) == ("open", 105_000)
    assert till.tap(BUYER) == CheckoutOpen(order.id, order.url)
    till.stand.pay(order.session_id)
    await till.poll()
    assert [till.state(line) for line in lines] == ["paid"] * 100 + ["held"] * 5
    till.check_sums()


async def test_an_order_left_without_errand_is_taken_up_again(till: Till) -> None:
    till.claim(BUYER, till.scarf)
    till.tap(BUYER)
    till.do(lambda tx: tx.run(update(errands.ERRAND).values(state="gave_up")))
    assert await till.work() == 0
    assert till.do(checkouts.revive) == 1
    await till.work()
    assert till.order(BUYER).state == "open"
    assert till.do(checkouts.revive) == 0
