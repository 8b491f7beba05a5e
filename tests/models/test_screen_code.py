"""The text in the overlay's QR code."""

import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st

from models import screen_code
from models.screen_code import LAST_STEP, LENGTH, STEP

KEY = "a-shop-s-token"
IDS = st.integers(0, 2**30 - 1)
STEPS = st.integers(0, LAST_STEP)


@given(IDS, STEPS)
def test_it_reads_what_it_wrote(screening: int, step: int) -> None:
    text = screen_code.write(screening, step, KEY)
    assert len(text) == LENGTH
    code = screen_code.read(text)
    assert code is not None
    assert (code.screening_id, code.step) == (screening, step)
    assert screen_code.genuine(code, KEY)


@given(
    IDS, STEPS, st.integers(0, LENGTH - 1), st.sampled_from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")
)
def test_one_character_misread_names_nothing(
    screening: int, step: int, at: int, instead: str
) -> None:
    text = screen_code.write(screening, step, KEY)
    wrong = text[:at] + instead + text[at + 1 :]
    code = screen_code.read(wrong)
    assert wrong == text or code is None or not screen_code.genuine(code, KEY)


@given(st.text())
def test_any_other_text_is_none_of_ours(text: str) -> None:
    code = screen_code.read(text)
    assert code is None or not screen_code.genuine(code, KEY)


@pytest.mark.parametrize(
    "text",
    ["", "L", "https://t.me/x", "l00000000000000A", "M00000000000000A", "LZZZZZZZZZZZZZZZ",
     "L00000000000000A\n", "L0000000000000０A", " L00000000000000", "L00000000000000AA"],
)  # fmt: skip
def test_it_takes_only_its_own_shape(text: str) -> None:
    assert screen_code.read(text) is None


def test_another_shop_s_token_makes_another_code() -> None:
    code = screen_code.read(screen_code.write(7, 3, KEY))
    assert code is not None
    assert not screen_code.genuine(code, "another-shop-s-token")
    assert screen_code.write(7, 3, KEY) != screen_code.write(7, 3, "another-shop-s-token")


def test_moments_count_from_the_beginning_and_stop_at_the_last() -> None:
    assert screen_code.step_at(1_000, 1_000) == 0
    assert screen_code.step_at(1_000, 1_000 + STEP - 1) == 0
    assert screen_code.step_at(1_000, 1_000 + STEP) == 1
    assert screen_code.step_at(1_000, 0) == 0
    assert screen_code.step_at(0, 10**12) == LAST_STEP
    code = screen_code.read(screen_code.write(7, 3, KEY))
    assert code is not None
    assert code.moment(1_000) == 1_000 + 3 * STEP


def test_what_is_too_large_for_a_code_is_refused() -> None:
    for screening, step in ((2**30, 0), (-1, 0), (0, LAST_STEP + 1), (0, -1)):
        with pytest.raises(ValueError, match="no code"):
            screen_code.write(screening, step, KEY)


def test_it_fits_the_smallest_qr_code_at_a_quarter_s_loss() -> None:
    made = segno.make(screen_code.write(2**30 - 1, LAST_STEP, KEY), error="q", boost_error=False)
    assert made.designator == "1-Q"
    assert made.mode == "alphanumeric"
