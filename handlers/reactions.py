"""The emoji under a comment in a group: what came of its claim, at once or later."""

from collections.abc import Sequence
from typing import Any, assert_never

from sqlalchemy import Row

from handlers.said import Said
from handlers.turn import Turn
from models import changes, chats, group_messages, sources
from models.choosing import Asked
from models.group_messages import ASKS, HELD, REFUSED, WAITS
from models.outcomes import (
    AtLimit,
    ClaimOutcome,
    Closed,
    Held,
    PartlyHeld,
    Repeated,
    Unheld,
    Waiting,
)
from models.tx import Tx


def emoji_of(outcome: ClaimOutcome | Asked) -> str | None:
    """The emoji that a claim is answered with; None for one that was answered before."""
    match outcome:
        case Held() | PartlyHeld():
            return HELD
        case Waiting() | Unheld():
            return WAITS
        case Closed() | AtLimit():
            return REFUSED
        case Asked():
            return ASKS
        case Repeated():
            return None
        case _:
            assert_never(outcome)


def comment_of(said: Said) -> int:
    """The comment that is decided, by its message's id; 0 if none is."""
    return 0 if said.private or said.press_id is not None else said.message_id or 0


def put(turn: Turn, emoji: str) -> None:
    """Puts an emoji under the comment that is decided."""
    said = turn.said
    if message_id := comment_of(said):
        first = not said.edited and emoji != REFUSED  # then nothing was said under it before
        place = group_messages.react if first else group_messages.react_anew
        asked = turn.person.id if emoji == ASKS else None
        place(turn.tx, said.chat_id, message_id, emoji, asked=asked)


def question(turn: Turn, shop_id: int, comment: int) -> str:
    """The source of the comment under which this person was asked which option they mean; empty if
    they weren't. A button names the comment: that it is theirs is looked up."""
    for chat in chats.of_shop(turn.tx, shop_id) if comment else ():
        if group_messages.asked(turn.tx, chat.id, comment) == turn.person.id:
            return sources.of_message(chat.id, comment)
    return ""


def decided(turn: Turn, source: str, outcome: ClaimOutcome) -> None:
    """Answers a comment (``question``) whose writer has chosen by a button; one that has got
    something keeps its emoji."""
    emoji = emoji_of(outcome)
    if emoji is not None:
        _bring(turn.tx, source, emoji, asked=None if emoji == HELD else turn.person.id)


def standing(tx: Tx, rows: Sequence[Row[Any]]) -> str | None:
    """The emoji that fits what a comment's reservations are now; None if nothing is left."""
    states = {
        row.state for row in rows
        if not row.giving_up and (row.deadline is None or row.order_id or row.deadline > tx.now)
    }  # fmt: skip
    if states & {"held", "paid"}:
        return HELD
    return WAITS if "waiting" in states else None


def follow_up(tx: Tx, source: str) -> None:
    """Brings the emoji under a comment in line with what its reservations are now."""
    _bring(tx, source, standing(tx, changes.made_by(tx, source)))


def instead(tx: Tx, source: str, outcome: ClaimOutcome) -> None:
    """Brings the emoji under a comment in line with the claim that its writer made instead."""
    emoji = emoji_of(outcome)
    if emoji is not None:
        _bring(tx, source, emoji)


def is_open(tx: Tx, source: str, person_id: int) -> bool:
    """Whether this is a comment whose writer was asked which option they mean, and still is."""
    at = sources.comment(source)
    return at is not None and group_messages.asked(tx, *at) == person_id


def _bring(tx: Tx, source: str, emoji: str | None, *, asked: int | None = None) -> None:
    if (at := sources.comment(source)) is not None:
        group_messages.react_anew(tx, *at, emoji, asked=asked)
