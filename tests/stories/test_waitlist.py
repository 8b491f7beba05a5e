"""Who waits gets what comes free: by a cancel, by time, by a restock."""

from pathlib import Path

import pytest

from tests.town import Town, count, data, newest, text, town


@pytest.mark.asyncio(loop_scope="session")
async def test_a_cancel_and_a_restock_promote_in_order(here: Town) -> None:
    seller = await here.shop("Wan", "wan", "W1 Lamp 100 x1")
    first, second, third = [await here.buyer(name, "wan") for name in ("One", "Two", "Three")]
    held = await here.ask(first, "w1")
    assert "is yours" in text(held)
    assert "You are next" in text(await here.ask(second, "W1"))
    assert "Your place: 2" in text(await here.ask(third, "cf w1 x3"))
    await here.press(first, data(held, "drop"))
    await here.hears(second, "Your turn", "Lamp")
    await here.hears(first, "gave up")
    assert count(third, "Your turn") == 0
    await here.ask(seller, "/stock W1 +1")
    await here.hears(third, "Your turn")
    assert "👀" in text(await here.ask(third, "/cart"))
    await here.ask(seller, "/stock W1 +2")
    await here.until(lambda: count(third, "Your turn") == 2)


async def test_a_hold_that_runs_out_goes_to_who_waits(folder: Path) -> None:
    async with town(folder, {"HOLD": "4"}) as here:
        seller = await here.shop("Malee", "malee", "A1 Scarf 100 x1", "B2 Bag 50 x5")
        anna, bob, carl = [await here.buyer(name, "malee") for name in ("Anna", "Bob", "Carl")]
        assert "is yours" in text(await here.ask(anna, "a1"))
        assert "You are next" in text(await here.ask(bob, "a1"))
        await here.hears(anna, "The time for", "Scarf")
        await here.hears(bob, "Your turn", "Scarf")

        before = newest(bob)
        here.tap(bob, "pay")
        await here.hears(bob, "Ready", after=before)
        await here.ask(carl, "b2")
        await here.hears(carl, "The time for", "Bag")
        # Carl's hold began after Bob's: Bob's time is over too, but his page is open.
        assert "👀" in text(await here.ask(anna, "a1"))
        assert count(bob, "The time for") == 0
        assert "on your payment page" in text(await here.ask(bob, "/cart"))
        session = list(here.stripe.sessions)[-1]
        here.stripe.pay(session)
        await here.hears(bob, "Paid, thank you!")
        await here.hears(seller, "Sold!", "Scarf")
        here.check_manners()


@pytest.mark.asyncio(loop_scope="session")
async def test_a_place_has_its_odds_and_is_passed_on_with_one_tap(here: Town) -> None:
    await here.shop("Xara", "xara", "X1 Lamp 100 x2")
    one, two, three, four = [await here.buyer(name, "xara") for name in ("I", "II", "III", "IV")]
    await here.ask(one, "x1")
    await here.ask(two, "x1")
    assert "2 holds end before" in text(await here.ask(three, "x1"))
    assert "1 hold ends before" in text(await here.ask(four, "x1"))
    before = newest(one)
    here.tap(one, "pay")
    await here.hears(one, "Ready", after=before)
    cart = text(await here.ask(three, "/cart"))
    assert "place 1" in cart
    assert "1 hold ends before" in cart
    assert "1 is paying now" in cart
    await here.ask(two, "pass")
    promoted = await here.hears(three, "Your turn", "Lamp")
    assert "1 is paying now" in text(await here.hears(four, "You are next for"))
    await here.press(three, data(promoted, "drop"), promoted)
    await here.hears(four, "Your turn", "Lamp")
    assert count(four, "You are next for") == 1
