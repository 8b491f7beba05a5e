"""Adding products."""

from pathlib import Path
from typing import Any

import pytest

from models import catalog, people, photos, talks
from tests.handlers.stall import ANNA, SELLER, SHOP, buttons, kinds, open_stall, suspend
from tests.market import Market, Told


@pytest.fixture(autouse=True)
def _stall(market: Market) -> None:
    open_stall(market)


def product(market: Market, key: str) -> Any:
    with market.tx() as tx:
        return catalog.item(tx, SHOP, key)


def step(market: Market) -> str | None:
    with market.tx() as tx:
        talking = talks.talk(tx, SELLER)
    return None if talking is None else talking.step


def photos_of(market: Market, key: str) -> list[str]:
    product_id = product(market, key).product_id
    with market.tx() as tx:
        return [row.file_id for row in photos.of_product(tx, product_id)]


def options_of(market: Market, key: str) -> list[tuple[str, int, int]]:
    with market.tx() as tx:
        rows = catalog.choices(tx, SHOP, key)
    return [(row.option, row.price, row.free) for row in rows]


async def album(
    market: Market, caption: str = "", file_id: str = "p", name: str = "album-1"
) -> list[Told]:
    sizes = [{"file_id": file_id, "file_unique_id": file_id, "width": 9, "height": 9}]
    more = {"caption": caption} if caption else {}
    return await market.say(SELLER, "", photo=sizes, media_group_id=name, **more)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("/newproduct C3 Silk scarf 19.90 x5", ("C3", "Silk scarf", 1990, 5)),
        ("/newproduct c3 Silk scarf 1.234,50", ("c3", "Silk scarf", 123_450, 1)),
        ("/newproduct@livestall_bot C3 Silk scarf ฿390 × 2", ("C3", "Silk scarf", 39000, 2)),
        ("/newproduct ผ้า3 ผ้าไหม 390 บาท 2 ชิ้น", ("ผ้า3", "ผ้าไหม", 39000, 2)),
    ],
)
async def test_it_adds_a_product_in_one_message(
    market: Market, text: str, wanted: tuple[str, str, int, int]
) -> None:
    [told] = await market.say(SELLER, text)
    assert told.kind == "product_added"
    row = product(market, wanted[0].upper())
    assert (row.code, row.title, row.price, row.free) == wanted
    assert row.photo is None


@pytest.mark.parametrize("command", ["", "/newproduct ", "/newproduct\n"])
async def test_it_adds_a_product_by_a_photos_caption(market: Market, command: str) -> None:
    [told] = await market.photo(SELLER, f"{command}C3 Silk scarf 390 x2", "silk.jpg")
    assert (told.kind, told.facts["photo"]) == ("product_added", "silk.jpg")
    assert product(market, "C3").photo == "silk.jpg"


async def test_it_adds_a_product_by_the_line_after_the_bare_command(market: Market) -> None:
    [asked] = await market.say(SELLER, "/newproduct")
    assert asked.kind == "new_photo"
    [told] = await market.say(SELLER, "C3 Silk scarf 390 x2")
    assert told.kind == "product_added"
    assert step(market) is None


async def test_it_asks_question_by_question(market: Market) -> None:
    await market.say(SELLER, "/newproduct")
    [code] = await market.photo(SELLER, "", "silk.jpg")
    assert code.buttons[0].label == "B8"
    [title, _] = await market.press(SELLER, str(code.buttons[0].data))
    [price] = await market.say(SELLER, "Silk   scarf")
    [plain] = await market.say(SELLER, "19,90")
    [stock, _] = await market.press(SELLER, str(plain.button("Just one kind").data))
    asked = [title.kind, price.kind, plain.kind, stock.kind]
    assert asked == ["new_title", "new_price", "new_options", "new_stock"]
    [told, _] = await market.press(SELLER, str(stock.buttons[2].data))
    row = product(market, "B8")
    assert (row.title, row.price, row.free, row.photo) == ("Silk scarf", 1990, 5, "silk.jpg")
    assert kinds(await market.press(SELLER, str(stock.buttons[2].data))) == ["toast_answered"]
    assert buttons(told) == [f"edit:{row.option_id}", "newproduct", "live", "panel"]


@pytest.mark.parametrize("skip", ["button", "skip", "Salta", "ข้าม"])
async def test_it_needs_no_photo(market: Market, skip: str) -> None:
    [asked] = await market.say(SELLER, "/newproduct")
    if skip == "button":
        told = await market.press(SELLER, str(asked.buttons[0].data))
    else:
        told = await market.say(SELLER, skip)
    assert kinds(told) == ["new_code"]


