"""What a seller types behind /lineup: codes to add, or a product's price and limit in the show."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from models.words.codes import read_code
from models.words.folding import any_of, fold
from models.words.money import PriceProblem, PriceReason, read_price
from models.words.numbers import read_number

MOST_UNITS = 999

LineupReason = Literal["code", "price", "most"]

_ALL = {fold(word) for word in ("all", "everything", "tutti", "tutto", "ทั้งหมด")}
_CLEAR = {fold(word) for word in ("clear", "reset", "svuota", "ล้าง")}
_MAX = any_of("max", "most", "limit", "massimo", "ไม่เกิน", "สูงสุด")
_LIMIT = re.compile(rf"(?:^|\s)(?:{_MAX})\.?\s*(\S+)(?:\s*{fold('ชิ้น')})?$")


@dataclass(frozen=True, slots=True)
class AllOfThem:
    """Everything that the shop sells."""


@dataclass(frozen=True, slots=True)
class Clear:
    """No lineup any more."""


@dataclass(frozen=True, slots=True)
class Codes:
    """Products to add, by their codes as typed."""

    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Terms:
    """A product's price (minor units) and limit (units a buyer) in the show, where given."""

    code: str
    price: int | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True)
class LineupProblem:
    """Why that is none of these: the reason, and the piece of it that offends (as typed)."""

    reason: LineupReason
    what: str
    price_reason: PriceReason | None = None


def read_lineup(
    text: str, currency: str, keys: Collection[str]
) -> AllOfThem | Clear | Codes | Terms | LineupProblem:
    """Reads ``A12 A13 B1``, ``all``, ``clear``, ``A12 14.90``, ``A12 max 2``, ``A12 14.90 max 2``.

    ``keys`` are the shop's folded codes: what is one isn't a price.
    """
    words = text.replace(",", " ").split() if _are_codes(text, keys) else text.split()
    folded = fold(" ".join(words))
    if folded in _ALL:
        return AllOfThem()
    if folded in _CLEAR:
        return Clear()
    for word in words[:1]:
        if read_code(word) is None:
            return LineupProblem("code", word)
    rest = " ".join(words[1:])
    if not rest or _key(words[1]) in keys or not _tells_terms(rest):
        return Codes(tuple(words))
    return _terms(words[0], rest, currency)


def _are_codes(text: str, keys: Collection[str]) -> bool:
    return all(_key(word) in keys for word in text.replace(",", " ").split())


def _key(word: str) -> str | None:
    read = read_code(word)
    return None if read is None else read[1]


def _tells_terms(rest: str) -> bool:
    """Whether something behind a code is meant as a price or a limit."""
    folded = fold(rest)
    return _LIMIT.search(folded) is not None or re.match(r"[^\w\s]{0,3}\d", folded) is not None


def _terms(code: str, rest: str, currency: str) -> Terms | LineupProblem:
    limit = _LIMIT.search(fold(rest))
    price_words = rest[: limit.start()].strip() if limit else rest
    most = None
    if limit is not None:
        most = read_most(limit[1])
        if most is None:
            return LineupProblem("most", limit[1])
    price = read_price(price_words, currency) if price_words else None
    if isinstance(price, PriceProblem):
        return LineupProblem("price", price.piece, price.reason)
    return Terms(code, price, most)


def read_most(text: str) -> int | None:
    """A limit of 1–999 units; None if it is none such."""
    return read_number(text, 1, MOST_UNITS)
