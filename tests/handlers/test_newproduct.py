"""Adding products: in one line, and question by question."""

from pathlib import Path

import pytest

from models import people
from tests.handlers.goods import product, step
from tests.handlers.stall import ANNA, SELLER, SHOP, buttons, kinds, suspend
from tests.market import Market

pytestmark = pytest.mark.usefixtures("malee")


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
