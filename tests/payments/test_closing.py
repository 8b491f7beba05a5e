"""Cases M10–M16 of docs/races.md: a checkout that is closed while somebody may be paying."""

from functools import partial

import pytest

from models import checkouts, errands
from models.outcomes import CheckoutComing, Closing, Gone, Released
from payments import closing
from sandbox.stripe.faults import PASSING, Fault
from tests.till import BUYER, OTHER, SELLER, Till

EXPIRE = "POST /v1/checkout/sessions/*/expire"


async def test_m10_adding_an_item_closes_the_page_and_opens_one_for_all(till: Till) -> None:
    till.claim(BUYER, till.scarf)
    first = await till.checkout(BUYER)
    till.claim(BUYER, till.bowl)
    assert till.tap(BUYER) == CheckoutComing(first.id)
    await till.work()
    second = till.order(BUYER)
    assert (second.state, second.amount) == ("open", 69_000)
    assert till.stand.sessions[first.session_id]["status"] == "expired"
    assert till.told(BUYER) == ["checkout_ready", "checkout_ready"]
    till.check_sums()


async def test_m11_paying_the_old_page_settles_it_and_opens_one_for_the_rest(till: Till) -> None:
    scarf = till.claim(BUYER, till.scarf)
    first = await till.checkout(BUYER)
    bowl = till.claim(BUYER, till.bowl)
    till.tap(BUYER)
    till.stand.pay(first.session_id)
    await till.work()
    rest = till.order(BUYER)
    assert (rest.state, rest.amount) == ("open", 30_000)
    assert (till.state(scarf), till.state(bowl)) == ("paid", "held")
    till.stand.pay(rest.session_id)
    await till.poll()
    assert till.state(bowl) == "paid"
    assert till.told(BUYER) == ["checkout_ready", "paid", "checkout_ready", "paid"]
    till.check_sums()


async def test_m12_giving_up_a_line_waits_for_the_provider(till: Till) -> None:
    scarf, bowl = till.claim(BUYER, till.scarf), till.claim(BUYER, till.bowl)
    till.claim(OTHER, till.bowl)
    await till.checkout(BUYER)
    assert isinstance(till.drop(bowl), Closing)
    assert till.state(bowl) == "held"
    assert till.told(OTHER) == []
    await till.work()
    assert (till.state(scarf), till.state(bowl)) == ("held", "released")
    assert till.order(BUYER).state == "expired"
    assert till.told(OTHER) == ["promoted"]
    assert till.told(BUYER) == ["checkout_ready", "given_up"]
    till.check_sums()


async def test_m12_the_rest_keeps_the_time_it_had_left(till: Till) -> None:
    scarf, bowl = till.claim(BUYER, till.scarf), till.claim(BUYER, till.bowl)
    till.clock.pass_(minutes=5)
    await till.checkout(BUYER)
    till.clock.pass_(minutes=20)
    till.drop(bowl)
    await till.work()
    till.clock.pass_(minutes=9)
    till.sweep_holds()
    assert till.state(scarf) == "held"
    till.clock.pass_(minutes=2)
    till.sweep_holds()
    assert till.state(scarf) == "released"


async def test_m13_giving_up_and_paying_anyway_buys_it(till: Till) -> None:
    scarf, bowl = till.claim(BUYER, till.scarf), till.claim(BUYER, till.bowl)
    order = await till.checkout(BUYER)
    till.drop(bowl)
    till.stand.pay(order.session_id)
    await till.work()
    assert (till.state(scarf), till.state(bowl)) == ("paid", "paid")
    assert till.drop(bowl) == Gone("paid")
    assert till.told(BUYER) == ["checkout_ready", "paid"]
    assert till.order(BUYER).paid == 69_000
    till.check_sums()


async def test_m14_giving_up_before_the_page_is_made_opens_one_for_the_rest(till: Till) -> None:
    scarf, bowl = till.claim(BUYER, till.scarf), till.claim(BUYER, till.bowl)
    till.tap(BUYER)
    till.drop(bowl)
    await till.work()
    order = till.order(BUYER)
    assert (order.state, order.amount) == ("open", 44_000)
    assert (till.state(scarf), till.state(bowl)) == ("held", "released")
    assert till.told(BUYER) == ["given_up", "checkout_ready"]
    till.check_sums()


