"""The shop panel: the shop at a glance, and buttons to everything a seller does."""

from typing import Any

from sqlalchemy import Row

from handlers import gate
from handlers.turn import Turn
from models import follows, holds, people, sales, shows, telling
from models.words import product_line


def panel(turn: Turn, news: str | None = None) -> None:
    """Shows the panel; ``news`` is opened or pending right after the shop was opened."""
    shop = gate.owned(turn)
    if shop is not None:
        turn.reply("panel", **facts(turn, shop), news=news, now=turn.tx.now)


def press_panel(turn: Turn) -> None:
    """The Shop button: ``panel``."""
    panel(turn)


def facts(turn: Turn, shop: Row[Any]) -> dict[str, Any]:
    """A shop as its seller sees it. ``hold`` is in ms, ``shipping_fee`` in minor units."""
    show = shows.on_air(turn.tx, shop.id)
    count = sales.counts(turn.tx, shop.id)
    return telling.shop_facts(shop) | {
        "state": people.state_of(shop),
        "currency": shop.currency,
        "example_price": product_line.example_price(shop.currency),
        "shipping": shop.shipping,
        "shipping_fee": shop.shipping_fee,
        "hold": holds.hold_of(turn.tx, shop),
        "products": count.products,
        "to_pack": count.to_pack,
        "followers": follows.followers(turn.tx, shop.id),
        "live": None if show is None else show.state,
        "title": None if show is None else show.title,
    }
