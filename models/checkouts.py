"""A checkout, from the tap on Pay to the provider's word that it can't be paid any more."""

import secrets
from typing import Any

from sqlalchemy import Row, select, update

from models import errands, history, holds, orders, people, reservations, standings, telling, unheld
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
    Undecided,
)
from models.reservations import RESERVATION
from models.tx import Tx

MOST_LINES = 100
"""So many lines a checkout takes; what is held beyond them is for the next one."""

SAME_AGAIN = 60_000
"""A page that asks again and again for a checkout that was refused gets a new try after so long
(ms); a tap in the chat gets one at once."""


def open_checkout(tx: Tx, person_id: int, shop_id: int, *, by_chat: bool) -> CheckoutOutcome:
    """Wants a checkout for all that a buyer holds with a shop, or finds the one that is open.

    If more is held than the open checkout covers, or its time is over, that one is closed first
    and a new one follows. What another payment under way covers is left to that one. What is for
    whoever pays first is taken now, if it is still there. An option that is still to be chosen
    comes before all that.
    """
    missed = unheld.take(tx, person_id, shop_id)
    running = orders.active(tx, person_id, shop_id)
    held = _payable(tx, person_id, shop_id, running)
    if not held:
        return NothingHeld(missed)
    undecided = next((row for row in held if row.unchosen), None)
    if undecided is not None:
        return Undecided(reservations.line(undecided))
    wanted = {row.id for row in held}
    if running is None:
        refused = None if by_chat else _refused_lately(tx, person_id, shop_id, wanted)
        return refused or _begin(tx, person_id, shop_id, held, by_chat=by_chat)
    if by_chat:
        orders.change(tx, running.id, by_chat=True)
    covered = {row.id for row in orders.lines(tx, running.id) if not row.giving_up}
    fits = covered == wanted
    if running.state == "open" and fits and running.expires_at > tx.now:
        return CheckoutOpen(running.id, running.url)
    if not fits or running.state != "opening":
        orders.change(tx, running.id, reopen=True)
        _close(tx, running.id)
    return CheckoutComing(running.id)


def _payable(tx: Tx, person_id: int, shop_id: int, running: Row[Any] | None) -> list[Row[Any]]:
    known = (None, None if running is None else running.id)
    held = [row for row in reservations.held_lines(tx, person_id, shop_id) if row.order_id in known]
    return [row for row in held if row.currency == held[0].currency][:MOST_LINES]


def _refused_lately(
    tx: Tx, person_id: int, shop_id: int, wanted: set[int]
) -> CheckoutComing | None:
    last = tx.one(
        select(ORDER.c.id)
        .where(
            ORDER.c.person_id == person_id, ORDER.c.shop_id == shop_id, ORDER.c.state == "failed",
            ORDER.c.ended_at > tx.now - SAME_AGAIN,
        )
        .order_by(ORDER.c.id.desc())
    )  # fmt: skip
    if last is None or {row.id for row in orders.lines(tx, last.id)} != wanted:
        return None
    return CheckoutComing(last.id)


