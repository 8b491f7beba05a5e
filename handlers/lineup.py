"""A show's lineup: its products in order, and one of them, moved, added or taken out by buttons."""

from typing import Any

from sqlalchemy import Row

from handlers import my_shows, paging, screen
from handlers.turn import Turn
from models import catalog, lineup, shows
from models.tx import Facts

SIZE = 8


def own(turn: Turn, show_id: int) -> tuple[Row[Any], Row[Any]] | None:
    """The person's shop and a show of it whose lineup can still change; else says why not."""
    return my_shows.own_show(turn, show_id, "scheduled", *shows.ON)


def press_lineup(turn: Turn, show_id: int, page: int | None = None) -> None:
    """A show's lineup: ``lineup:SHOW``, a page of it in place: ``lineup:SHOW:PAGE``."""
    found = own(turn, show_id)
    if found is not None:
        show_page(turn, *found, page)


def show_page(
    turn: Turn, shop: Row[Any], show: Row[Any], page: int | None, *, same: bool = False
) -> None:
    """Shows a page of the lineup; ``same``: what was typed changed nothing in it."""
    rows, place = paging.page_of(lineup.entries(turn.tx, show), page, SIZE)
    first = place["page"] * SIZE + 1
    items = [_facts(shop, show, row) | {"number": at} for at, row in enumerate(rows, first)]
    paging.show(
        turn, "lineup", page, **place, show=show.id, title=show.title, items=items,
        chosen=lineup.is_chosen(turn.tx, show.id), same=same,
    )  # fmt: skip


def _facts(shop: Row[Any], show: Row[Any], row: Row[Any]) -> Facts:
    on = show.state in shows.ON and show.on_screen == row.product_id
    return screen.facts(shop, row) | {"on_screen": on}


def press_one(turn: Turn, show_id: int, product_id: int) -> None:
    """One product of a lineup: ``lineupone:SHOW:PRODUCT``."""
    found = own(turn, show_id)
    if found is not None:
        card(turn, *found, product_id)


def card(turn: Turn, shop: Row[Any], show: Row[Any], product_id: int) -> None:
    """Shows one product of the lineup, in place where a button was pressed."""
    rows = lineup.entries(turn.tx, show)
    ids = [row.product_id for row in rows]
    if product_id not in ids:
        turn.toast("toast_gone")
        show_page(turn, shop, show, 0)
        return
    place = ids.index(product_id)
    turn.edit(
        "lineup_one", **_facts(shop, show, rows[place]), show=show.id, place=place, total=len(rows),
        page=place // SIZE,
    )  # fmt: skip


def press_move(turn: Turn, show_id: int, product_id: int, place: int, to: int) -> None:
    """Moves a product from a place to another: ``lineupmove:SHOW:PRODUCT:PLACE:TO``. Pressed twice
    it is moved once."""
    found = own(turn, show_id)
    if found is not None:
        lineup.move(turn.tx, found[1], product_id, place, to)
        card(turn, *found, product_id)


def press_drop(turn: Turn, show_id: int, product_id: int) -> None:
    """Takes a product out: ``lineupdrop:SHOW:PRODUCT``."""
    found = own(turn, show_id)
    if found is not None:
        if not lineup.remove(turn.tx, found[1], product_id):
            turn.toast("toast_lineup_last")
        show_page(turn, *found, 0)


def press_all(turn: Turn, show_id: int) -> None:
    """Adds all that the shop sells: ``lineupall:SHOW``."""
    found = own(turn, show_id)
    if found is not None:
        add_all(turn, *found)
        show_page(turn, *found, 0)


def add_all(turn: Turn, shop: Row[Any], show: Row[Any]) -> None:
    """Puts all that the shop sells into the lineup."""
    items = catalog.items(turn.tx, shop.id)
    lineup.choose(turn.tx, show, list(dict.fromkeys(int(item.product_id) for item in items)))


def press_clear(turn: Turn, show_id: int) -> None:
    """Asks once before the lineup is forgotten: ``lineupclear:SHOW``."""
    found = own(turn, show_id)
    if found is not None:
        turn.edit("lineup_clear_ask", show=show_id, title=found[1].title)


def press_clear_now(turn: Turn, show_id: int) -> None:
    """Yes, forget it: ``lineupclearnow:SHOW``."""
    found = own(turn, show_id)
    if found is not None:
        lineup.clear(turn.tx, found[1])
        show_page(turn, *found, 0)
