"""What the market says: a row for each message, from wish to known end."""

from collections.abc import Mapping, Sequence
from typing import Any

import orjson
from sqlalchemy import BigInteger, Index, Row, bindparam, case, delete, func, select, text, update
from sqlmodel import Field, SQLModel

from models.announcements import ANNOUNCEMENT
from models.people import PERSON
from models.priority import Priority
from models.store import Tx, table


class Outgoing(SQLModel, table=True):
    """One message, or one edit, button answer or reaction.

    ``kind`` names the template, ``facts`` (JSON) fill it; the text is made when it is sent. An
    alert has no facts of its own: its announcement's serve all. ``rank`` orders rows of one
    priority. A row with a ``board`` is a message that updates itself: saying it again sends the
    row round once more, and edits ``message_id``.
    States: queued, leased, sent, gave_up.
    """

    __table_args__ = (
        Index(
            "outgoing_open", "priority", "rank", sqlite_where=text("state = 'queued'"),
            postgresql_where=text("state = 'queued'"),
        ),
        Index(
            "outgoing_leased", "lease_until", sqlite_where=text("state = 'leased'"),
            postgresql_where=text("state = 'leased'"),
        ),
    )  # fmt: skip

    id: int | None = Field(default=None, primary_key=True)
    method: str
    """send, edit, answer, react or delete."""
    kind: str
    chat_id: int = Field(sa_type=BigInteger, index=True)
    person_id: int | None = Field(default=None, sa_type=BigInteger)
    """Whose language it is said in."""
    priority: int
    rank: int = Field(sa_type=BigInteger)
    facts: str | None = None
    announcement_id: int | None = Field(default=None, foreign_key="announcement.id")
    board: str | None = Field(default=None, unique=True)
    once: str | None = Field(default=None, unique=True)
    """What this message must never be said twice for."""
    message_id: int | None = Field(default=None, sa_type=BigInteger)
    press_id: str | None = None
    state: str = "queued"
    stale: bool = False
    """A board that was said again while its last version was on its way."""
    due: int = Field(default=0, sa_type=BigInteger)
    attempts: int = 0
    token: str | None = None
    lease_until: int | None = Field(default=None, sa_type=BigInteger)
    sent_at: int | None = Field(default=None, sa_type=BigInteger)
    error: str | None = None


OUTGOING = table(Outgoing)

_ROW: dict[str, Any] = {
    "method": "send",
    "person_id": None,
    "board": None,
    "once": None,
    "message_id": None,
    "press_id": None,
}


def say(
    tx: Tx, person_id: int, kind: str, facts: Mapping[str, Any], *, priority: Priority,
    due: int = 0,
) -> None:  # fmt: skip
    """Writes to a person's private chat, in their language."""
    _queue(tx, kind, facts, chat_id=person_id, person_id=person_id, priority=priority, due=due)


def say_once(
    tx: Tx, once: str, person_id: int, kind: str, facts: Mapping[str, Any], *, priority: Priority
) -> bool:
    """``say``, unless something was said for the same ``once``; tells whether it is new."""
    row = _row(tx, kind, facts, chat_id=person_id, person_id=person_id, priority=priority)
    tx.ring("outgoing")
    return tx.insert_new(Outgoing, **row | {"once": once})


def edit(tx: Tx, person_id: int, message_id: int, kind: str, facts: Mapping[str, Any]) -> None:
    """Rewrites a message in a person's private chat."""
    _queue(
        tx, kind, facts, method="edit", chat_id=person_id, person_id=person_id,
        message_id=message_id, priority=Priority.ANSWER,
    )  # fmt: skip


def answer(tx: Tx, person_id: int, press_id: str, kind: str, facts: Mapping[str, Any]) -> None:
    """Answers a button press, with a short text where ``kind`` isn't empty."""
    _queue(
        tx, kind, facts, method="answer", chat_id=person_id, person_id=person_id,
        press_id=press_id, priority=Priority.WINNER,
    )  # fmt: skip


def show_board(tx: Tx, board: str, person_id: int, kind: str, facts: Mapping[str, Any]) -> None:
    """Sends, or brings up to date, the one message of this name in a person's private chat."""
    again = (
        update(OUTGOING)
        .where(OUTGOING.c.board == board)
        .values(
            facts=_json(facts),
            kind=kind,
            stale=OUTGOING.c.state == "leased",
            state=case((OUTGOING.c.state == "leased", "leased"), else_="queued"),
            attempts=0,
        )
    )
    if tx.run(again):
        tx.ring("outgoing")
        return
    _queue(
        tx, kind, facts, chat_id=person_id, person_id=person_id, board=board,
        priority=Priority.BOARD,
    )  # fmt: skip


