"""The caption of a picture of the video: how many of what it shows, which option of it, or a
question about it."""

import re
from collections.abc import Sequence

from models.words import claim_words as words
from models.words.claim_text import drop_politeness, says_no, tokens_of, unglue
from models.words.folding import any_of, fold, folded_words
from models.words.grammar import MOST, Reading, read_words

ASKED = 0
"""The quantity of a picture that claims nothing: its caption asks, declines, or says a number that
can't be."""


def quantity_of(caption: str) -> int:
    """How many of what the picture shows its caption claims: one unless it says; or ASKED."""
    tokens = tokens_of(caption)
    if tokens is None:
        folded = fold(caption)
        return ASKED if "?" in folded or words.THAI_ASKING.search(folded) else 1
    if not tokens:
        return 1
    if says_no(tokens) or not _NO_CLAIM.isdisjoint(tokens):
        return ASKED
    counted = _count(tokens)
    if counted is None:
        read = _longest(tokens)
        return ASKED if read is None else read.quantity
    return counted


def words_of(caption: str) -> tuple[str, ...]:
    """The folded words of a caption that may name an option; none if it claims nothing."""
    tokens = tokens_of(caption)
    if not tokens or quantity_of(caption) == ASKED:
        return ()
    drop_politeness(tokens)
    return tuple(tokens)


def meant(said: Sequence[str], known: frozenset[str]) -> tuple[int, tuple[str, ...]] | None:
    """How many of which option a caption's words (``words_of``) mean: the quantity, and those that
    name something among a product's options (``known``, folded). None if they name nothing there.

    Beside words that name nothing, only a marked quantity (``x2``) is one.
    """
    bare = _bare(said, known)
    readings = (*read_words(said).readings, *read_words(bare).readings)
    sure = next((one for one in readings if one.words and known.issuperset(one.words)), None)
    best = sure or _longest(bare)
    named = () if best is None else tuple(word for word in best.words if word in known)
    return (best.quantity, named) if best is not None and named else None


def _longest(said: Sequence[str]) -> Reading | None:
    """The reading in which only a marked quantity is one; None if that can't be."""
    return max(read_words(said).readings, key=lambda one: len(one.words), default=None)


def counts(caption: str) -> bool:
    """Whether a caption is a quantity (``x2``, ``2 please``, ``ขอ 2 ตัว``) and nothing else."""
    tokens = tokens_of(caption)
    return tokens is not None and _count(tokens) is not None


def _bare(said: Sequence[str], known: frozenset[str]) -> list[str]:
    """The words without those that only join others, numbers as digits, Thai verbs unglued."""
    return [_spelled(word, known) for word in said if word not in _JOINING]


def _spelled(word: str, known: frozenset[str]) -> str:
    if word in known:
        return word
    if word in _NUMBERS:
        return str(_NUMBERS[word])
    bare = [word]
    unglue(bare, words.THAI_VERB)
    return words.THAI_END.sub("", bare[0]) or word


def _count(tokens: list[str]) -> int | None:
    rest = list(tokens)
    drop_politeness(rest)
    left = [token for token in rest if token not in _JOINING]
    said = _COUNT.fullmatch(left[0]) if len(left) == 1 else None
    if said is None:
        return None
    number = _NUMBERS[said[2]] if said[2] else int(said[1])
    return number if 1 <= number <= MOST else ASKED


_NO_CLAIM = words.ASKING | folded_words(
    "no not don't dont non ไม่ available disponibile disponibili disponible sizes taglie"
)
_JOINING = (
    words.VERBS | words.PRONOUNS | words.ARTICLES | words.OPENERS | words.POLITE | words.UNITS
    | folded_words("x × of this these those them it all for me")
    | folded_words("per di questo questa questi queste ne")
) - folded_words("un uno una")  # fmt: skip
_NUMBERS = {
    fold(word): number
    for number, said in enumerate(
        ("one un uno una หนึ่ง", "two due สอง", "three tre สาม", "four quattro สี่", "five cinque ห้า"),
        1,
    )
    for word in said.split()
}
_COUNT = re.compile(
    rf"(?:{words.THAI_VERB.pattern})?"
    rf"(?:[X×Х*+=]?(-?[0-9]{{1,6}})[X×Х]?|({any_of(*_NUMBERS)}))"
    rf"(?:{words.UNIT})?(?:{words.THAI_END.pattern})?"
)
