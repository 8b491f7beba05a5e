"""What comments can claim in a show: the codes of its lineup, and the words of their options."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Row, select

from models import lineup
from models.catalog import OPTION, PRODUCT
from models.tx import Tx
from models.words import grammar

Codes = Mapping[str, frozenset[str]]
"""Folded code → the words of the product's options."""


def codes(tx: Tx, show: Row[Any]) -> Codes:
    """A show's codes, read once for all the comments of this transaction: see ``forget``."""
    known: dict[int, Codes] = tx.kept("codes") or {}
    if show.id not in known:
        known[show.id] = _read(tx, show)
        tx.keep("codes", known)
    return known[show.id]


def forget(tx: Tx) -> None:
    """Has the codes read anew: products or lineups may have changed in this transaction."""
    tx.keep("codes", None)


def _read(tx: Tx, show: Row[Any]) -> Codes:
    found = (
        select(PRODUCT.c.key, OPTION.c.name)
        .join(OPTION, OPTION.c.product_id == PRODUCT.c.id)
        .where(
            PRODUCT.c.id.in_(lineup.product_ids(tx, show)), PRODUCT.c.archived.is_(False),
            OPTION.c.archived.is_(False),
        )
    )  # fmt: skip
    read: dict[str, frozenset[str]] = {}
    for row in tx.all(found):
        words = frozenset(grammar.option_words(row.name))
        read[row.key] = read.get(row.key, frozenset()) | words
    return read
