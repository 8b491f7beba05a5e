"""Options of a new product, and whatever else stands under its line."""

import pytest

from tests.handlers.goods import options_of, product
from tests.handlers.stall import SELLER, kinds
from tests.market import Market

pytestmark = pytest.mark.usefixtures("malee")


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
