"""Everything of a product can be changed later."""

import pytest

from models import catalog, follows, options, photos
from models.announcements import ANNOUNCEMENT
from models.options import Wanted
from tests.handlers.goods import item
from tests.handlers.stall import (
    ANNA,
    BEN,
    SCARF,
    SELLER,
    SHOP,
    buttons,
    go_live,
    kinds,
    lines,
    open_other,
    open_stall,
    stock,
)
from tests.market import Market, Told

RED, BLUE = 3, 4
"""The option ids of D1."""


@pytest.fixture(autouse=True)
def _stall(market: Market) -> None:
    open_stall(market)
    with market.tx() as tx:
        catalog.add_product(
            tx, shop_id=SHOP, code="D1", key="D1", title="Dress", price=39000, stock=0
        )
        wanted = [Wanted("Red", 39000, 2), Wanted("Blue", 42000, 1)]
        options.put(tx, catalog.item_of(tx, RED), wanted)


def named(market: Market, option_id: int = RED) -> list[tuple[str, int, int]]:
    product_id = item(market, option_id).product_id
    with market.tx() as tx:
        rows = catalog.options_of(tx, product_id)
    return [(row.option, row.price, row.free) for row in rows]


def files(market: Market, option_id: int = SCARF) -> list[str]:
    product_id = item(market, option_id).product_id
    with market.tx() as tx:
        return [row.file_id for row in photos.of_product(tx, product_id)]


async def press(market: Market, data: str) -> Told:
    """The first answer to the seller's press."""
    return (await market.press(SELLER, data))[0]


async def test_a_card_names_every_option(market: Market) -> None:
    card = await press(market, f"edit:{BLUE}")
    assert "฿390 – ฿420" in card.text
    assert "Red · ฿390 · 2 free" in card.text
    assert card.button("Options (2)").data == f"options:{BLUE}"
    [told] = await market.say(SELLER, "/products")
    assert "฿390 – ฿420" in told.text


async def test_a_code_is_changed(market: Market) -> None:
    await press(market, "code:1")
    for typed, problem in (("A B", "code"), ("b7", "taken"), ("x" * 13, "code")):
        [told] = await market.say(SELLER, typed)
        assert (told.kind, told.facts["problem"]) == ("edit_code", problem)
    [told] = await market.say(SELLER, "S1")
    assert (told.kind, told.facts["code"]) == ("product_card", "S1")
    assert kinds(await market.say(ANNA, "cf s1")) == ["held"]
    assert kinds(await market.say(BEN, "cf a12")) == ["unknown_code"]


async def test_a_code_takes_the_place_of_an_archived_one(market: Market) -> None:
    await press(market, "archivenow:2")
    await press(market, "code:1")
    assert kinds(await market.say(SELLER, "B7")) == ["product_card"]
    await press(market, "code:2")
    assert kinds(await market.say(SELLER, "Z9")) == ["product_card"]
    assert (await press(market, "restore:2")).facts["code"] == "Z9"
    assert kinds(await market.say(ANNA, "z9")) == ["held"]


async def test_a_description_comes_and_goes(market: Market) -> None:
    await press(market, "describe:1")
    assert kinds(await market.say(SELLER, "x" * 601)) == ["edit_description"]
    [card] = await market.say(SELLER, "Hand-woven <3\n\n\n\n  180 × 70  ")
    assert "Hand-woven &lt;3\n\n180 × 70" in card.text
    [seen, _] = await market.press(ANNA, "product:1")
    assert "Hand-woven &lt;3" in seen.text
    asked = await press(market, "describe:1")
    await press(market, str(asked.buttons[0].data))
    assert item(market).description == ""


@pytest.mark.parametrize(("typed", "limit"), [("2", 2), ("๓", 3), ("no", None), ("0", None)])
async def test_a_limit_per_buyer(market: Market, typed: str, limit: int | None) -> None:
    await press(market, "limit:1")
    for wrong in ("-1", "1.5", "many", "1000", "0000000001000"):
        assert kinds(await market.say(SELLER, wrong)) == ["edit_limit"]
    assert kinds(await market.say(SELLER, typed)) == ["product_card"]
    assert item(market).most == limit


async def test_a_limit_by_button_counts_at_once(market: Market) -> None:
    asked = await press(market, "limit:1")
    card = await press(market, str(asked.buttons[0].data))
    assert "Each buyer: 1 at most" in card.text
    [told] = await market.say(ANNA, "a12 x2")
    assert (told.kind, told.facts["quantity"], told.facts["most"]) == ("held", 1, 1)
    assert kinds(await market.say(ANNA, "a12")) == ["at_limit"]
    [seen, _] = await market.press(BEN, "product:1")
    assert "One buyer can have 1" in seen.text
    await press(market, "limitto:1:0")
    assert kinds(await market.say(ANNA, "a12")) == ["held"]


