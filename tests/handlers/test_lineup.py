"""/lineup: which products a show has, in which order, at what price, with what limit."""

import pytest

from models import catalog, lineup, offers, schedule, shows
from models import people as people_
from models.catalog import OPTION
from models.people import SHOP as SHOPS
from tests.handlers.stall import ANNA, BEN, SELLER, SHOP, kinds, lines, open_other, open_stall
from tests.market import MAY, Market

CODES = ("A2", "A10", "A12", "B7")


@pytest.fixture(autouse=True)
def _stall(market: Market) -> None:
    open_stall(market)
    with market.tx() as tx:
        for code in ("A10", "A2"):
            catalog.add_product(
                tx, shop_id=SHOP, code=code, key=code, title=f"Thing {code}", price=10000, stock=3
            )


def order(market: Market, show_id: int = 1) -> list[str]:
    """The codes of a show's lineup, in order."""
    with market.tx() as tx:
        show = shows.show(tx, show_id)
        assert show is not None
        return [row.code for row in lineup.entries(tx, show)]


def product(market: Market, code: str) -> int:
    with market.tx() as tx:
        item = catalog.item(tx, SHOP, code)
    assert item is not None
    return int(item.product_id)


async def test_without_a_show_there_is_none(market: Market) -> None:
    assert kinds(await market.say(SELLER, "/lineup")) == ["lineup_no_show"]
    assert kinds(await market.say(ANNA, "/lineup")) == ["no_shop"]


async def test_everything_is_in_it_by_code_until_some_are_chosen(market: Market) -> None:
    await market.say(SELLER, "/live")
    [told] = await market.say(SELLER, "/lineup")
    assert (told.facts["chosen"], [one["code"] for one in told.facts["items"]]) == (
        False, list(CODES),
    )  # fmt: skip
    [told] = await market.say(SELLER, "/lineup b7 A12")
    assert [one["code"] for one in told.facts["items"]] == ["B7", "A12"]
    await market.say(SELLER, "/lineup A12 A2")
    assert order(market) == ["A12", "A2", "B7"]
    await market.say(SELLER, "/lineup all")
    assert order(market) == ["A12", "A2", "B7", "A10"]


async def test_named_codes_stand_in_front_in_that_order(market: Market) -> None:
    await market.say(SELLER, "/live")
    await market.say(SELLER, "/lineup all")
    [told] = await market.say(SELLER, "/lineup B7 A10 B7")
    assert [one["code"] for one in told.facts["items"]] == ["B7", "A10", "A2", "A12"]
    assert "order already" not in told.text
    [told] = await market.say(SELLER, "/lineup B7 A10")
    assert "They stand in that order already." in told.text
    assert order(market) == ["B7", "A10", "A2", "A12"]


async def test_a_price_above_the_usual_is_asked_about_and_is_no_discount(market: Market) -> None:
    await market.say(SELLER, "/live")
    [asked] = await market.say(SELLER, "/lineup A12 990 max 2")
    assert (asked.kind, asked.buttons[0].data) == (
        "lineup_above", f"lineupyes:1:{product(market, 'A12')}:99000:2",
    )  # fmt: skip
    assert order(market) == list(CODES)
    [told, *_] = await market.press(SELLER, str(asked.buttons[0].data))
    assert (told.kind, told.facts["price"], told.facts["most"]) == ("lineup_one", 99000, 2)
    assert "<s>" not in told.text
    [control] = await market.say(SELLER, "/show A12")
    assert "<s>" not in control.text


async def test_what_is_in_it_already_takes_no_place_of_a_new_one(
    market: Market, monkeypatch: pytest.MonkeyPatch
) -> None:
    await market.say(SELLER, "/live")
    await market.say(SELLER, "/lineup A2 A10")
    monkeypatch.setattr(lineup, "MOST", 3)
    await market.say(SELLER, "/lineup A10 A12 B7")
    assert order(market) == ["A10", "A12", "A2"]


@pytest.mark.parametrize(
    ("currency", "price", "cut"), [("EUR", "19.90", "9.00"), ("JPY", "1900", "900"),
                                   ("KWD", "5.900", "0.900")]
)  # fmt: skip
async def test_examples_are_prices_of_the_shop_s_currency(
    market: Market, currency: str, price: str, cut: str
) -> None:
    with market.tx() as tx:
        tx.run(SHOPS.update().values(currency=currency))
        tx.run(OPTION.update().values(price=1000))
    await market.say(SELLER, "/live")
    [told] = await market.say(SELLER, "/lineup A12 1.99999")
    assert f"<code>/lineup A12 {price}</code>" in told.text
    [told] = await market.say(SELLER, "/show A12 1.99999 5")
    assert f"<code>/show A12 {price} 5</code>" in told.text
    assert (await market.say(SELLER, f"/lineup A12 {price}"))[0].kind == "lineup_above"
    [shown] = await market.say(SELLER, f"/show A12 {cut} 5")
    assert shown.facts["now"]["flash"]
    [asked, *_] = await market.press(SELLER, f"flash:{product(market, 'A12')}")
    assert f"<code>{cut} 5</code>" in asked.text


async def test_an_unknown_code_changes_nothing(market: Market) -> None:
    await market.say(SELLER, "/live")
    assert kinds(await market.say(SELLER, "/lineup A12 C99")) == ["not_your_code"]
    assert kinds(await market.say(SELLER, "/lineup A12 0")) == ["lineup_problem"]
    assert order(market) == list(CODES)