async def test_m14_giving_up_all_of_it_opens_nothing(till: Till) -> None:
    scarf = till.claim(BUYER, till.scarf)
    till.tap(BUYER)
    till.drop(scarf)
    await till.work()
    assert (till.order_count(), till.state(scarf)) == (1, "released")
    assert isinstance(till.drop(till.claim(BUYER, till.scarf)), Released)
    assert till.told(BUYER) == ["given_up"]
    till.check_sums()


@pytest.mark.parametrize("paid", [False, True], ids=["unpaid", "paid"])
@pytest.mark.parametrize("fault", PASSING, ids=lambda fault: fault.name)
async def test_m15_whatever_goes_wrong_the_session_itself_decides(
    till: Till, fault: Fault, paid: bool
) -> None:
    line = till.claim(BUYER, till.scarf)
    order = await till.checkout(BUYER)
    till.drop(line)
    if paid:
        till.stand.pay(order.session_id)
    till.stand.fail(EXPIRE, fault, seconds=0.01)
    await till.work_on(65)
    assert till.order(BUYER).state == ("paid" if paid else "expired")
    assert till.state(line) == ("paid" if paid else "released")
    assert till.stock(till.scarf) == ((1, 0, 1) if paid else (2, 0, 0))
    till.check_sums()


async def test_m15_nothing_is_released_while_the_provider_can_t_be_asked(till: Till) -> None:
    line = till.claim(BUYER, till.scarf)
    order = await till.checkout(BUYER)
    till.drop(line)
    till.stand.fail("* /v1/checkout/*", Fault.EDGE, times=10)
    await till.work_on(10)
    assert till.state(line) == "held"
    till.stand.pay(order.session_id)
    await till.work_on(200)
    assert till.state(line) == "paid"
    assert till.told(SELLER) == ["sold"]
    till.check_sums()


async def test_m15_a_kill_after_the_answer_is_made_good(till: Till) -> None:
    line = till.claim(BUYER, till.scarf)
    order = await till.checkout(BUYER)
    till.drop(line)
    await till.errands._lease(16)
    await closing.close_checkout(till.store, till.client, order.id)  # … and never written down
    assert till.state(line) == "held"
    await till.store.write(errands.take_over)
    await till.work()
    assert till.state(line) == "released"


async def test_m15_a_session_that_is_unknown_there_releases_nothing_before_its_time(
    till: Till,
) -> None:
    line = till.claim(BUYER, till.scarf)
    order = await till.checkout(BUYER)
    assert await closing.look(till.client, "cs_of_another_account") is None
    write = partial(closing.apply, order_id=order.id, told=None)
    till.do(write)
    assert till.state(line) == "held"
    till.clock.pass_(minutes=92)
    till.do(write)
    assert till.state(line) == "released"


async def test_m16_a_deadline_passes_while_the_checkout_is_open(till: Till) -> None:
    line = till.claim(BUYER, till.bowl)
    waits = till.claim(OTHER, till.bowl)
    order = await till.checkout(BUYER)
    till.clock.pass_(minutes=30)
    till.sweep_holds()
    assert (till.state(line), till.state(waits)) == ("held", "waiting")
    till.stand.pay(order.session_id)
    await till.poll()
    assert (till.state(line), till.state(waits)) == ("paid", "waiting")
    till.check_sums()


async def test_m16_a_checkout_that_ran_out_releases_and_tells(till: Till) -> None:
    line = till.claim(BUYER, till.bowl)
    waits = till.claim(OTHER, till.bowl)
    await till.checkout(BUYER)
    till.clock.pass_(minutes=32)
    await till.polling.sweep()
    assert (till.state(line), till.state(waits)) == ("released", "held")
    assert till.told(BUYER) == ["checkout_ready", "lapsed"]
    assert till.told(OTHER) == ["promoted"]
    till.check_sums()


async def test_m16_a_tap_on_a_page_whose_time_is_over_gets_a_new_one(till: Till) -> None:
    line = till.claim(BUYER, till.bowl)
    first = await till.checkout(BUYER)
    till.clock.pass_(minutes=32)
    assert till.do(
        lambda tx: checkouts.open_checkout(tx, BUYER, till.shop_id, by_chat=True)
    ) == CheckoutComing(first.id)
    await till.work()
    second = till.order(BUYER)
    assert (second.state, second.id) == ("open", first.id + 1)
    assert till.state(line) == "held"
    till.check_sums()
