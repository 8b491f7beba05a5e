"""A show's price is that of every option: what it would make dearer is asked about."""

import pytest

from models import catalog, options, people
from models.options import Wanted
from tests.handlers.stall import ANNA, BEN, SELLER, SHOP, kinds, open_stall
from tests.market import Market


@pytest.fixture(autouse=True)
async def _stall(market: Market) -> None:
    open_stall(market)
    with market.tx() as tx:
        small = catalog.add_product(
            tx, shop_id=SHOP, code="D5", key="D5", title="Dress", price=3000, stock=9
        )
        assert small is not None
        options.put(tx, catalog.item_of(tx, small), [Wanted("S", 3000, 9), Wanted("M", 4000, 9)])
    await market.say(SELLER, "/live")


async def price(market: Market, words: str, person: int = ANNA) -> int:
    [held, *_] = await market.say(person, words)
    return int(held.facts["price"])


@pytest.mark.parametrize("words", ["/show D5 35 5", "/lineup D5 35"])
async def test_a_price_above_the_cheapest_option_is_asked_about(market: Market, words: str) -> None:
    [asked] = await market.say(SELLER, words)
    assert asked.kind in ("flash_above", "lineup_above")
    assert (asked.facts["usual"], asked.facts["dearest"]) == (3000, 4000)
    assert "Every option of <b>D5</b> would cost ฿35" in asked.text
    assert await price(market, "D5 S") == 3000
    await market.press(SELLER, str(asked.buttons[0].data))
    market.clock.pass_(seconds=2)
    assert await price(market, "D5 S", BEN) == 3500
    assert await price(market, "D5 M", BEN) == 3500


@pytest.mark.parametrize("words", ["/show D5 30 5", "/lineup D5 30"])
async def test_one_that_makes_none_dearer_is_put_at_once(market: Market, words: str) -> None:
    assert kinds(await market.say(SELLER, words))[0] not in ("flash_above", "lineup_above")
    market.clock.pass_(seconds=2)
    assert await price(market, "D5 S") == 3000
    assert await price(market, "D5 M") == 3000


@pytest.mark.parametrize("words", ["/show D5 0.49 5", "/lineup D5 0.49"])
async def test_one_that_is_too_little_to_be_paid_alone_is_put_and_said(
    market: Market, words: str
) -> None:
    with market.tx() as tx:
        tx.run(people.SHOP.update().values(currency="EUR"))
    told = await market.say(SELLER, words)
    [low] = [one for one in told if one.kind == "price_low"]
    assert "Card payments begin at €0.50" in low.text
    market.clock.pass_(seconds=2)
    assert await price(market, "D5 S") == 49
    assert "price_low" not in kinds(await market.say(SELLER, words.replace("0.49", "0.50")))


async def test_in_the_lineup_s_conversation_too(market: Market) -> None:
    await market.press(SELLER, "lineupprice:1:3")
    assert kinds(await market.say(SELLER, "35")) == ["lineup_above"]


async def test_a_flash_price_is_measured_by_the_show_s_own(market: Market) -> None:
    await market.say(SELLER, "/lineup D5 25")
    [asked] = await market.say(SELLER, "/show D5 28 5")
    assert (asked.kind, asked.facts["usual"], asked.facts["dearest"]) == ("flash_above", 2500, 2500)
    assert "more than <b>D5</b> usually costs (฿25)" in asked.text