async def test_it_belongs_to_the_next_show_where_none_is_on_the_air(market: Market) -> None:
    with market.tx() as tx:
        schedule.schedule(tx, people_.shop(tx, SHOP), "Silk", MAY + 3_600_000)
    await market.say(SELLER, "/lineup B7 A12")
    assert order(market) == ["B7", "A12"]
    await market.say(SELLER, "/live")
    [told] = await market.say(SELLER, "/next")
    assert told.facts["now"]["code"] == "B7"
    assert told.facts["next"]["code"] == "A12"
    await market.press(SELLER, "next:2")
    assert kinds(await market.say(SELLER, "/next")) == ["lineup_over"]


async def test_it_is_put_in_order_by_buttons(market: Market) -> None:
    await market.say(SELLER, "/live")
    last = product(market, "B7")
    up = f"lineupmove:1:{last}:3:2"
    for _ in range(2):
        [card, _] = await market.press(SELLER, up)
        assert (card.kind, card.facts["place"]) == ("lineup_one", 2)
    assert order(market) == ["A2", "A10", "B7", "A12"]
    await market.press(SELLER, f"lineupmove:1:{last}:2:0")
    assert order(market) == ["B7", "A2", "A10", "A12"]
    for forged in (f"{last}:0:99", f"{last}:-1:0", "999:0:1"):
        await market.press(SELLER, f"lineupmove:1:{forged}")
    assert order(market) == ["B7", "A2", "A10", "A12"]


async def test_products_are_taken_out_but_for_the_last(market: Market) -> None:
    await market.say(SELLER, "/live")
    await market.say(SELLER, "/lineup B7 A12")
    first, last = product(market, "B7"), product(market, "A12")
    for _ in range(2):
        await market.press(SELLER, f"lineupdrop:1:{first}")
    assert order(market) == ["A12"]
    assert kinds(await market.press(SELLER, f"lineupdrop:1:{last}")) == [
        "toast_lineup_last", "lineup",
    ]  # fmt: skip
    assert kinds(await market.say(SELLER, "/lineup clear")) == ["lineup_clear_ask"]
    for _ in range(2):
        await market.press(SELLER, "lineupclearnow:1")
    assert order(market) == list(CODES)


async def test_codes_are_added_after_the_button(market: Market) -> None:
    await market.say(SELLER, "/live")
    assert kinds(await market.press(SELLER, "lineupadd:1")) == ["lineup_add"]
    assert kinds(await market.say(SELLER, "B7 Z1")) == ["not_your_code"]
    assert kinds(await market.say(SELLER, "B7, A2")) == ["lineup"]
    assert order(market) == ["B7", "A2"]


async def test_a_show_price_is_what_claims_cost(market: Market) -> None:
    await market.say(SELLER, "/live")
    [told] = await market.say(SELLER, "/lineup A12 299")
    assert "<s>฿390</s> ฿299" in told.text
    assert order(market) == list(CODES), "a price alone chooses nothing"
    [held, *_] = await market.say(ANNA, "cf a12")
    assert held.facts["price"] == 29900
    [card] = await market.say(BEN, "/start p_malee-silk_A12")
    assert card.facts["price"] == 29900
    await market.press(SELLER, f"lineupusual:1:{product(market, 'A12')}")
    [held, *_] = await market.say(BEN, "cf a12")
    assert held.facts["price"] == 39000


async def test_a_limit_holds_in_its_show_only(market: Market) -> None:
    await market.say(SELLER, "/live")
    await market.say(SELLER, "/lineup A2 max 1")
    await market.say(ANNA, "cf a2 x2")
    assert lines(market) == [("held", 1)]
    assert kinds(await market.say(ANNA, "cf a2"))[0] == "at_limit"
    one = product(market, "A2")
    await market.press(SELLER, f"lineupmost:1:{one}")
    assert kinds(await market.say(SELLER, "lots")) == ["lineup_most"]
    [card] = await market.say(SELLER, "2")
    assert (card.kind, card.facts["most"]) == ("lineup_one", 2)
    await market.press(SELLER, f"lineupany:1:{one}")
    with market.tx() as tx:
        show, item = shows.show(tx, 1), catalog.item(tx, SHOP, "A2")
        assert item is not None
        assert offers.offer(tx, show, item, tx.now).most_here is None


async def test_a_price_is_asked_for_by_the_button(market: Market) -> None:
    await market.say(SELLER, "/live")
    one = product(market, "A12")
    assert kinds(await market.press(SELLER, f"lineupprice:1:{one}")) == ["lineup_price"]
    [told] = await market.say(SELLER, "free")
    assert (told.kind, told.facts["problem"]) == ("lineup_price", "not_a_number")
    assert kinds(await market.say(SELLER, "299,50")) == ["lineup_one"]
    with market.tx() as tx:
        show = shows.show(tx, 1)
        assert show is not None
        entry = lineup.entry(tx, show, one)
        assert entry is not None
        assert (entry.price, show.special) == (29950, True)


async def test_an_ended_show_s_lineup_stays_as_it_was(market: Market) -> None:
    await market.say(SELLER, "/live")
    await market.say(SELLER, "/lineup B7")
    await market.say(SELLER, "/end")
    for data in ("lineup:1", "lineupall:1", "lineupclearnow:1", "lineupadd:1"):
        assert kinds(await market.press(SELLER, data)) == ["toast_show_over"]
    assert order(market) == ["B7"]


async def test_another_shop_s_products_never_come_in(market: Market) -> None:
    open_other(market, 5, code="Z9")
    await market.say(SELLER, "/live")
    assert kinds(await market.say(SELLER, "/lineup Z9")) == ["not_your_code"]
    with market.tx() as tx:
        foreign = catalog.item(tx, 2, "Z9")
    assert foreign is not None
    for data in (f"lineupprice:1:{foreign.product_id}", f"lineupusual:1:{foreign.product_id}"):
        await market.press(SELLER, data)
    assert order(market) == list(CODES)
