"""/products: what a shop sells, page by page; one product's card, archiving and restoring it."""

from typing import Any

from sqlalchemy import Row

from handlers import gate, paging
from handlers.turn import Turn
from models import catalog, photos, shows

SIZE = 8


def products(turn: Turn) -> None:
    """The first page."""
    _list(turn, None, archived=False)


def press_products(turn: Turn, page: int | None = None) -> None:
    """A page of the list: ``products:PAGE``."""
    _list(turn, page, archived=False)


def press_archived(turn: Turn, page: int | None = None) -> None:
    """A page of what is archived: ``archived:PAGE``."""
    _list(turn, page, archived=True)


def _list(turn: Turn, page: int | None, *, archived: bool) -> None:
    shop = gate.selling(turn)
    if shop is None:
        return
    tx = turn.tx
    codes, place = paging.page_of(catalog.keys(tx, shop.id, archived=archived), page, SIZE)
    rows = catalog.goods(tx, shop.id, archived=archived, only=codes)
    others = 0 if archived else len(catalog.keys(tx, shop.id, archived=True))
    items = [gate.item_facts(shop, options[0], options) for options in rows]
    paging.show(turn, "products", page, items=items, archived=archived, others=others, **place)


def press_edit(turn: Turn, option_id: int) -> None:
    """A product's card: ``edit:OPTION``."""
    found = gate.own_item(turn, option_id)
    if found is not None:
        card(turn, *found)


def card(turn: Turn, shop: Row[Any], item: Row[Any]) -> None:
    """Shows a product's card, in place where a button was pressed."""
    live = shows.on_air(turn.tx, shop.id) is not None
    turn.edit("product_card", **card_facts(turn, shop, item), live=live)


def card_facts(turn: Turn, shop: Row[Any], item: Row[Any]) -> dict[str, Any]:
    """All that a product's card says, but whether a show is on."""
    return gate.product_facts(turn, shop, item) | {
        "description": item.description,
        "limit": item.most,
        "hot": item.hot,
        "photos": len(photos.of_product(turn.tx, item.product_id)),
    }


def press_hot(turn: Turn, option_id: int, hot: int) -> None:
    """Sold only when the show's last alert is out, or at any time again: ``hot:OPTION:1|0``."""
    found = gate.own_item(turn, option_id)
    if found is not None:
        catalog.edit_product(turn.tx, found[1].product_id, hot=hot == 1)
        card(turn, found[0], catalog.item_of(turn.tx, option_id))


def press_archive(turn: Turn, option_id: int) -> None:
    """Asks once before a product is taken off sale: ``archive:OPTION``."""
    found = gate.own_item(turn, option_id)
    if found is not None:
        turn.edit("archive_ask", **gate.product_facts(turn, *found))


def press_archive_now(turn: Turn, option_id: int) -> None:
    """Yes, archive: ``archivenow:OPTION``. What is held stays held."""
    _move(turn, option_id, archived=True)


def press_restore(turn: Turn, option_id: int) -> None:
    """Back on sale: ``restore:OPTION``."""
    _move(turn, option_id, archived=False)


def _move(turn: Turn, option_id: int, *, archived: bool) -> None:
    found = gate.own_item(turn, option_id)
    if found is None:
        return
    shop, item = found
    if archived:
        catalog.edit_product(turn.tx, item.product_id, archived=True)
    elif not catalog.restore(turn.tx, item):
        turn.toast("toast_code_taken", code=item.code)
        return
    card(turn, shop, catalog.item_of(turn.tx, option_id))
