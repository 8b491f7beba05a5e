"""The gate of the seller's commands: who has a shop, and whether it may sell now."""

from typing import Any

from sqlalchemy import Row

from handlers.turn import Turn
from models import catalog, codes
from models.near import near


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
    turn.reply("shop_not_open", shop=shop.name, why=shop.state)
    return None


def own_item(turn: Turn, shop: Row[Any], option_id: int) -> Row[Any] | None:
    """The product of this shop that a button names; if it is none of theirs, says it is gone."""
    item = catalog.find_item(turn.tx, option_id)
    if item is None or item.shop_id != shop.id:
        turn.toast("toast_gone")
        return None
    return item


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


def item_facts(shop: Row[Any], item: Row[Any]) -> dict[str, Any]:
    """A product as its seller sees it; amounts in minor units."""
    return {
        "option_id": item.option_id,
        "code": item.code,
        "title": item.title,
        "price": item.price,
        "currency": shop.currency,
        "free": item.free,
        "held": item.held,
        "sold": item.sold,
        "waiting": item.waiting,
        "archived": item.archived,
    }
