"""/shops and /find: what is on, what there is, and a shop's own page."""

from typing import Any

from sqlalchemy import Row

from handlers import paging
from handlers.turn import Turn
from models import browsing, follows, offers, people, shows, telling
from models.tx import Facts

LIVE, COMING, FOUND = 6, 4, 12
"""How many are shown of each."""

_LONGEST_ECHO = 60


def shops(turn: Turn) -> None:
    """``/shops``: live now, coming up, all."""
    press_shops(turn)


def press_shops(turn: Turn, page: int | None = None) -> None:
    """``shops`` writes the list anew, ``shops:PAGE`` turns its page."""
    paging.show(turn, "shops", page, **_shops(turn, page or 0))


def find(turn: Turn) -> None:
    """``/find words``."""
    words = turn.said.args
    if not words:
        turn.reply("find_how")
        return
    found = browsing.find(turn.tx, words, FOUND + 1)
    on = {row.shop_id: shows.on_air(turn.tx, row.shop_id) for row in found if row.live}
    goods = [
        _good(turn, on.get(row.shop_id), row) | {"shop": row.shop, "currency": row.currency}
        for row in found[:FOUND]
    ]
    turn.reply("found", words=words[:_LONGEST_ECHO], goods=goods, more=len(found) > FOUND)


def press_shop(turn: Turn, shop_id: int, page: int | None = None) -> None:
    """``shop:SHOP`` opens a shop, ``shop:SHOP:PAGE`` turns the page of its products."""
    shop = people.find_shop(turn.tx, shop_id)
    if shop is None:
        turn.toast("old_button")
    elif page is None:
        open_shop(turn, shop)
    else:
        again(turn, shop, page)


def open_shop(turn: Turn, shop: Row[Any]) -> None:
    """Shows a shop's page; a bare code is looked up there from now on."""
    if is_open(turn, shop):
        turn.look_at(shop.id)
        turn.reply("shop", **_shop(turn, shop, 0))


def again(turn: Turn, shop: Row[Any], page: int) -> None:
    """Brings the shop's page up to date where it was pressed."""
    if is_open(turn, shop):
        turn.edit("shop", **_shop(turn, shop, page))


def is_open(turn: Turn, shop: Row[Any]) -> bool:
    """Whether a shop, its products and its shows can be seen; says that it isn't open."""
    if shop.state != "open":
        say_closed(turn, shop)
    return bool(shop.state == "open")


def say_closed(turn: Turn, shop: Row[Any]) -> None:
    """Says that a shop isn't open."""
    turn.reply("closed", **telling.shop_to(shop, turn.person), why="suspended")


def following(turn: Turn, shop_id: int) -> str | None:
    """How the person follows a shop: on, muted, or not at all (None)."""
    row = follows.of_shop(turn.tx, turn.person.id, shop_id)
    return None if row is None else "muted" if row.muted else "on"


def show_facts(show: Row[Any] | None) -> Facts | None:
    """A show as the texts know it."""
    return None if show is None else {"title": show.title, "link": show.link, "state": show.state}


def _shops(turn: Turn, number: int) -> Facts:
    page = browsing.shops(turn.tx, number)
    first = page.number == 0
    live = shows.live_now(turn.tx, LIVE) if first else []
    coming = browsing.coming_up(turn.tx, COMING) if first else []
    zone = turn.person.zone
    return {
        "live": [{"shop": row.shop, "title": row.title} for row in live],
        "coming": [
            {"shop": row.shop, "title": row.title, "at": row.starts_at, "zone": zone or row.zone}
            for row in coming
        ],
        "shops": [{"shop_id": row.id, "shop": row.name, "live": row.live} for row in page.rows],
        **paging.facts(page),
    }


def _shop(turn: Turn, shop: Row[Any], number: int) -> Facts:
    page = browsing.products(turn.tx, shop.id, number)
    show = shows.on_air(turn.tx, shop.id)
    return telling.shop_to(shop, turn.person) | {
        "currency": shop.currency,
        "show": show_facts(show),
        "following": following(turn, shop.id),
        "goods": [_good(turn, show, row) for row in page.rows],
        **paging.facts(page),
    }


def _good(turn: Turn, show: Row[Any] | None, row: Row[Any]) -> Facts:
    """A ``browsing.products`` row at what it costs now, in the show that is on the air if any."""
    asked = offers.show_price(turn.tx, show, row.product_id, turn.tx.now)
    return {
        "option_id": row.option_id,
        "code": row.code,
        "title": row.title,
        "price": row.price if asked is None else asked,
        "price_to": row.price_to if asked is None else asked,
        "left": row.free,
    }