async def test_a_hot_product_waits_for_the_last_alert(market: Market) -> None:
    card = await press(market, "edit:1")
    card = await press(market, str(card.button("Hot").data))
    assert "🔥" in card.text
    await press(market, "hot:1:1")
    [told] = await market.say(ANNA, "a12")
    assert (told.kind, told.facts["why"]) == ("closed", "show")
    with market.tx() as tx:
        follows.follow(tx, ANNA, SHOP)
    go_live(market)
    [told] = await market.say(ANNA, "a12")
    assert (told.kind, told.facts["why"]) == ("closed", "alerts")
    await press(market, "hot:1:0")
    assert kinds(await market.say(ANNA, "a12"))[0] == "held"
    with market.tx() as tx:
        assert tx.scalar(ANNOUNCEMENT.select()) is not None


async def test_the_products_price_is_that_of_all_options(market: Market) -> None:
    asked = await press(market, f"price:{RED}")
    assert "for all its options" in asked.text
    await market.say(SELLER, "500")
    assert named(market) == [("Red", 50000, 2), ("Blue", 50000, 1)]


async def test_an_option_has_a_price_a_name_and_a_stock_of_its_own(market: Market) -> None:
    shown = await press(market, f"options:{RED}")
    card = await press(market, str(shown.button("Blue").data))
    assert card.kind == "option_card"
    await press(market, str(card.button("Price").data))
    assert kinds(await market.say(SELLER, "-1")) == ["edit_option_price"]
    assert kinds(await market.say(SELLER, "450")) == ["option_card"]
    await press(market, str(card.button("Name").data))
    for wrong, problem in (("x" * 25, "name"), ("!!", "name"), ("RED", "taken")):
        [told] = await market.say(SELLER, wrong)
        assert (told.kind, told.facts["problem"]) == ("edit_option_name", problem)
    assert kinds(await market.say(SELLER, "Navy")) == ["option_card"]
    stocked = await market.press(SELLER, f"restock:{BLUE}:5")
    assert kinds(stocked) == ["toast_stock", "option_card"]
    assert named(market) == [("Red", 39000, 2), ("Navy", 45000, 6)]
    assert kinds(await market.say(ANNA, "d1 navy")) == ["held"]


async def test_options_are_added(market: Market) -> None:
    await press(market, f"optionadd:{RED}")
    for wrong, reason in (("red; green", "option_there"), ("x5", "option_name"),
                          ("; ".join(f"n{n}" for n in range(29)), "option_too_many")):  # fmt: skip
        [told] = await market.say(SELLER, wrong)
        assert (told.kind, told.facts["reason"]) == ("edit_options", reason)
    assert kinds(await market.say(SELLER, "Green 45.00 x3; Black")) == ["options"]
    assert named(market)[2:] == [("Green", 4500, 3), ("Black", 39000, 1)]


async def test_one_kind_becomes_several(market: Market) -> None:
    await market.say(ANNA, "a12")
    asked = await press(market, "options:1")
    assert asked.kind == "edit_options"
    assert kinds(await market.say(SELLER, "S x1, M x2")) == ["options"]
    assert named(market, SCARF) == [("S", 39000, 1), ("M", 39000, 2)]
    assert stock(market) == (0, 1, 0, 0)
    assert lines(market) == [("held", 1)]
    assert kinds(await market.press(BEN, "take:1:1")) == ["gone_product"]
    assert (await press(market, "edit:1")).kind == "product_card"


async def test_an_option_is_archived_and_comes_back(market: Market) -> None:
    await market.say(ANNA, "d1 blue")
    card = await press(market, f"optionoff:{BLUE}")
    assert card.facts["archived"]
    assert named(market) == [("Red", 39000, 2)]
    assert lines(market) == [("held", 1)]
    assert (await press(market, f"optionoff:{RED}")).kind == "toast_last_option"
    assert kinds(await market.say(BEN, "d1")) == ["held"]
    shown = await press(market, f"options:{RED}")
    assert shown.button("🗄 Blue").data == f"option:{BLUE}"
    await press(market, f"optionon:{BLUE}")
    assert len(named(market)) == 2


async def test_photos_come_go_and_change_places(market: Market) -> None:
    asked = await press(market, f"photos:{RED}")
    assert asked.kind == "edit_photo"
    for number in range(3):
        [told] = await market.photo(SELLER, "", f"p{number}")
        assert told.kind == "photo_added"
    assert files(market, RED) == ["p0", "p1", "p2"]
    await press(market, str(told.button("Done").data))
    shown = await press(market, f"photos:{RED}")
    one = await press(market, str(shown.button("3").data))
    assert (one.kind, one.facts["photo"]) == ("photo_one", "p2")
    await press(market, str(one.button("cover").data))
    assert files(market, RED) == ["p2", "p0", "p1"]
    removed = await market.press(SELLER, str(one.button("Remove").data))
    assert kinds(removed) == ["toast_photo_removed", "photos"]
    assert files(market, RED) == ["p0", "p1"]
    assert item(market, RED).photo == "p0"
    for gone in ("cover", "photooff", "onephoto"):
        late = await market.press(SELLER, f"{gone}:{RED}:{one.facts['photo_id']}")
        assert kinds(late)[0] == "toast_photo_gone"


