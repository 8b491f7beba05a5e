"""Reports: what came of a show, and how the whole market stands."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, case, func, select

from models import ledger
from models.catalog import OPTION, PRODUCT
from models.people import SHOP
from models.reservations import RESERVATION, held_in_time
from models.tx import Tx

TOP = 5


@dataclass(frozen=True, slots=True)
class TopProduct:
    """A product of a show with the units claimed of it, and those paid."""

    code: str
    title: str
    claimed: int
    paid: int


@dataclass(frozen=True, slots=True)
class ShowReport:
    """What came of a show. Units and amounts (minor units), ``duration`` in ms.

    ``unpaid`` and ``unpaid_amount`` are buyers whose live holds nobody is paying now, and what
    those come to.
    """

    claims: int
    buyers: int
    held: int
    waiting: int
    paid: int
    held_amount: int
    paid_amount: int
    unpaid: int
    unpaid_amount: int
    currency: str
    duration: int
    top: tuple[TopProduct, ...]


def show_report(tx: Tx, show: Row[Any]) -> ShowReport:
    """Counts what was claimed during a show; lapsed holds count as released, swept or not."""
    people = tx.one(
        select(
            func.count(RESERVATION.c.source.distinct()).label("claims"),
            func.count(RESERVATION.c.person_id.distinct()).label("buyers"),
        ).where(RESERVATION.c.show_id == show.id)
    )
    kept = show.claims_before is not None  # older shows have no ledger
    rows = tx.all(_by_product(tx.now).where(RESERVATION.c.show_id == show.id))
    loose = tx.one(
        select(
            func.count(RESERVATION.c.person_id.distinct()).label("buyers"),
            func.coalesce(func.sum(RESERVATION.c.quantity * RESERVATION.c.price), 0).label("sum"),
        ).where(
            RESERVATION.c.show_id == show.id, RESERVATION.c.state == "held",
            RESERVATION.c.order_id.is_(None), RESERVATION.c.deadline > tx.now,
        )
    )  # fmt: skip
    currency = tx.scalar(select(SHOP.c.currency).where(SHOP.c.id == show.shop_id))
    return ShowReport(
        claims=ledger.count_of(tx, show) if kept else people.claims if people else 0,
        buyers=people.buyers if people else 0,
        held=sum(row.held for row in rows),
        waiting=sum(row.waiting for row in rows),
        paid=sum(row.paid for row in rows),
        held_amount=sum(row.held_amount for row in rows),
        paid_amount=sum(row.paid_amount for row in rows),
        unpaid=loose.buyers if loose else 0,
        unpaid_amount=loose.sum if loose else 0,
        currency=currency,
        duration=(show.ended_at or tx.now) - (show.started_at or tx.now),
        top=tuple(TopProduct(row.code, row.title, row.claimed, row.paid) for row in rows[:TOP]),
    )


def _by_product(now: int) -> Any:
    """One row per product, the most claimed first."""
    state, quantity = RESERVATION.c.state, RESERVATION.c.quantity
    held = held_in_time(now)
    claimed = func.sum(quantity)
    return (
        select(
            PRODUCT.c.code,
            PRODUCT.c.title,
            claimed.label("claimed"),
            _sum(held, quantity).label("held"),
            _sum(state == "waiting", quantity).label("waiting"),
            _sum(state == "paid", quantity).label("paid"),
            _sum(held, quantity * RESERVATION.c.price).label("held_amount"),
            _sum(state == "paid", quantity * RESERVATION.c.price).label("paid_amount"),
        )
        .join(OPTION, OPTION.c.id == RESERVATION.c.option_id)
        .join(PRODUCT, PRODUCT.c.id == OPTION.c.product_id)
        .group_by(PRODUCT.c.id, PRODUCT.c.code, PRODUCT.c.title)
        .order_by(claimed.desc(), PRODUCT.c.code)
    )


def _sum(condition: Any, value: Any) -> Any:
    return func.coalesce(func.sum(case((condition, value), else_=0)), 0)
