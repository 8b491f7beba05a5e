"""Cases M17–M27 of docs/races.md: news of a payment, in any number and order."""

import asyncio
from copy import deepcopy
from typing import Any

import pytest
from sqlalchemy import select, update

from models import catalog, checkouts, orders, refunds, settlement, stock
from models.orders import ORDER
from models.outcomes import NothingHeld
from models.reservations import RESERVATION
from models.tx import Tx
from payments import events
from sandbox.stripe.faults import Fault
from tests.till import BUYER, OTHER, SELLER, THIRD, Till

COMPLETED = "checkout.session.completed"


async def test_m17_an_event_that_comes_again_and_again_settles_once(till: Till) -> None:
    await till.buy(BUYER, till.scarf)
    (event,) = till.events(COMPLETED)
    again = [event | {"id": f"evt_copy_{number}"} for number in range(3)]
    await till.decide(event, *again)
    assert till.stock(till.scarf) == (1, 0, 1)
    assert till.told(BUYER) == ["checkout_ready", "paid"]
    assert till.told(SELLER) == ["sold"]
    till.check_sums()


async def test_m17_an_event_and_a_look_at_the_same_moment_settle_once(till: Till) -> None:
    till.claim(BUYER, till.scarf)
    order = await till.checkout(BUYER)
    till.stand.pay(order.session_id)
    till.clock.pass_(minutes=2)
    await asyncio.gather(
        till.decide(*till.events(COMPLETED)), till.polling.sweep(), till.poll(), till.poll()
    )
    assert till.stock(till.scarf) == (1, 0, 1)
    assert till.told(SELLER) == ["sold"]
    till.check_sums()


def _settle_unguarded(tx: Tx, order_id: int, state: str) -> int:
    """Settles as one wouldn't: by a state that was read in an earlier transaction."""
    if state != "open":
        return 0
    lines = orders.lines(tx, order_id)
    for line in lines:
        tx.run(
            update(catalog.OPTION)
            .where(catalog.OPTION.c.id == line.option_id)
            .values(sold=catalog.OPTION.c.sold + line.quantity)
        )
    tx.run(update(ORDER).where(ORDER.c.id == order_id).values(state="paid"))
    return len(lines)


async def test_m17_without_the_guard_it_would_be_sold_twice(till: Till) -> None:
    till.claim(BUYER, till.scarf)
    order = await till.checkout(BUYER)
    seen = [till.order(BUYER).state for _ in range(2)]
    sold = [till.do(lambda tx, s=state: _settle_unguarded(tx, order.id, s)) for state in seen]  # type: ignore[misc] # the default binds each state
    assert sum(sold) == 2
    assert till.stock(till.scarf)[2] == 2


async def test_m18_news_in_the_wrong_order_settles_all_the_same(till: Till) -> None:
    line = till.claim(BUYER, till.scarf)
    order = await till.checkout(BUYER)
    till.stand.pay(order.session_id, delayed=True)
    till.stand.pay_later_result(order.session_id, succeeded=True)
    await till.decide(*till.events("checkout.session.async_payment_succeeded"))
    assert till.state(line) == "paid"
    await till.decide(*till.events(COMPLETED))
    assert till.order(BUYER).state == "paid"
    assert till.told(BUYER) == ["checkout_ready", "paid"]
    till.check_sums()


async def test_m18_a_failure_told_before_the_completion_stays_a_failure(till: Till) -> None:
    line = till.claim(BUYER, till.scarf)
    order = await till.checkout(BUYER)
    till.stand.pay(order.session_id, delayed=True)
    till.stand.pay_later_result(order.session_id, succeeded=False)
    await till.decide(*till.events("checkout.session.async_payment_failed"))
    await till.decide(*till.events(COMPLETED))
    assert till.order(BUYER).state == "expired"
    assert till.state(line) == "released"
    till.check_sums()