async def test_an_album_is_added_with_one_answer(market: Market) -> None:
    await press(market, "photoadd:1")
    answers = []
    for number in range(11):
        sizes = [{"file_id": f"p{number}", "file_unique_id": "u", "width": 9, "height": 9}]
        answers += await market.say(SELLER, "", photo=sizes, media_group_id="album")
    assert kinds(answers) == ["photo_added"]
    assert files(market) == ["scarf-photo", *(f"p{number}" for number in range(9))]
    assert (await press(market, "photoadd:1")).kind == "toast_photos_full"
    [told] = await market.photo(SELLER, "", "late")
    assert told.facts["full"]


async def test_buyers_see_options_and_more_photos(market: Market) -> None:
    with market.tx() as tx:
        product_id = catalog.item_of(tx, RED).product_id
        for number in range(7):
            photos.add(tx, product_id, f"p{number}")
    [seen, _] = await market.press(ANNA, f"product:{BLUE}")
    assert "from ฿390" in seen.text
    assert seen.facts["photo"] == "p0"
    assert seen.button("Red · ฿390 · 2 left").data == f"take:{RED}:1"
    sent = await market.press(ANNA, str(seen.button("More photos (7)").data))
    assert [one.facts.get("album") for one in sent[:-1]] == [
        ["p0", "p1", "p2", "p3"], ["p4", "p5", "p6"]
    ]  # fmt: skip
    assert kinds(await market.press(ANNA, "album:2")) == ["gone_product"]
    [listed, _] = await market.press(ANNA, "shop:1")
    assert [button.label for button in listed.buttons if "D1" in button.label] == [
        "D1 · Dress · from ฿390"
    ]
    [found] = await market.say(ANNA, "/find dress")
    assert "from ฿390" in found.buttons[0].label


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("D1 blue +5", "stock_changed"), ("d1 RED =0", "stock_changed"), ("D1 +5", "stock_which"),
        ("D1 green +5", "stock_problem"), ("D1 red -9", "stock_too_few"), ("D1", "product_card"),
        ("A12 red +1", "stock_problem"),
    ],
)  # fmt: skip
async def test_stock_by_option_words(market: Market, words: str, kind: str) -> None:
    [told] = await market.say(SELLER, f"/stock {words}")
    assert told.kind == kind


async def test_stock_asks_which(market: Market) -> None:
    [told] = await market.say(SELLER, "/stock d1 =7")
    assert told.button("Blue · 1 → 7").data == f"restockto:{BLUE}:7"
    await market.press(SELLER, f"restockto:{BLUE}:7")
    await market.press(SELLER, f"restockto:{BLUE}:7")
    [told] = await market.say(SELLER, "/stock d1 -1")
    await market.press(SELLER, str(told.button("Red").data))
    assert named(market) == [("Red", 39000, 1), ("Blue", 42000, 7)]
    [low] = await market.say(SELLER, "/stock")
    assert "Dress, Red" in low.text


@pytest.mark.parametrize(
    "data",
    ["code:3", "describe:3", "describenot:3", "limit:3", "limitto:3:1", "hot:3:1", "options:3",
     "option:4", "optionadd:3", "optionname:4", "optionprice:4", "optionoff:4", "optionon:4",
     "photos:3", "photoadd:3", "photosdone:3", "onephoto:3:1", "cover:3:1", "photooff:3:1",
     "restockto:3:9", "code:999", "option:-1"],
)  # fmt: skip
async def test_nobody_changes_a_product_of_somebody_else(market: Market, data: str) -> None:
    open_other(market, 5)
    before = named(market)
    assert kinds(await market.press(1005, data)) == ["toast_gone"]
    assert kinds(await market.press(ANNA, data)) == ["no_shop"]
    assert named(market) == before
    assert item(market, RED).most is None


async def test_an_answer_comes_too_late_for_a_product_that_is_gone(market: Market) -> None:
    await press(market, "optionname:4")
    await market.say(SELLER, "/cancel")
    assert kinds(await market.say(SELLER, "Navy")) != ["option_card"]
    assert named(market)[1][0] == "Blue"


async def test_every_card_button_is_one_that_works(market: Market) -> None:
    for start in ("edit:3", "options:3", "option:4", "edit:1"):
        for data in buttons(await press(market, start)):
            told = await market.press(SELLER, str(data))
            assert "old_button" not in kinds(told), data
