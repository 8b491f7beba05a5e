"""What came of sending a message, and how each outcome is written down."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias, assert_never

from models import calling, chats, delivery, group_messages, marks, people
from models.tx import Tx

TRIES = 20
"""After so many failures a message is given up: with the pauses between, about 15 minutes."""
LOST = 4
"""A lost answer weighs as much as so many failures, for each may be a message that arrived."""
ASIDE = 15.0
"""How long (s) a message is put aside for its picture before that is asked for again."""
LONGEST = 60.0
"""The longest pause (s) between two tries."""


@dataclass(frozen=True, slots=True)
class Sent:
    """Telegram has it; ``message_id`` where a message came of it."""

    row: int
    message_id: int | None


@dataclass(frozen=True, slots=True)
class Later:
    """To be tried again in ``wait`` seconds; ``cost`` is what the failure counts."""

    row: int
    wait: float
    cost: int
    error: str | None


@dataclass(frozen=True, slots=True)
class Aside:
    """Its picture is being drawn; the others of its chat go on."""

    row: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """What was put aside may go."""

    row: int


@dataclass(frozen=True, slots=True)
class GaveUp:
    """It can't be sent."""

    row: int
    error: str


@dataclass(frozen=True, slots=True)
class ShutOut:
    """The chat can't be written to: nothing of what is queued for it will go."""

    row: int
    chat_id: int
    error: str


@dataclass(frozen=True, slots=True)
class Anew:
    """What it was to change is gone: it is sent as a new message."""

    row: int


@dataclass(frozen=True, slots=True)
class Moved:
    """The group has become a supergroup."""

    row: int
    chat_id: int
    to: int


@dataclass(frozen=True, slots=True)
class Unheard:
    """What was to be seen by one person alone in a group couldn't be said so."""

    row: int
    chat_id: int
    error: str


@dataclass(frozen=True, slots=True)
class Aloud:
    """What was to be seen by one person alone was said to all: Telegram didn't understand."""

    row: int
    chat_id: int
    message_id: int


Other: TypeAlias = Later | Aside | Drawn | GaveUp | ShutOut | Anew | Moved | Unheard | Aloud
Outcome: TypeAlias = Sent | Other


def failed(row: int, attempts: int, error: str, *, cost: int = 1) -> Later | GaveUp:
    """The outcome of a failure that may pass; ``attempts`` counts what was before."""
    if attempts + cost >= TRIES:
        return GaveUp(row, error)
    return Later(row, min(2.0 ** (attempts / cost), LONGEST), cost, error)


def mark(tx: Tx, token: str, outcomes: Sequence[Outcome]) -> None:
    """Writes down what became of rows leased with ``token``."""
    sent = [(outcome.row, outcome.message_id) for outcome in outcomes if isinstance(outcome, Sent)]
    delivery.mark_sent(tx, token, sent)
    for outcome in outcomes:
        if not isinstance(outcome, Sent):
            _mark(tx, token, outcome)


def _mark(tx: Tx, token: str, outcome: Other) -> None:
    match outcome:
        case Later(row, wait, cost, error):
            due = tx.now + int(wait * 1000) if wait else 0
            delivery.mark_later(tx, token, row, due=due, error=error, cost=cost)
        case Aside(row):
            delivery.put_aside(tx, token, row, tx.now + int(ASIDE * 1000))
        case Drawn(row):
            delivery.bring_back(tx, row)
        case GaveUp(row, error):
            delivery.mark_gave_up(tx, token, row, error)
        case ShutOut(row, chat_id, error):
            delivery.mark_gave_up(tx, token, row, error)
            delivery.give_up_on(tx, chat_id, error)
            if chat_id > 0:
                people.block(tx, chat_id)
            else:
                chats.lose(tx, chat_id, "removed")
        case Anew(row):
            delivery.send_anew(tx, token, row)
        case Moved(row, chat_id, to):
            delivery.mark_later(tx, token, row, due=0, error=None, cost=0)
            chats.move(tx, chat_id, to)
        case Aloud(row, chat_id, message_id):
            delivery.mark_sent(tx, token, [(row, message_id)])
            group_messages.take_back(tx, chat_id, message_id)
            marks.put(tx, calling.WHISPER_MARK, 0)
            calling.hurry(tx, chat_id)
        case Unheard(row, chat_id, error):
            delivery.mark_gave_up(tx, token, row, error)
            calling.hurry(tx, chat_id)
        case _:
            assert_never(outcome)