@pytest.mark.parametrize(
    ("line", "reason", "price_reason"),
    [
        ("C!3 Scarf 390", "code", None),
        ("C3 390", "title_missing", None),
        (f"C3 {'x' * 81} 390", "title_too_long", None),
        ("C3 Scarf", "price_missing", None),
        ("C3 Scarf -3", "price", "negative"),
        ("C3 Scarf 0", "price", "zero"),
        ("C3 Scarf 1e9", "price", "not_a_number"),
        ("C3 Scarf 1.999", None, None),
        ("C3 Scarf 3.9999", "price", "too_many_decimals"),
        ("C3 Scarf 9999999999", "price", "too_large"),
        ("C3 Scarf 390 x0", "stock", None),
        ("C3 Scarf 390 x99999", "stock", None),
    ],
)
async def test_it_names_what_is_wrong_with_a_line(
    market: Market, line: str, reason: str | None, price_reason: str | None
) -> None:
    [told] = await market.photo(SELLER, line, "silk.jpg")
    if reason is None:
        assert told.kind == "product_added"
        return
    assert (told.kind, told.facts["reason"]) == ("product_problem", reason)
    assert told.facts["price_reason"] == price_reason
    assert "฿390" in told.text
    assert product(market, "C3") is None
    [told] = await market.say(SELLER, "C3 Scarf 390")
    assert told.kind == "product_added"
    assert product(market, "C3").photo == "silk.jpg"


@pytest.mark.parametrize("language", ["en", "it", "th"])
async def test_its_example_is_a_line_that_works(market: Market, language: str) -> None:
    market.languages[SELLER] = language
    [told] = await market.say(SELLER, "/newproduct C3")
    example = told.text.split("<code>")[1].split("</code>")[0]
    [told] = await market.say(SELLER, example.replace("A12", "C3"))
    assert (told.kind, told.facts["price"]) == ("product_added", 39000)


async def test_it_keeps_the_photo_when_asked_step_by_step(market: Market) -> None:
    [told] = await market.photo(SELLER, "C3 Scarf", "silk.jpg")
    assert kinds(await market.press(SELLER, str(told.buttons[0].data))) == ["new_code"]


async def test_it_says_which_product_has_the_code(market: Market) -> None:
    [told] = await market.photo(SELLER, "a12 Other 100 x3", "other.jpg")
    assert (told.kind, told.facts["taken_by"]) == ("new_code", "Silk <scarf>")
    assert told.button("Edit").data == "edit:1"
    [added, _] = await market.press(SELLER, str(told.buttons[0].data))
    assert (added.kind, added.facts["code"]) == ("product_added", "B8")
    row = product(market, "B8")
    assert (row.title, row.price, row.free, row.photo) == ("Other", 10000, 3, "other.jpg")
    assert product(market, "A12").title == "Silk <scarf>"


async def test_it_takes_the_code_of_an_archived_product_again(market: Market) -> None:
    await market.press(SELLER, "archivenow:1")
    assert kinds(await market.say(SELLER, "/newproduct A12 New 10")) == ["product_added"]
    assert product(market, "A12").title == "New"


async def test_it_keeps_all_of_an_albums_photos(market: Market) -> None:
    assert kinds(await album(market, "C3 Scarf 390 x2", "first")) == ["product_added"]
    assert await album(market, file_id="second") == []
    await market.say(SELLER, "/newproduct")
    assert await album(market, file_id="third") == []
    assert product(market, "C3").photo == "first"
    assert photos_of(market, "C3") == ["first", "second", "third"]


async def test_it_keeps_an_album_while_it_asks(market: Market) -> None:
    await market.say(SELLER, "/newproduct")
    [code] = await album(market, file_id="first")
    for number in range(2, 13):
        assert await album(market, file_id=f"p{number}") == []
    assert step(market) == "code"
    await market.press(SELLER, str(code.buttons[0].data))
    for text in ("Scarf", "390", "no", "2"):
        await market.say(SELLER, text)
    assert photos_of(market, "B8") == ["first", *(f"p{number}" for number in range(2, 11))]


async def test_it_passes_over_the_rest_of_an_album_with_a_mistake(market: Market) -> None:
    assert kinds(await album(market, "C3 Scarf", "first")) == ["product_problem"]
    assert await album(market, file_id="second") == []
    await market.say(SELLER, "C3 Scarf 390")
    assert photos_of(market, "C3") == ["first", "second"]


LINES = "C3 Silk scarf 390 x4\nred S x3\nblue L 420 x2\nBlack"


