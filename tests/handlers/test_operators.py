"""What operators see and decide."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from models import people
from models.terms import Terms
from tests.handlers.stall import ANNA, SELLER, SHOP, buttons, kinds, open_other, open_page, pay
from tests.handlers.stall import open_stall as stall
from tests.market import Market

OPERATOR = 99


@pytest.fixture
def market(tmp_path: Path) -> Iterator[Market]:
    made = Market(tmp_path, Terms(operators=frozenset({OPERATOR}), signup="approval"))
    stall(made)
    yield made
    made.store.engine.dispose()


def state(market: Market) -> str:
    with market.tx() as tx:
        return str(people.shop(tx, SHOP).state)


async def test_it_lists_shops_that_wait_first(market: Market) -> None:
    open_other(market, 5)
    for text in ("/sell", "Anna's", "annas", "THB", "pickup"):
        await market.say(ANNA, text)
    market.told(OPERATOR)
    [told] = await market.say(OPERATOR, "/sellers")
    assert [shop["slug"] for shop in told.facts["shops"]] == ["annas", "other-5", "malee-silk"]
    assert buttons(told) == ["seller:3", "seller:2", "seller:1"]


async def test_it_suspends_and_reopens(market: Market) -> None:
    [card, _] = await market.press(OPERATOR, "seller:1")
    assert "suspend:1" in buttons(card)
    [card, _] = await market.press(OPERATOR, "suspend:1")
    assert (state(market), card.facts["state"]) == ("suspended", "suspended")
    assert kinds(market.told(SELLER)) == ["shop_suspended"]
    assert kinds(await market.say(ANNA, "cf a12")) != ["held"]
    assert kinds(await market.press(OPERATOR, "suspend:1")) == ["toast_ruled_already", "seller"]
    await market.press(OPERATOR, "reopen:1")
    assert state(market) == "open"
    assert "shop_reopened" in kinds(market.told(SELLER))
    assert kinds(await market.say(ANNA, "cf a12")) == ["held"]


async def test_it_refuses_a_shop(market: Market) -> None:
    for text in ("/sell", "Anna's", "annas", "THB", "pickup"):
        await market.say(ANNA, text)
    [asked] = market.told(OPERATOR)
    await market.press(OPERATOR, str(asked.button("Refuse").data))
    assert kinds(market.told(ANNA)) == ["shop_refused"]
    assert kinds(await market.press(OPERATOR, "approve:2")) == ["toast_ruled_already", "seller"]


async def test_it_counts_the_market(market: Market) -> None:
    await market.say(ANNA, "cf a12")
    pay(market, open_page(market))
    [told] = await market.say(OPERATOR, "/stats")
    facts = told.facts
    assert facts["shops"] == {"open": 1}
    assert facts["takings"] == [{"currency": "THB", "orders": 1, "paid": 39000, "refunded": 0}]
    assert (facts["products"], facts["aside"]) == (2, 0)


@pytest.mark.parametrize("command", ["/sellers", "/stats"])
async def test_nobody_else_learns_of_the_commands(market: Market, command: str) -> None:
    [told] = await market.say(SELLER, command)
    [unknown] = await market.say(SELLER, "/nonsense")
    assert (told.kind, unknown.kind) == ("unknown_command", "unknown_command")


@pytest.mark.parametrize(
    "data", ["seller:1", "sellers:0", "approve:1", "refuse:1", "suspend:1", "reopen:1"]
)
async def test_nobody_else_decides(market: Market, data: str) -> None:
    assert kinds(await market.press(SELLER, data)) == ["old_button"]
    assert state(market) == "open"


async def test_it_is_kind_about_shops_that_never_were(market: Market) -> None:
    for data in ("seller:77", "suspend:77", "approve:-1"):
        assert kinds(await market.press(OPERATOR, data)) == ["toast_gone"]


async def test_the_numbers_leave_out_their_own_question(market: Market) -> None:
    [told] = await market.say(OPERATOR, "/stats")
    assert told.facts["incoming"] == 0


async def test_the_numbers_leave_out_what_is_for_later(market: Market) -> None:
    await market.say(SELLER, "/live Friday")
    await market.say(SELLER, "/end")
    [told] = await market.say(OPERATOR, "/stats")
    assert told.facts["incoming"] == 0
