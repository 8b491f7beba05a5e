"""Boards, messages that update themselves: sent anew at the end of the chat, taken down, forgotten
when what they show is long over."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import String, cast, delete, exists, literal, or_, select, update

from models import outgoing
from models.outgoing import OUTGOING, Outgoing
from models.priority import Priority
from models.shows import IS_ON, SHOW
from models.tx import Facts, Tx

_SHOW = cast(SHOW.c.id, String)
_ON_AIR = exists().where(
    IS_ON,
    or_(
        OUTGOING.c.board == literal("control:").concat(_SHOW),
        OUTGOING.c.board.startswith(literal("show:").concat(_SHOW).concat(":")),
    ),
)
"""Shows something that is on the air: it goes on in its message."""


def shown(tx: Tx, board: str) -> str | None:
    """The facts (JSON) that a board shows, or is about to; None if there is none."""
    facts: str | None = tx.scalar(select(OUTGOING.c.facts).where(OUTGOING.c.board == board))
    return facts


def renew(tx: Tx, board: str, person_id: int, kind: str, facts: Mapping[str, Any]) -> None:
    """Writes a board anew at the end of a chat as an answer; the message before goes away."""
    take_down(tx, board)
    outgoing.show_board(tx, board, person_id, kind, facts)
    _set_priority(tx, board, Priority.ANSWER)


def change(tx: Tx, board: str, person_id: int, kind: str, facts: Mapping[str, Any]) -> None:
    """Brings a board up to date where it is, when nobody waits for anything else."""
    outgoing.show_board(tx, board, person_id, kind, facts)
    _set_priority(tx, board, Priority.BOARD)


def take_down(tx: Tx, board: str) -> None:
    """Deletes a board's message; one that is on its way stays, and is no board any more."""
    row = tx.one(select(OUTGOING).where(OUTGOING.c.board == board))
    if row is None:
        return
    if row.message_id is not None:
        _delete(tx, row.chat_id, row.message_id)
    unsent = row.state == "queued" and row.message_id is None
    gone: Facts = {"state": "gave_up", "sent_at": tx.now} if unsent else {}
    tx.run(
        update(OUTGOING)
        .where(OUTGOING.c.id == row.id)
        .values(board=None, stale=False, **(gone or _as_sent(row.state)))
    )


def prune(tx: Tx, before: int, most: int = 1000) -> int:
    """Forgets boards that were last sent, or given up, before then (ms), but those of shows on the
    air; returns how many."""
    old = select(OUTGOING.c.id).where(
        OUTGOING.c.board.is_not(None), OUTGOING.c.sent_at < before,
        OUTGOING.c.state.in_(("sent", "gave_up")), ~_ON_AIR,
    )  # fmt: skip
    return tx.run(delete(OUTGOING).where(OUTGOING.c.id.in_(old.limit(most))))


def _as_sent(state: str) -> Facts:
    """An edit that waits in the queue is of no use any more."""
    return {"state": "sent"} if state == "queued" else {}


def _delete(tx: Tx, chat_id: int, message_id: int) -> None:
    tx.insert(
        Outgoing, method="delete", kind="", chat_id=chat_id, person_id=chat_id,
        priority=int(Priority.ANSWER), rank=tx.now, facts="{}", message_id=message_id,
    )  # fmt: skip
    tx.ring("outgoing")


def _set_priority(tx: Tx, board: str, priority: Priority) -> None:
    tx.run(update(OUTGOING).where(OUTGOING.c.board == board).values(priority=int(priority)))
