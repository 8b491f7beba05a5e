"""Who was first: the earliest claims of each product in a show."""

from itertools import groupby
from typing import Any

from sqlalchemy import Row, func, select

from models.catalog import OPTION, PRODUCT
from models.people import PERSON
from models.reservations import RESERVATION
from models.store import Facts, Tx

MOST, EACH = 12, 3
"""So many products, the most claimed, and so many claims of each."""


def of_show(tx: Tx, show: Row[Any]) -> list[Facts]:
    """The first claims of a show's products: code, title, claims, and first (buyer, at (ms),
    quantity, and the state it is in)."""
    claimed = (
        select(PRODUCT.c.id, func.count(RESERVATION.c.source.distinct()).label("claims"))
        .join(OPTION, OPTION.c.product_id == PRODUCT.c.id)
        .join(RESERVATION, RESERVATION.c.option_id == OPTION.c.id)
        .where(RESERVATION.c.show_id == show.id)
        .group_by(PRODUCT.c.id)
        .order_by(func.count(RESERVATION.c.source.distinct()).desc(), PRODUCT.c.id)
        .limit(MOST)
    )
    return [_product(tx, show, row.id, row.claims) for row in tx.all(claimed)]


def _product(tx: Tx, show: Row[Any], product_id: int, claims: int) -> Facts:
    rows = tx.all(
        select(
            RESERVATION.c.source, RESERVATION.c.said_at, RESERVATION.c.quantity,
            RESERVATION.c.state, PERSON.c.name, PRODUCT.c.code, PRODUCT.c.title,
        )
        .join(PERSON, PERSON.c.id == RESERVATION.c.person_id)
        .join(OPTION, OPTION.c.id == RESERVATION.c.option_id)
        .join(PRODUCT, PRODUCT.c.id == OPTION.c.product_id)
        .where(RESERVATION.c.show_id == show.id, PRODUCT.c.id == product_id)
        .order_by(RESERVATION.c.said_at, RESERVATION.c.seq, RESERVATION.c.part)
        .limit(4 * EACH)
    )  # fmt: skip
    first = []
    for _, parts in groupby(rows, key=lambda row: row.source):
        all_of_it = list(parts)
        first.append({
            "buyer": all_of_it[0].name,
            "at": all_of_it[0].said_at,
            "quantity": sum(row.quantity for row in all_of_it),
            "state": all_of_it[0].state,
        })  # fmt: skip
    return {
        "code": rows[0].code, "title": rows[0].title, "claims": claims, "first": first[:EACH],
    }  # fmt: skip
