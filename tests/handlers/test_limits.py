"""Limits per buyer: what counts towards them, a product's own and a show's, edits and pictures."""

import pytest

from models import catalog, holds, lineup, shows
from tests.handlers.stall import (
    ANNA,
    BEN,
    SELLER,
    SHOP,
    edit,
    go_live,
    kinds,
    lines,
    open_page,
    open_stall,
    pay,
    stock,
)
from tests.market import Market


@pytest.fixture(autouse=True)
def _stall(market: Market) -> None:
    open_stall(market, scarves=9)
    limit(market, 2)


def limit(market: Market, most: int) -> None:
    with market.tx() as tx:
        catalog.edit_product(tx, 1, most=most)


def limit_here(market: Market, most: int) -> None:
    """Gives the scarf a limit in the show on the air."""
    with market.tx() as tx:
        show = shows.on_air(tx, SHOP)
        assert show is not None
        lineup.set_terms(tx, show, 1, most=most)


async def claimed(market: Market, words: str = "a12", person: int = ANNA) -> list[str]:
    return kinds(await market.say(person, words))


async def test_a_claim_over_the_limit_gets_what_is_left_of_it(market: Market) -> None:
    [told] = await market.say(ANNA, "a12 x5")
    assert (told.kind, told.facts["quantity"], told.facts["most"]) == ("held", 2, 2)
    assert stock(market) == (7, 2, 0, 0)
    assert await claimed(market) == ["at_limit"]
    assert await claimed(market, "a12 x2", BEN) == ["held"]
    assert stock(market) == (5, 4, 0, 0)


async def test_it_tells_the_limit_not_what_is_left_of_it(market: Market) -> None:
    await claimed(market)
    [told] = await market.say(ANNA, "a12 x2")
    assert (told.kind, told.facts["quantity"], told.facts["most"]) == ("held", 1, 2)
    assert "One buyer can have 2 of it." in told.text


async def test_what_waits_counts(market: Market) -> None:
    await market.say(SELLER, "/stock a12 =0")
    assert await claimed(market, "a12 x2") == ["waiting"]
    assert await claimed(market) == ["at_limit"]
    await market.say(ANNA, "pass")
    market.told(ANNA)
    assert await claimed(market) == ["waiting"]


async def test_what_is_being_paid_and_what_is_paid_counts(market: Market) -> None:
    await market.say(ANNA, "a12 x2")
    order = open_page(market)
    market.clock.pass_(minutes=20)
    assert await claimed(market) == ["at_limit"]
    pay(market, order)
    market.told(ANNA)
    assert await claimed(market) == ["at_limit"]


@pytest.mark.parametrize("swept", [True, False])
async def test_what_lapsed_counts_no_longer_swept_or_not(market: Market, swept: bool) -> None:
    await market.say(ANNA, "a12 x2")
    market.clock.pass_(minutes=15)
    if swept:
        with market.tx() as tx:
            holds.expire(tx)
    market.told(ANNA)
    assert (await claimed(market, "a12 x2"))[0] == "held"


async def test_an_edit_up_over_the_limit_moves_nothing(market: Market) -> None:
    await market.say(ANNA, "a12", message_id=500)
    [told] = await edit(market, ANNA, 500, "a12 x3")
    assert (told.kind, told.facts["most"], told.facts["left"]) == ("at_limit", 2, 1)
    assert "You have" not in told.text
    assert lines(market) == [("held", 1)]
    assert kinds(await edit(market, ANNA, 500, "a12 x2")) == ["changed"]


async def test_a_show_s_limit_counts_what_is_claimed_in_it(market: Market) -> None:
    limit(market, 9)
    assert await claimed(market) == ["held"]
    market.clock.pass_(seconds=5)
    go_live(market)
    limit_here(market, 1)
    assert await claimed(market) == ["held"]
    assert await claimed(market) == ["at_limit"]
    assert lines(market) == [("held", 1), ("held", 1)]


@pytest.mark.parametrize(("ever", "here"), [(1, 3), (3, 1)])
async def test_of_two_limits_the_smaller_counts(market: Market, ever: int, here: int) -> None:
    limit(market, ever)
    go_live(market)
    limit_here(market, here)
    [told] = await market.say(ANNA, "a12 x5")
    assert (told.facts["quantity"], told.facts["most"]) == (1, 1)
    [told] = await market.say(ANNA, "a12")
    assert (told.kind, told.facts["most"]) == ("at_limit", 1)


async def test_it_tells_the_limit_that_counted(market: Market) -> None:
    limit(market, 3)
    await claimed(market, "a12 x2")
    market.clock.pass_(seconds=5)
    go_live(market)
    limit_here(market, 2)
    [told] = await market.say(ANNA, "a12 x5")
    assert (told.facts["quantity"], told.facts["most"]) == (1, 3)
    [told] = await market.say(ANNA, "a12")
    assert (told.kind, told.facts["most"]) == ("at_limit", 3)


async def test_a_flash_price_lifts_no_limit(market: Market) -> None:
    await market.say(SELLER, "/live")
    limit_here(market, 1)
    await market.say(SELLER, "/show a12 199")
    [told] = await market.say(ANNA, "a12 x5")
    assert (told.facts["price"], told.facts["quantity"]) == (19900, 1)
    assert await claimed(market) == ["at_limit"]
