"""The way of outgoing rows from the queue to a known end: who may go, who is on the way, what came
of it."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, bindparam, case, delete, func, select, text, update

from models.announcements import ANNOUNCEMENT
from models.outgoing import OUTGOING
from models.tx import Tx

PATIENT = 3
"""A row that failed so often lets the others of its chat pass."""
AWAY = 60_000
"""How long (ms) a message that was taken out of a group stays away."""

# Word for word as the partial indexes have them: only so does a database take one.
_LEASED = text("outgoing.state = 'leased'")
_UNSENT = text("outgoing.state IN ('queued', 'leased')")
_ENDED = text("outgoing.sent_at IS NOT NULL")
_CANDIDATES = text(f"""
    SELECT o.id, o.method, o.kind, o.chat_id, o.person_id, o.priority, o.rank, o.message_id,
           o.press_id, o.board, o.attempts, o.announcement_id,
           coalesce(o.facts, announcement.facts, '{{}}') AS facts,
           person.language, coalesce(person.blocked, false) AS blocked,
           coalesce(NOT person.started, false) AS unstarted
    FROM outgoing AS o
    LEFT JOIN person ON person.id = o.person_id
    LEFT JOIN announcement ON announcement.id = o.announcement_id
    WHERE o.state = 'queued' AND o.due <= :now AND (
        o.method IN ('answer', 'react') OR NOT EXISTS (
            SELECT 1 FROM outgoing AS e
            WHERE e.chat_id = o.chat_id AND e.state IN ('queued', 'leased')
              AND e.method NOT IN ('answer', 'react') AND e.id <> o.id
              AND (e.board IS NULL OR e.due <= :now)
              AND (e.state = 'leased' OR (
                e.priority = o.priority AND e.attempts < {PATIENT}
                AND (e.rank < o.rank OR (e.rank = o.rank AND e.id < o.id))))))
    ORDER BY o.priority, o.rank, o.id
    LIMIT :most
""")  # a number of ours


def candidates(tx: Tx, most: int) -> Sequence[Row[Any]]:
    """What could be sent now: winners first, then answers, receipts, waitlist, alerts.

    Of each chat and priority only the first, and none of a chat that is being written to; answers
    to presses and reactions may go at any time, and a board that waits for its time stops nobody.
    """
    return tx.all(_CANDIDATES, now=tx.now, most=most)


_LEASE = (
    update(OUTGOING)
    .where(OUTGOING.c.id == bindparam("row"), OUTGOING.c.state == "queued")
    .values(
        state="leased", token=bindparam("by"), lease_until=bindparam("until"),
        attempts=OUTGOING.c.attempts + 1,
    )
)  # fmt: skip


def lease(tx: Tx, row_ids: Sequence[int], token: str, until: int) -> None:
    """Takes rows for sending until ``until``; only the holder of ``token`` may mark them."""
    if row_ids:
        tx.connection.execute(
            _LEASE, [{"row": row_id, "by": token, "until": until} for row_id in row_ids]
        )


def lapse(tx: Tx) -> int:
    """Puts rows whose lease ran out back in the queue: their sender died on the way."""
    gone = tx.run(
        update(OUTGOING)
        .where(_LEASED, OUTGOING.c.lease_until < tx.now)
        .values(state="queued", token=None, stale=False)
    )
    if gone:
        tx.ring("outgoing")
    return gone


def lapse_all(tx: Tx) -> list[int]:
    """``lapse`` for a sender that knows that no other lives; the chats that were written to."""
    chats = [row.chat_id for row in tx.all(select(OUTGOING.c.chat_id).where(_LEASED))]
    tx.run(update(OUTGOING).where(_LEASED).values(state="queued", token=None, stale=False))
    return chats


_DEFER = update(OUTGOING).where(OUTGOING.c.id == bindparam("row")).values(due=bindparam("at"))


def defer(tx: Tx, dues: Sequence[tuple[int, int]]) -> None:
    """Sets when queued rows may be sent: (row id, ms)."""
    if dues:
        tx.connection.execute(_DEFER, [{"row": row_id, "at": at} for row_id, at in dues])


_MARK_SENT = (
    update(OUTGOING)
    .where(OUTGOING.c.id == bindparam("row"), OUTGOING.c.token == bindparam("by"))
    .values(
        state=case((OUTGOING.c.stale, "queued"), else_="sent"),
        stale=False,
        attempts=case((OUTGOING.c.stale, 0), else_=OUTGOING.c.attempts),
        message_id=func.coalesce(bindparam("message"), OUTGOING.c.message_id),
        sent_at=bindparam("at"),
        token=None,
        error=None,
    )
)


def mark_sent(tx: Tx, token: str, sent: Sequence[tuple[int, int | None]]) -> None:
    """Marks leased rows sent: (row id, id of the message that came of it)."""
    if not sent:
        return
    tx.connection.execute(
        _MARK_SENT,
        [{"row": row, "by": token, "message": message, "at": tx.now} for row, message in sent],
    )
    _count(tx, [row for row, _ in sent], "sent")


def mark_later(
    tx: Tx, token: str, row_id: int, *, due: int, error: str | None, cost: int = 1
) -> None:
    """Puts a leased row back in the queue until ``due`` (ms).

    ``cost`` is what this attempt counts; 0 where it wasn't the message's fault.
    """
    tx.run(
        update(OUTGOING)
        .where(OUTGOING.c.id == row_id, OUTGOING.c.token == token)
        .values(
            state="queued", token=None, stale=False, due=due,
            attempts=OUTGOING.c.attempts - 1 + cost,
            error=None if error is None else error[:500],
        )
    )  # fmt: skip


def put_aside(tx: Tx, token: str, row_id: int, until: int) -> None:
    """Puts a leased row back in the queue until ``until`` (ms), where it stops no other of its
    chat."""
    tx.run(
        update(OUTGOING)
        .where(OUTGOING.c.id == row_id, OUTGOING.c.token == token)
        .values(state="queued", token=None, stale=False, due=until, attempts=PATIENT)
    )


def bring_back(tx: Tx, row_id: int) -> None:
    """Lets a row go that was put aside, as if it were new."""
    tx.run(
        update(OUTGOING)
        .where(OUTGOING.c.id == row_id, OUTGOING.c.state == "queued")
        .values(due=0, attempts=0)
    )


def mark_gave_up(tx: Tx, token: str, row_id: int, error: str) -> None:
    """Ends a leased row that can't be sent, with the reason."""
    gone = tx.run(
        update(OUTGOING)
        .where(OUTGOING.c.id == row_id, OUTGOING.c.token == token)
        .values(state="gave_up", token=None, stale=False, sent_at=tx.now, error=error[:500])
    )
    if gone:
        _count(tx, [row_id], "failed")


