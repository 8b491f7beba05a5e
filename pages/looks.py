"""What the shop's page and the way to a payment show, read from the rows in one go."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

import segno
from markupsafe import Markup
from sqlalchemy import Row

from models import catalog, checkouts, orders, people, reservations, shows
from models.outcomes import CheckoutOutcome
from models.tx import Facts, Tx
from pages.photos import mark
from pages.prices import prices

MOST_PRODUCTS = 200
INK = "#211b3c"
RECEIPTS = ("processing", "paid", "refunded")
Progress = Literal["coming", "refused", "changed"]


@dataclass(frozen=True, slots=True)
class Buyer:
    """Who pays, for which reservation, with which shop, in which language."""

    person_id: int
    shop_id: int
    reservation_id: int
    shop: str
    language: str
    link: str
    """The way into the chat."""


def shop(tx: Tx, slug: str) -> Facts | None:
    """A shop that is open, with its products and its show; None if there is none."""
    row = _open(tx, slug)
    if row is None:
        return None
    show = shows.on_air(tx, row.id)
    found = catalog.goods(tx, row.id)
    products = [_product(tx, row.slug, every, show) for every in found[:MOST_PRODUCTS]]
    link = tx.terms.deep_link(f"s_{row.slug}")
    return {
        "shop": row.name,
        "slug": row.slug,
        "currency": row.currency,
        "chat": link,
        "follow": tx.terms.deep_link(f"f_{row.slug}"),
        "qr": qr(link),
        "show": None if show is None else _show(show),
        "products": products,
        "pictured": any(one["photo"] for one in products),
        "more": max(0, len(found) - MOST_PRODUCTS),
    }


def _open(tx: Tx, slug: str) -> Row[Any] | None:
    row = people.shop_by_slug(tx, slug)
    return row if row is not None and row.state == "open" else None


def photo(tx: Tx, slug: str, product_id: int) -> str | None:
    """The file id of a product's first photo; None if there is none, or its shop's page doesn't
    show the product."""
    row = _open(tx, slug)
    item = next(iter(catalog.options_of(tx, product_id)), None)
    if row is None or item is None or item.shop_id != row.id or item.archived:
        return None
    found: str | None = item.photo
    return found


def _show(row: Row[Any]) -> Facts:
    return {"title": row.title, "link": web_link(row.link), "paused": row.state == "paused"}


def _product(tx: Tx, slug: str, every: Sequence[Row[Any]], show: Row[Any] | None) -> Facts:
    item = every[0]
    asked = prices(tx, show, every)
    payload = f"p_{slug}_{item.code}" if item.code.isascii() else f"s_{slug}"
    return {
        "code": item.code,
        "title": item.title,
        "description": item.description,
        "photo": item.photo and f"/s/{slug}/photo/{item.product_id}?v={mark(item.photo)}",
        "options": [
            {"option": one.option, "price": price, "free": one.free}
            for one, price in zip(every, asked.each, strict=True)
            if one.option
        ],
        "price": asked.low,
        "price_to": asked.high,
        "was": asked.was,
        "free": sum(one.free for one in every),
        "on_screen": show is not None and item.product_id == show.on_screen,
        "link": tx.terms.deep_link(payload),
    }


def web_link(text: str | None) -> str | None:
    """The text if it is an address for a browser, else None."""
    return text if text and text.startswith(("https://", "http://")) else None


@lru_cache(maxsize=256)
def qr(text: str) -> Markup:
    """A picture of the text for a phone's camera, as inline SVG in dark ink."""
    made = segno.make(text, error="m", micro=False)
    drawn = made.svg_inline(border=0, omitsize=True, dark=INK, svgclass=None, lineclass=None)
    return Markup(drawn)  # segno writes nothing of the text into it


def buyer(tx: Tx, token: str) -> Buyer | None:
    """Whose payment address carries ``token``."""
    row = reservations.by_token(tx, token)
    if row is None:
        return None
    seller = people.shop(tx, row.shop_id)
    return Buyer(
        row.person_id, row.shop_id, row.id, seller.name,
        people.person(tx, row.person_id).language, tx.terms.deep_link(f"r_{row.id}"),
    )  # fmt: skip


def checkout(tx: Tx, who: Buyer) -> CheckoutOutcome:
    """Wants, or finds, the checkout for all the buyer holds with the shop."""
    return checkouts.open_checkout(tx, who.person_id, who.shop_id, by_chat=False)


def progress(tx: Tx, who: Buyer, order_id: int) -> Progress:
    """Whether the checkout is still being made, was refused, or is worth asking for again."""
    running = orders.active(tx, who.person_id, who.shop_id)
    if running is not None:
        return "changed" if running.state == "open" else "coming"
    return "refused" if orders.order(tx, order_id).state == "failed" else "changed"


def receipt(tx: Tx, who: Buyer) -> str | None:
    """The token of the order that the reservation was paid with, or None."""
    row = reservations.known(tx, who.reservation_id)
    if row.order_id is None:
        return None
    order = orders.order(tx, row.order_id)
    return str(order.token) if order.state in RECEIPTS else None