async def test_m19_a_delayed_payment_holds_everything_until_its_result(till: Till) -> None:
    line = till.claim(BUYER, till.scarf)
    order = await till.checkout(BUYER)
    till.stand.pay(order.session_id, delayed=True)
    await till.poll()
    assert till.order(BUYER).state == "processing"
    till.clock.pass_(minutes=3 * 24 * 60)
    till.sweep_holds()
    await till.polling.sweep()
    assert till.state(line) == "held"
    till.stand.pay_later_result(order.session_id, succeeded=True)
    await till.poll()
    assert till.state(line) == "paid"
    assert till.told(BUYER) == ["checkout_ready", "processing", "paid"]
    till.check_sums()


@pytest.mark.parametrize("by", ["event", "look"])
async def test_m19_a_delayed_payment_that_fails_releases_and_tells(till: Till, by: str) -> None:
    line = till.claim(BUYER, till.bowl)
    till.claim(OTHER, till.bowl)
    order = await till.checkout(BUYER)
    till.stand.pay(order.session_id, delayed=True)
    await till.poll()
    till.stand.pay_later_result(order.session_id, succeeded=False)
    till.clock.pass_(minutes=11)
    await (till.poll() if by == "event" else till.polling.sweep())
    assert till.order(BUYER).state == "expired"
    assert till.state(line) == "released"
    assert till.told(BUYER) == ["checkout_ready", "processing", "payment_failed"]
    assert till.told(OTHER) == ["promoted"]
    till.check_sums()


async def test_m20_what_is_being_paid_is_not_paid_for_twice(till: Till) -> None:
    scarf = till.claim(BUYER, till.scarf)
    first = await till.checkout(BUYER)
    till.stand.pay(first.session_id, delayed=True)
    await till.poll()
    bowl = till.claim(BUYER, till.bowl)
    second = await till.checkout(BUYER)
    assert (second.state, second.amount) == ("open", 30_000)
    till.stand.pay_later_result(first.session_id, succeeded=True)
    till.stand.pay(second.session_id)
    await till.poll()
    assert (till.state(scarf), till.state(bowl)) == ("paid", "paid")
    assert till.tap(BUYER) == NothingHeld()
    till.check_sums()


async def test_m21_paid_too_late_stands_if_it_is_free(till: Till) -> None:
    line = till.claim(BUYER, till.scarf)
    order = await till.checkout(BUYER)
    till.do(lambda tx: checkouts.ended_unpaid(tx, order.id))
    assert till.state(line) == "released"
    till.stand.pay(order.session_id)
    await till.poll()
    assert till.state(line) == "paid"
    assert till.stock(till.scarf) == (1, 0, 1)
    assert till.told(BUYER) == ["checkout_ready", "lapsed", "paid"]
    assert not till.refunds()
    till.check_sums()


async def test_m22_paid_too_late_goes_back_if_it_is_gone(till: Till) -> None:
    line = till.claim(BUYER, till.bowl)
    order = await till.checkout(BUYER)
    till.do(lambda tx: checkouts.ended_unpaid(tx, order.id))
    other = till.claim(OTHER, till.bowl)
    till.stand.pay(order.session_id)
    await till.poll()
    assert (till.state(line), till.state(other)) == ("released", "held")
    order = till.order(BUYER)
    assert (order.state, order.paid, order.refunded) == ("refunded", 30_000, 30_000)
    assert till.told(BUYER) == ["checkout_ready", "lapsed", "paid_too_late", "refunded"]
    assert till.told(SELLER) == ["sold_too_late", "seller_refunded"]
    assert len(till.stand.refunds) == 1
    till.check_sums()


async def test_m22_one_line_gone_sends_all_of_it_back(till: Till) -> None:
    scarf, bowl = till.claim(BUYER, till.scarf), till.claim(BUYER, till.bowl)
    order = await till.checkout(BUYER)
    till.do(lambda tx: checkouts.ended_unpaid(tx, order.id))
    till.claim(OTHER, till.bowl)
    till.stand.pay(order.session_id)
    await till.poll()
    assert (till.state(scarf), till.state(bowl)) == ("released", "released")
    assert till.stock(till.scarf) == (2, 0, 0)
    assert till.order(BUYER).refunded == 69_000
    till.check_sums()


