"""What a seller types behind /show: a code, a flash price, and for how many minutes."""

import re
from dataclasses import dataclass
from typing import Literal

from models.words.clock_words import MINUTES
from models.words.folding import any_of, fold
from models.words.money import (
    PriceProblem,
    PriceReason,
    is_currency_mark,
    looks_like_price,
    read_price,
)
from models.words.numbers import read_number

LONGEST = 180
"""Minutes."""

FlashReason = Literal["price", "price_missing", "minutes"]

_MINUTES = any_of(*MINUTES, "'", "′")
_TIMED = re.compile(rf"(?:(?:FOR|PER|{fold('นาน')})\s+)?([0-9]{{1,6}})\s?(?:{_MINUTES})\.?")


@dataclass(frozen=True, slots=True)
class Flash:
    """A flash price in minor units; ``minutes``: None for as long as the product is on screen."""

    price: int
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class FlashProblem:
    """Why that is no flash price: the reason, and the piece of it that offends (as typed)."""

    reason: FlashReason
    what: str
    price_reason: PriceReason | None = None


def read_flash(text: str, currency: str) -> Flash | FlashProblem | None:
    """Reads ``[price [minutes]]``: ``14.90``, ``฿1,490 5``, ``14,90 5 min``, ``๑๔๙ ๕ นาที``; None
    if nothing is said."""
    pieces = text.split()
    if not pieces:
        return None
    minutes, pieces = _take_minutes(pieces, currency)
    said = " ".join(pieces)
    if not said:
        return FlashProblem("price_missing", text.strip())
    price = read_price(said, currency)
    if isinstance(price, PriceProblem):
        return FlashProblem("price", price.piece, price.reason)
    if minutes is not None and not 1 <= minutes <= LONGEST:
        return FlashProblem("minutes", str(minutes))
    return Flash(price, minutes)


def _take_minutes(pieces: list[str], currency: str) -> tuple[int | None, list[str]]:
    """The minutes at the end, with a word behind or as a bare number behind a price."""
    for length in (3, 2, 1):
        said = _TIMED.fullmatch(fold(" ".join(pieces[-length:])))
        if said is not None:
            return int(said[1]), pieces[:-length]
    bare = read_number(pieces[-1], 0, 999_999)
    price = [piece for piece in pieces[:-1] if not is_currency_mark(piece, currency)]
    if bare is not None and price and looks_like_price(price[-1], currency):
        return bare, pieces[:-1]
    return None, pieces
