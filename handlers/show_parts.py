"""A show's title, link and cover: asked for, and read from the answer."""

from collections.abc import Mapping
from typing import Any

from handlers import asking
from handlers.turn import Turn
from models.talks import Talking
from models.tx import Facts
from models.words import live_words
from models.words.live_words import LONGEST_TITLE, LiveProblem
from models.words.product_line import is_skip

Part = Mapping[str, str | None]
"""A part's name and what it is; None where the show shall have none."""


def ask(turn: Turn, talk: str, part: str, draft: Mapping[str, Any]) -> None:
    """Asks for a part; ``draft`` names the ``show``, if there is one already."""
    asking.ask(turn, talk, part, draft, f"schedule_{part}", **_facts(draft), problem=None)


def _facts(draft: Mapping[str, Any]) -> Facts:
    return {"show": draft.get("show"), "most": LONGEST_TITLE, "what": ""}


def hear(turn: Turn, talking: Talking) -> Part | None:
    """The part that an answer says; None once it was said what is wrong with it."""
    if talking.step == "cover":
        return _cover(turn, talking)
    text = asking.typed(turn)
    if text is None:
        return None
    return _title(turn, talking, text) if talking.step == "title" else _link(turn, talking, text)


def none_of(turn: Turn, talk: str, asked: int) -> tuple[Talking, Part] | None:
    """What the No link or No cover button says in an open question; says so if it is over."""
    talking = asking.one_of(turn, talk, ("link", "cover"), asked)
    return None if talking is None else (talking, {talking.step: None})


def _title(turn: Turn, talking: Talking, text: str) -> Part | None:
    title = " ".join(text.split())
    if len(title) <= LONGEST_TITLE:
        return {"title": title}
    _again(turn, talking, problem="too_long")
    return None


def _link(turn: Turn, talking: Talking, text: str) -> Part | None:
    link = None if is_skip(text) else live_words.read_link(text)
    if not isinstance(link, LiveProblem):
        return {"link": link}
    _again(turn, talking, problem=link.reason, what=link.what[:80])
    return None


def _cover(turn: Turn, talking: Talking) -> Part | None:
    said = turn.said
    if said.photo is not None or is_skip(said.text):
        return {"cover": said.photo}
    _again(turn, talking, problem="file" if said.document else "text")
    return None


def _again(turn: Turn, talking: Talking, **wrong: str) -> None:
    asking.again(turn, talking, f"schedule_{talking.step}", **_facts(talking.draft) | wrong)
