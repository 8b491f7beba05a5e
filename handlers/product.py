"""A product's card, as buyers see it."""

from typing import Any

from sqlalchemy import Row

from handlers import shops
from handlers.turn import Turn
from models import catalog, follows, offers, opening, people, photos, reservations, shows, telling
from models.tx import Facts

MOST_IN_ALBUM = 5
"""So many photos go in one message: each counts as one towards what a chat may be sent."""


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
    if shops.is_open(turn, shop):
        turn.look_at(shop.id)
        turn.reply("product", **_card(turn, shop, item), photo=item.photo)


def again(turn: Turn, item: Row[Any]) -> None:
    """Brings a card up to date where it was pressed, if it can still be seen."""
    if _may_see(turn, item):
        turn.edit("product", **_card(turn, people.shop(turn.tx, item.shop_id), item))


def press_album(turn: Turn, option_id: int) -> None:
    """``album:OPTION``: all photos of a product, a few in each message."""
    item = catalog.find_item(turn.tx, option_id)
    files = [] if item is None else [
        row.file_id for row in photos.of_product(turn.tx, item.product_id)
    ]  # fmt: skip
    if item is None or not files or not _may_see(turn, item):
        turn.toast("gone_product")
        return
    messages = -(-len(files) // MOST_IN_ALBUM)
    size = -(-len(files) // messages)
    for start in range(0, len(files), size):
        some = files[start : start + size]
        sent = {"photo": some[0]} if len(some) == 1 else {"album": some}
        turn.reply("album", code=item.code, title=item.title, **sent)


def _may_see(turn: Turn, item: Row[Any]) -> bool:
    shop = people.shop(turn.tx, item.shop_id)
    return shop.owner_id == turn.person.id or (shop.state == "open" and not item.archived)


def _card(turn: Turn, shop: Row[Any], item: Row[Any]) -> Facts:
    every = catalog.options_of(turn.tx, item.product_id) or [item]
    ids = {one.option_id for one in every}
    mine = [row for row in reservations.open_lines(turn.tx, turn.person.id) if row.option_id in ids]
    show = shows.on_air(turn.tx, shop.id)
    prices = [one.price for one in offers.of_options(turn.tx, show, every, turn.tx.now)]
    return telling.shop_to(shop, turn.person) | {
        "option_id": every[0].option_id,
        "code": item.code,
        "title": item.title,
        "option": "",
        "description": item.description,
        "limit": item.most,
        "price": min(prices),
        "price_to": max(prices),
        "currency": shop.currency,
        "left": sum(one.free for one in every),
        "in_line": sum(one.waiting for one in every),
        "options": [
            {"option_id": one.option_id, "option": one.option, "price": price, "left": one.free}
            for one, price in zip(every, prices, strict=True)
            if one.option
        ],
        "photos": len(photos.of_product(turn.tx, item.product_id)),
        "held": sum(row.quantity for row in mine if row.state == "held"),
        "waiting": sum(row.quantity for row in mine if row.state == "waiting"),
        "show": shops.show_facts(show),
        "following": shops.following(turn, shop.id),
        "product": item.product_id,
        "awaiting": follows.awaits(turn.tx, turn.person.id, item.product_id),
        "waits_for": opening.waits_for(turn.tx, show, item),
    }
