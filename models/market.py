"""The whole market, as its operators see it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Table, case, func, or_, select

from models.catalog import PRODUCT
from models.errands import ERRAND
from models.follows import FOLLOW
from models.incoming import INCOMING, OPEN
from models.orders import ORDER
from models.outgoing import OUTGOING
from models.people import PERSON, SHOP
from models.tx import Tx

_SHOPS = select(SHOP, PERSON.c.name.label("owner"), PERSON.c.username).join(
    PERSON, PERSON.c.id == SHOP.c.owner_id
)


@dataclass(frozen=True, slots=True)
class Takings:
    """What came in and went back in one currency, in minor units."""

    currency: str
    orders: int
    paid: int
    refunded: int


@dataclass(frozen=True, slots=True)
class Stats:
    """The market in numbers. The queues are what waits to be decided, sent, and done at Stripe."""

    shops: dict[str, int]
    people: int
    blocked: int
    products: int
    followers: int
    takings: tuple[Takings, ...]
    aside: int
    incoming: int
    outgoing: int
    errands: int
    errands_failed: int


def shops(tx: Tx, start: int, most: int) -> Sequence[Row[Any]]:
    """Shops with their owner's name: those that wait for approval first, then the newest."""
    waits = case((SHOP.c.state == "pending", 0), else_=1)
    return tx.all(_SHOPS.order_by(waits, SHOP.c.id.desc()).offset(start).limit(most))


def shop(tx: Tx, shop_id: int) -> Row[Any] | None:
    """A shop with its owner's name."""
    return tx.one(_SHOPS.where(SHOP.c.id == shop_id))


def shops_total(tx: Tx) -> int:
    """How many shops there are."""
    return _count(tx, SHOP)


def takings(tx: Tx, shop_id: int | None = None) -> tuple[Takings, ...]:
    """What was paid and refunded, by currency, in one shop or all."""
    found = select(
        ORDER.c.currency,
        func.count().label("orders"),
        func.sum(ORDER.c.paid).label("paid"),
        func.sum(ORDER.c.refunded).label("refunded"),
    ).where(ORDER.c.state.in_(("paid", "refunded")))
    if shop_id is not None:
        found = found.where(ORDER.c.shop_id == shop_id)
    rows = tx.all(found.group_by(ORDER.c.currency).order_by(ORDER.c.currency))
    return tuple(
        Takings(row.currency, row.orders, int(row.paid), int(row.refunded)) for row in rows
    )


def stats(tx: Tx) -> Stats:
    """Counts the market."""
    state = case((SHOP.c.closed_at.is_not(None), "closed"), else_=SHOP.c.state).label("state")
    by_state = select(state, func.count().label("n")).group_by(state)
    return Stats(
        shops={row.state: row.n for row in tx.all(by_state)},
        people=_count(tx, PERSON, PERSON.c.started),
        blocked=_count(tx, PERSON, PERSON.c.blocked),
        products=_count(tx, PRODUCT, PRODUCT.c.archived.is_(False)),
        followers=_count(tx, FOLLOW),
        takings=takings(tx),
        aside=_count(tx, INCOMING, INCOMING.c.state == "aside"),
        incoming=_count(
            tx, INCOMING, OPEN, or_(INCOMING.c.state == "later", INCOMING.c.due <= tx.now)
        ),
        outgoing=_count(tx, OUTGOING, OUTGOING.c.state.in_(("queued", "leased"))),
        errands=_count(tx, ERRAND, ERRAND.c.state.in_(("queued", "leased"))),
        errands_failed=_count(tx, ERRAND, ERRAND.c.state == "gave_up"),
    )


def _count(tx: Tx, rows: Table, *conditions: Any) -> int:
    return int(tx.scalar(select(func.count()).select_from(rows).where(*conditions)))
