"""What the caption of a picture of the video claims."""

import pytest

from models.words.captions import ASKED, counts, meant, quantity_of, words_of


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


DRESS = frozenset({"RED", "BLUE", "S", "L", "สีแดง", "LA", "ROSSA"})
SHOES = frozenset({"2", "37", "38"})


@pytest.mark.parametrize(
    ("caption", "known", "quantity", "named"),
    [
        ("L", DRESS, 1, "L"), ("l!", DRESS, 1, "L"), ("red L x2", DRESS, 2, "RED L"),
        ("red L x 2", DRESS, 2, "RED L"), ("size L please", DRESS, 1, "L"),
        ("I want 2 red L", DRESS, 2, "RED L"), ("two of the red, L", DRESS, 2, "RED L"),
        ("the red one", DRESS, 1, "RED"), ("what a dream, the red in L +2", DRESS, 1, None),
        ("a dream, the red in L +2", DRESS, 2, "RED L"), ("red or blue", DRESS, 1, "RED BLUE"),
        ("love the red, my size is 42", DRESS, 1, "RED"), ("L 2 pcs", DRESS, 2, "L"),
        ("La Rossa x2", DRESS, 2, "LA ROSSA"), ("voglio la rossa", DRESS, 1, "ROSSA"),
        ("ขอสีแดงค่ะ", DRESS, 1, "สีแดง"), ("สีแดง 2 ตัว", DRESS, 2, "สีแดง"),
        ("38", SHOES, 1, "38"), ("2", SHOES, 1, "2"), ("38 x2", SHOES, 2, "38"),
        ("size 38", SHOES, 1, "38"), ("size 38 x2 please", SHOES, 2, "38"),
    ],
)  # fmt: skip
def test_words_mean_an_option(
    caption: str, known: frozenset[str], quantity: int, named: str | None
) -> None:
    read = meant(words_of(caption), known)
    assert read == (None if named is None else (quantity, tuple(named.split())))


@pytest.mark.parametrize("caption", ["", "😍", "green", "x2", "2", "this", "I want a dress", "xl"])
def test_words_that_name_no_option_mean_nothing(caption: str) -> None:
    assert meant(words_of(caption), DRESS) is None


@pytest.mark.parametrize(
    "caption", ["is L still there?", "how much is the red", "not the red", "L?"]
)
def test_words_that_ask_are_not_kept(caption: str) -> None:
    assert words_of(caption) == ()


@pytest.mark.parametrize(
    ("caption", "quantity"),
    [("red L x2", 2), ("wow +3", 3), ("lovely, 2 pcs", 2), ("size 38", 1), ("2 of my kids", 1)],
)
def test_beside_other_words_a_marked_quantity_counts(caption: str, quantity: int) -> None:
    assert not counts(caption)
    assert quantity_of(caption) == quantity


@pytest.mark.parametrize("caption", ["red L x0", "red x5000", "L -2"])
def test_a_quantity_that_cant_be_claims_nothing(caption: str) -> None:
    assert quantity_of(caption) == ASKED
