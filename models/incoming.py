"""What people and Stripe told us: each thing once, until it is done."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    BigInteger,
    Index,
    Row,
    UniqueConstraint,
    bindparam,
    delete,
    select,
    text,
    update,
)
from sqlmodel import Field, SQLModel

from models.tx import Tx, table

OPEN = text("state IN ('queued', 'later')")
"""Still to be decided. Written out in every statement, or its partial index can't be used."""
LONGEST = 5
"""How many times longer than the first of them a row may wait for those before it."""
TRIES = 5
"""After so many failures a row is set aside for the operator."""


class Incoming(SQLModel, table=True):
    """An update or event as it came. ``said_at`` (ms) and ``seq`` are its place in the order."""

    __table_args__ = (
        UniqueConstraint("source", "external_id"),
        Index("incoming_open", "said_at", "seq", sqlite_where=OPEN, postgresql_where=OPEN),
    )

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
    .where(OPEN, INCOMING.c.due <= bindparam("now"))
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


def foresee(tx: Tx, source: str, external_id: str, at: int, payload: str, *, due: int) -> None:
    """Keeps what nobody will tell: it happens at ``at``, and is decided from ``due`` on (ms), once
    ever, behind what was said before ``at``."""
    tx.insert_new(
        Incoming, source=source, external_id=external_id, said_at=at, seq=0, payload=payload,
        state="queued", due=due, attempts=0, received_at=tx.now,
    )  # fmt: skip
    tx.ring("incoming")


def settle(tx: Tx, source: str, seq: int, wait: int) -> None:
    """Lets a new row wait, up to ``wait`` ms, for the one that was sent before it.

    Rows of this source carry their ``seq`` as external id, and what is sent has no gaps in its
    numbers, but what comes side by side may come out of order. A row whose forerunner isn't here
    waits for it, those behind wait along (at most ``LONGEST`` times as long, however many come one
    before the other), and all go as soon as it has come.
    """
    before = tx.one(_ROW, source=source, external_id=str(seq - 1))
    due_at = tx.now + wait if before is None else int(before.due)
    if due_at > tx.now:
        tx.run(_DUE_AT, source=source, external_id=str(seq), at=due_at)
        tx.run(_WAIT_ALONG, source=source, seq=seq, at=due_at, now=tx.now, wait=LONGEST * wait)
        return
    while (behind := tx.one(_ROW, source=source, external_id=str(seq + 1))) is not None:
        if behind.state != "queued" or behind.due <= tx.now:
            return
        seq += 1
        tx.run(_DUE_AT, source=source, external_id=str(seq), at=0)


_ROW = select(INCOMING.c.state, INCOMING.c.due).where(
    INCOMING.c.source == bindparam("source"), INCOMING.c.external_id == bindparam("external_id")
)
_WAIT_ALONG = text("""
    UPDATE incoming SET due = MIN(:at, received_at + :wait)
    WHERE source = :source AND seq > :seq AND state = 'queued' AND due > :now AND due < :at
      AND state IN ('queued', 'later')
""")
_DUE_AT = text("""
    UPDATE incoming SET due = :at
    WHERE source = :source AND external_id = :external_id AND state = 'queued'
""")


def due(tx: Tx, most: int) -> Sequence[Row[Any]]:
    """The next rows to decide: by message date, then update id."""
    return tx.all(_DUE, now=tx.now, most=most)


def due_row(tx: Tx, row_id: int) -> Row[Any] | None:
    """One row, if it still is to be decided."""
    return tx.one(select(INCOMING).where(INCOMING.c.id == row_id, OPEN))


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
    changed = tx.run(
        update(INCOMING)
        .where(INCOMING.c.id == row.id, OPEN)
        .values(
            state="aside" if aside else "later",
            attempts=attempts,
            due=tx.now + 1000 * 4 ** (attempts - 1),
            error=error[:2000],
        )
    )
    return aside and changed == 1


def prune(tx: Tx, before: int, most: int = 1000) -> int:
    """Forgets what was decided before ``before`` (ms); nobody sends it again after so long."""
    old = select(INCOMING.c.id).where(INCOMING.c.state == "done", INCOMING.c.done_at < before)
    return tx.run(delete(INCOMING).where(INCOMING.c.id.in_(old.limit(most))))


def waiting(tx: Tx) -> int | None:
    """When the next row that has to wait is due (ms), or None if none waits."""
    due_at: int | None = tx.scalar(_WAITING, now=tx.now)
    return due_at


_WAITING = text("SELECT min(due) FROM incoming WHERE state IN ('queued', 'later') AND due > :now")
