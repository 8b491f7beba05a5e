"""Cases M28–M33 of docs/races.md: money that goes back."""

from copy import deepcopy

import pytest

from models import checkouts, errands, orders, refunds, sales
from payments import refunding
from sandbox.stripe.faults import PASSING, Fault
from tests.till import BUYER, OTHER, SELLER, Till

CREATE = "POST /v1/refunds"


async def test_m28_it_goes_back_whole_and_what_was_sold_is_on_sale_again(till: Till) -> None:
    await till.buy(BUYER, till.bowl)
    waits = till.claim(OTHER, till.bowl)
    till.refund_all(BUYER)
    await till.work()
    order = till.order(BUYER)
    assert (order.state, order.refunded) == ("refunded", 30_000)
    assert till.state(waits) == "held"
    assert till.told(BUYER) == ["checkout_ready", "paid", "refunded"]
    assert till.told(SELLER) == ["sold", "seller_refunded"]
    await till.poll()
    assert till.told(BUYER).count("refunded") == 1
    till.check_sums()


async def test_m28_it_goes_back_although_nobody_says_how_it_was_paid(till: Till) -> None:
    await till.buy(BUYER, till.bowl)
    till.stand.fail("GET /v1/payment_intents/*", Fault.UNKNOWN, times=9)
    till.refund_all(BUYER)
    await till.work()
    assert till.order(BUYER).state == "refunded"
    till.check_sums()


async def test_m28_what_was_sent_is_not_on_sale_again(till: Till) -> None:
    order = await till.buy(BUYER, till.bowl)
    assert till.do(lambda tx: orders.ship(tx, order.id, "TH1"))
    till.refund_all(BUYER)
    await till.work()
    assert till.order(BUYER).state == "refunded"
    assert till.stock(till.bowl) == (0, 0, 1)
    till.check_sums()


async def test_m29_two_presses_send_it_back_once(till: Till) -> None:
    await till.buy(BUYER, till.bowl)
    assert till.refund_all(BUYER) is not None
    assert till.refund_all(BUYER) is None
    await till.work()
    assert till.refund_all(BUYER) is None
    await till.work()
    assert len(till.stand.refunds) == 1
    till.check_sums()


async def test_m29_more_than_was_paid_never_goes_back(till: Till) -> None:
    order = await till.buy(BUYER, till.bowl)
    assert till.do(lambda tx: refunds.refund(tx, order.id, 30_001, "seller")) is None
    assert till.do(lambda tx: refunds.refund(tx, order.id, -1, "seller")) is None
    assert till.do(lambda tx: refunds.refund(tx, order.id, 0, "seller")) is None
    assert till.do(lambda tx: refunds.refund(tx, order.id, 10_000, "seller")) is not None
    assert till.do(lambda tx: refunds.refund(tx, order.id, 20_001, "seller")) is None
    await till.work()
    assert (till.order(BUYER).state, till.order(BUYER).refunded) == ("paid", 10_000)
    till.check_sums()
    till.refund_all(BUYER)
    await till.work()
    assert (till.order(BUYER).state, till.order(BUYER).refunded) == ("refunded", 30_000)
    till.check_sums()


@pytest.mark.parametrize("fault", PASSING, ids=lambda fault: fault.name)
async def test_m30_whatever_goes_wrong_it_goes_back_once(till: Till, fault: Fault) -> None:
    await till.buy(BUYER, till.bowl)
    till.stand.fail(CREATE, fault, seconds=0.01)
    till.refund_all(BUYER)
    await till.work_on(100)
    assert len(till.stand.refunds) == 1
    assert (till.order(BUYER).state, till.order(BUYER).refunded) == ("refunded", 30_000)
    assert till.told(BUYER) == ["checkout_ready", "paid", "refunded"]
    till.check_sums()


async def test_m30_a_kill_between_answer_and_commit_sends_it_once(till: Till) -> None:
    await till.buy(BUYER, till.bowl)
    refund_id = till.refund_all(BUYER)
    assert refund_id is not None
    await till.errands._lease(16)
    await refunding.send_back(till.store, till.client, refund_id)  # … and never written down
    await till.poll()
    assert till.order(BUYER).state == "refunded"
    await till.store.write(errands.take_over)
    await till.work()
    assert len(till.stand.refunds) == 1
    assert till.told(BUYER).count("refunded") == 1
    till.check_sums()


async def test_m31_a_refund_may_take_its_time(till: Till) -> None:
    till.stand.refund_mode = "pending"
    await till.buy(BUYER, till.bowl)
    till.refund_all(BUYER)
    await till.work()
    assert till.told(BUYER)[-1] == "refund_pending"
    assert till.order(BUYER).state == "paid"
    order_id = till.order(BUYER).id
    assert not till.do(lambda tx: orders.ship(tx, order_id, "TH1"))
    till.check_sums()
    (refund_id,) = till.stand.refunds
    till.stand.refund_result(refund_id, succeeded=True)
    till.clock.pass_(minutes=11)
    await till.polling.sweep()
    assert till.order(BUYER).state == "refunded"
    await till.poll()
    assert till.told(BUYER) == ["checkout_ready", "paid", "refund_pending", "refunded"]
    till.check_sums()


