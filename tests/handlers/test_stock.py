"""Changing stock by words."""

import pytest

from tests.handlers.stall import ANNA, BEN, SELLER, kinds, lines, open_stall, stock
from tests.market import Market


@pytest.fixture(autouse=True)
def _stall(market: Market) -> None:
    open_stall(market)


@pytest.mark.parametrize(
    ("words", "free"),
    [("A12 +5", 7), ("a12 -2", 0), ("A12 =0", 0), ("A12 5", 5), ("a12+5", 7), ("#A12 = 3", 3),
     ("A12 ＋๕", 7)],
)  # fmt: skip
async def test_it_changes_the_stock(market: Market, words: str, free: int) -> None:
    [told] = await market.say(SELLER, f"/stock {words}")
    assert (told.kind, told.facts["moved"]) == ("stock_changed", 0)
    assert stock(market) == (free, 0, 0, 0)


async def test_it_serves_whoever_waits_at_once(market: Market) -> None:
    await market.say(ANNA, "cf a12 x2")
    await market.say(BEN, "cf a12 x3")
    [told] = await market.say(SELLER, "/stock A12 +5")
    assert (told.facts["moved"], told.facts["free"]) == (3, 2)
    assert "3 units went straight to the waitlist" in told.text
    assert lines(market, BEN) == [("held", 3)]


@pytest.mark.parametrize(
    ("words", "kind"),
    [("A12 -3", "stock_too_few"), ("A12 +9999", "stock_too_many"), ("A12 x5", "stock_problem"),
     ("A12 1.5", "stock_problem"), ("A12 1e9", "stock_problem"), ("A12 +0", "stock_problem"),
     ("A!2 +5", "stock_problem"), ("A12 red +5", "stock_problem"), ("C9 +5", "not_your_code"),
     ("A13 +5", "not_your_code"), ("A12", "product_card"), ("C9", "not_your_code")],
)  # fmt: skip
async def test_it_says_what_is_wrong(market: Market, words: str, kind: str) -> None:
    assert kinds(await market.say(SELLER, f"/stock {words}")) == [kind]
    assert stock(market) == (2, 0, 0, 0)


async def test_it_names_the_code_that_was_meant(market: Market) -> None:
    [told] = await market.say(SELLER, "/stock A13 +5")
    assert told.facts["near"] == "A12"


async def test_it_lists_what_runs_low(market: Market) -> None:
    await market.say(SELLER, "/stock A12 =3")
    [told] = await market.say(SELLER, "/stock")
    assert [item["code"] for item in told.facts["items"]] == ["B7"]
    await market.say(SELLER, "/stock B7 =3")
    [told] = await market.say(SELLER, "/stock")
    assert "All well" in told.text


async def test_it_is_for_sellers(market: Market) -> None:
    assert kinds(await market.say(ANNA, "/stock A12 +5")) == ["no_shop"]
    assert stock(market) == (2, 0, 0, 0)
