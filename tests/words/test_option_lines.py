"""Options as sellers type them."""

import pytest

from models.words.option_lines import OptionLine, OptionProblem, read_options
from models.words.product_line import ProductLineProblem
from models.words.product_text import ProductText, read_product

O = OptionLine  # noqa: E741 # reads like the list it stands in


@pytest.mark.parametrize(
    ("text", "currency", "price", "wanted"),
    [
        ("S, M, L", "EUR", 1990, [O("S"), O("M"), O("L")]),
        ("S/M/L", "EUR", 1990, [O("S"), O("M"), O("L")]),
        ("S M XL", "EUR", 1990, [O("S"), O("M"), O("XL")]),
        ("38,39,40", "EUR", 1990, [O("38"), O("39"), O("40")]),
        ("38, 39", "EUR", 1990, [O("38"), O("39")]),
        ("Red S 19.90 x3; Red L x2", "EUR", 1990, [O("Red S", 1990, 3), O("Red L", None, 2)]),
        ("Red S 19,90 x3\nBlue 21,90", "EUR", 1990, [O("Red S", 1990, 3), O("Blue", 2190)]),
        ("Red 420 x3\nBlue", "THB", 39000, [O("Red", 42000, 3), O("Blue")]),
        ("38 Red x3; Red 39", "EUR", 3500, [O("38 Red", None, 3), O("Red 39")]),
        ("EU 38 x3; EU 39", "EUR", 3500, [O("EU 38", None, 3), O("EU 39")]),
        ("38\n39\n40 x2", "EUR", 3500, [O("38"), O("39"), O("40", None, 2)]),
        ("M 40 x2", "THB", 39000, [O("M 40", None, 2)]),
        ("M red €35 x1; L 35 EUR x2", "EUR", 3000, [O("M red", 3500, 1), O("L", 3500, 2)]),
        ("M red x1 35.00", "EUR", 3000, [O("M red", 3500, 1)]),
        ("blue €21 x2", "EUR", 1990, [O("blue", 2100, 2)]),
        ("แดง 390 บาท 2 ชิ้น; ดำ", "THB", 39000, [O("แดง", 39000, 2), O("ดำ")]),
        ("100 ml; 250 ml", "EUR", 1990, [O("100 ml"), O("250 ml")]),
        ("S x0, M x1", "EUR", 1990, [O("S", None, 0), O("M", None, 1)]),
        ("Red: 3 pcs; Blue - 19.90", "EUR", 1990, [O("Red", None, 3), O("Blue", 1990)]),
        ("Red 19.90 5; Blue 21.00 2", "EUR", 1990, [O("Red", 1990, 5), O("Blue", 2100, 2)]),
        ("  one size  ", "EUR", 1990, [O("one size")]),
    ],
)
def test_it_reads_options(text: str, currency: str, price: int, wanted: list[OptionLine]) -> None:
    assert read_options(text, currency, price) == wanted


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", OptionProblem("empty", "")),
        (" ; ;\n", OptionProblem("empty", "")),
        ("x5", OptionProblem("name", "x5")),
        ("19.90 x3; S", OptionProblem("name", "19.90")),
        ("!!!", OptionProblem("name", "!!!")),
        ("x" * 25, OptionProblem("name", "x" * 25)),
        ("Red\nred", OptionProblem("twice", "red")),
        ("Red -5; S", OptionProblem("price", "-5", "negative")),
        ("S x99999", OptionProblem("stock", "x99999")),
        ("\n".join(f"n{number}" for number in range(31)), OptionProblem("too_many", "31")),
    ],
)
def test_it_says_what_is_wrong(text: str, problem: OptionProblem) -> None:
    found = read_options(text, "EUR", 1990)
    assert found == problem


@pytest.mark.parametrize(
    ("text", "sized"),
    [("M red 35 x1", "35 M red"), ("M 40 x2", "40 M"), ("M red x1 35", "35 M red")],
)
def test_a_number_that_may_be_price_or_size_is_asked_about(text: str, sized: str) -> None:
    assert read_options(text, "EUR", 3000) == OptionProblem("size", sized)
    assert read_product(f"T2 Tee 30.00\n{text}", "EUR") == OptionProblem("size", sized)


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("T2 Tee two 19.90 S/Red x2, M/Blue x3 24.90", "EUR"),
        ("T2 Tee two 19.90 S/Red x2, M/Blue x3", "EUR"),
        ("T2 Tee two 390 S x2, M x3 420", "THB"),
    ],
)
def test_options_in_the_product_s_own_line_are_no_title(text: str, currency: str) -> None:
    found = read_product(text, currency)
    assert isinstance(found, ProductLineProblem)
    assert found.reason == "options"


@pytest.mark.parametrize(
    ("under", "options", "description"),
    [
        ("S, M", 2, ""), ("S x1\nM x2", 2, ""), ("S\nM\nL", 3, ""), ("red 19.90", 1, ""),
        ("Hand-woven in Chiang Mai.", 0, "Hand-woven in Chiang Mai."),
        ("Pure silk\n180 × 70 cm.", 0, "Pure silk\n180 × 70 cm."),
        ("made by my mother", 0, "made by my mother"),
    ],
)  # fmt: skip
def test_it_tells_options_from_a_description(under: str, options: int, description: str) -> None:
    found = read_product(f"A12 Scarf 19.90 x2\n{under}", "EUR")
    assert isinstance(found, ProductText)
    assert (len(found.options), found.description) == (options, description)
    assert (found.line.title, found.line.price, found.line.stock) == ("Scarf", 1990, 2)
