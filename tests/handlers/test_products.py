"""The list of products, and their cards."""

import pytest

from models import catalog
from tests.handlers.goods import item
from tests.handlers.stall import (
    ANNA,
    BEN,
    BOWL,
    SCARF,
    SELLER,
    SHOP,
    buttons,
    kinds,
    lines,
    open_other,
    stock,
)
from tests.market import Market

OTHER_SELLER = 1005


pytestmark = pytest.mark.usefixtures("malee")


async def test_it_lists_products_in_the_order_of_their_codes(market: Market) -> None:
    for code in ("A10", "A2"):
        await market.say(SELLER, f"/newproduct {code} Thing 10")
    [told] = await market.say(SELLER, "/products")
    assert [one["code"] for one in told.facts["items"]] == ["A2", "A10", "A12", "B7"]
    assert told.button("A12").data == "edit:1"


async def test_it_turns_pages_in_place(market: Market) -> None:
    for number in range(1, 9):
        await market.say(SELLER, f"/newproduct C{number} Thing 10")
    [first] = await market.say(SELLER, "/products")
    assert first.button("›").data == "products:1"
    [second, _] = await market.press(SELLER, "products:1")
    assert (second.method, len(second.facts["items"])) == ("edit", 2)
    [last, _] = await market.press(SELLER, "products:99")
    assert last.facts["page"] == 1
    [fresh, _] = await market.press(SELLER, "products:0", on_photo=True)
    assert fresh.method == "send"


async def test_a_card_says_how_the_stock_stands(market: Market) -> None:
    await market.say(ANNA, "cf a12 x3")
    [told, _] = await market.press(SELLER, "edit:1")
    assert (told.kind, told.method) == ("product_card", "edit")
    assert "0 free · 2 held · 👀 1 waiting" in told.text


async def test_a_new_price_leaves_promises_alone(market: Market) -> None:
    await market.say(ANNA, "cf a12")
    [asked, _] = await market.press(SELLER, "price:1")
    assert "keeps the price it was promised" in asked.text
    for typed in ("0", "-3", "1e9", "cheap"):
        [told] = await market.say(SELLER, typed)
        assert told.kind == "edit_price"
    assert item(market).price == 39000
    assert kinds(await market.say(SELLER, "1.234,50")) == ["product_card"]
    assert item(market).price == 123_450
    [ben] = await market.say(BEN, "cf a12")
    [anna] = await market.say(ANNA, "/cart")
    assert ben.facts["price"] == 123_450
    assert "390" in anna.text


async def test_it_changes_title_and_photo(market: Market) -> None:
    await market.press(SELLER, "title:1")
    assert kinds(await market.say(SELLER, "\u2060")) == ["edit_title"]
    assert kinds(await market.say(SELLER, "x" * 81)) == ["edit_title"]
    assert kinds(await market.photo(SELLER, "x")) == ["text_due"]
    assert kinds(await market.say(SELLER, "Blue <silk>")) == ["product_card"]
    await market.press(SELLER, "photoadd:1")
    assert kinds(await market.say(SELLER, "blue")) == ["edit_photo"]
    assert kinds(await market.say(SELLER, "", document={"file_id": "d"})) == ["edit_photo"]
    [added] = await market.photo(SELLER, "", "blue.jpg")
    assert kinds(await market.press(SELLER, str(added.button("cover").data))) == ["toast_cover"]
    assert (item(market).title, item(market).photo) == ("Blue <silk>", "blue.jpg")
    assert kinds(await market.press(SELLER, str(added.button("Done").data))) == ["product_card"]


async def test_archiving_leaves_what_is_held(market: Market) -> None:
    await market.say(ANNA, "cf a12")
    [asked, _] = await market.press(SELLER, "archive:1")
    assert "1 held unit stays held" in asked.text
    assert not item(market).archived
    [told, _] = await market.press(SELLER, "archivenow:1")
    assert told.facts["archived"] is True
    assert lines(market) == [("held", 1)]
    assert kinds(await market.say(BEN, "cf a12")) != ["held"]
    [archived, _] = await market.press(SELLER, "archived:0")
    assert buttons(archived)[0] == "edit:1"
    await market.press(SELLER, "restore:1")
    assert kinds(await market.say(BEN, "cf a12")) == ["held"]


async def test_it_cant_come_back_under_a_code_that_another_has(market: Market) -> None:
    await market.press(SELLER, "archivenow:1")
    await market.say(SELLER, "/newproduct A12 New 10")
    assert kinds(await market.press(SELLER, "restore:1")) == ["toast_code_taken"]
    await market.press(SELLER, "archivenow:3")
    assert kinds(await market.press(SELLER, "restore:1")) == ["product_card"]
    with market.tx() as tx:
        found = catalog.item(tx, SHOP, "A12")
    assert found is not None
    assert found.option_id == SCARF


@pytest.mark.parametrize("change", [1, 5, -1])
async def test_its_buttons_change_the_stock(market: Market, change: int) -> None:
    told = await market.press(SELLER, f"restock:1:{change}")
    assert kinds(told) == ["toast_stock", "product_card"]
    assert stock(market) == (2 + change, 0, 0, 0)


async def test_a_unit_more_goes_to_whoever_waits(market: Market) -> None:
    await market.say(ANNA, "cf a12 x2")
    await market.say(BEN, "cf a12")
    [toast, _] = await market.press(SELLER, "restock:1:1")
    assert toast.facts == {"free": 0, "moved": 1}
    assert kinds(market.told(BEN)) == ["promoted"]


async def test_it_takes_away_no_more_than_is_free(market: Market) -> None:
    await market.say(ANNA, "cf a12 x2")
    assert kinds(await market.press(SELLER, "restock:1:-1")) == ["toast_too_few"]
    assert kinds(await market.press(SELLER, "restock:1:-99999999")) == ["toast_too_few"]
    assert kinds(await market.press(SELLER, "restock:1:99999999")) == ["toast_too_many"]
    assert stock(market) == (0, 2, 0, 0)


@pytest.mark.parametrize(
    "data",
    ["edit:1", "price:1", "title:1", "photo:1", "archive:1", "archivenow:1", "restore:1",
     "restock:1:5", "edit:999", "edit:-1", "restock:999:1"],
)  # fmt: skip
async def test_nobody_changes_a_product_of_somebody_else(market: Market, data: str) -> None:
    open_other(market, 5)
    before = item(market)
    assert kinds(await market.press(OTHER_SELLER, data)) == ["toast_gone"]
    assert kinds(await market.press(ANNA, data)) == ["no_shop"]
    assert item(market) == before


async def test_it_is_kind_to_an_empty_shop(market: Market) -> None:
    await market.press(SELLER, f"archivenow:{SCARF}")
    await market.press(SELLER, f"archivenow:{BOWL}")
    [told] = await market.say(SELLER, "/products")
    assert "Nothing on sale yet" in told.text
    assert told.button("Archive (2)").data == "archived:0"
