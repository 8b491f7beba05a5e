"""What the market wants done at the payment provider: a row for each wish, until a known end."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import BigInteger, Index, Row, UniqueConstraint, select, text, update
from sqlmodel import Field, SQLModel

from models.store import Tx, table


class Errand(SQLModel, table=True):
    """One request to make: open or close an order's checkout, or send a refund.

    ``subject`` is the order's id (open, close) or the refund's (refund).
    States: queued, leased, done, gave_up.
    """

    __table_args__ = (
        UniqueConstraint("kind", "subject"),
        Index(
            "errand_open", "due", sqlite_where=text("state IN ('queued', 'leased')"),
            postgresql_where=text("state IN ('queued', 'leased')"),
        ),
    )  # fmt: skip

    id: int | None = Field(default=None, primary_key=True)
    kind: str
    subject: int
    state: str = "queued"
    due: int = Field(sa_type=BigInteger)
    attempts: int = 0
    token: str | None = None
    lease_until: int | None = Field(default=None, sa_type=BigInteger)
    error: str | None = None


ERRAND = table(Errand)


def want(tx: Tx, kind: str, subject: int) -> bool:
    """Asks for something to be done at the provider; no if it was asked before."""
    tx.ring("errands")
    return tx.insert_new(Errand, kind=kind, subject=subject, due=tx.now, state="queued", attempts=0)


def lease(tx: Tx, most: int, token: str, until: int) -> Sequence[Row[Any]]:
    """Takes what is due, and what a dead worker left, until ``until`` (ms)."""
    tx.run(
        update(ERRAND)
        .where(ERRAND.c.state == "leased", ERRAND.c.lease_until < tx.now)
        .values(state="queued", token=None)
    )
    rows = tx.all(
        select(ERRAND)
        .where(ERRAND.c.state == "queued", ERRAND.c.due <= tx.now)
        .order_by(ERRAND.c.due)
        .limit(most)
    )
    taken = update(ERRAND).where(ERRAND.c.id.in_([row.id for row in rows]))
    if rows:
        tx.run(
            taken.values(
                state="leased", token=token, lease_until=until, attempts=ERRAND.c.attempts + 1
            )
        )
    return rows


def finish(tx: Tx, errand_id: int, token: str, *, gave_up: str | None = None) -> bool:
    """Ends a leased errand, in the commit of what came of it; no if the lease was lost."""
    return bool(
        tx.run(
            update(ERRAND)
            .where(ERRAND.c.id == errand_id, ERRAND.c.token == token)
            .values(state="gave_up" if gave_up else "done", token=None, error=gave_up)
        )
    )


def later(tx: Tx, errand_id: int, token: str, due: int, error: str) -> None:
    """Puts a leased errand back until ``due`` (ms)."""
    tx.run(
        update(ERRAND)
        .where(ERRAND.c.id == errand_id, ERRAND.c.token == token)
        .values(state="queued", token=None, due=due, error=error[:500])
    )


def next_due(tx: Tx) -> int | None:
    """When the next errand is to be looked at (ms), or None."""
    due_at: int | None = tx.scalar(
        select(ERRAND.c.due).where(ERRAND.c.state == "queued").order_by(ERRAND.c.due).limit(1)
    )
    return due_at
