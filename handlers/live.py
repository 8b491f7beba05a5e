"""/live, /pause, /resume and /end: a show from its first minute to its report."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Row

from handlers import asking, gate, my_shows
from handlers.turn import Turn
from models import control, follows, reporting, sales, schedule, shows, telling
from models.talks import Talking
from models.tx import Tx
from models.words import live_words
from models.words.live_words import Live, LiveProblem

TALK = "live"
OFFERED = 3
"""How many planned shows are offered to go live with."""


def live(turn: Turn) -> None:
    """Goes live with the title and link behind the command, or brings them up to date."""
    shop = gate.selling(turn)
    if shop is not None:
        _go(turn, shop, turn.said.args)


def press_live(turn: Turn) -> None:
    """The Go live button asks first, for all followers are told: ``live``."""
    shop = gate.selling(turn)
    if shop is None:
        return
    if shows.on_air(turn.tx, shop.id) is not None:
        _go(turn, shop, "")
        return
    planned = schedule.near(turn.tx, shop.id)
    asking.ask(
        turn, TALK, "title", {}, "live_ask",
        followers=follows.wanting(turn.tx, shop.id, "live"),
        planned=None if planned is None else planned.title,
    )  # fmt: skip


def step(turn: Turn, talking: Talking) -> None:
    """Hears the title and link that the button asked for."""
    text = asking.typed(turn)
    shop = None if text is None else gate.selling(turn)
    if text is not None and shop is not None:
        _go(turn, shop, text)


def press_now(turn: Turn, asked: int) -> None:
    """Go live without a title: ``livenow:ASKED``."""
    talking = asking.question(turn, TALK, "title", asked)
    shop = None if talking is None else gate.selling(turn)
    if shop is not None:
        _go(turn, shop, "")


def _go(turn: Turn, shop: Row[Any], text: str) -> None:
    """Starts the planned show whose time it is; with others planned, or one that has just ended,
    asks which is meant."""
    read = live_words.read_live(text)
    if isinstance(read, LiveProblem):
        running = shows.on_air(turn.tx, shop.id)
        turn.reply("live_problem", reason=read.reason, what=read.what[:80],
                   most=live_words.LONGEST_TITLE, live=running is not None)  # fmt: skip
        return
    planned = schedule.near(turn.tx, shop.id)
    coming = schedule.coming(turn.tx, shop.id)
    last = None if read.title else shows.just_ended(turn.tx, shop.id)
    open_ = shows.on_air(turn.tx, shop.id) is None and planned is None
    if open_ and (coming or last is not None):
        draft = {"title": read.title, "link": read.link}
        offered = [{"show": row.id, "title": row.title, "at": row.starts_at} for row in coming]
        again = None if last is None else {"show": last.id, "title": last.title}
        asking.ask(
            turn, TALK, "which", draft, "live_which", zone=shop.zone, shows=offered[:OFFERED],
            again=again,
        )  # fmt: skip
    else:
        start(turn, shop, read, planned)


def press_which(turn: Turn, asked: int, show_id: int) -> None:
    """Go live with this planned show, on with the one that has just ended, or with a new one (0):
    ``livewhich:ASKED:SHOW``."""
    talking = asking.question(turn, TALK, "which", asked)
    shop = None if talking is None else gate.selling(turn)
    if talking is None or shop is None:
        return
    last = shows.just_ended(turn.tx, shop.id)
    goes_on = last is not None and last.id == show_id and shows.go_on(turn.tx, show_id)
    planned = None
    if show_id and not goes_on:
        found = my_shows.own_show(turn, show_id, "scheduled")
        if found is None:
            return
        planned = found[1]
    start(turn, shop, Live(talking.draft["title"], talking.draft["link"]), planned)


def press_start(turn: Turn, show_id: int) -> None:
    """Start a planned show asks first, for all followers are told: ``startshow:SHOW``."""
    if found := _planned(turn, show_id):
        shop, show = found
        followers = follows.wanting(turn.tx, shop.id, "live")
        turn.reply("start_ask", show=show.id, title=show.title, followers=followers)


def press_start_now(turn: Turn, show_id: int) -> None:
    """Yes, start it: ``startnow:SHOW``."""
    if found := _planned(turn, show_id):
        start(turn, found[0], Live("", None), found[1])


def _planned(turn: Turn, show_id: int) -> tuple[Row[Any], Row[Any]] | None:
    """The person's shop and a planned show of it; says it if that isn't to be started."""
    if gate.selling(turn) is None:
        return None
    found = my_shows.own_show(turn, show_id, "scheduled")
    if found is not None and shows.on_air(turn.tx, found[0].id) is not None:
        turn.toast("toast_show_begun")
        return None
    return found


def start(turn: Turn, shop: Row[Any], said: Live, planned: Row[Any] | None) -> None:
    """Goes live, tells the followers, and writes the control message."""
    asking.done(turn, TALK)
    show, new = shows.go_live(turn.tx, shop, said.title, said.link, planned, said_at=turn.said.at)
    kind = "live_started" if new else "live_updated"
    turn.reply(kind, **show_facts(turn, shop, show))
    control.send(turn.tx, show)


def show_facts(turn: Turn, shop: Row[Any], show: Row[Any]) -> dict[str, Any]:
    """A show as its seller sees it."""
    return telling.shop_facts(shop) | {
        "show": show.id,
        "title": show.title,
        "url": show.link,
        "state": show.state,
        "followers": follows.wanting(turn.tx, shop.id, "live"),
        "gone": follows.out_of_reach(turn.tx, shop.id, "live"),
        "products": sales.counts(turn.tx, shop.id).products,
    }


def on_air(turn: Turn) -> tuple[Row[Any], Row[Any]] | None:
    """The person's shop and its show on the air; says what is missing if there is none."""
    shop = gate.owned(turn)
    show = None if shop is None else shows.on_air(turn.tx, shop.id)
    if shop is not None and show is None:
        turn.reply("not_live", shop=shop.name)
    return None if shop is None or show is None else (shop, show)


