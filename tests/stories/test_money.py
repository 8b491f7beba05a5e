"""Money that comes late, or goes back."""

import pytest

from tests.town import Town, count, data, newest, text

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_page_that_ran_out_releases_and_is_paid_too_late(here: Town) -> None:
    seller = await here.shop("Late", "late", "L1 Vase 100 x1")
    anna, bob = [await here.buyer(name, "late") for name in ("Anna", "Bob")]
    await here.ask(anna, "l1")
    await here.ask(bob, "l1")
    session = await here.session(anna)
    here.stripe.expire(session)
    await here.hears(anna, "The time for", "Vase")
    await here.hears(bob, "Your turn", "Vase")
    _pay_after_all(here, session)
    await here.hears(anna, "came when this was gone already")
    await here.hears(seller, "when it was gone already")
    await here.hears(anna, "went back to you")
    await here.hears(seller, "went back to")
    assert [one["amount"] for one in _refunds(here, session)] == [15000]
    assert "is yours" in text(await here.hears(bob, "is yours"))
    assert count(anna, "Paid, thank you!") == 0


async def test_a_late_payment_stands_if_a_unit_is_free(here: Town) -> None:
    seller = await here.shop("Lucky", "lucky", "L2 Bowl 100 x1")
    anna = await here.buyer("Anna", "lucky")
    await here.ask(anna, "l2")
    session = await here.session(anna)
    here.stripe.expire(session)
    await here.hears(anna, "The time for", "Bowl")
    _pay_after_all(here, session)
    await here.hears(anna, "Paid, thank you!", "Bowl")
    await here.hears(seller, "Sold!", "Bowl")
    assert _refunds(here, session) == []


async def test_a_sale_is_refunded_after_one_confirmation(here: Town) -> None:
    seller = await here.shop("Ree", "ree", "R1 Cup 100 x2")
    anna, bob = [await here.buyer(name, "ree") for name in ("Anna", "Bob")]
    await here.ask(anna, "r1 x2")
    await here.ask(bob, "r1")
    session = await here.session(anna)
    here.stripe.pay(session)
    await here.hears(seller, "Sold!")
    await here.ask(seller, "/sales")
    await here.press(seller, "sale")
    await here.hears(seller, "Paid on")
    await here.press(seller, "refund")
    asked = await here.hears(seller, "Send", "250", "back to")
    sure = here.tap(seller, data(asked, "refundnow"), asked)
    twice = seller.stale_press(asked, sure.data)
    await here.toast(sure)
    await here.toast(twice)
    await here.hears(anna, "went back to you")
    await here.hears(seller, "went back to Anna")
    await here.hears(bob, "Your turn")
    assert [one["amount"] for one in _refunds(here, session)] == [25000]
    assert "refunded" in text(await here.ask(anna, "/orders"))


async def test_a_delayed_payment_waits_for_its_result(here: Town) -> None:
    seller = await here.shop("Slow", "slow", "S1 Mat 100 x2", currency="EUR")
    anna, bob = [await here.buyer(name, "slow") for name in ("Anna", "Bob")]
    sessions = []
    for buyer in (anna, bob):
        await here.ask(buyer, "s1")
        sessions.append(await here.session(buyer))
        here.stripe.pay(sessions[-1], delayed=True)
        await here.hears(buyer, "is on its way")
    here.stripe.pay_later_result(sessions[0], True)
    await here.hears(anna, "Paid, thank you!")
    here.stripe.pay_later_result(sessions[1], False)
    carl = await here.buyer("Carl", "slow")
    await here.until(lambda: newest(bob) > 0 and count(bob, "Mat") >= 2)
    await here.hears(seller, "Sold!", "Anna")
    assert "is yours" in text(await here.ask(carl, "s1"))
    assert count(seller, "Sold!") == 1


async def test_what_is_given_up_comes_off_an_open_page(here: Town) -> None:
    await here.shop("Off", "off", "O1 Pen 100 x1", "O2 Ink 200 x1")
    anna = await here.buyer("Anna", "off")
    pen = await here.ask(anna, "o1")
    await here.ask(anna, "o2")
    first = await here.session(anna)
    await here.press(anna, data(pen, "drop"), pen)
    await here.hears(anna, "gave up", "Pen")
    assert here.stripe.sessions[first]["status"] == "expired"
    second = await here.session(anna)
    assert here.stripe.sessions[second]["amount_total"] == 25000
    await here.ask(anna, "o1")
    third = await here.session(anna)
    assert here.stripe.sessions[third]["amount_total"] == 35000
    here.stripe.pay(third)
    await here.hears(anna, "Paid, thank you!", "Pen", "Ink")


def _pay_after_all(here: Town, session: str) -> None:
    """The provider's word that a page could not be paid any more turns out to be wrong."""
    known = here.stripe.sessions[session]
    known.update(status="open", expires_at=here.stripe.clock() // 1000 + 600)
    here.stripe.pay(session)


def _refunds(here: Town, session: str) -> list[dict[str, object]]:
    intent = here.stripe.sessions[session]["payment_intent"]
    return [one for one in here.stripe.refunds.values() if one["payment_intent"] == intent]
