"""What the market says in groups and channels: reactions, boards, pins, words for one alone."""

from collections.abc import Mapping
from typing import Any

import orjson
from sqlalchemy import Row, bindparam, case, func, select, update

from models.outgoing import OUTGOING, queue
from models.priority import Priority
from models.tx import Facts, Tx

HELD, WAITS, ASKS, REFUSED, DONE = "👍", "👀", "🤔", "👎", "👌"
"""How a comment is answered: held (at least in part), waitlisted, nothing held before an option is
chosen, refused, given up."""

_BY_ONCE = OUTGOING.c.once == bindparam("name")
_AGAIN = {
    "stale": OUTGOING.c.state == "leased",
    "state": case((OUTGOING.c.state == "leased", "leased"), else_="queued"),
    "attempts": 0,
}


def react(tx: Tx, chat_id: int, message_id: int, emoji: str, *, asked: int | None = None) -> None:
    """Puts an emoji under a comment that has none of ours; ``asked`` as ``asked`` tells it."""
    queue(tx, "", _emoji(emoji, asked), **_reaction(chat_id, message_id))


def react_anew(
    tx: Tx, chat_id: int, message_id: int, emoji: str | None, *, asked: int | None = None
) -> None:
    """Puts an emoji under a comment that may have one of ours, or (None) takes ours away."""
    row, facts = _reaction(chat_id, message_id), _emoji(emoji, asked)
    said = orjson.dumps(facts).decode()
    changed = update(OUTGOING).where(_BY_ONCE).values(**_AGAIN, facts=said, due=0)
    if tx.run(changed, name=row["once"]):
        tx.ring("outgoing")
    elif emoji is not None:
        queue(tx, "", facts, **row)


def asked(tx: Tx, chat_id: int, message_id: int) -> int | None:
    """Who was asked, under a comment of theirs that has nothing yet, which option they mean."""
    facts = tx.scalar(select(OUTGOING.c.facts).where(OUTGOING.c.once == _once(chat_id, message_id)))
    return None if facts is None else orjson.loads(facts).get("asked")


def _emoji(emoji: str | None, asked: int | None) -> Facts:
    return {"emoji": emoji} if asked is None else {"emoji": emoji, "asked": asked}


def _once(chat_id: int, message_id: int) -> str:
    return f"react:{chat_id}:{message_id}"


def _reaction(chat_id: int, message_id: int) -> dict[str, Any]:
    return {
        "method": "react", "chat_id": chat_id, "message_id": message_id,
        "once": _once(chat_id, message_id), "priority": Priority.ANSWER,
    }  # fmt: skip


def say(
    tx: Tx, chat_id: int, reader_id: int | None, kind: str, facts: Mapping[str, Any], *, once: str
) -> None:
    """Says something in a group, once ever for the same ``once``, in the language of ``reader``."""
    if tx.scalar(select(OUTGOING.c.id).where(OUTGOING.c.once == once)) is None:
        queue(tx, kind, facts, chat_id=chat_id, person_id=reader_id, once=once,
              priority=Priority.ANSWER)  # fmt: skip


def whisper(tx: Tx, chat_id: int, person_id: int, kind: str, facts: Mapping[str, Any]) -> None:
    """Says something in a group that only this person sees."""
    queue(tx, kind, facts, method="whisper", chat_id=chat_id, person_id=person_id,
          priority=Priority.BOARD)  # fmt: skip


def take_back(tx: Tx, chat_id: int, message_id: int) -> None:
    """Deletes a message of ours."""
    queue(tx, "", {}, method="delete", chat_id=chat_id, message_id=message_id,
          priority=Priority.WINNER)  # fmt: skip


def board(tx: Tx, name: str) -> Row[Any] | None:
    """The row of the message of this name."""
    return tx.one(select(OUTGOING).where(OUTGOING.c.board == name))


def show(
    tx: Tx, name: str, kind: str, facts: Mapping[str, Any], *, chat_id: int, reader_id: int,
    priority: Priority, every: int, wait: int = 0,
) -> None:  # fmt: skip
    """Sends, or brings up to date, the one message of this name in a group or channel.

    Its versions go out at least ``every`` ms one after the other, the first after ``wait`` ms.
    """
    said = orjson.dumps(dict(facts), default=int).decode()
    again = (
        update(OUTGOING)
        .where(OUTGOING.c.board == name)
        .values(
            **_AGAIN, kind=kind, facts=said,
            due=func.max(OUTGOING.c.due, func.coalesce(OUTGOING.c.sent_at + every, 0)),
        )
    )  # fmt: skip
    if tx.run(again):
        tx.ring("outgoing")
        return
    queue(tx, kind, facts, chat_id=chat_id, person_id=reader_id, board=name, priority=priority,
          due=tx.now + wait if wait else 0)  # fmt: skip


def drop(tx: Tx, name: str) -> bool:
    """Takes back a message of this name that hasn't been sent; says whether there was one."""
    unsent = (OUTGOING.c.state == "queued") & OUTGOING.c.message_id.is_(None)
    return bool(tx.run(OUTGOING.delete().where(OUTGOING.c.board == name, unsent)))


def let_go(tx: Tx, name: str) -> None:
    """Leaves the message of this name as it is, or is about to be: its name is free for another."""
    tx.run(update(OUTGOING).where(OUTGOING.c.board == name).values(board=None, due=0))


def pin(tx: Tx, chat_id: int, message_id: int) -> bool:
    """Pins a message of ours without a sound; says whether that is another wish than the last."""
    return _pinning(tx, "pin", chat_id, message_id)


def unpin(tx: Tx, chat_id: int, message_id: int) -> bool:
    """Takes a message of ours from the pinned ones; says whether that is another wish."""
    return _pinning(tx, "unpin", chat_id, message_id)


def _pinning(tx: Tx, method: str, chat_id: int, message_id: int) -> bool:
    """Both are one row, so that the last wish counts whatever is on its way."""
    once = f"pin:{chat_id}:{message_id}"
    turned = update(OUTGOING).where(_BY_ONCE, OUTGOING.c.method != method)
    if tx.run(turned.values(**_AGAIN, method=method, due=0), name=once):
        tx.ring("outgoing")
        return True
    if tx.scalar(select(OUTGOING.c.id).where(OUTGOING.c.once == once)) is not None:
        return False
    queue(tx, "", {}, method=method, chat_id=chat_id, message_id=message_id, once=once,
          priority=Priority.BOARD)  # fmt: skip
    return True


def rekey(tx: Tx, old: int, new: int) -> None:
    """Lets the boards of a group go on in the supergroup it became, as new messages there; one that
    it has there already takes their place, also of one that is on its way."""
    for row in tx.all(select(OUTGOING.c.id, OUTGOING.c.board).where(
        OUTGOING.c.board.is_not(None), OUTGOING.c.chat_id == old
    )):  # fmt: skip
        name = row.board.replace(str(old), str(new))
        this = OUTGOING.c.id == row.id
        if board(tx, name) is not None:
            tx.run(OUTGOING.delete().where(this))
            continue
        tx.run(
            update(OUTGOING)
            .where(this)
            .values(chat_id=new, board=name, method="send", message_id=None,
                    stale=OUTGOING.c.state == "leased")
        )  # fmt: skip
