"""Leases: rows that a worker takes for a while; another takes them up if it never comes back."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, Table, func, select, update

from models.tx import Tx


def take(
    tx: Tx, rows: Table, state: str, order: Sequence[ColumnElement[Any]], *, most: int, token: str,
    until: int,
) -> Sequence[Row[Any]]:  # fmt: skip
    """Leases the rows in ``state`` that are due until ``until`` (ms), those too that a dead worker
    left. ``attempts`` of the rows doesn't count this one."""
    put_back(tx, rows, state, before=tx.now)
    due = select(rows).where(rows.c.state == state, rows.c.due <= tx.now)
    taken = tx.all(due.order_by(*order).limit(most))
    if taken:
        tx.run(
            update(rows)
            .where(rows.c.id.in_([row.id for row in taken]))
            .values(state="leased", token=token, lease_until=until, attempts=rows.c.attempts + 1)
        )
    return taken


def put_back(tx: Tx, rows: Table, state: str, before: int | None = None) -> int:
    """Gives leased rows their ``state`` again, those whose lease ran out before then (ms) or all of
    them; how many."""
    leased = update(rows).where(rows.c.state == "leased")
    if before is not None:
        leased = leased.where(rows.c.lease_until < before)
    return tx.run(leased.values(state=state, token=None))


def next_due(tx: Tx, rows: Table, state: str) -> int | None:
    """When the next of the rows in ``state`` is to be looked at (ms), or None."""
    due: int | None = tx.scalar(select(func.min(rows.c.due)).where(rows.c.state == state))
    return due