_CANDIDATES = (
    select(
        OUTGOING.c.id, OUTGOING.c.method, OUTGOING.c.kind, OUTGOING.c.chat_id,
        OUTGOING.c.person_id, OUTGOING.c.priority, OUTGOING.c.message_id, OUTGOING.c.press_id,
        OUTGOING.c.board, OUTGOING.c.attempts, OUTGOING.c.announcement_id,
        func.coalesce(OUTGOING.c.facts, ANNOUNCEMENT.c.facts, "{}").label("facts"),
        PERSON.c.language, PERSON.c.blocked,
    )
    .outerjoin(PERSON, PERSON.c.id == OUTGOING.c.person_id)
    .outerjoin(ANNOUNCEMENT, ANNOUNCEMENT.c.id == OUTGOING.c.announcement_id)
    .where(OUTGOING.c.state == "queued", OUTGOING.c.due <= bindparam("now"))
    .order_by(OUTGOING.c.priority, OUTGOING.c.rank, OUTGOING.c.id)
    .limit(bindparam("most"))
)  # fmt: skip


def candidates(tx: Tx, most: int) -> Sequence[Row[Any]]:
    """What could be sent now: winners first, then answers, receipts, waitlist, alerts."""
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
    return tx.run(
        update(OUTGOING)
        .where(OUTGOING.c.state == "leased", OUTGOING.c.lease_until < tx.now)
        .values(state="queued", token=None)
    )


def defer(tx: Tx, dues: Sequence[tuple[int, int]]) -> None:
    """Sets when queued rows may be sent: (row id, ms)."""
    if dues:
        tx.connection.execute(
            update(OUTGOING).where(OUTGOING.c.id == bindparam("row")).values(due=bindparam("at")),
            [{"row": row_id, "at": at} for row_id, at in dues],
        )


_MARK_SENT = (
    update(OUTGOING)
    .where(OUTGOING.c.id == bindparam("row"), OUTGOING.c.token == bindparam("by"))
    .values(
        state=case((OUTGOING.c.stale, "queued"), else_="sent"),
        stale=False,
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


def mark_later(tx: Tx, token: str, row_id: int, due: int, error: str) -> None:
    """Puts a leased row back in the queue until ``due``."""
    tx.run(
        update(OUTGOING)
        .where(OUTGOING.c.id == row_id, OUTGOING.c.token == token)
        .values(state="queued", token=None, stale=False, due=due, error=error[:500])
    )


def mark_gave_up(tx: Tx, token: str, row_id: int, error: str) -> None:
    """Ends a leased row that can't be sent, with the reason."""
    gone = tx.run(
        update(OUTGOING)
        .where(OUTGOING.c.id == row_id, OUTGOING.c.token == token)
        .values(state="gave_up", token=None, error=error[:500])
    )
    if gone:
        _count(tx, [row_id], "failed")


def forget_message(tx: Tx, token: str, row_id: int) -> None:
    """Sends a board anew whose message is gone from the chat."""
    tx.run(
        update(OUTGOING)
        .where(OUTGOING.c.id == row_id, OUTGOING.c.token == token)
        .values(state="queued", token=None, stale=False, message_id=None)
    )


def move_chat(tx: Tx, old: int, new: int) -> None:
    """Carries a group's unsent rows over to the supergroup it became."""
    tx.run(update(OUTGOING).where(OUTGOING.c.chat_id == old).values(chat_id=new))


def give_up_on(tx: Tx, person_id: int, error: str) -> None:
    """Ends everything still queued for somebody who blocked the bot."""
    rows = [
        row.id
        for row in tx.all(
            select(OUTGOING.c.id).where(
                OUTGOING.c.chat_id == person_id, OUTGOING.c.state == "queued"
            )
        )
    ]
    if rows:
        tx.run(
            update(OUTGOING)
            .where(OUTGOING.c.id.in_(rows))
            .values(state="gave_up", error=error[:500])
        )
        _count(tx, rows, "failed")


def next_due(tx: Tx) -> int | None:
    """When the next queued row may be sent (ms), or None if nothing is queued."""
    due_at: int | None = tx.scalar(
        select(func.min(OUTGOING.c.due)).where(OUTGOING.c.state == "queued")
    )
    return due_at


def recent_sends(tx: Tx, since: int) -> Sequence[Row[Any]]:
    """(chat_id, sent_at) of the messages sent since then: what a restarted pace begins with."""
    return tx.all(
        select(OUTGOING.c.chat_id, OUTGOING.c.sent_at)
        .where(OUTGOING.c.sent_at >= since, OUTGOING.c.method.in_(("send", "edit")))
        .order_by(OUTGOING.c.sent_at)
    )


def prune(tx: Tx, before: int, most: int = 5000) -> int:
    """Deletes old finished rows, boards excepted, a chunk at a time."""
    old = (
        select(OUTGOING.c.id)
        .where(
            OUTGOING.c.state.in_(("sent", "gave_up")),
            OUTGOING.c.sent_at < before,
            OUTGOING.c.board.is_(None),
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


def _row(tx: Tx, kind: str, facts: Mapping[str, Any], **values: Any) -> dict[str, Any]:
    return _ROW | {"kind": kind, "facts": _json(facts), "rank": tx.now, "due": 0, "state": "queued",
                   "stale": False, "attempts": 0} | values  # fmt: skip


def _queue(tx: Tx, kind: str, facts: Mapping[str, Any], **values: Any) -> None:
    tx.add(Outgoing, _row(tx, kind, facts, **values))
    tx.ring("outgoing")


def _json(facts: Mapping[str, Any]) -> str:
    return orjson.dumps(facts, default=int).decode()
