"""A product's card, as buyers see it."""

from typing import Any

from sqlalchemy import Row

from handlers import shops
from handlers.turn import Turn
from models import cart, catalog, follows, offers, people, shows, telling
from models.store import Facts


def press_product(turn: Turn, option_id: int) -> None:
    """``product:OPTION`` opens a product's card."""
    item = catalog.find_item(turn.tx, option_id)
    if item is None or item.archived:
        turn.toast("gone_product")
    else:
        open_product(turn, item)


def open_product(turn: Turn, item: Row[Any]) -> None:
    """Shows a product's card; a bare code is looked up in its shop from now on."""
    shop = people.shop(turn.tx, item.shop_id)
    if shop.state != "open":
        turn.reply("closed", **telling.shop_to(shop, turn.person), why="suspended")
        return
    people.look_at(turn.tx, turn.person.id, shop.id)
    turn.reply("product", **_card(turn, shop, item), photo=item.photo)


def again(turn: Turn, item: Row[Any]) -> None:
    """Brings a card up to date where it was pressed."""
    turn.edit("product", **_card(turn, people.shop(turn.tx, item.shop_id), item))


def _card(turn: Turn, shop: Row[Any], item: Row[Any]) -> Facts:
    mine = cart.mine(turn.tx, turn.person.id, item.option_id)
    show = shows.on_air(turn.tx, shop.id)
    return telling.shop_to(shop, turn.person) | {
        "option_id": item.option_id,
        "code": item.code,
        "title": item.title,
        "option": item.option,
        "price": offers.offer(turn.tx, show, item, turn.tx.now).price,
        "currency": shop.currency,
        "left": item.free,
        "in_line": item.waiting,
        "held": sum(row.quantity for row in mine if row.state == "held"),
        "waiting": sum(row.quantity for row in mine if row.state == "waiting"),
        "show": shops.show_facts(show),
        "following": shops.following(turn, shop.id),
        "product": item.product_id,
        "awaiting": follows.awaits(turn.tx, turn.person.id, item.product_id),
    }
