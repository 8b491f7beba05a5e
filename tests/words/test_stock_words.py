"""A stock and a change of it, as sellers type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.words.stock_words import StockChange, StockProblem, read_stock, read_stock_change


@pytest.mark.parametrize(
    ("text", "stock"), [("5", 5), ("x5", 5), ("× 5", 5), ("๕ ชิ้น", 5), ("9999", 9999)]
)
def test_it_reads_a_stock(text: str, stock: int) -> None:
    assert read_stock(text) == stock


@pytest.mark.parametrize("text", ["", "0", "-1", "10000", "five", "1.5", "1e3"])
def test_it_refuses_a_stock(text: str) -> None:
    assert read_stock(text) == StockProblem("number", text)


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("A12 +5", StockChange("A12", "add", 5)),
        ("a12 + 5", StockChange("A12", "add", 5)),
        ("A12+5", StockChange("A12", "add", 5)),
        ("A12 -2", StockChange("A12", "add", -2)),
        ("A12 −2", StockChange("A12", "add", -2)),
        ("A12 =0", StockChange("A12", "set", 0)),
        ("A12=0", StockChange("A12", "set", 0)),
        ("A12 5", StockChange("A12", "set", 5)),
        ("A12 ๕", StockChange("A12", "set", 5)),
        ("A12 red L +5", StockChange("A12", "add", 5, ("RED", "L"))),
        ("A-12 -2", StockChange("A-12", "add", -2)),
    ],
)
def test_it_reads_a_change_of_stock(text: str, change: StockChange) -> None:
    assert read_stock_change(text) == change


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", StockProblem("empty", "")),
        ("? 5", StockProblem("code", "?")),
        ("A12", StockProblem("number_missing", "A12")),
        ("A12-2", StockProblem("number_missing", "A12-2")),
        ("A12 +0", StockProblem("number", "+0")),
        ("A12 +10000", StockProblem("number", "+10000")),
        ("A12 +1.5", StockProblem("number", "+1.5")),
        ("A12 many", StockProblem("number", "many")),
    ],
)
def test_it_says_why_no_stock_changes(text: str, problem: StockProblem) -> None:
    assert read_stock_change(text) == problem


@given(st.text(max_size=120))
def test_it_answers_to_any_text(text: str) -> None:
    read_stock(text)
    read_stock_change(text)
