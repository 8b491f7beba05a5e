"""A shop's products as a CSV file: the form that an import reads, and its template."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Row

from models.import_rows import MOST, RowProblem, RowReason
from models.sheet import COLUMNS, written
from models.words import product_line
from models.words.money import plain

_REASONS: dict[RowReason, str] = {
    "missing": "is missing", "code": "is no code", "too_long": "is too long",
    "not_a_number": "is no price", "negative": "is below zero", "zero": "must be more than zero",
    "too_many_decimals": "has too many decimals",
    "last_digit": "is finer than card payments can be: round it",
    "too_large": "is more than one payment can carry",
    "decimals": "has too many decimals, or its thousands need no separator",
    "number": "is no whole number in plain digits", "below_zero": "is below zero",
    "too_high": "is more than {most}", "name": "is no option's name", "twice": "is there twice",
    "unnamed": "needs an option's name", "differs": "differs from the row above",
    "too_many": "is one option too many",
}  # fmt: skip


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


def problems(rows: Sequence[RowProblem]) -> str:
    """What is wrong with the rows of a file, as a file."""
    return written(
        ("row", "column", "problem", "typed"),
        ([one.row, one.column, _reason(one), one.value] for one in rows),
    )


def _reason(problem: RowProblem) -> str:
    return _REASONS[problem.reason].format(most=MOST.get(problem.column))