@pytest.mark.parametrize("way", ["command", "caption"])
async def test_it_reads_options_under_the_line(market: Market, way: str) -> None:
    if way == "command":
        [told] = await market.say(SELLER, f"/newproduct {LINES}")
    else:
        [told] = await market.photo(SELLER, LINES, "silk.jpg")
    assert told.kind == "product_added"
    assert options_of(market, "C3") == [
        ("red S", 39000, 3),
        ("blue L", 42000, 2),
        ("Black", 39000, 4),
    ]
    assert "blue L · ฿420" in told.text
    assert "฿390 – ฿420" in told.text


async def test_it_takes_the_price_from_the_options(market: Market) -> None:
    await market.say(SELLER, "/newproduct C3 Silk scarf\nred S 390.00 x3\nblue L 420.00")
    assert options_of(market, "C3") == [("red S", 39000, 3), ("blue L", 42000, 1)]


async def test_it_takes_other_lines_for_the_description(market: Market) -> None:
    words = "Hand-woven in Chiang Mai,\n180 × 70 cm."
    await market.say(SELLER, f"/newproduct C3 Silk scarf 390 x2\n{words}")
    assert product(market, "C3").description == words
    [told] = await market.say(SELLER, f"/newproduct C4 Scarf 390\n{'long ' * 200}")
    assert (told.kind, told.facts["reason"]) == ("product_problem", "description_too_long")


async def test_it_reads_a_product_over_several_lines_as_before(market: Market) -> None:
    assert kinds(await market.say(SELLER, "/newproduct C3\nSilk scarf\n390 x2")) == [
        "product_added"
    ]
    assert options_of(market, "C3") == [("", 39000, 2)]


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ("red x3\nRED x2", "option_twice"), ("red x3\n" + "x" * 25 + " x2", "option_name"),
        ("red -5 x3\nblue x1", "option_price"), ("red x99999\nblue x1", "option_stock"),
        ("\n".join(f"n{number} x1" for number in range(31)), "option_too_many"),
    ],
)  # fmt: skip
async def test_it_names_what_is_wrong_with_options(market: Market, lines: str, reason: str) -> None:
    [told] = await market.say(SELLER, f"/newproduct C3 Scarf 390\n{lines}")
    assert (told.kind, told.facts["reason"]) == ("product_problem", reason)
    assert product(market, "C3") is None


@pytest.mark.parametrize(
    ("typed", "stock", "wanted"),
    [
        ("S, M, L", "2", [("S", 39000, 2), ("M", 39000, 2), ("L", 39000, 2)]),
        ("S/M/L", "๒", [("S", 39000, 2), ("M", 39000, 2), ("L", 39000, 2)]),
        ("Red S 420 x3; Red L x0", "", [("Red S", 42000, 3), ("Red L", 39000, 0)]),
        ("แดง x2\nน้ำเงิน 450 บาท", "5", [("แดง", 39000, 2), ("น้ำเงิน", 45000, 5)]),
        ("just one kind", "5", [("", 39000, 5)]),
    ],
)
async def test_it_asks_for_options(
    market: Market, typed: str, stock: str, wanted: list[tuple[str, int, int]]
) -> None:
    for text in ("/newproduct", "skip", "C3", "Scarf", "390"):
        [asked] = await market.say(SELLER, text)
    assert asked.kind == "new_options"
    assert kinds(await market.say(SELLER, "red; RED")) == ["new_options"]
    [told] = await market.say(SELLER, typed)
    if stock:
        assert (told.kind, told.facts["each"]) == ("new_stock", len(wanted) > 1)
        [told] = await market.say(SELLER, stock)
    assert told.kind == "product_added"
    assert options_of(market, "C3") == wanted
    assert kinds(await market.press(SELLER, str(asked.buttons[0].data))) == ["toast_answered"]


@pytest.mark.parametrize("typed", ["5", "x5", "๕"])
async def test_it_takes_a_number_in_place_of_options_for_the_stock(
    market: Market, typed: str
) -> None:
    for text in ("/newproduct", "skip", "C3", "Scarf", "390"):
        await market.say(SELLER, text)
    assert kinds(await market.say(SELLER, typed)) == ["product_added"]
    assert options_of(market, "C3") == [("", 39000, 5)]


async def test_it_explains_what_to_do_with_a_photo(market: Market) -> None:
    assert kinds(await market.photo(SELLER)) == ["photo_alone"]
    assert kinds(await market.photo(SELLER, "look at this")) == ["photo_alone"]
    assert kinds(await market.photo(ANNA, "C3 Scarf 390")) != ["product_added"]


