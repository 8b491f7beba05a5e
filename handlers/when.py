"""When is it: a show's time, typed in plain words or picked by day, hour and quarter."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row

from handlers import asking
from handlers.turn import Turn
from models import talks
from models.talks import Talking
from models.tx import Facts
from models.words import when_words
from models.words.when_words import When, WhenProblem

STEP = "when"
DAYS = 14
"""How many days the picker offers."""


def ask(
    turn: Turn, talk: str, draft: Mapping[str, Any], shop: Row[Any],
    problem: WhenProblem | None = None,
) -> None:  # fmt: skip
    """Asks for the time; where a day was said without its hour, for the hour of it."""
    if problem is not None and problem.reason == "no_hour" and problem.day is not None:
        facts = _hours(turn, shop, problem.day)
        asking.ask(turn, talk, STEP, {**draft, "day": problem.day}, "ask_hour", **facts)
    else:
        asking.ask(turn, talk, STEP, draft, "ask_when", **_days(turn, shop, problem))


def hear(turn: Turn, talking: Talking, shop: Row[Any]) -> int | None:
    """The moment (ms) that a typed answer says; None once it was said what is wrong with it."""
    text = asking.typed(turn)
    return None if text is None else _judged(turn, talking, shop, _read(turn, talking, shop, text))


def _read(turn: Turn, talking: Talking, shop: Row[Any], text: str) -> When | WhenProblem:
    """An hour alone is one of the day that was said before."""
    if (day := talking.draft.get("day")) is not None:
        there = date.fromordinal(day).isoformat()
        of_day = when_words.read_when(f"{there} {text}", shop.zone, turn.tx.now)
        if isinstance(of_day, When) or of_day.reason in ("gap", "past"):
            return of_day
    return when_words.read_when(text, shop.zone, turn.tx.now)


def _judged(turn: Turn, talking: Talking, shop: Row[Any], read: When | WhenProblem) -> int | None:
    if isinstance(read, When):
        return read.at
    draft = {name: value for name, value in talking.draft.items() if name != "day"}
    ask(turn, talking.kind, draft, shop, read)
    return None


def question(turn: Turn, asked: int) -> Talking | None:
    """The open question for a time that a picker's button belongs to; else says it was answered."""
    talking = talks.talk(turn.tx, turn.person.id)
    if talking is not None and (talking.step, talking.draft.get("asked")) == (STEP, asked):
        return talking
    turn.toast("toast_answered")
    return None


def pick_day(turn: Turn, shop: Row[Any], asked: int, day: int) -> None:
    """Shows the hours of a picked day."""
    if _is_near(turn, shop, day):
        turn.edit("ask_hour", **_hours(turn, shop, day), asked=asked)


def pick_days(turn: Turn, shop: Row[Any], asked: int) -> None:
    """Shows the days again."""
    turn.edit("ask_when", **_days(turn, shop, None), asked=asked)


def pick_hour(turn: Turn, shop: Row[Any], asked: int, day: int, hour: int) -> None:
    """Shows the quarters of a picked hour."""
    if _is_near(turn, shop, day) and 0 <= hour < 24:
        quarters = [_choice(shop, day, hour, minute) for minute in (0, 15, 30, 45)]
        kept = [one for one in quarters if one["at"] > turn.tx.now]
        turn.edit("ask_minute", **_of(shop, day), hour=hour, choices=kept, asked=asked)


def picked(
    turn: Turn, talking: Talking, shop: Row[Any], choice: tuple[int, int, int]
) -> int | None:
    """The moment (ms) of a picked day, hour and minute; None once it was said what is wrong."""
    day, hour, minute = choice
    if not (_is_near(turn, shop, day) and 0 <= hour < 24 and 0 <= minute < 60):
        return None
    there = date.fromordinal(day)
    read = when_words.moment(there, hour, minute, shop.zone, turn.tx.now)
    return _judged(turn, talking, shop, read)


def _is_near(turn: Turn, shop: Row[Any], day: int) -> bool:
    ahead = day - _today(turn, shop)
    if 0 <= ahead <= when_words.FARTHEST:
        return True
    turn.toast("old_button")
    return False


def _today(turn: Turn, shop: Row[Any]) -> int:
    return datetime.fromtimestamp(turn.tx.now / 1000, ZoneInfo(shop.zone)).toordinal()


def _days(turn: Turn, shop: Row[Any], problem: WhenProblem | None) -> Facts:
    today = _today(turn, shop)
    return {
        "zone": shop.zone,
        "now": turn.tx.now,
        "problem": None if problem is None else problem.reason,
        "at": None if problem is None else problem.at,
        "days": [_of(shop, today + ahead) for ahead in range(DAYS)],
    }


def _hours(turn: Turn, shop: Row[Any], day: int) -> Facts:
    hours = [_choice(shop, day, hour, 0) for hour in range(24)]
    late = turn.tx.now - 2_700_000  # its last quarter is still to come
    return _of(shop, day) | {"choices": [one for one in hours if one["at"] > late]}


def _of(shop: Row[Any], day: int) -> Facts:
    """A day: its number, and its noon (ms)."""
    return {"day": day, "noon": _choice(shop, day, 12, 0)["at"], "zone": shop.zone}


def _choice(shop: Row[Any], day: int, hour: int, minute: int) -> Facts:
    there = datetime.combine(date.fromordinal(day), time(hour, minute), ZoneInfo(shop.zone))
    since = there - datetime.fromtimestamp(0, UTC)
    return {"hour": hour, "minute": minute, "at": since // timedelta(milliseconds=1)}
