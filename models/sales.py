"""Sales as the seller sees them: what there is to pack, and what was sold."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import orjson
from sqlalchemy import Row, case, func, not_, select

from models.catalog import OPTION, PRODUCT
from models.orders import ORDER, ORDER_LINE, TO_PACK
from models.people import PERSON
from models.reservations import RESERVATION
from models.sheet import written
from models.tx import Tx
from models.words.money import plain

MOST_IN_FILE = 10_000
_COLUMNS = (
    "order", "paid_at", "state", "buyer", "code", "title", "option", "quantity", "price",
    "shipping", "total", "refunded", "currency", "name", "phone", "address", "tracking",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a shop has on sale and to pack."""

    products: int
    to_pack: int


_SALES = select(ORDER, PERSON.c.name.label("buyer"), PERSON.c.username).join(
    PERSON, PERSON.c.id == ORDER.c.person_id
)
_SOLD = ORDER.c.state.in_(("paid", "refunded"))
_LINES = (
    select(
        ORDER_LINE.c.order_id,
        ORDER_LINE.c.quantity,
        ORDER_LINE.c.price,
        PRODUCT.c.code,
        PRODUCT.c.title,
        OPTION.c.name.label("option"),
    )
    .join(RESERVATION, RESERVATION.c.id == ORDER_LINE.c.reservation_id)
    .join(OPTION, OPTION.c.id == RESERVATION.c.option_id)
    .join(PRODUCT, PRODUCT.c.id == OPTION.c.product_id)
    .order_by(ORDER_LINE.c.reservation_id)
)


def counts(tx: Tx, shop_id: int) -> Counts:
    """What the shop's panel counts."""
    on_sale = select(func.count()).where(
        PRODUCT.c.shop_id == shop_id, PRODUCT.c.archived.is_(False)
    )
    return Counts(int(tx.scalar(on_sale)), to_pack(tx, shop_id))


def to_pack(tx: Tx, shop_id: int) -> int:
    """How many paid orders wait to be packed."""
    return int(tx.scalar(select(func.count()).where(ORDER.c.shop_id == shop_id, TO_PACK)))


def total(tx: Tx, shop_id: int) -> int:
    """How many orders of a shop were paid."""
    return int(tx.scalar(select(func.count()).where(ORDER.c.shop_id == shop_id, _SOLD)))


def taken(tx: Tx, shop_id: int) -> int:
    """What a shop's buyers paid, less what went or goes back to them, in minor units."""
    money = func.coalesce(func.sum(ORDER.c.paid - ORDER.c.refunding), 0)
    return int(tx.scalar(select(money).where(ORDER.c.shop_id == shop_id, _SOLD)))


def page(tx: Tx, shop_id: int, start: int, most: int) -> Sequence[Row[Any]]:
    """Paid orders with their buyer: those to pack first, oldest first; then the newest."""
    return tx.all(
        _SALES.where(ORDER.c.shop_id == shop_id, _SOLD)
        .order_by(not_(TO_PACK), case((TO_PACK, ORDER.c.paid_at), else_=-ORDER.c.paid_at))
        .offset(start)
        .limit(most)
    )


def sale(tx: Tx, shop_id: int, order_id: int) -> Row[Any] | None:
    """A paid order of this shop, with its buyer."""
    return tx.one(_SALES.where(ORDER.c.id == order_id, ORDER.c.shop_id == shop_id, _SOLD))


def lines(tx: Tx, order_ids: Sequence[int]) -> dict[int, list[Row[Any]]]:
    """What each of the orders covers, at the price that was promised."""
    found: dict[int, list[Row[Any]]] = {order_id: [] for order_id in order_ids}
    for line in tx.all(_LINES.where(ORDER_LINE.c.order_id.in_(order_ids))):
        found[line.order_id].append(line)
    return found


def state_of(order: Row[Any]) -> str:
    """How a paid order stands: to_pack, shipped, refunding or refunded."""
    if order.state == "refunded" or order.refunding >= order.paid:
        return "refunded" if order.refunded >= order.paid else "refunding"
    return "to_pack" if order.shipped_at is None else "shipped"


def address_of(order: Row[Any]) -> dict[str, Any] | None:
    """Where an order goes: name, phone, lines."""
    return None if order.address is None else orjson.loads(order.address)


def as_csv(tx: Tx, shop: Row[Any]) -> str:
    """A shop's sales as a CSV text, one row per line sold, the newest order first."""
    orders = tx.all(
        _SALES.where(ORDER.c.shop_id == shop.id, _SOLD)
        .order_by(ORDER.c.id.desc())
        .limit(MOST_IN_FILE)
    )
    covered = lines(tx, [order.id for order in orders])
    return written(
        _COLUMNS,
        (_record(shop, order, line) for order in orders for line in covered[order.id]),
    )


def _record(shop: Row[Any], order: Row[Any], line: Row[Any]) -> list[Any]:
    to = address_of(order) or {}
    paid = datetime.fromtimestamp(order.paid_at / 1000, ZoneInfo(shop.zone))
    amounts = [order.shipping, order.paid, order.refunded]
    return [
        order.id, paid.isoformat(sep=" ", timespec="minutes"), state_of(order), order.buyer,
        line.code, line.title, line.option, line.quantity, plain(line.price, order.currency),
        *[plain(amount, order.currency) for amount in amounts], order.currency,
        to.get("name"), to.get("phone"), ", ".join(to.get("lines") or []), order.tracking,
    ]  # fmt: skip
