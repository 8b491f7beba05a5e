"""Asking: a question stands until it is answered, and its buttons know which question is theirs."""

from collections.abc import Collection, Mapping
from typing import Any

from handlers.turn import Turn
from models import talks
from models.talks import Talking


def ask(
    turn: Turn, talk: str, step: str, draft: Mapping[str, Any], kind: str, **facts: Any
) -> None:
    """Asks for the answer to ``step``; its buttons carry the fact ``asked``."""
    asked = turn.said.seq
    talks.wait_for(turn.tx, turn.person.id, talk, step, {**draft, "asked": asked})
    turn.reply(kind, **facts, asked=asked)


def again(turn: Turn, talking: Talking, kind: str, **facts: Any) -> None:
    """Says what was wrong with an answer; the question stands."""
    turn.reply(kind, **facts, asked=talking.draft["asked"])


def question(turn: Turn, talk: str, step: str, asked: int) -> Talking | None:
    """The open question that a pressed button belongs to; if it is none any more, says so."""
    return one_of(turn, talk, (step,), asked)


def one_of(turn: Turn, talk: str, steps: Collection[str], asked: int) -> Talking | None:
    """``question`` for a button that belongs to several."""
    talking = talks.talk(turn.tx, turn.person.id)
    named = None if talking is None else (talking.kind, talking.draft.get("asked"))
    if talking is not None and named == (talk, asked) and talking.step in steps:
        return talking
    turn.toast("toast_answered")
    return None


def done(turn: Turn, talk: str | None = None) -> None:
    """Ends the conversation (only if it is of the kind ``talk``): everything is answered."""
    talking = talks.talk(turn.tx, turn.person.id)
    if talking is not None and talk in (None, talking.kind):
        talks.leave(turn.tx, turn.person.id)


def typed(turn: Turn) -> str | None:
    """The answer as text; if none was typed, says that text is due.

    The later photos of an album are passed over in silence.
    """
    said = turn.said
    text = said.text.strip()
    if text and said.photo is None:
        return text
    if said.album is None or text:
        turn.reply("text_due")
    return None
