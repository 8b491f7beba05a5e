"""A checkout, from the tap on Pay to the provider's word that it can't be paid any more."""

import secrets
from typing import Any

from sqlalchemy import Row, update

from models import errands, history, holds, orders, people, reservations, telling
from models.orders import ORDER, Order, OrderLine
from models.outcomes import (
    CancelOutcome,
    CheckoutComing,
    CheckoutOpen,
    CheckoutOutcome,
    Closing,
    Gone,
    NothingHeld,
    Released,
)
from models.reservations import RESERVATION
from models.store import Tx


def open_checkout(tx: Tx, person_id: int, shop_id: int, *, by_chat: bool) -> CheckoutOutcome:
    """Wants a checkout for all that a buyer holds with a shop, or finds the one that is open.

    If more is held than the open checkout covers, that one is closed first and a new one follows.
    """
    held = reservations.held_lines(tx, person_id, shop_id)
    running = orders.active(tx, person_id, shop_id)
    if running is None:
        return _begin(tx, person_id, shop_id, held, by_chat=by_chat) if held else NothingHeld()
    if by_chat:
        orders.change(tx, running.id, by_chat=True)
    covered = {row.id for row in orders.lines(tx, running.id) if not row.giving_up}
    same = covered == {row.id for row in held}
    if running.state == "open" and same:
        return CheckoutOpen(running.id, running.url)
    if not held:
        return NothingHeld()
    if not same or running.state == "closing":
        orders.change(tx, running.id, reopen=True)
        if running.state == "open":
            _close(tx, running.id)
    return CheckoutComing(running.id)


def _begin(
    tx: Tx, person_id: int, shop_id: int, held: list[Row[Any]], *, by_chat: bool
) -> CheckoutComing:
    shop = people.shop(tx, shop_id)
    shipping = shop.shipping_fee if shop.shipping == "flat" else 0
    order_id = tx.insert(
        Order, token=secrets.token_urlsafe(16), person_id=person_id, shop_id=shop_id,
        currency=shop.currency, shipping=shipping, by_chat=by_chat, key=secrets.token_urlsafe(24),
        amount=shipping + sum(row.price * row.quantity for row in held), created_at=tx.now,
    )  # fmt: skip
    for row in held:
        tx.insert(
            OrderLine, order_id=order_id, reservation_id=row.id, quantity=row.quantity,
            price=row.price,
        )  # fmt: skip
    tx.run(
        update(RESERVATION)
        .where(RESERVATION.c.id.in_([row.id for row in held]))
        .values(order_id=order_id)
    )
    history.note(tx, "checkout", shop_id=shop_id, person_id=person_id, order_id=order_id)
    errands.want(tx, "open", order_id)
    return CheckoutComing(order_id)


def keep_request(tx: Tx, order_id: int, request: str) -> str:
    """Keeps the provider's request for an order, once; returns the one that counts."""
    tx.run(
        update(ORDER)
        .where(ORDER.c.id == order_id, ORDER.c.request.is_(None))
        .values(request=request)
    )
    kept: str = orders.order(tx, order_id).request
    return kept


def opened(tx: Tx, order_id: int, *, session_id: str, url: str, expires_at: int) -> None:
    """The provider made the checkout (``expires_at`` in ms): the buyer can pay."""
    if not orders.move(tx, order_id, ("opening",), "open", session_id=session_id, url=url,
                 expires_at=expires_at, checked_at=tx.now):  # fmt: skip
        return
    row = orders.order(tx, order_id)
    if row.reopen or any(line.giving_up for line in orders.lines(tx, order_id)):
        _close(tx, order_id)
    elif row.by_chat:
        telling.checkout_ready(tx, row)


def refused(tx: Tx, order_id: int, why: str) -> None:
    """The provider will not make this checkout: the lines are held on, and the buyer is told."""
    if orders.move(tx, order_id, ("opening",), "failed", ended_at=tx.now):
        row = orders.order(tx, order_id)
        _hold_on(tx, row)
        telling.checkout_failed(tx, row, why)


def _close(tx: Tx, order_id: int) -> None:
    if orders.move(tx, order_id, ("open",), "closing"):
        errands.want(tx, "close", order_id)


def ended_unpaid(tx: Tx, order_id: int) -> None:
    """The provider confirms that this checkout can no longer be paid.

    If we had it closed, the lines that weren't given up are held on with the time they had left;
    if it ran out, its lines are released.
    """
    row = orders.order(tx, order_id)
    if not orders.move(tx, order_id, orders.UNPAID, "expired", ended_at=tx.now):
        return
    history.note(
        tx, "checkout_ended", shop_id=row.shop_id, person_id=row.person_id, order_id=order_id
    )
    if row.state == "closing":
        _hold_on(tx, row)
        if row.reopen:
            open_checkout(tx, row.person_id, row.shop_id, by_chat=row.by_chat)
        return
    for line in orders.lines(tx, order_id):
        if line.state == "held" and holds.release(tx, line, "checkout_ended"):
            if line.giving_up:
                telling.given_up(tx, line)
            else:
                telling.lapsed(tx, line)


def _hold_on(tx: Tx, row: Row[Any]) -> None:
    for line in orders.lines(tx, row.id):
        if line.state != "held" or line.order_id != row.id:
            continue
        if line.giving_up:
            if holds.release(tx, line, "given_up"):
                telling.given_up(tx, line)
        else:
            holds.hold_on(tx, line, left=line.deadline - row.created_at)


def cancel(tx: Tx, row: Row[Any]) -> CancelOutcome:
    """Gives up a ``reservations.reservation`` row: at once, or once its checkout is closed."""
    line = reservations.line(row)
    if row.state not in ("waiting", "held"):
        return Gone(row.state)
    if row.order_id is None:
        holds.release(tx, row, "given_up")
        return Released(line)
    if orders.order(tx, row.order_id).state == "processing":
        return Gone("paid")
    tx.run(update(RESERVATION).where(RESERVATION.c.id == row.id).values(giving_up=True))
    _close(tx, row.order_id)
    return Closing(line)
