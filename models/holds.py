"""Holds: how long a reservation is kept, who gets its units when it ends, who is reminded."""

from typing import Any

from sqlalchemy import Row, and_, bindparam, exists, func, select, update

from models import history, people, reservations, standings, stock, telling, waitlist
from models.catalog import OPTION
from models.ready import Ready
from models.reservations import IN_LINE, LINES, RESERVATION, known
from models.tx import Tx

SHORTENED = 180_000
"""The shortest (ms) that a third of a hold is, for buyers who let holds lapse."""
REMIND_LEFT = 10_000
"""A reminder that leaves less than this (ms) helps nobody and isn't sent."""

FREE = Ready(select(OPTION.c.free).where(OPTION.c.id == bindparam("option")))
"""How many units of an option are free."""
_HAS_LAPSED = and_(
    RESERVATION.c.option_id == bindparam("option"),
    RESERVATION.c.state == "held",
    RESERVATION.c.order_id.is_(None),
    RESERVATION.c.deadline <= bindparam("now"),
)
_LAPSED = Ready(select(RESERVATION).where(_HAS_LAPSED).order_by(RESERVATION.c.deadline))
_LEFT = Ready(
    select(OPTION.c.free, exists().where(_HAS_LAPSED).label("lapsed")).where(
        OPTION.c.id == bindparam("option")
    )
)
_NEXT = (
    select(RESERVATION)
    .where(RESERVATION.c.option_id == bindparam("option"), IN_LINE)
    .order_by(RESERVATION.c.said_at, RESERVATION.c.seq, RESERVATION.c.part)
    .limit(1)
)
_KEPT = ("source", "shop_id", "option_id", "person_id", "show_id", "price", "currency", "said_at",
         "seq")  # fmt: skip


def hold_of(tx: Tx, shop: Row[Any]) -> int:
    """How long this shop holds a reservation, in ms."""
    return tx.terms.hold if shop.hold is None else int(shop.hold) * 1000


