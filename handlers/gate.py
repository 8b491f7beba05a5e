"""The gate of the seller's commands: who has a shop, and whether it may sell now."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Row

from handlers.turn import Turn
from models import catalog, people
from models.tx import Tx
from models.words import codes, money
from models.words.near import near


def owned(turn: Turn) -> Row[Any] | None:
    """The person's shop in whatever state; if there is none, says how to open one."""
    shop = turn.shop()
    if shop is None:
        turn.reply("no_shop")
    return shop


def selling(turn: Turn) -> Row[Any] | None:
    """The person's shop if it is open; otherwise says what is the matter with it."""
    shop = owned(turn)
    if shop is None or shop.state == "open":
        return shop
    turn.reply("shop_not_open", shop=shop.name, why=people.state_of(shop))
    return None


def own(
    turn: Turn, shop: Row[Any] | None, find: Callable[[Tx, int, int], Row[Any] | None], number: int
) -> tuple[Row[Any], Row[Any]] | None:
    """The shop (if there is one) and what of it a button names by ``number``: ``find`` takes the
    shop's id and that. If it is none of the shop's, says it is gone."""
    found = None if shop is None else find(turn.tx, shop.id, number)
    if shop is not None and found is None:
        turn.toast("toast_gone")
    return None if shop is None or found is None else (shop, found)


def own_item(turn: Turn, option_id: int) -> tuple[Row[Any], Row[Any]] | None:
    """``own`` for a product of the person's shop, if that may sell now."""
    return own(turn, selling(turn), item_of, option_id)


def item_of(tx: Tx, shop_id: int, option_id: int) -> Row[Any] | None:
    """An option's product, if it is this shop's."""
    item = catalog.find_item(tx, option_id)
    return item if item is not None and item.shop_id == shop_id else None


def by_code(turn: Turn, shop: Row[Any], code: str) -> Row[Any] | None:
    """The product of this shop that a typed code names; if there is none, says which is near."""
    read = codes.read_code(code)
    item = None if read is None else catalog.item(turn.tx, shop.id, read[1])
    if item is None:
        meant = None if read is None else near(read[1], catalog.keys(turn.tx, shop.id))
        close = None if meant is None else catalog.item(turn.tx, shop.id, meant)
        turn.reply("not_your_code", code=code[:40], near=None if close is None else close.code,
                   option_id=None if close is None else close.option_id)  # fmt: skip
    return item


def item_facts(shop: Row[Any], item: Row[Any], options: Sequence[Row[Any]] = ()) -> dict[str, Any]:
    """A product as its seller sees it; amounts in minor units.

    ``options`` are all of its options where they are to be counted together: ``price`` is the
    lowest then, ``price_to`` the highest, and the stock that of all. ``least`` is what one payment
    must be at least, if ``price`` alone is too little. Else ``option`` is the one.
    """
    every = options or (item,)
    named = [option_facts(one) for one in every if one.option]
    return {
        "option_id": item.option_id,
        "code": item.code,
        "title": item.title,
        "option": "" if options else item.option,
        "price": min(one.price for one in every),
        "least": money.least_payment(min(one.price for one in every), shop.currency),
        "price_to": max(one.price for one in every),
        "currency": shop.currency,
        "free": sum(one.free for one in every),
        "held": sum(one.held for one in every),
        "sold": sum(one.sold for one in every),
        "waiting": sum(one.waiting for one in every),
        "archived": item.archived,
        "hot": bool(item.hot),
        "options": named,
    }


def product_facts(turn: Turn, shop: Row[Any], item: Row[Any]) -> dict[str, Any]:
    """``item_facts`` of a product with all its options."""
    return item_facts(shop, item, catalog.options_of(turn.tx, item.product_id))


def option_facts(option: Row[Any]) -> dict[str, Any]:
    """An option as its seller sees it."""
    return {
        "option_id": option.option_id,
        "option": option.option,
        "price": option.price,
        "free": option.free,
        "held": option.held,
        "sold": option.sold,
        "waiting": option.waiting,
        "archived": option.option_archived,
    }
