"""/show and /next: the product on screen during a show."""

from typing import Any

from sqlalchemy import Row

from handlers import flash, gate, live, paging
from handlers.turn import Turn
from models import catalog, flashes, lineup
from models.tx import Facts
from models.words import flash_words
from models.words.flash_words import Flash, FlashProblem

SIZE = 12


def show(turn: Turn) -> None:
    """``/show A12 [price [minutes]]``; the products as buttons without a code.

    Shown again without a price it is back at its usual one.
    """
    found = live.on_air(turn)
    if found is None:
        return
    shop, running = found
    code, *rest = turn.said.args.split(maxsplit=1) or [""]
    if not code:
        _pick(turn, shop, running, None)
        return
    item = gate.by_code(turn, shop, code)
    if item is None:
        return
    read = flash_words.read_flash(" ".join(rest), shop.currency)
    if isinstance(read, FlashProblem):
        flash.refuse(turn, shop, item, read)
    elif read is not None:
        flash.offer(turn, shop, running, item.product_id, read)
    else:
        flashes.end_flash(turn.tx, running.id, item.product_id)
        put(turn, running, item.product_id)


def put(turn: Turn, running: Row[Any], product_id: int, price: Flash | None = None) -> None:
    """Puts a product on screen; under a button, what is there already stays as it is."""
    pressed = turn.said.press_id is not None
    if not (pressed and price is None and running.on_screen == product_id):
        flash.put(turn.tx, running.id, product_id, price)
    if pressed:
        entry = lineup.entry(turn.tx, running, product_id)
        turn.toast("toast_on_screen", code="" if entry is None else entry.code)
    live.show_control(turn, running.id)


def press_screens(turn: Turn, page: int | None = None) -> None:
    """The products as buttons: ``screens:PAGE``."""
    found = live.on_air(turn)
    if found is not None:
        _pick(turn, *found, page)


def press_screen(turn: Turn, option_id: int) -> None:
    """Puts a product on screen: ``screen:OPTION``."""
    found = live.on_air(turn)
    ours = None if found is None else gate.own(turn, found[0], gate.item_of, option_id)
    if found is not None and ours is not None:
        if ours[1].archived:
            turn.toast("toast_gone")
        else:
            put(turn, found[1], ours[1].product_id)


def next_(turn: Turn) -> None:
    """The next product of the lineup; the first if none is on screen."""
    found = live.on_air(turn)
    if found is not None:
        _next(turn, *found)


def press_next(turn: Turn, option_id: int) -> None:
    """The product after this one (0: none is shown): ``next:OPTION``. Pressed twice it still is
    the next one."""
    found = live.on_air(turn)
    if found is None:
        return
    item = catalog.find_item(turn.tx, option_id)
    shown = None if item is None else item.product_id
    if shown in (found[1].on_screen, _seen(turn, found[1])):
        _next(turn, *found)
    else:
        turn.toast("toast_next_done")


def _seen(turn: Turn, running: Row[Any]) -> int | None:
    """The product on screen, unless it was taken off sale there."""
    on = running.on_screen
    entry = None if on is None else lineup.entry(turn.tx, running, on)
    return None if entry is None else int(entry.product_id)


def _next(turn: Turn, shop: Row[Any], running: Row[Any]) -> None:
    rows = lineup.entries(turn.tx, running)
    coming = lineup.after(rows, running.on_screen)
    if not rows:
        turn.reply("nothing_to_show")
    elif coming is None:
        turn.reply("lineup_over", **facts(shop, rows[0]))
    else:
        put(turn, running, coming.product_id)


def _pick(turn: Turn, shop: Row[Any], running: Row[Any], page: int | None) -> None:
    rows, place = paging.page_of(lineup.entries(turn.tx, running), page, SIZE)
    if rows:
        paging.show(turn, "pick_screen", page, items=[facts(shop, row) for row in rows], **place)
    else:
        turn.reply("nothing_to_show")


def facts(shop: Row[Any], row: Row[Any]) -> Facts:
    """A ``lineup.entries`` row as its seller sees it; amounts in minor units."""
    return {
        "product": row.product_id,
        "option_id": row.option_id,
        "code": row.code,
        "title": row.title,
        "price": row.lowest if row.price is None else row.price,
        "usual": row.lowest,
        "own_price": row.price,
        "most": row.most,
        "currency": shop.currency,
        "options": row.options,
        "left": row.free,
        "waiting": row.waiting,
        "hot": bool(row.hot),
    }