def show_control(turn: Turn, show_id: int) -> None:
    """Shows where the show stands: under a command anew at the end of the chat, under a button
    where it is."""
    show = shows.show(turn.tx, show_id)
    if show is None:
        return
    if turn.said.press_id is None:
        control.send(turn.tx, show)
    else:
        control.refresh(turn.tx, show)


def pause(turn: Turn) -> None:
    """Stops taking claims."""
    _switch(turn, shows.pause, "toast_paused")


def resume(turn: Turn) -> None:
    """Takes claims again."""
    _switch(turn, shows.resume, "toast_resumed")


def press_pause(turn: Turn) -> None:
    """The Pause button: ``pause``."""
    pause(turn)


def press_resume(turn: Turn) -> None:
    """The Resume button: ``resume``."""
    resume(turn)


def _switch(turn: Turn, rule: Callable[[Tx, int], bool], toast: str) -> None:
    found = on_air(turn)
    if found is not None:
        _, show = found
        rule(turn.tx, show.id)
        if turn.said.press_id is not None:
            turn.toast(toast)
        show_control(turn, show.id)


def end(turn: Turn) -> None:
    """Ends the show and reports."""
    found = on_air(turn)
    if found is not None:
        reporting.end(turn.tx, found[1].id)


def press_end(turn: Turn) -> None:
    """The End button asks first: ``end``."""
    found = on_air(turn)
    if found is not None:
        turn.reply("end_ask", title=found[1].title, show=found[1].id)


def press_end_now(turn: Turn, show_id: int) -> None:
    """Yes, end it: ``endnow:SHOW``."""
    shop = turn.shop()
    show = None if shop is None else shows.on_air(turn.tx, shop.id)
    if shop is None or show is None or show.id != show_id:
        turn.toast("toast_show_over")
    else:
        reporting.end(turn.tx, show.id)
