"""Who was first: the earliest claims of each product in a show."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import Row, func, select

from models.catalog import OPTION, PRODUCT
from models.people import PERSON
from models.reservations import RESERVATION
from models.tx import Facts, Tx

MOST, EACH = 12, 3
"""So many products, the most claimed, and so many claims of each."""


def of_show(tx: Tx, show: Row[Any]) -> list[Facts]:
    """The first claims of a show's products: code, title, claims, and first (buyer, at (ms),
    quantity, and the state it is in)."""
    claimed = (
        select(
            PRODUCT.c.id, PRODUCT.c.code, PRODUCT.c.title,
            func.count(RESERVATION.c.source.distinct()).label("claims"),
        )
        .join(OPTION, OPTION.c.product_id == PRODUCT.c.id)
        .join(RESERVATION, RESERVATION.c.option_id == OPTION.c.id)
        .where(RESERVATION.c.show_id == show.id)
        .group_by(PRODUCT.c.id)
        .order_by(func.count(RESERVATION.c.source.distinct()).desc(), PRODUCT.c.id)
        .limit(MOST)
    )  # fmt: skip
    products = tx.all(claimed)
    first = _first(tx, show, [row.id for row in products])
    return [
        {"code": row.code, "title": row.title, "claims": row.claims, "first": first[row.id]}
        for row in products
    ]


def _first(tx: Tx, show: Row[Any], products: Sequence[int]) -> dict[int, list[Facts]]:
    """The first claims of each product, in the order in which they were said."""
    said = (RESERVATION.c.said_at, RESERVATION.c.seq, RESERVATION.c.part)
    place = func.row_number().over(partition_by=OPTION.c.product_id, order_by=said)
    lines = (
        select(RESERVATION, OPTION.c.product_id, place.label("place"))
        .join(OPTION, OPTION.c.id == RESERVATION.c.option_id)
        .where(RESERVATION.c.show_id == show.id, OPTION.c.product_id.in_(products))
        .subquery()
    )
    rows = tx.all(
        select(lines, PERSON.c.name)
        .join(PERSON, PERSON.c.id == lines.c.person_id)
        .where(lines.c.place <= 4 * EACH)
        .order_by(lines.c.product_id, lines.c.place)
    )
    found: dict[int, list[Facts]] = {}
    for (product_id, _), parts in groupby(rows, key=lambda row: (row.product_id, row.source)):
        all_of_it = list(parts)
        found.setdefault(product_id, []).append({
            "buyer": all_of_it[0].name,
            "at": all_of_it[0].said_at,
            "quantity": sum(row.quantity for row in all_of_it),
            "state": all_of_it[0].state,
        })  # fmt: skip
    return {product_id: claims[:EACH] for product_id, claims in found.items()}
