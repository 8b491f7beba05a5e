"""What a person bought: their orders, a page at a time, and what each one covers."""

from typing import Any

from sqlalchemy import Row, select

from models.browsing import Page, page
from models.orders import ORDER
from models.people import SHOP
from models.tx import Tx

_SHOWN = ("processing", "paid", "refunded")


def purchases(tx: Tx, person_id: int, number: int) -> Page:
    """Orders that were paid or are being paid, newest first: order rows with the shop's name."""
    found = select(ORDER, SHOP.c.name.label("shop")).join(SHOP, SHOP.c.id == ORDER.c.shop_id)
    mine = found.where(ORDER.c.person_id == person_id, ORDER.c.state.in_(_SHOWN))
    return page(tx, mine.order_by(ORDER.c.id.desc()), number)


def purchase(tx: Tx, person_id: int, order_id: int) -> Row[Any] | None:
    """One of them, if it is this person's."""
    return tx.one(
        select(ORDER).where(
            ORDER.c.id == order_id, ORDER.c.person_id == person_id, ORDER.c.state.in_(_SHOWN)
        )
    )


def stage(order: Row[Any]) -> str:
    """How far an order is, as its buyer sees it: processing, refunded, shipped, handed_over or
    paid."""
    if order.state == "paid" and order.shipped_at is not None:
        return "handed_over" if order.pickup else "shipped"
    return str(order.state)
