"""What people type to give a claim up, in three languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.words.grammar import Pass, is_pass


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("pass A12", "A12"),
        ("Pass A12!", "A12"),
        ("I pass A12", "A12"),
        ("A12 pass", "A12"),
        ("pass on A12 please", "A12"),
        ("lascio A12", "A12"),
        ("rinuncio a A12", "A12"),
        ("rinuncio ad A12 grazie", "A12"),
        ("ไม่เอา A12", "A12"),
        ("ไม่เอาA12แล้วค่ะ", "A12"),
        ("ผ่าน A12", "A12"),
        ("ไม่เอาหมวก", "หมวก"),
        ("pass", None),
        ("PASS!", None),
        ("lo lascio", None),
        ("ผ่านค่ะ", None),
    ],
)
def test_it_hears_a_claim_given_up(text: str, code: str | None) -> None:
    assert is_pass(text) == Pass(code)


@pytest.mark.parametrize(
    "text", ["", "A12", "cf A12", "pass A12?", "pass A12 x1", "pass A12 1", "compass", "/pass"]
)
def test_it_gives_up_nothing_unasked(text: str) -> None:
    assert is_pass(text) is None


def test_giving_up_names_its_option() -> None:
    assert is_pass("pass A12 red") == Pass("A12", ("RED",))


@given(st.text(max_size=250))
def test_it_answers_to_any_text(text: str) -> None:
    is_pass(text)
