"""Money that came: an order is settled once, in time or too late."""

from collections import Counter
from typing import Any

import orjson
from sqlalchemy import Row, select, update

from models import catalog, checkouts, history, holds, orders, refunds, telling
from models.catalog import OPTION
from models.reservations import RESERVATION
from models.store import Facts, Tx


def processing(tx: Tx, order_id: int) -> None:
    """The buyer is done but the money comes later: everything stays held until it is known."""
    if orders.move(tx, order_id, orders.ACTIVE, "processing"):
        telling.processing(tx, orders.order(tx, order_id))


def settle(
    tx: Tx, order_id: int, *, session_id: str, amount: int, payment: str | None, email: str | None,
    address: Facts | None,
) -> None:  # fmt: skip
    """The provider says this order is paid: once, whoever brings the news and how often.

    In time, the lines are sold. Too late, they are sold if every unit is free, else the money goes
    back. ``address`` is name, phone and lines (a list of strings); ``amount`` is what came.
    """
    before = orders.order(tx, order_id)
    news = {
        "session_id": session_id, "paid": amount, "payment": payment, "email": email,
        "address": None if address is None else orjson.dumps(address).decode(), "paid_at": tx.now,
    }  # fmt: skip
    if not orders.move(tx, order_id, (*orders.UNPAID, "expired", "failed"), "paid", **news):
        return
    history.note(
        tx, "paid", shop_id=before.shop_id, person_id=before.person_id, order_id=order_id,
        amount=amount,
    )  # fmt: skip
    row = orders.order(tx, order_id)
    covered = orders.lines(tx, order_id)
    if _all_there(tx, order_id, covered):
        for line in covered:
            _sell(tx, order_id, line)
        telling.paid(tx, row, covered)
    else:
        telling.paid_too_late(tx, row, covered)
        refunds.refund(tx, order_id, amount, "too_late")
    if before.state == "closing" and before.reopen:
        checkouts.open_checkout(tx, row.person_id, row.shop_id, by_chat=before.by_chat)


def _all_there(tx: Tx, order_id: int, covered: list[Row[Any]]) -> bool:
    missing: Counter[int] = Counter()
    for line in covered:
        if line.state == "released":
            missing[line.option_id] += line.quantity
        elif line.state != "held" or line.order_id not in (order_id, None):
            return False
    for option_id, quantity in missing.items():
        holds.expire_option(tx, option_id)
        free = tx.scalar(select(OPTION.c.free).where(OPTION.c.id == option_id))
        if free < quantity:
            return False
    return True


def _sell(tx: Tx, order_id: int, line: Row[Any]) -> None:
    if line.state == "released" and not catalog.take(tx, line.option_id, line.quantity):
        raise AssertionError(f"reservation {line.id} was there a moment ago")
    catalog.sell(tx, line.option_id, line.quantity)
    tx.run(
        update(RESERVATION)
        .where(RESERVATION.c.id == line.id)
        .values(state="paid", order_id=order_id, ended_at=tx.now, giving_up=False)
    )
