"""A show that goes on after its end is what it was: on screen, in the groups, at its end."""

import pytest
from sqlalchemy import select

from models import people, screenings, shows
from models.screenings import SCREENING
from pages import on_air
from tests.handlers.stall import SELLER, SHOP, kinds
from tests.market import Market

pytestmark = pytest.mark.usefixtures("malee")


async def goes_on(market: Market) -> None:
    """The seller ends the show, and goes on with it."""
    await market.say(SELLER, "/end")
    market.clock.pass_(minutes=1)
    [asked] = await market.say(SELLER, "/live")
    told = await market.press(SELLER, str(asked.button("Go on").data))
    assert kinds(told) == ["live_updated", "control"]


def overlay(market: Market) -> str:
    with market.tx() as tx:
        frame = on_air.frame(tx, people.shop(tx, SHOP).token)
    assert frame is not None
    return str(frame["state"])


async def test_what_was_on_screen_is_so_again(market: Market) -> None:
    await market.say(SELLER, "/live Silk night")
    await market.say(SELLER, "/show A12 350")
    await goes_on(market)
    with market.tx() as tx:
        seen = screenings.on_screen_at(tx, 1, tx.now)
        before = screenings.on_screen_at(tx, 1, tx.now - 30_000)
        all_ = tx.all(select(SCREENING).order_by(SCREENING.c.id))
    assert seen is not None
    assert (seen.product_id, seen.price, seen.began_at) == (1, None, market.clock.now)
    assert (before, len(all_)) == (None, 2)
    assert overlay(market) == "shown"


async def test_what_is_sold_no_longer_isn_t_shown_again(market: Market) -> None:
    await market.say(SELLER, "/live Silk night")
    await market.say(SELLER, "/show A12")
    await market.press(SELLER, "archivenow:1")
    await goes_on(market)
    with market.tx() as tx:
        running = shows.known(tx, 1)
        seen = screenings.on_screen_at(tx, 1, tx.now)
    assert (running.state, running.on_screen, seen) == ("live", None, None)
    assert overlay(market) == "idle"
    await market.press(SELLER, "next:0")
    assert overlay(market) == "shown"


async def test_with_nothing_on_screen_nothing_is(market: Market) -> None:
    await market.say(SELLER, "/live Silk night")
    await goes_on(market)
    assert overlay(market) == "idle"
