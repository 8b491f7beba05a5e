"""Buyers who let holds lapse: first paid first served, and blocked, from claim to payment."""

from pathlib import Path

import pytest

from sandbox.telegram.people import User
from tests.town import Town, count, data, link, newest, session_in, text, town


@pytest.mark.asyncio(loop_scope="session")
async def test_who_lets_a_hold_lapse_is_held_to_first_paid(folder: Path) -> None:
    async with town(folder, {"HOLD": "4"}) as here:
        seller = await here.shop("Lila", "lila", "L1 Ring 200 x1")
        anna, bob = [await here.buyer(name, "lila") for name in ("Anna", "Bob")]
        await _rule(here, seller, "lapserule:2:1")
        assert "is yours" in text(await here.ask(anna, "l1"))
        await here.hears(anna, "The time for", "Ring")
        assert "if you pay first" in text(await here.ask(anna, "l1"))
        # Nothing is held for her: Bob's claim takes it, and pays for it.
        held = await here.ask(bob, "l1")
        assert "is yours" in text(held)
        await here.press(anna, "pay")
        await here.hears(anna, "Somebody was faster")
        await here.press(bob, data(held, "drop"), held)
        # It is free again: she pays first.
        assert "if you pay first" in text(await here.ask(anna, "l1"))
        before = newest(anna)
        here.tap(anna, "pay")
        ready = await here.hears(anna, "Ready", after=before)
        assert "👀" in text(await here.ask(bob, "l1"))
        here.stripe.pay(session_in(link(ready, "Pay")))
        await here.hears(anna, "Paid, thank you!")
        # Once she has paid, her claims are held again.
        await here.ask(seller, "/stock L1 +2")
        await here.hears(bob, "Your turn")
        assert "is yours.\n" in text(await here.ask(anna, "l1"))
        here.check_manners()


async def _rule(here: Town, seller: User, wanted: str) -> None:
    await here.ask(seller, "/sell")
    await here.press(seller, "terms")
    await here.hears(seller, "Shop settings")
    await here.press(seller, "lapses")
    await here.hears(seller, "does nothing about them")
    await here.press(seller, wanted.rsplit(":", 1)[0])
    await here.hears(seller, "After 3 holds")
    await here.press(seller, wanted)
    await here.hears(seller, "After 1 hold ")


@pytest.mark.asyncio(loop_scope="session")
async def test_a_seller_blocks_a_buyer_and_lets_them_in_again(here: Town) -> None:
    seller = await here.shop("Olga", "olga", "O1 Vase 100 x1", "O2 Cup 50 x9")
    anna, bob = [await here.buyer(name, "olga") for name in ("Anna", "Bob")]
    assert "is yours" in text(await here.ask(anna, "o2"))
    assert "is yours" in text(await here.ask(bob, "o1"))
    assert "You are next" in text(await here.ask(anna, "o1"))
    await here.ask(seller, "/sales")
    await here.press(seller, "claims")
    await here.hears(seller, "2 buyers with open claims")
    await here.press(seller, "buyer")
    await here.hears(seller, "Cup")
    await here.press(seller, "block")
    await here.hears(seller, "Block Anna?")
    assert await here.press(seller, "blocknow") == "Anna is blocked."
    await here.hears(anna, "your place for", "Vase")
    assert "takes no claims from you" in text(await here.ask(anna, "o2"))
    before = newest(anna)
    await here.ask(anna, "/cart")
    here.tap(anna, "pay")
    ready = await here.hears(anna, "Ready", after=before)
    here.stripe.pay(session_in(link(ready, "Pay")))
    await here.hears(anna, "Paid, thank you!")
    await here.press(seller, "unblock")
    await here.hears(seller, "No hold ran out unpaid")
    assert "is yours" in text(await here.ask(anna, "o2"))
    assert count(bob, "Your turn") == 0