async def test_m22_a_line_held_on_and_lapsed_is_for_whoever_waits(till: Till) -> None:
    first, second = till.claim(BUYER, till.scarf), till.claim(BUYER, till.scarf)
    waits = till.claim(OTHER, till.scarf)
    order = await till.checkout(BUYER)
    till.drop(second)
    await till.work()
    assert till.state(waits) == "held"
    till.clock.pass_(minutes=16)
    third = till.claim(THIRD, till.scarf)
    paid = {"session_id": order.session_id, "amount": 83_000, "payment": "pi_late"}
    till.do(lambda tx: settlement.settle(tx, order.id, **paid, email=None, address=None))
    assert till.state(third) == "held"
    assert {till.state(first), till.state(second)} <= {"released", "paid"}
    free, held, sold = till.stock(till.scarf)
    assert free + held + sold == 2


async def test_m23_another_sum_than_the_order_s_goes_back(till: Till) -> None:
    line = till.claim(BUYER, till.scarf)
    order = await till.checkout(BUYER)
    till.do(lambda tx: orders.change(tx, order.id, amount=44_001))
    till.stand.pay(order.session_id)
    await till.poll()
    assert till.state(line) == "released"
    assert till.facts(BUYER, "paid_too_late")["why"] == "amount"
    assert till.order(BUYER).refunded == 44_000
    assert till.stock(till.scarf) == (2, 0, 0)


async def test_m23_a_session_that_names_no_sum_was_paid_as_it_was_asked(till: Till) -> None:
    line = till.claim(BUYER, till.scarf)
    order = await till.checkout(BUYER)
    till.stand.pay(order.session_id)
    (event,) = deepcopy(till.events(COMPLETED))
    del event["data"]["object"]["amount_total"], event["created"]
    await till.decide(event)
    assert till.state(line) == "paid"
    assert till.order(BUYER).paid == order.amount


async def test_m24_a_session_that_nobody_knows_changes_nothing(till: Till) -> None:
    till.claim(BUYER, till.scarf)
    order = await till.checkout(BUYER)
    till.stand.pay(order.session_id)
    (event,) = deepcopy(till.events(COMPLETED))
    told = event["data"]["object"]
    told |= {"id": "cs_foreign", "metadata": {"order": "nobody's"}, "client_reference_id": None}
    await till.decide(event)
    assert till.order(BUYER).state == "open"
    assert till.stock(till.scarf) == (1, 1, 0)
    await till.decide(event | {"id": "evt_2", "account": "acct_other", "data": {"object": {}}})
    await till.decide(event | {"id": "evt_3", "type": "customer.created"})


async def test_m24_a_session_is_its_own_order_s_whatever_it_says(till: Till) -> None:
    mine, other = till.claim(BUYER, till.scarf), till.claim(OTHER, till.scarf)
    order, others = await till.checkout(BUYER), await till.checkout(OTHER)
    till.stand.pay(order.session_id)
    (event,) = deepcopy(till.events(COMPLETED))
    event["data"]["object"]["metadata"]["order"] = others.token
    event["data"]["object"]["client_reference_id"] = others.token
    await till.decide(event)
    assert (till.state(mine), till.state(other)) == ("paid", "held")
    assert till.order(OTHER).state == "open"


def _second_session(till: Till, order: Any) -> str:
    """A session that carries an order's token beside its own, as no request of ours makes."""
    twin = deepcopy(till.stand.sessions[order.session_id])
    twin["id"] = "cs_test_twin"
    till.stand.sessions["cs_test_twin"] = twin
    till.stand.books.line_items["cs_test_twin"] = till.stand.books.line_items[order.session_id]
    till.stand.books.intent_data["cs_test_twin"] = till.stand.books.intent_data[order.session_id]
    return "cs_test_twin"


