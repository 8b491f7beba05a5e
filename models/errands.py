"""What the market wants done at the payment provider: a row for each wish, until a known end."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import BigInteger, Index, Row, UniqueConstraint, select, update
from sqlmodel import Field, SQLModel

from models import leases
from models.tx import Tx, table

_UNDONE = ("queued", "leased")


class Errand(SQLModel, table=True):
    """One request to make: open or close an order's checkout, or send a refund.

    ``subject`` is the order's id (open, close) or the refund's (refund).
    States: queued, leased, done, gave_up.
    """

    __table_args__ = (
        UniqueConstraint("kind", "subject"),
        Index("errand_state", "state", "due"),
    )

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
    """Asks for something to be done at the provider; no if it is being done already.

    One that was done, or given up, is done again.
    """
    tx.ring("errands")
    if tx.insert_new(Errand, kind=kind, subject=subject, due=tx.now, state="queued", attempts=0):
        return True
    return bool(
        tx.run(
            update(ERRAND)
            .where(
                ERRAND.c.kind == kind,
                ERRAND.c.subject == subject,
                ERRAND.c.state.not_in(_UNDONE),
            )
            .values(state="queued", due=tx.now, attempts=0, error=None)
        )
    )


def lease(tx: Tx, most: int, token: str, until: int) -> Sequence[Row[Any]]:
    """Takes the errands that are due, the longest due first: see ``leases.take``."""
    order = (ERRAND.c.due, ERRAND.c.id)
    return leases.take(tx, ERRAND, "queued", order, most=most, token=token, until=until)


def take_over(tx: Tx) -> int:
    """Puts every leased errand back in the queue; returns how many.

    For a worker that starts where another was killed: an errand done twice at the same time is
    harmless (each carries its own key), one that waits for a dead worker's lease is slow.
    """
    return leases.put_back(tx, ERRAND, "queued")


def finish(tx: Tx, errand_id: int, token: str, *, gave_up: str | None = None) -> bool:
    """Ends a leased errand, in the commit of what came of it; no if the lease was lost."""
    return bool(
        tx.run(
            update(ERRAND)
            .where(ERRAND.c.id == errand_id, ERRAND.c.token == token)
            .values(
                state="gave_up" if gave_up else "done",
                token=None,
                error=gave_up[:500] if gave_up else None,
            )
        )
    )


def later(tx: Tx, errand_id: int, token: str, due: int, error: str) -> None:
    """Puts a leased errand back until ``due`` (ms)."""
    tx.run(
        update(ERRAND)
        .where(ERRAND.c.id == errand_id, ERRAND.c.token == token)
        .values(state="queued", token=None, due=due, error=error[:500])
    )


def undone(tx: Tx, kind: str) -> Sequence[int]:
    """The subjects of the errands of a kind that are still to be done."""
    found = select(ERRAND.c.subject).where(ERRAND.c.kind == kind, ERRAND.c.state.in_(_UNDONE))
    return [row.subject for row in tx.all(found)]


def next_due(tx: Tx) -> int | None:
    """When the next errand is to be looked at (ms), or None."""
    return leases.next_due(tx, ERRAND, "queued")
