"""What the market says: a row for each message, from wish to known end."""

from collections.abc import Mapping, Sequence
from typing import Any

import orjson
from sqlalchemy import BigInteger, Index, case, text, update
from sqlmodel import Field, SQLModel

from models.priority import Priority
from models.tx import Tx, table


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
            "outgoing_due", "due", sqlite_where=text("state = 'queued' AND due > 0"),
            postgresql_where=text("state = 'queued' AND due > 0"),
        ),
        Index(
            "outgoing_chat", "chat_id", "priority", "rank",
            sqlite_where=text("state IN ('queued', 'leased')"),
            postgresql_where=text("state IN ('queued', 'leased')"),
        ),
        Index(
            "outgoing_ended", "sent_at", sqlite_where=text("sent_at IS NOT NULL"),
            postgresql_where=text("sent_at IS NOT NULL"),
        ),
        Index(
            "outgoing_leased", "lease_until", sqlite_where=text("state = 'leased'"),
            postgresql_where=text("state = 'leased'"),
        ),
    )  # fmt: skip

    id: int | None = Field(default=None, primary_key=True)
    method: str
    """send, edit, answer, react, pin, unpin, whisper, delete or menu."""
    kind: str
    chat_id: int = Field(sa_type=BigInteger)
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
    """When it was sent, or given up."""
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
    queue(tx, kind, facts, chat_id=person_id, person_id=person_id, priority=priority, due=due)


def say_once(
    tx: Tx, once: str, person_id: int, kind: str, facts: Mapping[str, Any], *, priority: Priority
) -> bool:
    """``say``, unless something was said for the same ``once``; tells whether it is new."""
    row = _row(tx, kind, facts, chat_id=person_id, person_id=person_id, priority=priority)
    tx.ring("outgoing")
    return tx.insert_new(Outgoing, **row | {"once": once})


def edit(tx: Tx, person_id: int, message_id: int, kind: str, facts: Mapping[str, Any]) -> None:
    """Rewrites a message in a person's private chat."""
    queue(
        tx, kind, facts, method="edit", chat_id=person_id, person_id=person_id,
        message_id=message_id, priority=Priority.ANSWER,
    )  # fmt: skip


def answer(tx: Tx, person_id: int, press_id: str, kind: str, facts: Mapping[str, Any]) -> None:
    """Answers a button press, with a short text where ``kind`` isn't empty."""
    queue(
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
    queue(
        tx, kind, facts, chat_id=person_id, person_id=person_id, board=board,
        priority=Priority.BOARD,
    )  # fmt: skip


def menu(tx: Tx, person_id: int, roles: Sequence[str]) -> None:
    """Puts the commands of these roles (``seller``, ``operator``) into the person's menu."""
    queue(
        tx, "", {"roles": list(roles)}, method="menu", chat_id=person_id, person_id=person_id,
        priority=Priority.BOARD,
    )  # fmt: skip


def _row(tx: Tx, kind: str, facts: Mapping[str, Any], **values: Any) -> dict[str, Any]:
    return _ROW | {"kind": kind, "facts": _json(facts), "rank": tx.now, "due": 0, "state": "queued",
                   "stale": False, "attempts": 0} | values  # fmt: skip


def queue(tx: Tx, kind: str, facts: Mapping[str, Any], **values: Any) -> None:
    """Gathers a row to be sent; ``values`` are the columns that aren't a plain message's."""
    tx.add(Outgoing, _row(tx, kind, facts, **values))
    tx.ring("outgoing")


def _json(facts: Mapping[str, Any]) -> str:
    return orjson.dumps(facts, default=int).decode()
