"""/shop: the links and the QR code that bring people to a shop."""

from typing import Any

from sqlalchemy import Row

from handlers import gate
from handlers.turn import Turn
from models import chats, telling


def links(turn: Turn) -> None:
    """Shows the links; the picture is the QR code of the one that follows at once."""
    shop = gate.selling(turn)
    if shop is None:
        return
    terms = turn.tx.terms
    follow = terms.deep_link(f"f_{shop.slug}")
    public = terms.public_url
    turn.reply(
        "links", **telling.shop_facts(shop), shop_url=terms.deep_link(f"s_{shop.slug}"),
        follow_url=follow, page_url=f"{public}/s/{shop.slug}" if public else None, qr=follow,
        overlay_url=_overlay(turn, shop), local=public is None,
        linked=[row.title for row in chats.of_shop(turn.tx, shop.id)],
    )  # fmt: skip


def _overlay(turn: Turn, shop: Row[Any]) -> str | None:
    """Where the overlay for the shop's video is found: anywhere, or on the market's computer."""
    where = turn.tx.terms.public_url or turn.tx.terms.local_url
    return f"{where}/overlay/{shop.token}" if where else None


def press_links(turn: Turn) -> None:
    """The Links button: ``links``."""
    links(turn)
