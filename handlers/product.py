"""A product's card, and a show, as buyers see them."""

from typing import Any

from sqlalchemy import Row

from handlers import shops
from handlers.turn import Turn
from models import cart, catalog, people, shows, telling
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


def open_show(turn: Turn, show: Row[Any]) -> None:
    """Shows where a show stands."""
    shop = people.shop(turn.tx, show.shop_id)
    people.look_at(turn.tx, turn.person.id, shop.id)
    turn.reply(
        "show",
        **telling.shop_to(shop, turn.person),
        show=shops.show_facts(show),
        at=show.starts_at,
        following=shops.following(turn, shop.id),
    )


def _card(turn: Turn, shop: Row[Any], item: Row[Any]) -> Facts:
    mine = cart.mine(turn.tx, turn.person.id, item.option_id)
    return telling.shop_to(shop, turn.person) | {
        "option_id": item.option_id,
        "code": item.code,
        "title": item.title,
        "option": item.option,
        "price": item.price,
        "currency": shop.currency,
        "left": item.free,
        "in_line": item.waiting,
        "held": sum(row.quantity for row in mine if row.state == "held"),
        "waiting": sum(row.quantity for row in mine if row.state == "waiting"),
        "show": shops.show_facts(shows.on_air(turn.tx, shop.id)),
        "following": shops.following(turn, shop.id),
    }
