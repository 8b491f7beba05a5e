"""A show as buyers see it: when it is, what it sells, and a reminder of it."""

from typing import Any

from sqlalchemy import Row

from handlers import my_shows, shops
from handlers.turn import Turn
from models import follows, lineup, people, schedule, shows, telling
from models.show_board import product_facts
from models.tx import Facts

MOST = 12
"""How many products of the lineup are shown."""


def open_show(turn: Turn, show: Row[Any]) -> None:
    """Shows where a show stands; its shop is looked at from now on."""
    shop = people.shop(turn.tx, show.shop_id)
    if shops.is_open(turn, shop):
        turn.look_at(shop.id)
        turn.reply("show", **_facts(turn, shop, show), photo=show.cover)


def press_show(turn: Turn, show_id: int) -> None:
    """A show's card: ``show:SHOW``."""
    show = shows.show(turn.tx, show_id)
    if show is None:
        turn.toast("old_button")
    else:
        open_show(turn, show)


def press_remind(turn: Turn, show_id: int) -> None:
    """Remind me, of this one show: ``remind:SHOW``."""
    show = shows.show(turn.tx, show_id)
    if show is None:
        turn.toast("old_button")
    elif show.state != "scheduled":
        my_shows.refuse(turn, show)
    elif shops.is_open(turn, people.shop(turn.tx, show.shop_id)):
        follows.ask_for_show(turn.tx, turn.person.id, show_id)
        turn.toast("toast_reminding", minutes=schedule.BEFORE // 60_000)
        _again(turn, show)


def press_unremind(turn: Turn, show_id: int) -> None:
    """No reminder of this show after all: ``unremind:SHOW``."""
    show = shows.show(turn.tx, show_id)
    if show is None:
        turn.toast("old_button")
        return
    follows.leave_show(turn.tx, turn.person.id, show_id)
    turn.toast("toast_not_reminding")
    _again(turn, show)


def press_hush(turn: Turn, show_id: int) -> None:
    """The Mute button of a reminder: no more of them from this shop, nor of this show:
    ``hush:SHOW``."""
    show = shows.show(turn.tx, show_id)
    if show is None:
        turn.toast("old_button")
        return
    follows.leave_show(turn.tx, turn.person.id, show_id)
    follows.switch(turn.tx, turn.person.id, show.shop_id, "reminder", on=False)
    shop = people.shop(turn.tx, show.shop_id)
    turn.toast("toast_hushed", shop=shop.name)


def _again(turn: Turn, show: Row[Any]) -> None:
    shop = people.shop(turn.tx, show.shop_id)
    if shops.is_open(turn, shop):
        turn.edit("show", **_facts(turn, shop, show))


def _facts(turn: Turn, shop: Row[Any], show: Row[Any]) -> Facts:
    rows = lineup.entries(turn.tx, show)
    follow = follows.of_shop(turn.tx, turn.person.id, shop.id)
    asked = follows.asked_for_show(turn.tx, turn.person.id, show.id)
    told = follow is not None and follow.reminder and not follow.muted
    return telling.shop_to(shop, turn.person) | {
        "show": shops.show_facts(show),
        "show_id": show.id,
        "cancelled": my_shows.state(show) == "cancelled",
        "at": show.starts_at,
        "currency": shop.currency,
        "goods": [product_facts(turn.tx, show, row) for row in rows[:MOST]],
        "more": len(rows[MOST:]),
        "reminded": "asked" if asked else "follows" if told else None,
        "following": shops.following(turn, shop.id),
    }
