"""Options as a seller types them: ``S, M, L``, or ``Red S 19.90 x3; Red L x2``."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from models.words import product_line, stock_words
from models.words.claim_words import LABELS
from models.words.folding import fold, folded_words
from models.words.grammar import option_words
from models.words.money import PriceProblem, PriceReason, is_currency_mark, read_price
from models.words.option_names import MOST, read_name
from models.words.stock_words import StockProblem

OptionReason = Literal["empty", "name", "twice", "there", "too_many", "price", "stock", "size"]


@dataclass(frozen=True, slots=True)
class OptionLine:
    """An option as it was said; price (minor units) and stock where they were said."""

    name: str
    price: int | None = None
    stock: int | None = None


@dataclass(frozen=True, slots=True)
class OptionProblem:
    """Why a text is no list of options, and the piece of it that offends (as typed).

    ``price_reason`` says what is wrong with the price when the reason is ``price``. With ``size``
    a number may be a price as well: the option as it is said with the number for its size.
    """

    reason: OptionReason
    what: str
    price_reason: PriceReason | None = None


_SIZES = frozenset(
    {"XXXS", "XXS", "XS", "S", "M", "L", "XL", "XXL", "XXXL", "2XL", "3XL", "4XL", "5XL"}
)
_NUMBERS = re.compile(r"[0-9]+(?:\s*[,/]\s*[0-9]+)+")
_SHORT = 16
_FAR = 2
"""A bare whole number is a price if it is at most so many times the product's, or that part."""


def read_options(text: str, currency: str, price: int | None) -> list[OptionLine] | OptionProblem:
    """Reads options; ``price`` (minor units) is the product's, to tell prices from sizes."""
    pieces = split(text)
    if not pieces:
        return OptionProblem("empty", "")
    if len(pieces) > MOST:
        return OptionProblem("too_many", str(len(pieces)))
    found: list[OptionLine] = []
    for piece in pieces:
        one = _read(piece, currency, price)
        if isinstance(one, OptionProblem):
            return one
        if any(option_words(one.name) == option_words(other.name) for other in found):
            return OptionProblem("twice", one.name)
        found.append(one)
    return found


def split(text: str) -> list[str]:
    """The pieces that each say one option."""
    pieces = [piece.strip() for piece in re.split(r"[;\n；]+", text)]
    pieces = [piece for piece in pieces if piece]
    if len(pieces) != 1:
        return [piece.strip(" ,") for piece in pieces if piece.strip(" ,")]
    whole = pieces[0]
    if _NUMBERS.fullmatch(whole):
        return re.findall(r"[0-9]+", whole)
    parts = [part.strip() for part in re.split(r"[,、，](?![0-9])|[,、，](?=\s)", whole)]
    if len(parts) == 1:
        parts = _sizes(whole) or parts
    return [part for part in parts if part]


def _sizes(text: str) -> list[str]:
    """Sizes with slashes or spaces between them: ``S/M/L``, ``S M L``; empty if it is anything
    else."""
    words = [word for word in re.split(r"[\s/]+", text) if word]
    known = all(fold(word) in _SIZES for word in words)
    return words if known or (text.count("/") > 1 and " " not in text) else []


def _read(piece: str, currency: str, base: int | None) -> OptionLine | OptionProblem:
    words = piece.split()
    said = product_line.take_stock(words, currency) if len(words) > 1 else ""
    stock = _stock(said)
    if isinstance(stock, StockProblem):
        return OptionProblem("stock", stock.what[:40])
    price = _take_price(words, currency, base)
    if isinstance(price, PriceProblem):
        return OptionProblem("price", price.piece, price.reason)
    if not said and price is not None and len(words) > 1:  # M red x1 35.00
        said = product_line.take_stock(words, currency)
        stock = _stock(said)
        if isinstance(stock, StockProblem):
            return OptionProblem("stock", stock.what[:40])
    if price is None and (sized := _price_or_size(words, said, currency, base)):
        return OptionProblem("size", sized[:40])
    name = read_name(" ".join(words).strip(" :–—-"))
    if name is None or _is_number(name, currency):
        return OptionProblem("name", " ".join(words)[:40] or piece[:40])
    return OptionLine(name, price, stock)


