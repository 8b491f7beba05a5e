"""A product in one line, as sellers type it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.words.product_line import ProductLine, ProductLineProblem, read_product_line, read_title


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("A12 Silk scarf 19.90 x5", ProductLine("A12", "Silk scarf", 1990, 5)),
        ("A12 Silk scarf 19,90", ProductLine("A12", "Silk scarf", 1990, 1)),
        ("#a12  Silk\nscarf\n19.90\nx5", ProductLine("a12", "Silk scarf", 1990, 5)),
        ("A12 Nike Air 90 120 ×2", ProductLine("A12", "Nike Air 90", 12000, 2)),
        ("A12 iPhone X 10", ProductLine("A12", "iPhone X", 1000, 1)),
        ("A12 Scarf € 19,90 5pz", ProductLine("A12", "Scarf", 1990, 5)),
        ("A12 Scarf 19,90 € x 5", ProductLine("A12", "Scarf", 1990, 5)),
        ("A12 Scarf 1.234,50 *5", ProductLine("A12", "Scarf", 123450, 5)),
        ("A12 Scarf 19.90 5", ProductLine("A12", "Scarf", 1990, 5)),
        ("A12 Scarf €1.234,50 5", ProductLine("A12", "Scarf", 123450, 5)),
        ("A12 Tablet 10.5 300", ProductLine("A12", "Tablet 10.5", 30000, 1)),
        ("A12 Scarf 19.90 5 pcs", ProductLine("A12", "Scarf", 1990, 5)),
        ("A12 Scarf 19.90 x5 pcs", ProductLine("A12", "Scarf", 1990, 5)),
        ("A12 5 pcs of beads 10 x9999", ProductLine("A12", "5 pcs of beads", 1000, 9999)),
        ("หมวก ผ้าพันคอ ๓๙๐ ๕ชิ้น", ProductLine("หมวก", "ผ้าพันคอ", 39000, 5)),
    ],
)
def test_it_reads_a_product(text: str, line: ProductLine) -> None:
    assert read_product_line(text, "EUR") == line


def test_it_reads_baht() -> None:
    assert read_product_line("A12 ผ้าพันคอ 390 บาท 5 ชิ้น", "THB") == ProductLine(
        "A12", "ผ้าพันคอ", 39000, 5
    )


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", ProductLineProblem("empty", "")),
        ("A_12 Scarf 5", ProductLineProblem("code", "A_12")),
        ("ABCDEFGHIJKLM Scarf 5", ProductLineProblem("code", "ABCDEFGHIJKLM")),
        ("A12", ProductLineProblem("price_missing", "")),
        ("A12 Scarf", ProductLineProblem("price_missing", "Scarf")),
        ("A12 Scarf x5", ProductLineProblem("price_missing", "Scarf")),
        ("A12 Scarf 19.90 red", ProductLineProblem("price_missing", "red")),
        ("A12 19.90", ProductLineProblem("title_missing", "")),
        ("A12 \u200b 19.90", ProductLineProblem("title_missing", "")),
        ("A12 Scarf -3", ProductLineProblem("price", "-3", "negative")),
        ("A12 Scarf 0", ProductLineProblem("price", "0", "zero")),
        ("A12 Scarf 1e9", ProductLineProblem("price", "1e9", "not_a_number")),
        ("A12 Scarf $5", ProductLineProblem("price", "$5", "not_a_number")),
        ("A12 Scarf 19.9999 x2", ProductLineProblem("price", "19.9999", "too_many_decimals")),
        ("A12 Scarf 1000000", ProductLineProblem("price", "1000000", "too_large")),
        ("A12 Scarf 19.90 x0", ProductLineProblem("stock", "x0")),
        ("A12 Scarf 19.90 0", ProductLineProblem("stock", "0")),
        ("A12 Scarf 19.90 x-1", ProductLineProblem("stock", "x-1")),
        ("A12 Scarf 19.90 x10000", ProductLineProblem("stock", "x10000")),
        ("A12 Scarf 19.90 x1.5", ProductLineProblem("stock", "x1.5")),
    ],
)
def test_it_says_what_is_wrong(text: str, problem: ProductLineProblem) -> None:
    assert read_product_line(text, "EUR") == problem


def test_it_tells_an_over_long_title() -> None:
    assert read_title("x" * 80) == "x" * 80
    assert read_title("x" * 81) == ProductLineProblem("title_too_long", "x" * 81)
    assert read_product_line("A12 " + "x" * 81 + " 5", "EUR") == ProductLineProblem(
        "title_too_long", "x" * 81
    )


@given(st.text(max_size=120), st.sampled_from(["EUR", "THB", "JPY", "KWD"]))
def test_it_answers_to_any_text(text: str, currency: str) -> None:
    line = read_product_line(text, currency)
    if isinstance(line, ProductLine):
        assert 1 <= len(line.title) <= 80
        assert 1 <= line.stock <= 9999
        assert line.price > 0
