"""An order as its buyer sees it, read from the rows in one go."""

from typing import Any

import orjson
from sqlalchemy import Row

from models import orders, people
from models.tx import Facts, Tx
from pages.looks import RECEIPTS, web_link

SOON, LATER = 4, 60
"""How often (s) the page looks again: for a payment just made, and for a bank that takes time."""


def receipt(tx: Tx, token: str) -> Facts | None:
    """An order for its page, with the buyer's ``language``; None if there is none.

    ``stage`` is waiting, processing, ended, paid, shipped, refunding or refunded.
    """
    row = orders.by_token(tx, token)
    if row is None:
        return None
    person, seller = people.person(tx, row.person_id), people.shop(tx, row.shop_id)
    covered = orders.lines(tx, row.id)
    stage = _stage(row)
    return _money(row) | {
        "language": person.language,
        "shop": seller.name,
        "chat": tx.terms.deep_link(f"s_{seller.slug}"),
        "zone": person.zone or seller.zone,
        "order": row.id,
        "stage": stage,
        "lines": [_line(line) for line in covered],
        "paid_at": row.paid_at,
        "shipped_at": row.shipped_at,
        "tracking": row.tracking,
        "tracking_link": web_link(row.tracking),
        "pickup": row.pickup,
        "address": None if row.address is None else orjson.loads(row.address),
        "pay": _to_pay(tx, covered) if stage in ("waiting", "ended") else None,
        "instead": _instead(tx, row, covered) if stage == "ended" else None,
        "refresh": {"waiting": SOON, "processing": LATER}.get(stage),
    }


def _stage(row: Row[Any]) -> str:
    if row.state in orders.ACTIVE:
        return "waiting"
    if row.state in ("expired", "failed"):
        return "ended"
    if row.state != "paid":
        return str(row.state)
    if row.refunding == row.paid:
        return "refunding"
    return "paid" if row.shipped_at is None else "shipped"


def _money(row: Row[Any]) -> Facts:
    return {
        "currency": row.currency,
        "amount": row.amount,
        "shipping": row.shipping,
        "paid": row.paid,
        "refunded": row.refunded,
        "coming_back": row.refunding - row.refunded,
    }


def _line(line: Row[Any]) -> Facts:
    return {
        "code": line.code,
        "title": line.title,
        "option": line.option,
        "quantity": line.ordered,
        "total": line.ordered * line.price,
    }


def _to_pay(tx: Tx, covered: list[Row[Any]]) -> str | None:
    """The address where what is still held of an unpaid order can be paid."""
    for line in covered:
        frozen = line.order_id is not None
        if line.state == "held" and not line.giving_up and (frozen or line.deadline > tx.now):
            return f"/pay/{line.token}"
    return None


def _instead(tx: Tx, row: Row[Any], covered: list[Row[Any]]) -> str | None:
    """The address of the order that what this one covered was paid with."""
    for order_id in {line.order_id for line in covered} - {row.id, None}:
        other = orders.order(tx, order_id)
        if other.state in RECEIPTS:
            return f"/orders/{other.token}"
    return None