@pytest.mark.parametrize("first", ["pending", "succeeded"])
async def test_m31_a_refund_may_fail_later(till: Till, first: str) -> None:
    till.stand.refund_mode = "pending"
    await till.buy(BUYER, till.bowl)
    till.refund_all(BUYER)
    await till.work()
    (external,) = till.stand.refunds
    if first == "succeeded":
        early = deepcopy(till.stand.refunds[external]) | {"status": "succeeded"}
        refund_id = till.refunds()[0].id
        till.do(lambda tx: refunding.answer(tx, refund_id, early))
        assert till.order(BUYER).state == "refunded"
    till.stand.refund_result(external, succeeded=False)
    await till.poll()
    order = till.order(BUYER)
    assert (order.state, order.refunding, order.refunded) == ("paid", 0, 0)
    assert till.facts(BUYER, "refund_failed")["why"] == "card"
    assert till.facts(SELLER, "seller_refund_failed")["why"] == "card"
    till.check_sums()
    till.stand.refund_mode = "succeeded"
    till.refund_all(BUYER)
    await till.work()
    assert till.order(BUYER).state == "refunded"
    assert till.stock(till.bowl) == (1, 0, 0)
    till.check_sums()


async def test_m31_a_late_payment_whose_refund_fails_is_nothing_to_pack(till: Till) -> None:
    till.stand.refund_mode = "pending"
    till.claim(BUYER, till.bowl)
    order = await till.checkout(BUYER)
    till.do(lambda tx: checkouts.ended_unpaid(tx, order.id))
    till.claim(OTHER, till.bowl)
    till.stand.pay(order.session_id)
    await till.poll()
    (external,) = till.stand.refunds
    till.stand.refund_result(external, succeeded=False)
    await till.poll()
    assert till.order(BUYER).state == "paid"
    assert till.do(lambda tx: sales.to_pack(tx, till.shop_id)) == 0
    assert not till.do(lambda tx: orders.ship(tx, order.id, "TH1"))
    till.refund_all(BUYER)
    await till.work()
    assert len(till.stand.refunds) == 2


async def test_m32_a_refund_begun_at_the_provider_is_counted(till: Till) -> None:
    order = await till.buy(BUYER, till.bowl)
    await till.client.v1.refunds.create_async({"payment_intent": order.payment, "amount": 10_000})
    await till.poll()
    assert (till.order(BUYER).refunded, till.order(BUYER).state) == (10_000, "paid")
    await till.client.v1.refunds.create_async({"payment_intent": order.payment})
    await till.poll()
    assert (till.order(BUYER).refunded, till.order(BUYER).state) == (30_000, "refunded")
    assert till.stock(till.bowl) == (1, 0, 0)
    assert [refund.why for refund in till.refunds()] == ["provider", "provider"]
    till.check_sums()


async def test_m32_our_wish_and_theirs_at_once_send_it_back_once(till: Till) -> None:
    order = await till.buy(BUYER, till.bowl)
    till.refund_all(BUYER)
    await till.client.v1.refunds.create_async({"payment_intent": order.payment})
    await till.work()
    await till.poll()
    assert (till.order(BUYER).refunded, till.order(BUYER).state) == (30_000, "refunded")
    assert len(till.stand.refunds) == len(till.refunds()) == 1
    assert till.told(BUYER).count("refunded") == 1
    till.check_sums()


async def test_m33_a_disputed_payment_can_t_be_refunded_and_may_be_later(till: Till) -> None:
    order = await till.buy(BUYER, till.bowl)
    dispute = till.stand.dispute(order.session_id)
    till.refund_all(BUYER)
    await till.work()
    assert till.facts(SELLER, "seller_refund_failed")["why"] == "disputed"
    assert till.order(BUYER).refunding == 0
    till.stand.close_dispute(dispute["id"], won=True)
    till.refund_all(BUYER)
    await till.work()
    assert till.order(BUYER).state == "refunded"


async def test_m33_where_the_method_has_no_refund_the_buyer_is_asked_by_mail(till: Till) -> None:
    await till.buy(BUYER, till.bowl, method="promptpay", email="ada@example.com")
    till.refund_all(BUYER)
    await till.work()
    ((external, told),) = till.stand.refunds.items()
    assert told["instructions_email"] == "ada@example.com"
    assert till.facts(BUYER, "refund_pending")["by_mail"] is True
    till.stand.refund_result(external, succeeded=True)
    await till.poll()
    assert till.order(BUYER).state == "refunded"
    till.check_sums()


async def test_m33_a_card_s_refund_carries_no_mail(till: Till) -> None:
    await till.buy(BUYER, till.bowl, email="ada@example.com")
    till.refund_all(BUYER)
    await till.work()
    assert [told["instructions_email"] for told in till.stand.refunds.values()] == [None]
