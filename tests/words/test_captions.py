"""What the caption of a picture of the video claims."""

import pytest

from models.words.captions import ASKED, counts, quantity_of


@pytest.mark.parametrize(
    ("caption", "quantity"),
    [
        ("x2", 2), ("2", 2), ("2x", 2), ("x 2", 2), ("+1", 1), ("2 please", 2), ("2 pcs pls", 2),
        ("I want 3 of these", 3), ("prendo due", 2), ("2 pezzi per favore", 2), ("ขอ 2 ตัว", 2),
        ("ขอ2ตัวค่ะ", 2), ("ขอสองตัวครับ", 2), ("๒ ตัว", 2), ("x0", ASKED),
        ("I want this one", 1), ("x5000", ASKED),
    ],
)  # fmt: skip
def test_a_quantity_and_nothing_else_counts(caption: str, quantity: int) -> None:
    assert counts(caption)
    assert quantity_of(caption) == quantity


@pytest.mark.parametrize("caption", ["", "😍", "I want this please", "ตัวนี้ค่ะ", "cf", "red L"])
def test_other_words_claim_one(caption: str) -> None:
    assert not counts(caption)
    assert quantity_of(caption) == 1


@pytest.mark.parametrize(
    "caption",
    ["price?", "price", "how much", "quanto costa", "ราคาเท่าไหร่", "is it silk", "not this", "x2?"],
)
def test_a_question_or_refusal_claims_nothing(caption: str) -> None:
    assert quantity_of(caption) == ASKED