def send_anew(tx: Tx, token: str, row_id: int) -> None:
    """Sends a message whose earlier version is gone from the chat, or can't be edited, anew.

    In a group somebody took it away: it comes back after ``AWAY``.
    """
    tx.run(
        update(OUTGOING)
        .where(OUTGOING.c.id == row_id, OUTGOING.c.token == token)
        .values(
            method="send", state="queued", token=None, stale=False, message_id=None,
            due=case((OUTGOING.c.chat_id < 0, tx.now + AWAY), else_=0),
        )
    )  # fmt: skip


def release(tx: Tx, token: str) -> None:
    """Puts everything leased with ``token`` back in the queue."""
    tx.run(
        update(OUTGOING)
        .where(_LEASED, OUTGOING.c.token == token)
        .values(state="queued", token=None, stale=False, attempts=OUTGOING.c.attempts - 1)
    )


def move_chat(tx: Tx, old: int, new: int) -> None:
    """Carries a group's queued rows over to the supergroup it became.

    What is on its way comes back from the old one if it wasn't sent, and is looked at then.
    """
    queued = (OUTGOING.c.chat_id == old, _UNSENT, OUTGOING.c.state == "queued")
    tx.run(update(OUTGOING).where(*queued).values(chat_id=new))


def leave_messages(tx: Tx, chat_id: int) -> None:
    """Ends what was still to be done to messages of a group that is gone; its boards go on."""
    over = select(OUTGOING.c.id).where(
        OUTGOING.c.chat_id == chat_id, _UNSENT, OUTGOING.c.state == "queued",
        OUTGOING.c.message_id.is_not(None), OUTGOING.c.board.is_(None),
    )  # fmt: skip
    give_up(tx, [row.id for row in tx.all(over)], "the group has moved")


def give_up_on(tx: Tx, chat_id: int, error: str) -> None:
    """Ends everything still queued for a chat that can't be written to."""
    queued = select(OUTGOING.c.id).where(
        OUTGOING.c.chat_id == chat_id, _UNSENT, OUTGOING.c.state == "queued"
    )
    give_up(tx, [row.id for row in tx.all(queued)], error)


def give_up(tx: Tx, row_ids: Sequence[int], error: str) -> None:
    """Ends queued rows unsent."""
    if row_ids:
        tx.run(
            update(OUTGOING)
            .where(OUTGOING.c.id.in_(row_ids), OUTGOING.c.state == "queued")
            .values(state="gave_up", sent_at=tx.now, error=error[:500])
        )
        _count(tx, row_ids, "failed")


_NEXT_DUE = text("SELECT min(due) FROM outgoing WHERE state = 'queued' AND due > 0 AND due > :now")


def next_due(tx: Tx) -> int | None:
    """When the next row that was put off may be sent (ms), or None if none was."""
    due_at: int | None = tx.scalar(_NEXT_DUE, now=tx.now)
    return due_at


def recent_sends(tx: Tx, since: int) -> Sequence[Row[Any]]:
    """(chat_id, sent_at) of the messages sent since then: what a restarted pace begins with."""
    return tx.all(
        select(OUTGOING.c.chat_id, OUTGOING.c.sent_at)
        .where(
            _ENDED,
            OUTGOING.c.sent_at >= since,
            OUTGOING.c.state != "gave_up",
            OUTGOING.c.method.in_(("send", "edit")),
        )
        .order_by(OUTGOING.c.sent_at)
    )


def prune(tx: Tx, before: int, most: int = 2000) -> int:
    """Deletes rows that ended before then (ms), boards excepted, a chunk at a time."""
    old = (
        select(OUTGOING.c.id)
        .where(
            _ENDED,
            OUTGOING.c.sent_at < before,
            OUTGOING.c.state.in_(("sent", "gave_up")),
            func.coalesce(OUTGOING.c.board, "") == "",  # not IS NULL: nearly every row is that
        )
        .limit(most)
    )
    return tx.run(delete(OUTGOING).where(OUTGOING.c.id.in_(old)))


def _count(tx: Tx, row_ids: Sequence[int], what: str) -> None:
    told = tx.all(
        select(OUTGOING.c.announcement_id, func.count().label("n"))
        .where(OUTGOING.c.id.in_(row_ids), OUTGOING.c.announcement_id.is_not(None))
        .group_by(OUTGOING.c.announcement_id)
    )
    for row in told:
        counter = ANNOUNCEMENT.c[what]
        tx.run(
            update(ANNOUNCEMENT)
            .where(ANNOUNCEMENT.c.id == row.announcement_id)
            .values({counter: counter + row.n})
        )
