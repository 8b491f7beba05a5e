"""The caption of a picture of the video: how many of what it shows, or a question about it."""

import re

from models.words import claim_words as words
from models.words.claim_text import drop_politeness, says_no, tokens_of
from models.words.folding import any_of, fold, folded_words
from models.words.grammar import MOST

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
    return 1 if counted is None else counted


def counts(caption: str) -> bool:
    """Whether a caption is a quantity (``x2``, ``2 please``, ``ขอ 2 ตัว``) and nothing else."""
    tokens = tokens_of(caption)
    return tokens is not None and _count(tokens) is not None


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
