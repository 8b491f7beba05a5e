"""Closing a shop for good: by its seller, by an operator, and what is left of both then."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from models import orders, people, refunds
from models.terms import Terms
from tests.books import check
from tests.handlers.stall import (
    ANNA,
    BEN,
    SELLER,
    SHOP,
    kinds,
    lines,
    open_page,
    open_stall,
    pay,
)
from tests.market import Market

OPERATOR = 99


@pytest.fixture
def market(tmp_path: Path) -> Iterator[Market]:
    """A market with an operator, and one stall."""
    made = Market(tmp_path, Terms(operators=frozenset({OPERATOR})))
    open_stall(made)
    yield made
    made.store.engine.dispose()


def state(market: Market) -> str:
    with market.tx() as tx:
        return people.state_of(people.shop(tx, SHOP))


async def close(market: Market) -> list[str]:
    return kinds(await market.press(SELLER, "closeshopnow"))


async def test_a_seller_closes_her_shop_and_it_is_gone_from_sight(market: Market) -> None:
    [terms, _] = await market.press(SELLER, "terms")
    [asked, _] = await market.press(SELLER, str(terms.button("Close the shop").data))
    assert (asked.kind, state(market)) == ("close_ask", "open")
    told = await market.press(SELLER, str(asked.button("Yes").data))
    assert "shop_closed" in kinds(told)
    assert [one.facts for one in told if one.method == "menu"] == [{"roles": []}]
    assert state(market) == "closed"
    [shops] = await market.say(ANNA, "/shops")
    assert shops.facts["shops"] == []
    assert "isn't open" in (await market.say(ANNA, "/start s_malee-silk"))[0].text
    assert "isn't open" in (await market.say(ANNA, "/start f_malee-silk"))[0].text
    assert "isn't open" in (await market.say(ANNA, "/start p_malee-silk_A12"))[0].text
    assert kinds(await market.say(ANNA, "cf a12")) != ["held"]
    assert kinds(await market.say(SELLER, "/live")) == ["shop_not_open"]
    assert kinds(await market.press(SELLER, "closeshopnow")) == ["toast_ruled_already"]
    [panel] = await market.say(SELLER, "/sell")
    assert "Closed" in panel.text


async def test_it_stays_open_while_a_buyer_counts_on_it(market: Market) -> None:
    await market.say(ANNA, "cf a12")
    for data in ("closeshop", "closeshopnow"):
        assert await left(market, data) == {"held": 1}
    order_id = open_page(market)
    assert await left(market) == {"paying": 1}
    pay(market, order_id)
    assert await left(market, "closeshopnow") == {"to_pack": 1}
    with market.tx() as tx:
        assert refunds.refund_all(tx, order_id) is not None
    assert await left(market) == {"refunding": 1}
    assert state(market) == "open"


async def left(market: Market, data: str = "closeshop") -> dict[str, int]:
    """What the answer says that the shop still owes."""
    told = await market.press(SELLER, data)
    facts = next(one.facts for one in told if one.kind == "close_not_yet")
    names = ("held", "paying", "to_pack", "refunding", "live")
    return {name: facts[name] for name in names if facts[name]}


async def test_it_stays_open_during_a_show(market: Market) -> None:
    await market.say(SELLER, "/live")
    assert await left(market) == {"live": 1}


async def test_a_hold_that_ran_out_is_in_nobodys_way(market: Market) -> None:
    await market.say(ANNA, "cf a12")
    market.clock.pass_(minutes=16)
    assert "shop_closed" in await close(market)
    with market.tx() as tx:
        check(tx)


async def sell(market: Market, code: str) -> int:
    """Anna buys something, and it is sent; her order."""
    await market.say(ANNA, f"cf {code}")
    order_id = open_page(market)
    pay(market, order_id)
    with market.tx() as tx:
        assert orders.ship(tx, order_id, "")
    return order_id


async def test_who_waits_is_told(market: Market) -> None:
    await sell(market, "b7")
    await market.say(BEN, "cf b7")
    told = await market.press(SELLER, "closeshop")
    assert [one.facts["waiting"] for one in told if one.kind == "close_ask"] == [1]
    assert "shop_closed" in await close(market)
    [closed] = [one for one in market.told(BEN) if one.kind == "waitlist_closed"]
    assert "has closed" in closed.text
    assert lines(market, BEN) == [("released", 1)]
    with market.tx() as tx:
        check(tx)


async def test_a_seller_is_forgotten_after_that_and_the_books_stay(market: Market) -> None:
    assert kinds(await market.press(SELLER, "forget:1")) == ["forget_shop"]
    order_id = await sell(market, "a12")
    await close(market)
    market._read.pop(SELLER)  # what was said before is deleted
    assert kinds(await market.press(SELLER, "forget:1")) == ["forgotten"]
    with market.tx() as tx:
        shop = people.shop(tx, SHOP)
        assert (shop.owner_id < 0, shop.slug) == (True, "malee-silk")
        order = orders.order(tx, order_id)
        assert (order.state, order.shop_id) == ("paid", SHOP)
        assert people.shop_of(tx, SELLER) is None
    assert "toast_ruled_already" in kinds(await market.press(OPERATOR, f"reopen:{SHOP}"))
    assert state(market) == "closed"
    assert kinds(await market.say(SELLER, "/sell")) == ["sell_name"]


async def test_an_operator_closes_and_opens_again(market: Market) -> None:
    [card, _] = await market.press(OPERATOR, f"seller:{SHOP}")
    [asked, _] = await market.press(OPERATOR, str(card.button("Close").data))
    assert asked.kind == "close_ask"
    told = await market.press(OPERATOR, str(asked.button("Yes").data))
    assert [one.facts["state"] for one in told if one.kind == "seller"] == ["closed"]
    assert "shop_closed" in kinds(market.told(SELLER))
    [*_, card, _] = await market.press(OPERATOR, f"reopen:{SHOP}")
    assert state(market) == "open"


@pytest.mark.parametrize("data", [f"closeshop:{SHOP}", f"closeshopnow:{SHOP}", "closeshopnow"])
async def test_nobody_else_closes_a_shop(market: Market, data: str) -> None:
    await market.press(ANNA, data)
    assert state(market) == "open"
