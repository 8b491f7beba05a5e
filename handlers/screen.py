"""/show and /next: the product on screen during a show."""

from typing import Any

from sqlalchemy import Row

from handlers import gate, live, paging
from handlers.turn import Turn
from models import catalog, shows

SIZE = 12


def show(turn: Turn) -> None:
    """``/show A12``; the products as buttons without a code."""
    found = live.on_air(turn)
    if found is None:
        return
    shop, running = found
    words = turn.said.args.split()
    if not words:
        _pick(turn, shop, None)
    elif item := gate.by_code(turn, shop, words[0]):
        _put(turn, shop, running, item, extra=len(words) > 1)


def press_screens(turn: Turn, page: int | None = None) -> None:
    """The products as buttons: ``screens:PAGE``."""
    found = live.on_air(turn)
    if found is not None:
        _pick(turn, found[0], page)


def press_screen(turn: Turn, option_id: int) -> None:
    """Puts a product on screen: ``screen:OPTION``."""
    found = live.on_air(turn)
    item = None if found is None else gate.own_item(turn, found[0], option_id)
    if found is not None and item is not None:
        if item.archived:
            turn.toast("toast_gone")
        else:
            _put(turn, *found, item)


def next_(turn: Turn) -> None:
    """The next product by code; the first if none is on screen."""
    found = live.on_air(turn)
    if found is not None:
        _next(turn, *found)


def press_next(turn: Turn, option_id: int) -> None:
    """The product after this one: ``next:OPTION``. Pressed twice it still is the next one."""
    found = live.on_air(turn)
    if found is None:
        return
    item = catalog.find_item(turn.tx, option_id)
    if item is None or found[1].on_screen != item.product_id:
        turn.toast("toast_next_done")
    else:
        _next(turn, *found)


def _next(turn: Turn, shop: Row[Any], running: Row[Any]) -> None:
    items = catalog.items(turn.tx, shop.id)
    shown = [item.product_id for item in items]
    at = shown.index(running.on_screen) + 1 if running.on_screen in shown else 0
    if not items:
        turn.reply("nothing_to_show")
    elif at == len(items):
        turn.reply("lineup_over", **gate.item_facts(shop, items[0]))
    else:
        _put(turn, shop, running, items[at])


def _put(
    turn: Turn, shop: Row[Any], running: Row[Any], item: Row[Any], *, extra: bool = False
) -> None:
    shows.put_on_screen(turn.tx, running.id, item.product_id)
    turn.reply("on_screen", **gate.item_facts(shop, item), extra=extra)


def _pick(turn: Turn, shop: Row[Any], page: int | None) -> None:
    rows, place = paging.page_of(catalog.items(turn.tx, shop.id), page, SIZE)
    if rows:
        items = [gate.item_facts(shop, row) for row in rows]
        paging.show(turn, "pick_screen", page, items=items, **place)
    else:
        turn.reply("nothing_to_show")
