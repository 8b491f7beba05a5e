"""A shop's products as a CSV file: the form that an import reads, and its template."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Row

from models.sheet import COLUMNS, written
from models.words import product_line
from models.words.money import plain


def as_csv(goods: Iterable[Sequence[Row[Any]]], currency: str) -> str:
    """What a shop sells (``catalog.goods``), a row for each option."""
    return written(
        COLUMNS,
        (
            [one.code, one.title, one.description, one.option, plain(one.price, currency),
             one.free, one.most or ""]
            for every in goods
            for one in every
        ),
    )  # fmt: skip


def template(currency: str) -> str:
    """An example of the form, in a currency's everyday prices."""
    price = plain(product_line.example_price(currency), currency)
    return written(
        COLUMNS,
        [
            ["A1", "Silk scarf", "Hand-woven, 180 x 70 cm", "", price, 5, ""],
            ["A2", "Cotton dress", "", "Red S", price, 3, 2],
            ["A2", "", "", "Red L", price, 2, ""],
        ],
    )
