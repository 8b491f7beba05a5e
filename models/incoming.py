"""What people and Stripe told us: each thing once, until it is done."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import BigInteger, Index, Row, UniqueConstraint, bindparam, select, text, update
from sqlmodel import Field, SQLModel

from models.store import Tx, table

TRIES = 5
"""After so many failures a row is set aside for the operator."""


class Incoming(SQLModel, table=True):
    """An update or event as it came. ``said_at`` (ms) and ``seq`` are its place in the order."""

    __table_args__ = (
        UniqueConstraint("source", "external_id"),
        Index(
            "incoming_open", "said_at", "seq", sqlite_where=text("state IN ('queued', 'later')"),
            postgresql_where=text("state IN ('queued', 'later')"),
        ),
    )  # fmt: skip

    id: int | None = Field(default=None, primary_key=True)
    source: str
    external_id: str
    said_at: int = Field(sa_type=BigInteger)
    seq: int = Field(sa_type=BigInteger)
    payload: str
    state: str = "queued"
    due: int = Field(default=0, sa_type=BigInteger)
    attempts: int = 0
    error: str | None = None
    received_at: int = Field(sa_type=BigInteger)
    done_at: int | None = Field(default=None, sa_type=BigInteger)


INCOMING = table(Incoming)
_DUE = (
    select(INCOMING)
    .where(INCOMING.c.state.in_(("queued", "later")), INCOMING.c.due <= bindparam("now"))
    .order_by(INCOMING.c.said_at, INCOMING.c.seq)
    .limit(bindparam("most"))
)
_DONE = (
    update(INCOMING)
    .where(INCOMING.c.id == bindparam("row"))
    .values(state="done", done_at=bindparam("now"))
)


def receive(tx: Tx, source: str, rows: Sequence[tuple[str, int, int, str]]) -> int:
    """Keeps (external id, said_at, seq, payload) rows, each once ever; returns how many are new."""
    if not rows:
        return 0
    new = tx.insert_all_new(
        Incoming,
        [
            {
                "source": source,
                "external_id": external_id,
                "said_at": said_at,
                "seq": seq,
                "payload": payload,
                "received_at": tx.now,
            }
            for external_id, said_at, seq, payload in rows
        ],
    )
    tx.ring("incoming")
    return new


def due(tx: Tx, most: int) -> Sequence[Row[Any]]:
    """The next rows to decide: by message date, then update id."""
    return tx.all(_DUE, now=tx.now, most=most)


def due_row(tx: Tx, row_id: int) -> Row[Any] | None:
    """One row, if it still is to be decided."""
    return tx.one(
        select(INCOMING).where(INCOMING.c.id == row_id, INCOMING.c.state.in_(("queued", "later")))
    )


def done(tx: Tx, row_ids: Sequence[int]) -> None:
    """Marks rows decided, in the commit of what they decided."""
    if row_ids:
        tx.connection.execute(_DONE, [{"row": row_id, "now": tx.now} for row_id in row_ids])


def put_off(tx: Tx, row: Row[Any], error: str) -> bool:
    """Tries a failed row again later, each time later, and in the end sets it aside.

    Returns whether it was set aside now.
    """
    attempts = row.attempts + 1
    aside: bool = attempts >= TRIES
    tx.run(
        update(INCOMING)
        .where(INCOMING.c.id == row.id)
        .values(
            state="aside" if aside else "later",
            attempts=attempts,
            due=tx.now + 1000 * 4 ** (attempts - 1),
            error=error[:2000],
        )
    )
    return aside


def waiting(tx: Tx) -> int | None:
    """When the next row that was put off is due, or None."""
    found = select(INCOMING.c.due).where(INCOMING.c.state == "later").order_by(INCOMING.c.due)
    due_at: int | None = tx.scalar(found.limit(1))
    return due_at
