"""/schedule: a show is planned, in one line or question by question."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Row

from handlers import asking, gate, my_shows, show_parts, when
from handlers.turn import Turn
from models import schedule
from models.talks import Talking
from models.words import live_words, when_words
from models.words.live_words import LONGEST_TITLE, LiveProblem
from models.words.when_words import When

TALK = "schedule"


def plan(turn: Turn) -> None:
    """``/schedule [when] [title] [link]``; asks for what is missing."""
    shop = gate.selling(turn)
    if shop is None or _is_full(turn, shop):
        return
    read = live_words.read_live(turn.said.args)
    if isinstance(read, LiveProblem):
        turn.reply("schedule_problem", reason=read.reason, what=read.what[:80], most=LONGEST_TITLE)
        return
    found, title = when_words.find_when(read.title, shop.zone, turn.tx.now)
    draft: dict[str, Any] = {"title": title or None, "link": read.link, "line": True}
    if isinstance(found, When):
        draft["at"] = found.at
        _ask_next(turn, shop, draft)
    elif title and found is None:
        when.ask(turn, TALK, draft, shop)
    elif found is not None:
        when.ask(turn, TALK, draft, shop, found)
    else:
        _ask_next(turn, shop, {})


def press_schedule(turn: Turn) -> None:
    """The Plan a show button: ``schedule``."""
    shop = gate.selling(turn)
    if shop is not None and not _is_full(turn, shop):
        _ask_next(turn, shop, {})


def _is_full(turn: Turn, shop: Row[Any]) -> bool:
    if schedule.planned(turn.tx, shop.id) < schedule.MOST:
        return False
    turn.reply("schedule_problem", reason="full", what="", most=schedule.MOST)
    return True


def step(turn: Turn, talking: Talking) -> None:
    """Hears one answer and asks for what is still missing."""
    shop = gate.selling(turn)
    if shop is None:
        return
    if talking.step == when.STEP:
        at = when.hear(turn, talking, shop)
        if at is not None:
            heard(turn, shop, talking, at)
        return
    part = show_parts.hear(turn, talking)
    if part is not None:
        _ask_next(turn, shop, {**talking.draft, **part})


def heard(turn: Turn, shop: Row[Any], talking: Talking, at: int) -> None:
    """The time is known."""
    _ask_next(turn, shop, {**talking.draft, "at": at})


def press_skip(turn: Turn, asked: int) -> None:
    """No link, or no cover: ``scheduleskip:ASKED``."""
    said = show_parts.none_of(turn, TALK, asked)
    shop = None if said is None else gate.selling(turn)
    if said is not None and shop is not None:
        talking, part = said
        _ask_next(turn, shop, {**talking.draft, **part})


def _ask_next(turn: Turn, shop: Row[Any], said: Mapping[str, Any]) -> None:
    """Asks for the first thing missing. A line that says title and time needs no more."""
    draft = {name: said[name] for name in ("title", "at", "link", "cover", "line") if name in said}
    if not draft.get("title"):
        show_parts.ask(turn, TALK, "title", draft)
    elif "at" not in draft:
        when.ask(turn, TALK, draft, shop)
    elif "line" not in draft and "link" not in draft:
        show_parts.ask(turn, TALK, "link", draft)
    elif "line" not in draft and "cover" not in draft:
        show_parts.ask(turn, TALK, "cover", draft)
    else:
        _plan(turn, shop, draft)


def _plan(turn: Turn, shop: Row[Any], draft: Mapping[str, Any]) -> None:
    asking.done(turn, TALK)
    if draft["at"] <= turn.tx.now:  # the other questions took too long
        when.ask(turn, TALK, {k: v for k, v in draft.items() if k != "at"}, shop, _PAST)
        return
    made = schedule.schedule(
        turn.tx, shop, draft["title"], draft["at"], link=draft.get("link"),
        cover=draft.get("cover"),
    )  # fmt: skip
    my_shows.card(turn, shop, made, news="planned")


_PAST = when_words.WhenProblem("past")
