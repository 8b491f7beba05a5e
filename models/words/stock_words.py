"""What people type as a stock (``x5``, ``5 pcs``) and as a change of it (``A12 +5``)."""

import re
from dataclasses import dataclass
from typing import Literal

from models.words.claim_words import UNIT
from models.words.folding import code_key, fold
from models.words.grammar import option_words
from models.words.numbers import read_number

MOST_STOCK = 9999

StockReason = Literal["empty", "code", "number_missing", "number"]

_NUMBER = "(-?[0-9][0-9.,]*)"
TIMES = re.compile(rf"[XХ×*]\s*{_NUMBER}")
"""A stock with its sign, in folded text."""
COUNTED = re.compile(rf"[XХ×*]?{_NUMBER}\s*(?:{UNIT})\.?")
"""A stock with what it is counted in."""
_CHANGE = re.compile(r"\s*([+=]|(?<=\s)-)\s*(?=[0-9])")


@dataclass(frozen=True, slots=True)
class StockChange:
    """Free units to add (below 0: to take away) or to set, of a product or one of its options."""

    code: str
    how: Literal["add", "set"]
    number: int
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StockProblem:
    """Why a text changes no stock: the reason, and the piece of it that offends (as typed)."""

    reason: StockReason
    what: str


def read_stock(text: str) -> int | StockProblem:
    """A stock of 1–9999: ``5``, ``x5``, ``× 5``, ``5 pcs``, ``5 ชิ้น``."""
    folded = fold(text).strip()
    said = TIMES.fullmatch(folded) or COUNTED.fullmatch(folded)
    number = read_number(said[1] if said else folded, 1, MOST_STOCK)
    return StockProblem("number", text) if number is None else number


def read_stock_change(text: str) -> StockChange | StockProblem:
    """Reads ``code [option words] change``: ``+5`` and ``-2`` add, ``=0`` and a bare ``5`` set."""
    pieces = _CHANGE.sub(r" \1", fold(text)).split()
    if not pieces:
        return StockProblem("empty", "")
    code = code_key(pieces[0].removeprefix("#"))
    if code is None:
        return StockProblem("code", text.split(maxsplit=1)[0])
    if len(pieces) == 1:
        return StockProblem("number_missing", code)
    said = pieces[-1]
    sign, digits = (said[0], said[1:]) if said[0] in "+-=" else ("=", said)
    number = read_number(digits, 0 if sign == "=" else 1, MOST_STOCK)
    if number is None:
        return StockProblem("number", text.rsplit(maxsplit=1)[-1])
    words = option_words(" ".join(pieces[1:-1]))
    if sign == "=":
        return StockChange(code, "set", number, words)
    return StockChange(code, "add", -number if sign == "-" else number, words)