async def test_it_takes_the_line_that_follows_a_photo_alone(market: Market) -> None:
    await market.photo(SELLER, file_id="pen-photo")
    assert kinds(await market.say(SELLER, "hello")) == ["help_unknown"]
    assert kinds(await market.say(SELLER, "cf a12"))[-1] != "product_problem"
    [told] = await market.say(SELLER, "P2 Pen 3 x4")
    assert (told.kind, told.facts["photo"]) == ("product_added", "pen-photo")
    assert photos_of(market, "P2") == ["pen-photo"]
    assert kinds(await market.say(SELLER, "P3 Pen 3 x4")) != ["product_added"]


async def test_it_asks_step_by_step_for_a_photo_alone(market: Market) -> None:
    [told] = await market.photo(SELLER, file_id="pen-photo")
    [asked, _] = await market.press(SELLER, str(told.button("step by step").data))
    assert asked.kind == "new_code"


async def test_a_photo_alone_waits_a_while_only(market: Market) -> None:
    await market.photo(SELLER)
    market.clock.pass_(minutes=11)
    assert kinds(await market.say(SELLER, "P2 Pen 3 x4")) != ["product_added"]


async def test_words_where_the_photo_is_due_are_answered_kindly(market: Market) -> None:
    await market.say(SELLER, "/newproduct")
    [told] = await market.say(SELLER, "what do you mean?")
    assert (told.kind, told.facts["as_file"]) == ("new_photo", False)
    assert kinds(await market.say(SELLER, "C3 Scarf 390 x2")) == ["product_added"]


async def test_it_needs_the_right_thing_at_each_step(market: Market) -> None:
    await market.say(SELLER, "/newproduct")
    [told] = await market.say(SELLER, "", document={"file_id": "doc"})
    assert (told.kind, told.facts["as_file"]) == ("new_photo", True)
    [told] = await market.say(SELLER, "", voice={"file_id": "v"})
    assert (told.kind, told.facts["as_file"]) == ("new_photo", False)
    await market.photo(SELLER)
    assert kinds(await market.photo(SELLER)) == ["text_due"]
    assert kinds(await market.say(SELLER, "A 1")) == ["new_code"]
    await market.say(SELLER, "C3")
    assert kinds(await market.say(SELLER, "x" * 81)) == ["new_title"]
    await market.say(SELLER, "Scarf")
    for typed in ("0", "-3", "1e9", "cheap", "1.2.3"):
        assert kinds(await market.say(SELLER, typed)) == ["new_price"], typed
    await market.say(SELLER, "390")
    await market.say(SELLER, "one")
    for typed in ("0", "-1", "1.5", "10000", "many"):
        assert kinds(await market.say(SELLER, typed)) == ["new_stock"], typed
    assert product(market, "C3") is None
    assert kinds(await market.say(SELLER, "๕ ชิ้น")) == ["product_added"]
    assert product(market, "C3").free == 5


async def test_it_survives_a_restart_at_every_step(market: Market, tmp_path: Path) -> None:
    for number, text in enumerate(("/newproduct", "skip", "C3", "Scarf", "390", "S, M", "2")):
        again = Market(tmp_path)
        again._update += 100 * (number + 1)
        [*_, told] = await again.say(SELLER, text)
        again.store.engine.dispose()
    assert told.kind == "product_added"


async def test_it_is_left_with_cancel(market: Market) -> None:
    await market.say(SELLER, "/newproduct")
    assert kinds(await market.say(SELLER, "/cancel")) == ["left"]
    assert step(market) is None


async def test_it_is_for_sellers(market: Market) -> None:
    [told] = await market.say(ANNA, "/newproduct C3 Scarf 390")
    assert (told.kind, buttons(told)) == ("no_shop", ["sell"])
    assert kinds(await market.press(ANNA, "newproduct")) == ["no_shop"]
    suspend(market)
    [told] = await market.say(SELLER, "/newproduct C3 Scarf 390")
    assert (told.kind, told.facts["why"]) == ("shop_not_open", "suspended")
    assert kinds(await market.photo(SELLER, "C3 Scarf 390")) == ["shop_not_open"]
    assert product(market, "C3") is None


async def test_it_says_what_is_too_little_to_be_paid_alone(market: Market) -> None:
    with market.tx() as tx:
        people.edit_shop(tx, SHOP, currency="EUR")
    [told] = await market.say(SELLER, "/newproduct P1 Pin 0.10 x5")
    assert (told.kind, told.facts["least"]) == ("product_added", 50)
    assert "Card payments begin at €0.50" in told.text
    option_id = told.facts["option_id"]
    await market.press(SELLER, f"price:{option_id}")
    [card] = await market.say(SELLER, "0,49")
    assert "Card payments begin at €0.50" in card.text
    await market.press(SELLER, f"price:{option_id}")
    [card] = await market.say(SELLER, "0,50")
    assert "Card payments begin" not in card.text