def hold_for(tx: Tx, shop: Row[Any], person_id: int) -> int:
    """How long this shop holds a reservation of this buyer, in ms.

    Whoever let too many holds lapse has a third of it, whatever else the shop does about them.
    """
    hold = hold_of(tx, shop)
    if standings.treatment(tx, shop, person_id) == "nothing":
        return hold
    return min(hold, max(hold // 3, SHORTENED))


def remind_at(tx: Tx, deadline: int) -> int | None:
    """When the buyer of a hold with this deadline is reminded (ms), or None."""
    left = (deadline - tx.now) // 3
    return deadline - left if left >= REMIND_LEFT else None


def release(tx: Tx, row: Row[Any], why: str) -> bool:
    """Ends a waiting or held reservation and hands its units on; no if it changed meanwhile."""
    ended = tx.run(
        update(RESERVATION)
        .where(RESERVATION.c.id == row.id, RESERVATION.c.state == row.state)
        .values(state="released", ended_at=tx.now, giving_up=False)
    )
    if not ended:
        return False
    history.note(
        tx, "released", shop_id=row.shop_id, person_id=row.person_id, reservation_id=row.id, why=why
    )
    if row.state == "held":
        stock.give_back(tx, row.option_id, row.quantity)
        promote(tx, row.option_id)
    elif not row.unheld:
        waitlist.left(tx, row)
        stock.change_waiting(tx, row.option_id, -1)
    return True


def promote(tx: Tx, option_id: int) -> None:
    """Gives what is free to whoever waits, first come first served, with a fresh hold each."""
    while True:
        free = tx.quick(FREE, option=option_id)
        first = tx.one(_NEXT, option=option_id)
        if free is None or first is None or free.free < 1:
            return
        got = min(free.free, first.quantity)
        if not stock.take(tx, option_id, got):
            return
        if got == first.quantity:
            waitlist.left(tx, first)
            stock.change_waiting(tx, option_id, -1)
        tx.keep(f"promoted:{first.id}", True)
        held_id = hold(tx, first, got, "promoted")
        telling.promoted(tx, known(tx, held_id), first.quantity - got)


def hold(tx: Tx, first: Row[Any], got: int, why: str) -> int:
    """Makes ``got`` units, which are taken, of a waiting reservation a fresh hold; its id.

    What it wants beyond them goes on as it was.
    """
    shop = people.shop(tx, first.shop_id)
    deadline = tx.now + hold_for(tx, shop, first.person_id)
    if got == first.quantity:
        held_id = int(first.id)
        tx.run(
            update(RESERVATION)
            .where(RESERVATION.c.id == first.id)
            .values(state="held", deadline=deadline, remind_at=remind_at(tx, deadline),
                    unheld=False)
        )  # fmt: skip
    else:
        tx.run(
            update(RESERVATION)
            .where(RESERVATION.c.id == first.id)
            .values(quantity=first.quantity - got)
        )
        parts = select(func.max(RESERVATION.c.part)).where(RESERVATION.c.source == first.source)
        held_id = reservations.add(
            tx, **{name: getattr(first, name) for name in _KEPT}, part=tx.scalar(parts) + 1,
            quantity=got, state="held", deadline=deadline, remind_at=remind_at(tx, deadline),
            unheld=False, unchosen=first.unchosen,
        )["id"]  # fmt: skip
    history.note(
        tx, "held", shop_id=first.shop_id, person_id=first.person_id, reservation_id=held_id,
        quantity=got, option=first.option_id, why=why,
    )  # fmt: skip
    return held_id


def hold_on(tx: Tx, row: Row[Any], left: int) -> None:
    """Thaws a hold that a checkout froze, with the time (ms) it had left."""
    deadline = tx.now + max(left, 0)
    tx.run(
        update(RESERVATION)
        .where(RESERVATION.c.id == row.id, RESERVATION.c.state == "held")
        .values(order_id=None, deadline=deadline, remind_at=remind_at(tx, deadline))
    )


def free(tx: Tx, option_id: int) -> int:
    """How many units of an option are free, once the holds that lapsed are ended."""
    left = tx.quick(_LEFT, option=option_id, now=tx.now)
    if left is not None and left.lapsed:
        expire_option(tx, option_id)
        left = tx.quick(FREE, option=option_id)
    return 0 if left is None else int(left.free)


def expire_option(tx: Tx, option_id: int) -> None:
    """Ends the lapsed holds of one option, so that nobody is refused for their sake."""
    for row in tx.quick_all(_LAPSED, option=option_id, now=tx.now):
        _expire(tx, row)


def expire(tx: Tx, most: int = 100) -> int:
    """Ends holds whose deadline has passed and tells their buyers; returns how many."""
    due = select(RESERVATION.c.id).where(
        RESERVATION.c.state == "held",
        RESERVATION.c.order_id.is_(None),
        RESERVATION.c.deadline <= tx.now,
    )
    rows = [known(tx, row.id) for row in tx.all(due.order_by(RESERVATION.c.deadline).limit(most))]
    for row in rows:
        _expire(tx, row)
    return len(rows) + _expire_unheld(tx, most - len(rows))


def _expire(tx: Tx, row: Row[Any]) -> None:
    left = stop_waiting(tx, row)
    if release(tx, row, "expired"):
        standings.count_lapse(tx, row)
        telling.lapsed(tx, known(tx, row.id), left)


def stop_waiting(tx: Tx, lapsed: Row[Any]) -> int:
    """Ends what the buyer of a lapsed hold waits for of the same option; how many units.

    Or what they let go would come back to them, again and again, past everybody else.
    """
    rows = tx.all(
        select(RESERVATION).where(
            RESERVATION.c.option_id == lapsed.option_id,
            RESERVATION.c.state == "waiting",
            RESERVATION.c.person_id == lapsed.person_id,
            RESERVATION.c.unheld.is_(False),
        )
    )
    return sum(row.quantity for row in rows if release(tx, row, "with_hold"))


def _expire_unheld(tx: Tx, most: int) -> int:
    """Ends what could have been paid first, and wasn't, in silence: its time was told."""
    due = select(RESERVATION).where(
        RESERVATION.c.state == "waiting", RESERVATION.c.deadline <= tx.now
    )
    rows = tx.all(due.limit(most)) if most else ()
    for row in rows:
        release(tx, row, "over")
    return len(rows)


def remind(tx: Tx, most: int = 100) -> int:
    """Reminds buyers whose hold has a third of its time left; returns how many."""
    due = LINES.where(
        RESERVATION.c.state == "held",
        RESERVATION.c.order_id.is_(None),
        RESERVATION.c.remind_at <= tx.now,
    ).limit(most)
    rows = tx.all(due)
    for row in rows:
        tx.run(update(RESERVATION).where(RESERVATION.c.id == row.id).values(remind_at=None))
        if row.deadline - tx.now >= REMIND_LEFT:
            telling.reminder(tx, row)
            history.note(
                tx, "reminded", shop_id=row.shop_id, person_id=row.person_id,
                reservation_id=row.id, by="clock",
            )  # fmt: skip
    return len(rows)
