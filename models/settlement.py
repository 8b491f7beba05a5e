"""Money that came: an order is settled once, in time or too late."""

from collections import Counter
from typing import Any

import orjson
from sqlalchemy import Row, select, update

from models import checkouts, history, holds, orders, refunds, standings, stock, telling
from models.catalog import OPTION
from models.orders import ORDER
from models.reservations import RESERVATION
from models.tx import Facts, Tx


def processing(tx: Tx, order_id: int) -> None:
    """The buyer is done but the money comes later: everything stays held until it is known."""
    before = orders.order(tx, order_id)
    if orders.move(tx, order_id, orders.ACTIVE, "processing", checked_at=tx.now):
        telling.processing(tx, orders.order(tx, order_id))
        checkouts.follow_on(tx, before)


def settle(
    tx: Tx, order_id: int, *, session_id: str, amount: int, payment: str | None, email: str | None,
    address: Facts | None, currency: str | None = None,
) -> None:  # fmt: skip
    """The provider says this order is paid: once, whoever brings the news and how often.

    In time, the lines are sold. Too late, they are sold if every unit is free, else the money goes
    back; so does a sum that isn't the order's, and a second payment of the same order. ``address``
    is name, phone and lines (a list of strings); ``amount`` is what came, in ``currency`` (the
    order's own where none is named).
    """
    before = orders.order(tx, order_id)
    currency = currency or before.currency
    news = {
        "session_id": session_id, "paid": amount, "currency": currency, "payment": payment,
        "email": email, "paid_at": tx.now,
        "address": None if address is None else orjson.dumps(address).decode(),
    }  # fmt: skip
    if not orders.move(tx, order_id, (*orders.UNPAID, "expired", "failed"), "paid", **news):
        if before.session_id != session_id and payment is not None:
            _paid_again(tx, before, amount, payment)
        return
    history.note(
        tx, "paid", shop_id=before.shop_id, person_id=before.person_id, order_id=order_id,
        amount=amount,
    )  # fmt: skip
    covered = _fresh_lines(tx, order_id)
    if (amount, currency) != (before.amount, before.currency):
        _give_back(tx, order_id, covered, "amount")
    elif _all_there(tx, order_id, covered):
        for line in covered:
            _sell(tx, order_id, line)
        standings.forgive(tx, before.shop_id, before.person_id)
        telling.paid(tx, orders.order(tx, order_id), covered)
    else:
        _give_back(tx, order_id, covered, "too_late")
    checkouts.follow_on(tx, before)


def _give_back(tx: Tx, order_id: int, covered: list[Row[Any]], why: str) -> None:
    for line in covered:
        if line.state == "held" and line.order_id == order_id:
            holds.release(tx, line, why)
    row = orders.order(tx, order_id)
    telling.paid_too_late(tx, row, covered, why)
    refunds.refund(tx, order_id, row.paid, why)


def _paid_again(tx: Tx, order: Row[Any], amount: int, payment: str) -> None:
    """Another payment for an order that is paid: it is counted, and goes back whole."""
    if refunds.against(tx, payment):
        return
    tx.run(update(ORDER).where(ORDER.c.id == order.id).values(paid=ORDER.c.paid + amount))
    refunds.refund(tx, order.id, amount, "twice", payment=payment)


def _fresh_lines(tx: Tx, order_id: int) -> list[Row[Any]]:
    """The order's lines; of what it no longer freezes, every lapsed hold is ended first."""
    covered = orders.lines(tx, order_id)
    loose = {
        line.option_id for line in covered if line.order_id != order_id or line.state != "held"
    }
    for option_id in loose:
        holds.expire_option(tx, option_id)
    return orders.lines(tx, order_id) if loose else covered


def _all_there(tx: Tx, order_id: int, covered: list[Row[Any]]) -> bool:
    missing: Counter[int] = Counter()
    for line in covered:
        if line.quantity != line.ordered:
            return False
        if line.state == "released":
            missing[line.option_id] += line.quantity
        elif line.state != "held" or line.order_id not in (order_id, None):
            return False
    for option_id, quantity in missing.items():
        free = tx.scalar(select(OPTION.c.free).where(OPTION.c.id == option_id))
        if free < quantity:
            return False
    return True


def _sell(tx: Tx, order_id: int, line: Row[Any]) -> None:
    if line.state == "released" and not stock.take(tx, line.option_id, line.quantity):
        raise AssertionError(f"reservation {line.id} was there a moment ago")
    stock.sell(tx, line.option_id, line.quantity)
    tx.run(
        update(RESERVATION)
        .where(RESERVATION.c.id == line.id)
        .values(state="paid", order_id=order_id, ended_at=tx.now, giving_up=False)
    )
