"""Asking where a shop is: likely time zones as buttons, any other by the name of a city."""

from collections.abc import Mapping
from typing import Any

from handlers import asking
from handlers.turn import Turn
from models import places, zones
from models.talks import Talking

STEP = "zone"


def ask(
    turn: Turn, talk: str, draft: Mapping[str, Any], press: str, *, currency: str
) -> None:  # fmt: skip
    """Asks for the zone of a shop that sells in ``currency``; its buttons are
    ``PRESS:ASKED:PLACE``."""
    _ask(turn, talk, draft, press, places.likely_zones(currency, turn.said.language))


def _ask(
    turn: Turn, talk: str, draft: Mapping[str, Any], press: str, offered: list[str], **said: Any
) -> None:
    facts = {"problem": None, "typed": ""} | said
    asking.ask(turn, talk, STEP, {**draft, "zones": offered}, "terms_zone", zones=offered,
               press=press, **facts)  # fmt: skip


def typed(turn: Turn, talking: Talking, press: str, text: str) -> str | None:
    """The one zone that a text names; None, and the question again, if it names none or several."""
    found = zones.find(text)
    if len(found) == 1:
        return found[0]
    problem = "several" if found else "unknown"
    _ask(turn, talking.kind, talking.draft, press, found or talking.draft["zones"],
         problem=problem, typed=text[:40])  # fmt: skip
    return None


def pressed(turn: Turn, talk: str, asked: int, at: int) -> tuple[Talking, str] | None:
    """The open question and the zone that a button of its stands for; says so if it is over."""
    talking = asking.question(turn, talk, STEP, asked)
    if talking is None or not 0 <= at < len(talking.draft["zones"]):
        return None
    return talking, talking.draft["zones"][at]
