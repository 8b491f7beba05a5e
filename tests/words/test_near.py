"""Which code a mistyped code was meant to be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.words.folding import code_key
from models.words.near import near

SOLD = ["A12", "B7", "SCARF", "O-100"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("A12", "A12"),
        ("AI2", "A12"),
        ("AL2", "A12"),
        ("A-12", "A12"),
        ("1A2", "A12"),
        ("A1", "A12"),
        ("A122", "A12"),
        ("B12", "A12"),
        ("А12", "A12"),
        ("В7", "B7"),
        ("B-7", "B7"),
        ("SCRAF", "SCARF"),
        ("SCARFF", "SCARF"),
        ("0100", "O-100"),
        ("อ100", "O-100"),
        ("B8", None),
        ("A7", None),
        ("B", None),
        ("HELLO", None),
        ("A1234", None),
    ],
)
def test_it_finds_the_one_near_code(typed: str, meant: str | None) -> None:
    key = code_key(typed)
    assert key is not None
    assert near(key, SOLD) == meant


def test_it_does_not_guess_between_two() -> None:
    assert near("A13", ["A12", "A14"]) is None
    assert near("AO1", ["A01", "A-01"]) is None
    assert near("A1O", ["A10", "A11"]) == "A10"
    assert near("A12", []) is None


@given(st.from_regex(r"[A-Z][0-9]{2,6}", fullmatch=True), st.data())
def test_it_forgives_one_swap_and_one_missing_character(code: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(code) - 2))
    swapped = code[:at] + code[at + 1] + code[at] + code[at + 2 :]
    assert near(swapped, [code]) == code
    assert near(code[:at] + code[at + 1 :], [code]) == code
