"""/live, /pause, /resume and /end: a show from its first minute to its report."""

from dataclasses import asdict
from typing import Any

from sqlalchemy import Row

from handlers import asking, gate
from handlers.turn import Turn
from models import live_words, people, reports, sales, shows, telling
from models.live_words import LiveProblem
from models.talks import Talking

TALK = "live"


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
    followers = people.followers(turn.tx, shop.id)
    asking.ask(turn, TALK, "title", {}, "live_ask", shop=shop.name, followers=followers)


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
    read = live_words.read_live(text)
    if isinstance(read, LiveProblem):
        turn.reply("live_problem", reason=read.reason, what=read.what[:80],
                   most=live_words.LONGEST_TITLE)  # fmt: skip
        return
    asking.done(turn, TALK)
    show, new = shows.go_live(turn.tx, shop, read.title, read.link)
    kind = "live_started" if new else "live_updated"
    turn.reply(kind, **show_facts(turn, shop, show))


def show_facts(turn: Turn, shop: Row[Any], show: Row[Any]) -> dict[str, Any]:
    """A show as its seller sees it."""
    return telling.shop_facts(shop) | {
        "show": show.id,
        "title": show.title,
        "url": show.link,
        "state": show.state,
        "followers": people.followers(turn.tx, shop.id),
        "products": sales.counts(turn.tx, shop.id).products,
    }


def on_air(turn: Turn) -> tuple[Row[Any], Row[Any]] | None:
    """The person's shop and its show on the air; says what is missing if there is none."""
    shop = gate.owned(turn)
    show = None if shop is None else shows.on_air(turn.tx, shop.id)
    if shop is not None and show is None:
        turn.reply("not_live", shop=shop.name)
    return None if shop is None or show is None else (shop, show)


def pause(turn: Turn) -> None:
    """Stops taking claims."""
    _switch(turn, shows.pause, "live_paused")


def resume(turn: Turn) -> None:
    """Takes claims again."""
    _switch(turn, shows.resume, "live_resumed")


def press_pause(turn: Turn) -> None:
    """The Pause button: ``pause``."""
    pause(turn)


def press_resume(turn: Turn) -> None:
    """The Resume button: ``resume``."""
    resume(turn)


def _switch(turn: Turn, rule: Any, kind: str) -> None:
    found = on_air(turn)
    if found is not None:
        shop, show = found
        rule(turn.tx, show.id)
        turn.reply(kind, **telling.shop_facts(shop), title=show.title)


def end(turn: Turn) -> None:
    """Ends the show and reports."""
    found = on_air(turn)
    if found is not None:
        _end(turn, *found)


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
        _end(turn, shop, show)


def _end(turn: Turn, shop: Row[Any], show: Row[Any]) -> None:
    shows.end(turn.tx, show.id)
    ended = shows.show(turn.tx, show.id)
    if ended is not None:
        report = asdict(reports.show_report(turn.tx, ended))
        turn.reply("show_report", **telling.shop_facts(shop), title=show.title, **report)