def _begin(
    tx: Tx, person_id: int, shop_id: int, held: list[Row[Any]], *, by_chat: bool
) -> CheckoutComing:
    shop = people.shop(tx, shop_id)
    ships = shop.shipping == "flat" and shop.currency == held[0].currency
    shipping = shop.shipping_fee if ships else 0
    order_id = tx.insert(
        Order, token=secrets.token_urlsafe(16), person_id=person_id, shop_id=shop_id,
        currency=held[0].currency, shipping=shipping, pickup=not ships, by_chat=by_chat,
        key=secrets.token_urlsafe(24), created_at=tx.now,
        amount=shipping + sum(row.price * row.quantity for row in held),
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


def renew(tx: Tx, order_id: int, key: str) -> bool:
    """Forgets the request that was kept under ``key``: the next one is new, under a new key.

    Only for a caller who knows that nothing came of the old one; no if it isn't the current one.
    """
    return bool(
        tx.run(
            update(ORDER)
            .where(ORDER.c.id == order_id, ORDER.c.key == key, ORDER.c.state == "opening")
            .values(key=secrets.token_urlsafe(24), request=None)
        )
    )


def opened(tx: Tx, order_id: int, *, session_id: str, url: str, expires_at: int) -> None:
    """The provider made the checkout (``expires_at`` in ms): the buyer can pay.

    If something was given up meanwhile it is closed at once, and a buyer who waits in the chat
    gets one for the rest.
    """
    if not orders.move(tx, order_id, ("opening",), "open", session_id=session_id, url=url,
                       expires_at=expires_at, checked_at=tx.now):  # fmt: skip
        return
    row = orders.order(tx, order_id)
    given_up = any(line.giving_up for line in orders.lines(tx, order_id))
    if given_up and row.by_chat:
        orders.change(tx, order_id, reopen=True)
    if given_up or row.reopen:
        _close(tx, order_id)
    elif row.by_chat:
        telling.checkout_ready(tx, row)


def delayed(tx: Tx, order_id: int) -> None:
    """The provider can't be reached for a while: a buyer who waits in the chat is told, once."""
    row = orders.order(tx, order_id)
    if row.state == "opening" and row.by_chat:
        telling.checkout_delayed(tx, row)


def refused(tx: Tx, order_id: int, why: str) -> None:
    """The provider will not make this checkout: the lines are held on, and the buyer is told.

    ``why`` is amount_too_small, amount_too_large, currency, key, unreachable or other. If more was
    wanted meanwhile, that is tried instead.
    """
    if not orders.move(tx, order_id, ("opening",), "failed", ended_at=tx.now):
        return
    row = orders.order(tx, order_id)
    history.note(
        tx, "checkout_refused", shop_id=row.shop_id, person_id=row.person_id, order_id=order_id,
        why=why,
    )  # fmt: skip
    _hold_on(tx, row)
    if row.reopen:
        _open_next(tx, row)
    else:
        telling.checkout_failed(tx, row, why)


def _close(tx: Tx, order_id: int) -> None:
    if orders.move(tx, order_id, ("open",), "closing"):
        errands.want(tx, "close", order_id)


def ended_unpaid(tx: Tx, order_id: int) -> None:
    """The provider confirms that this checkout can no longer be paid.

    If we had it closed, the lines that weren't given up are held on with the time they had left;
    if it ran out, or its payment came to nothing, its lines are released.
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
            _open_next(tx, row)
        return
    if row.state == "processing":
        telling.payment_failed(tx, row, _release(tx, row))
        return
    left = {
        line.id: holds.stop_waiting(tx, line)
        for line in orders.lines(tx, row.id)
        if line.order_id == row.id and not line.giving_up
    }
    for line in _release(tx, row):
        if line.giving_up:
            telling.given_up(tx, line)
        else:
            telling.lapsed(tx, line, left[line.id])
            if row.url is not None:
                standings.count(tx, line.shop_id, line.person_id)


def _release(tx: Tx, row: Row[Any]) -> list[Row[Any]]:
    return [
        line
        for line in orders.lines(tx, row.id)
        if line.state == "held"
        and line.order_id == row.id
        and holds.release(tx, line, "checkout_ended")
    ]


def _hold_on(tx: Tx, row: Row[Any]) -> None:
    for line in orders.lines(tx, row.id):
        if line.state != "held" or line.order_id != row.id:
            continue
        if line.giving_up:
            if holds.release(tx, line, "given_up"):
                telling.given_up(tx, line)
        else:
            holds.hold_on(tx, line, left=line.deadline - row.created_at)


def follow_on(tx: Tx, before: Row[Any]) -> None:
    """Opens what was wanted beside an order (its row as it was) that is being paid after all."""
    if before.state in orders.ACTIVE and before.reopen:
        _open_next(tx, before)


def _open_next(tx: Tx, before: Row[Any]) -> None:
    """Opens the checkout that was wanted while an order's own was open."""
    outcome = open_checkout(tx, before.person_id, before.shop_id, by_chat=before.by_chat)
    if isinstance(outcome, Undecided) and before.by_chat:
        telling.undecided(tx, reservations.known(tx, outcome.line.reservation))


def revive(tx: Tx) -> int:
    """Wants again what is neither done nor being done: for orders left between; how many."""
    found = 0
    for state, kind in (("opening", "open"), ("closing", "close")):
        busy = set(errands.undone(tx, kind))
        for row in tx.all(select(ORDER.c.id).where(ORDER.c.state == state)):
            found += row.id not in busy and errands.want(tx, kind, row.id)
    return found


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
