"""/products: what a shop sells, page by page, and one product's card with its changes."""

from typing import Any

from sqlalchemy import Row

from handlers import asking, gate, paging
from handlers.turn import Turn
from models import catalog, money, product_line, shows
from models.money import PriceProblem
from models.product_line import ProductLineProblem
from models.talks import Talking

TALK = "edit"
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
    rows, place = paging.page_of(catalog.items(turn.tx, shop.id, archived=archived), page, SIZE)
    others = 0 if archived else len(catalog.items(turn.tx, shop.id, archived=True))
    items = [gate.item_facts(shop, row) for row in rows]
    paging.show(turn, "products", page, items=items, archived=archived, others=others, **place)


def press_edit(turn: Turn, option_id: int) -> None:
    """A product's card: ``edit:OPTION``."""
    shop = gate.selling(turn)
    item = None if shop is None else gate.own_item(turn, shop, option_id)
    if shop is not None and item is not None:
        card(turn, shop, item)


def card(turn: Turn, shop: Row[Any], item: Row[Any]) -> None:
    """Shows a product's card, in place where a button was pressed."""
    live = shows.on_air(turn.tx, shop.id) is not None
    turn.edit("product_card", **gate.item_facts(shop, item), live=live)


def press_price(turn: Turn, option_id: int) -> None:
    """``price:OPTION``."""
    _ask(turn, option_id, "price")


def press_title(turn: Turn, option_id: int) -> None:
    """``title:OPTION``."""
    _ask(turn, option_id, "title")


def press_photo(turn: Turn, option_id: int) -> None:
    """``photo:OPTION``."""
    _ask(turn, option_id, "photo")


def _ask(turn: Turn, option_id: int, step: str) -> None:
    shop = gate.selling(turn)
    item = None if shop is None else gate.own_item(turn, shop, option_id)
    if shop is not None and item is not None:
        asking.ask(turn, TALK, step, {"option_id": option_id}, f"edit_{step}",
                   **_facts(shop, item), problem=None)  # fmt: skip


def _facts(shop: Row[Any], item: Row[Any]) -> dict[str, Any]:
    return gate.item_facts(shop, item) | {
        "most": product_line.LONGEST_TITLE,
        "example_price": product_line.example_price(shop.currency),
    }


def step(turn: Turn, talking: Talking) -> None:
    """Hears a new price, title or photo."""
    shop = gate.selling(turn)
    item = None if shop is None else catalog.find_item(turn.tx, talking.draft["option_id"])
    if shop is None or item is None:
        asking.done(turn)
    elif talking.step == "photo":
        _photo(turn, shop, talking, item)
    elif (text := asking.typed(turn)) is not None:
        (_price if talking.step == "price" else _title)(turn, shop, talking, item, text)


def _price(turn: Turn, shop: Row[Any], talking: Talking, item: Row[Any], text: str) -> None:
    price = money.read_price(text, shop.currency)
    if isinstance(price, PriceProblem):
        asking.again(turn, talking, "edit_price", **_facts(shop, item), problem=price.reason,
                     piece=price.piece)  # fmt: skip
    else:
        catalog.set_price(turn.tx, item.option_id, price)
        _done(turn, shop, item)


def _title(turn: Turn, shop: Row[Any], talking: Talking, item: Row[Any], text: str) -> None:
    title = product_line.read_title(text)
    if isinstance(title, ProductLineProblem):
        asking.again(turn, talking, "edit_title", **_facts(shop, item), problem=title.reason)
    else:
        catalog.edit_product(turn.tx, item.product_id, title=title)
        _done(turn, shop, item)


def _photo(turn: Turn, shop: Row[Any], talking: Talking, item: Row[Any]) -> None:
    if turn.said.photo is None:
        asking.again(turn, talking, "edit_photo", **_facts(shop, item),
                     problem="file" if turn.said.document else "text")  # fmt: skip
    else:
        catalog.edit_product(turn.tx, item.product_id, photo=turn.said.photo)
        _done(turn, shop, item)


def _done(turn: Turn, shop: Row[Any], item: Row[Any]) -> None:
    asking.done(turn)
    card(turn, shop, catalog.item_of(turn.tx, item.option_id))


def press_archive(turn: Turn, option_id: int) -> None:
    """Asks once before a product is taken off sale: ``archive:OPTION``."""
    shop = gate.selling(turn)
    item = None if shop is None else gate.own_item(turn, shop, option_id)
    if shop is not None and item is not None:
        turn.edit("archive_ask", **gate.item_facts(shop, item))


def press_archive_now(turn: Turn, option_id: int) -> None:
    """Yes, archive: ``archivenow:OPTION``. What is held stays held."""
    _move(turn, option_id, archived=True)


def press_restore(turn: Turn, option_id: int) -> None:
    """Back on sale: ``restore:OPTION``."""
    _move(turn, option_id, archived=False)


def _move(turn: Turn, option_id: int, *, archived: bool) -> None:
    shop = gate.selling(turn)
    item = None if shop is None else gate.own_item(turn, shop, option_id)
    if shop is None or item is None:
        return
    if archived:
        catalog.edit_product(turn.tx, item.product_id, archived=True)
    elif not catalog.restore(turn.tx, item):
        turn.toast("toast_code_taken", code=item.code)
        return
    card(turn, shop, catalog.item_of(turn.tx, option_id))
