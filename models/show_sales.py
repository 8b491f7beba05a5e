"""The file of a show: a row for each reservation, whatever became of it."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import orjson
from sqlalchemy import Row, select

from models.catalog import OPTION, PRODUCT
from models.orders import ORDER
from models.people import PERSON
from models.reservations import RESERVATION
from models.sheet import written
from models.tx import Tx
from models.words.money import plain

MOST = 20_000
_COLUMNS = (
    "said_at", "buyer", "username", "code", "title", "option", "quantity", "price", "total",
    "currency", "state", "paid_at", "order", "name", "phone", "address", "tracking",
)  # fmt: skip


def as_csv(tx: Tx, shop: Row[Any], show: Row[Any]) -> str:
    """A show's claims as a CSV text, by the order in which they were said."""
    rows = tx.all(
        select(
            RESERVATION, PERSON.c.name.label("buyer"), PERSON.c.username, PRODUCT.c.code,
            PRODUCT.c.title, OPTION.c.name.label("option"), ORDER.c.state.label("order_state"),
            ORDER.c.paid_at, ORDER.c.address, ORDER.c.tracking,
        )
        .join(PERSON, PERSON.c.id == RESERVATION.c.person_id)
        .join(OPTION, OPTION.c.id == RESERVATION.c.option_id)
        .join(PRODUCT, PRODUCT.c.id == OPTION.c.product_id)
        .outerjoin(ORDER, ORDER.c.id == RESERVATION.c.order_id)
        .where(RESERVATION.c.show_id == show.id)
        .order_by(RESERVATION.c.said_at, RESERVATION.c.seq, RESERVATION.c.part)
        .limit(MOST)
    )  # fmt: skip
    return written(_COLUMNS, (_record(shop, row, tx.now) for row in rows))


def _record(shop: Row[Any], row: Row[Any], now: int) -> list[Any]:
    paid = row.state in ("paid", "refunded")
    to = orjson.loads(row.address) if paid and row.address else {}
    return [
        _moment(row.said_at, shop.zone), row.buyer, row.username, row.code, row.title, row.option,
        row.quantity, plain(row.price, row.currency), plain(row.price * row.quantity, row.currency),
        row.currency, _state(row, now), _moment(row.paid_at, shop.zone) if paid else None,
        row.order_id if paid else None, to.get("name"), to.get("phone"),
        ", ".join(to.get("lines") or []), row.tracking if paid else None,
    ]  # fmt: skip


def _state(row: Row[Any], now: int) -> str:
    """As in the books, but a hold that has lapsed is released, swept or not."""
    if row.state == "held" and row.order_id is None and row.deadline <= now:
        return "released"
    if row.state == "waiting" and row.unheld:
        return "unheld" if row.deadline > now else "released"
    return "paying" if row.state == "held" and row.order_id is not None else str(row.state)


def _moment(at: int | None, zone: str) -> str | None:
    if at is None:
        return None
    return datetime.fromtimestamp(at / 1000, ZoneInfo(zone)).isoformat(sep=" ", timespec="seconds")