async def test_m25_a_second_payment_of_an_order_goes_back_whole(till: Till) -> None:
    line = till.claim(BUYER, till.scarf)
    order = await till.checkout(BUYER)
    twin = _second_session(till, order)
    till.stand.pay(order.session_id)
    till.stand.pay(twin)
    await till.poll()
    await till.poll()
    order = till.order(BUYER)
    assert (order.state, order.paid, order.refunded) == ("paid", 88_000, 44_000)
    assert till.state(line) == "paid"
    assert [refund.why for refund in till.refunds()] == ["twice"]
    assert till.told(BUYER) == ["checkout_ready", "paid", "refunded"]
    till.check_sums()


async def test_m25_the_end_of_a_second_session_ends_nothing(till: Till) -> None:
    line = till.claim(BUYER, till.scarf)
    order = await till.checkout(BUYER)
    till.stand.expire(_second_session(till, order))
    await till.poll()
    assert (till.order(BUYER).state, till.state(line)) == ("open", "held")


async def test_m26_without_events_each_order_is_asked_about(till: Till) -> None:
    line = till.claim(BUYER, till.scarf)
    order = await till.checkout(BUYER)
    till.stand.pay(order.session_id)
    till.stand.fail("GET /v1/events*", Fault.EDGE, times=100)
    assert await till.polling.read() == 0
    assert await till.polling.sweep() == 0
    till.clock.pass_(seconds=5)
    assert await till.polling.sweep() == 1
    assert till.state(line) == "paid"
    assert await till.polling.sweep() == 0
    till.check_sums()


async def test_m26_every_page_of_events_is_read(till: Till) -> None:
    lines = []
    till.do(lambda tx: stock.change_stock(tx, till.scarf, 200))
    for person in range(100, 220):
        till.meet(person)
        lines.append(till.claim(person, till.scarf))
        till.tap(person)
    await till.work()
    for session_id in list(till.stand.sessions):
        till.stand.pay(session_id)
    await till.poll()
    assert {till.state(line) for line in lines} == {"paid"}
    assert await till.polling.read() == 0
    till.check_sums()


async def test_m26_reading_goes_on_where_it_stopped(till: Till) -> None:
    await till.buy(BUYER, till.scarf)
    fresh = till.polling.__class__(till.store, till.client, has_webhook=True)
    assert await fresh.read() == 0
    till.clock.pass_(minutes=60 * 24 * 3)
    await till.buy(OTHER, till.scarf)
    assert till.order(OTHER).state == "paid"
    asked = [call for call in till.stand.calls if call.path == "/v1/events"][-1]
    assert isinstance(asked.params, dict)
    span: Any = asked.params["created"]
    assert int(span["gte"]) > till.clock.now // 1000 - 4 * 86_400


async def test_m27_a_dispute_is_told_once_to_the_seller(till: Till) -> None:
    order = await till.buy(BUYER, till.scarf)
    dispute = till.stand.dispute(order.session_id)
    await till.poll()
    (event,) = till.events("charge.dispute.created")
    await till.decide(event | {"id": "evt_copy"})
    facts = till.facts(SELLER, "seller_dispute")
    assert (facts["state"], facts["disputed"], facts["reason"]) == ("open", 44_000, "fraudulent")
    till.stand.close_dispute(dispute["id"], won=True)
    await till.poll()
    assert till.told(SELLER) == ["sold", "seller_dispute", "seller_dispute"]
    assert till.facts(SELLER, "seller_dispute")["state"] == "won"


async def test_the_same_event_is_kept_once(till: Till) -> None:
    order = await till.buy(BUYER, till.scarf)
    assert till.do(lambda tx: events.receive(tx, till.events(COMPLETED))) == 0
    found = till.do(
        lambda tx: tx.all(select(RESERVATION).where(RESERVATION.c.order_id == order.id))
    )
    assert [row.state for row in found] == ["paid"]
    assert till.do(refunds.awaited) is False