def _price_or_size(words: list[str], said: str, currency: str, base: int | None) -> str:
    """The option with its last number for its size, where that may be meant as the price: ``35 M
    red`` of ``M red 35 x1`` and ``M red x1 35``; else empty."""
    if len(words) < 2 or not fold(words[-1]).isdecimal() or fold(words[-2]) in _SIZE_WORDS:
        return ""
    named = words[:-1]
    marked = said or (len(named) > 1 and product_line.take_stock(named, currency))
    price = read_price(words[-1], currency)
    near = isinstance(price, int) and base is not None and _is_near(price, base)
    return " ".join([words[-1], *named]) if marked and near else ""


_SIZE_WORDS = LABELS | folded_words("eu uk us it fr no no. nr n. tg.")


def _is_near(price: int, base: int) -> bool:
    return base <= price * _FAR and price <= base * _FAR


def _is_number(name: str, currency: str) -> bool:
    """Whether it is a stock or a price rather than a name; a bare number may be a size."""
    if name.isdecimal():
        return False
    read = stock_words.read_stock(name), read_price(name, currency)
    return any(isinstance(one, int) for one in read)


def _stock(said: str) -> int | StockProblem | None:
    """As a product's, and none as well: ``x0``."""
    if not said:
        return None
    stock = stock_words.read_stock(said)
    return 0 if isinstance(stock, StockProblem) and _NOTHING.fullmatch(fold(said)) else stock


_NOTHING = re.compile(r"[XХ×*]?\s*0\D*")


def _take_price(words: list[str], currency: str, base: int | None) -> int | PriceProblem | None:
    """Takes a price off the end of a piece, if it ends with one."""
    if len(words) < 2:
        return None
    marked = any(is_currency_mark(word, currency) for word in words[-2:])
    said = " ".join(words[-2:]) if marked and len(words) > 2 else words[-1]
    price = read_price(said, currency)
    if not _is_price(said, price, currency, base):
        return None
    del words[-2 if marked and len(words) > 2 else -1 :]
    return price


def _is_price(said: str, price: int | PriceProblem, currency: str, base: int | None) -> bool:
    """Whether a piece's last word was meant as a price rather than as a size."""
    folded = fold(said)
    if not any(char.isdecimal() for char in folded):
        return False
    bare = folded.isdecimal()
    if isinstance(price, PriceProblem):
        return not bare and not folded[0].isalpha() and price.reason != "not_a_number"
    if not bare:
        return folded[0] != "0" or price > 0
    return base is not None and _is_near(price, base) and int(folded) >= 100


def is_plain(text: str) -> bool:
    """Whether an answer says that there is one kind only: ``no``, ``one``, ``-``, ``1``."""
    return product_line.is_skip(text) or fold(text).strip().rstrip(".!") in _PLAIN


_PLAIN = {
    fold(word)
    for word in ("just one kind", "just one", "one", "one kind", "1", "uno", "una", "uno solo",
                 "un solo tipo", "แบบเดียว", "อย่างเดียว")
}  # fmt: skip


def means_options(lines: Sequence[str], currency: str, price: int | None) -> bool:
    """Whether the lines under a product's own say options, rather than describe it.

    One that says a price or a stock does, and so does a list of short names.
    """
    pieces = split("\n".join(lines))
    read = [_read(piece, currency, price) for piece in pieces]
    if any(isinstance(one, OptionProblem) and one.reason == "size" for one in read):
        return True
    good = [one for one in read if isinstance(one, OptionLine)]
    if any(one.price is not None or one.stock is not None for one in good):
        return True
    return len(pieces) > 1 and all(
        len(piece) <= _SHORT and piece[-1] not in ".!…" for piece in pieces
    )
