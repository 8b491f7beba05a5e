"""What a page shows, read from the rows in one go."""

from dataclasses import dataclass
from typing import Any

import orjson

from models import catalog, checkouts, orders, people, reservations, shows
from models.outcomes import CheckoutOutcome
from models.store import Facts, Tx
from models.terms import Terms

MOST_PRODUCTS = 200


@dataclass(frozen=True, slots=True)
class Buyer:
    """Who pays, with which shop, in which language."""

    person_id: int
    shop_id: int
    language: str


def common(terms: Terms) -> Facts:
    """What every page knows."""
    return {"bot_link": f"https://t.me/{terms.bot}"}


def shop(tx: Tx, slug: str) -> Facts | None:
    """A shop that is open, with its products and its show; None if there is none."""
    row = people.shop_by_slug(tx, slug)
    if row is None or row.state != "open":
        return None
    show = shows.on_air(tx, row.id)
    return common(tx.terms) | {
        "shop": row.name,
        "currency": row.currency,
        "link": tx.terms.deep_link(f"s_{row.slug}"),
        "follow_link": tx.terms.deep_link(f"f_{row.slug}"),
        "live": None if show is None else {"title": show.title, "link": show.link},
        "products": [
            {
                "code": item.code, "title": item.title, "option": item.option,
                "price": item.price, "free": item.free,
                "link": tx.terms.deep_link(f"p_{row.slug}_{item.code}"),
            }
            for item in catalog.items(tx, row.id)[:MOST_PRODUCTS]
        ],
    }  # fmt: skip


def buyer(tx: Tx, token: str) -> Buyer | None:
    """Whose payment address carries ``token``."""
    row = reservations.by_token(tx, token)
    if row is None:
        return None
    return Buyer(row.person_id, row.shop_id, people.person(tx, row.person_id).language)


def checkout(tx: Tx, who: Buyer) -> CheckoutOutcome:
    """Wants, or finds, the checkout for all the buyer holds with the shop."""
    return checkouts.open_checkout(tx, who.person_id, who.shop_id, by_chat=False)


def last_receipt(tx: Tx, who: Buyer) -> str | None:
    """The token of the buyer's newest order with the shop, or None."""
    mine = (row for row in orders.of_person(tx, who.person_id) if row.shop_id == who.shop_id)
    newest: Any = next(mine, None)
    return None if newest is None else str(newest.token)


def order(tx: Tx, token: str) -> Facts | None:
    """An order for its receipt, with the buyer's ``language``; None if there is none."""
    row = orders.by_token(tx, token)
    if row is None:
        return None
    person, seller = people.person(tx, row.person_id), people.shop(tx, row.shop_id)
    return common(tx.terms) | {
        "language": person.language,
        "shop": seller.name,
        "shop_link": tx.terms.deep_link(f"s_{seller.slug}"),
        "zone": person.zone or seller.zone,
        "order": row.id,
        "state": row.state,
        "lines": orders.lines(tx, row.id),
        "amount": row.amount,
        "shipping": row.shipping,
        "refunded": row.refunded,
        "refunding": row.refunding,
        "currency": row.currency,
        "paid_at": row.paid_at,
        "shipped_at": row.shipped_at,
        "tracking": row.tracking,
        "pickup": seller.shipping == "pickup",
        "address": None if row.address is None else orjson.loads(row.address),
        "refresh": 3 if row.state in orders.UNPAID else None,
    }
