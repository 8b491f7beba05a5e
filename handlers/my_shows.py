"""/shows: a seller's shows, those to come and those that were, and what can be done with each."""

from typing import Any

from sqlalchemy import Row

from handlers import asking, gate, paging, show_parts, when
from handlers.turn import Turn
from models import follows, lineup, reports, schedule, shows, telling
from models.talks import Talking
from models.tx import Facts

TALK = "showedit"
SIZE = 6


def my_shows(turn: Turn) -> None:
    """``/shows``."""
    _list(turn, None)


def press_shows(turn: Turn, page: int | None = None) -> None:
    """A page of the list: ``myshows:PAGE``."""
    _list(turn, page)


def _list(turn: Turn, page: int | None) -> None:
    shop = gate.owned(turn)
    if shop is None:
        return
    live = shows.on_air(turn.tx, shop.id)
    coming = schedule.coming(turn.tx, shop.id)
    place = paging.place(schedule.past(turn.tx, shop.id, 0, 1)[1], page, SIZE)
    past, _ = schedule.past(turn.tx, shop.id, place["page"] * SIZE, SIZE)
    first = place["page"] == 0
    paging.show(
        turn, "my_shows", page, **telling.shop_facts(shop), **place,
        coming=[_row(row) for row in [*([live] if live else []), *coming]] if first else [],
        past=[_row(row) for row in past],
    )  # fmt: skip


def _row(row: Row[Any]) -> Facts:
    return {
        "show": row.id,
        "title": row.title,
        "state": state(row),
        "at": row.started_at or row.starts_at or row.created_at,
    }


def state(row: Row[Any]) -> str:
    """How a show stands: scheduled, live, paused, ended, or cancelled."""
    return "cancelled" if row.state == "ended" and row.started_at is None else str(row.state)


def own_show(turn: Turn, show_id: int, *states: str) -> tuple[Row[Any], Row[Any]] | None:
    """The person's shop and the show of it that a button names; says it if it is none of theirs,
    or in none of these states (any, where none is given)."""
    shop = turn.shop()
    show = shows.show(turn.tx, show_id)
    if show is None:
        turn.toast("old_button")
        return None
    if shop is None or show.shop_id != shop.id:
        turn.toast("toast_not_yours")
        return None
    if states and show.state not in states:
        refuse(turn, show)
        return None
    return shop, show


def refuse(turn: Turn, show: Row[Any]) -> None:
    """Says why that can't be done with a show any more: it was cancelled, is over, or has begun."""
    over = {"cancelled": "toast_cancelled", "ended": "toast_show_over"}
    turn.toast(over.get(state(show), "toast_show_begun"))


def press_card(turn: Turn, show_id: int) -> None:
    """A show's card: ``myshow:SHOW``."""
    found = own_show(turn, show_id)
    if found is not None:
        card(turn, found[0], show_id)


def card(turn: Turn, shop: Row[Any], show_id: int, news: str | None = None) -> None:
    """Shows a show to its seller, in place where a button was pressed."""
    show = shows.show(turn.tx, show_id)
    if show is not None:
        facts = _card(turn, shop, show)
        turn.edit("my_show", **facts, news=news, photo=show.cover)


def _card(turn: Turn, shop: Row[Any], show: Row[Any]) -> Facts:
    over = reports.show_report(turn.tx, show) if state(show) == "ended" else None
    return telling.shop_facts(shop) | {
        "show": show.id,
        "title": show.title,
        "claims": 0 if over is None else over.claims,
        "unpaid": 0 if over is None else over.unpaid,
        "at": show.starts_at,
        "began": show.started_at,
        "state": state(show),
        "url": show.link,
        "products": len(lineup.product_ids(turn.tx, show)),
        "chosen": lineup.is_chosen(turn.tx, show.id),
        "asked": follows.count_asked(turn.tx, show.id),
        "link": turn.tx.terms.deep_link(f"v_{show.id}"),
    }


def press_title(turn: Turn, show_id: int) -> None:
    """Asks for a new title: ``showtitle:SHOW``."""
    _ask(turn, show_id, "title")


def press_link(turn: Turn, show_id: int) -> None:
    """Asks for a new link: ``showlink:SHOW``."""
    _ask(turn, show_id, "link")


def press_cover(turn: Turn, show_id: int) -> None:
    """Asks for a new cover: ``showcover:SHOW``."""
    _ask(turn, show_id, "cover")


def press_when(turn: Turn, show_id: int) -> None:
    """Asks for a new time: ``showwhen:SHOW``."""
    found = own_show(turn, show_id, "scheduled")
    if found is not None:
        when.ask(turn, TALK, {"show": show_id}, found[0])


def _ask(turn: Turn, show_id: int, part: str) -> None:
    if own_show(turn, show_id, "scheduled", *shows.ON) is not None:
        show_parts.ask(turn, TALK, part, {"show": show_id})


def press_none(turn: Turn, asked: int) -> None:
    """No link, or no cover, any more: ``shownone:ASKED``."""
    if said := show_parts.none_of(turn, TALK, asked):
        _set(turn, *said)


def step(turn: Turn, talking: Talking) -> None:
    """Hears what a show's title, time, link or cover becomes."""
    if talking.step != when.STEP:
        part = show_parts.hear(turn, talking)
        if part is not None:
            _set(turn, talking, part)
        return
    shop = gate.owned(turn)
    at = None if shop is None else when.hear(turn, talking, shop)
    if shop is not None and at is not None:
        heard(turn, shop, talking, at)


def heard(turn: Turn, shop: Row[Any], talking: Talking, at: int) -> None:
    """The new time is known: moves the show, and tells whoever has to know."""
    asking.done(turn, TALK)
    show_id = int(talking.draft["show"])
    if own_show(turn, show_id, "scheduled") is not None:
        schedule.reschedule(turn.tx, show_id, at)
        card(turn, shop, show_id, news="moved")


def _set(turn: Turn, talking: Talking, part: show_parts.Part) -> None:
    asking.done(turn, TALK)
    show_id = int(talking.draft["show"])
    found = own_show(turn, show_id, "scheduled", *shows.ON)
    if found is not None:
        schedule.edit(turn.tx, show_id, **part)
        card(turn, found[0], show_id, news="changed")


def press_cancel(turn: Turn, show_id: int) -> None:
    """Asks once before a show is cancelled: ``showcancel:SHOW``."""
    found = own_show(turn, show_id, "scheduled")
    if found is not None:
        turn.edit("show_cancel_ask", **_card(turn, *found))


def press_cancel_now(turn: Turn, show_id: int) -> None:
    """Yes, cancel it: ``showcancelnow:SHOW``."""
    found = own_show(turn, show_id, "scheduled")
    if found is not None:
        schedule.cancel(turn.tx, show_id)
        card(turn, found[0], show_id, news="cancelled")
