"""A product said in one line: ``A12 Silk scarf 19.90 x5``."""

import re
from dataclasses import dataclass
from typing import Literal

from models.words.folding import code_key, fold
from models.words.money import (
    PriceProblem,
    PriceReason,
    decimals,
    is_currency_mark,
    looks_like_price,
    read_price,
    step,
)
from models.words.numbers import read_number
from models.words.stock_words import COUNTED, MOST_STOCK, TIMES, StockProblem, read_stock

LONGEST_TITLE = 80

LineReason = Literal[
    "empty",
    "code",
    "title_missing",
    "title_too_long",
    "price_missing",
    "price",
    "stock",
    "options",
]


@dataclass(frozen=True, slots=True)
class ProductLine:
    """A product as it was said. ``code`` is as typed, ``price`` in minor units."""

    code: str
    title: str
    price: int
    stock: int


@dataclass(frozen=True, slots=True)
class ProductLineProblem:
    """Why a line is no product: the reason, and the piece of it that offends (as typed).

    ``price_reason`` says what is wrong with the price when the reason is ``price``.
    """

    reason: LineReason
    what: str
    price_reason: PriceReason | None = None


def example_price(currency: str) -> int:
    """A price to give as an example, in minor units: ``฿390``, ``€19.90``, ``¥1900``."""
    if currency in _EVERYDAY:
        return _EVERYDAY[currency]
    match decimals(currency), step(currency):
        case 0, _:
            return 1900
        case 2, 1:
            return 1990
        case 3, _:
            return 5900
    return 190_000


_EVERYDAY = {"THB": 39_000, "VND": 190_000, "IDR": 19_000_000, "KRW": 19_000, "LAK": 39_000_000}


def read_product_line(text: str, currency: str) -> ProductLine | ProductLineProblem:
    """Reads ``code title price [stock]``, in any number of lines.

    The price is the last piece before the stock, its currency mark glued or apart; the title is
    all between code and price, numbers included. No stock means 1.
    """
    pieces = text.split()
    if not pieces:
        return ProductLineProblem("empty", "")
    code = pieces.pop(0).removeprefix("#")
    if code_key(code) is None:
        return ProductLineProblem("code", code)
    return _read_rest(code, pieces, currency)


def _read_rest(code: str, pieces: list[str], currency: str) -> ProductLine | ProductLineProblem:
    said = take_stock(pieces, currency)
    stock = read_stock(said) if said else 1
    if isinstance(stock, StockProblem):
        return ProductLineProblem("stock", stock.what)
    every = list(pieces)
    price = _take_price(pieces, currency)
    if isinstance(price, ProductLineProblem):
        return ProductLineProblem("options", "") if _has_options(every, currency) else price
    if _has_options(pieces, currency, price):
        return ProductLineProblem("options", "")
    title = read_title(" ".join(pieces))
    if isinstance(title, ProductLineProblem):
        return title
    return ProductLine(code, title, price, stock)


def _has_options(pieces: list[str], currency: str, price: int | None = None) -> bool:
    """Whether a price and, behind it, a stock stand where the title should be."""
    plain = [piece.strip(",;") for piece in pieces]
    stocks = [at for at, piece in enumerate(plain) if TIMES.fullmatch(fold(piece))]
    before = plain[: stocks[-1]] if stocks else []
    return any(_is_surely_price(one, currency) or _is_near(one, currency, price) for one in before)


def _is_near(piece: str, currency: str, price: int | None) -> bool:
    read = read_price(piece, currency) if looks_like_price(piece, currency) else None
    return isinstance(read, int) and price is not None and read <= price * 2 <= read * 4


def is_skip(text: str) -> bool:
    """Whether an answer passes a question over: ``skip``, ``no``, ``salta``, ``ข้าม``, ``-``."""
    return fold(text).strip().rstrip(".!") in _SKIPS


_SKIPS = {
    fold(word) for word in ("skip", "no", "none", "no photo", "salta", "senza", "ข้าม", "ไม่มี", "-")
}


def read_title(text: str) -> str | ProductLineProblem:
    """A title of 1–80 characters, its spaces tidied."""
    title = " ".join(text.split())
    if not fold(title).strip():
        return ProductLineProblem("title_missing", "")
    return title if len(title) <= LONGEST_TITLE else ProductLineProblem("title_too_long", title)


def take_stock(pieces: list[str], currency: str) -> str:
    """Takes the stock off the end of ``pieces``, as it was said; empty if none was.

    An ``x`` apart from its number counts only behind a price: ``iPhone X 10`` has none. A bare
    number is one behind a price that can't be anything else: ``Cup 19.90 5``.
    """
    for length in (1, 2):
        said = " ".join(pieces[-length:])
        folded = fold(said)
        times = TIMES.fullmatch(folded) and (length == 1 or _ends_in_price(pieces[:-2], currency))
        if times or COUNTED.fullmatch(folded):
            del pieces[-length:]
            return said
    counted = len(pieces) > 2 and read_number(pieces[-1], 0, MOST_STOCK) is not None
    return pieces.pop() if counted and _is_surely_price(pieces[-2], currency) else ""


def _is_surely_price(piece: str, currency: str) -> bool:
    """Whether it is a price with its cents, which hardly any title ends with."""
    cents = decimals(currency)
    said = re.search(rf"[0-9][.,][0-9]{{{cents}}}(?![0-9])", fold(piece))
    return cents > 0 and said is not None and isinstance(read_price(piece, currency), int)


def _ends_in_price(pieces: list[str], currency: str) -> bool:
    return any(
        looks_like_price(last, currency) or is_currency_mark(last, currency) for last in pieces[-1:]
    )


def _take_price(pieces: list[str], currency: str) -> int | ProductLineProblem:
    """Takes the price off the end, with its currency mark before or behind it."""
    marked = any(is_currency_mark(piece, currency) for piece in pieces[-2:])
    length = 2 if marked and len(pieces) > 1 else 1
    said = " ".join(pieces[-length:])
    if not looks_like_price(said, currency):
        return ProductLineProblem("price_missing", said)
    del pieces[-length:]
    price = read_price(said, currency)
    if isinstance(price, PriceProblem):
        return ProductLineProblem("price", price.piece, price.reason)
    return price
