"""First paid, first served: claims that hold nothing until their buyer taps on Pay."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, update

from models import (
    catalog,
    history,
    holds,
    ledger,
    outgoing,
    people,
    reservations,
    shows,
    stock,
    telling,
)
from models.outcomes import Line
from models.priority import Priority
from models.reservations import LINES, RESERVATION
from models.tx import Tx


def of(tx: Tx, person_id: int, shop_id: int) -> Sequence[Row[Any]]:
    """What a person could have from a shop by paying first, by claim."""
    return tx.all(
        LINES.where(
            RESERVATION.c.person_id == person_id,
            RESERVATION.c.shop_id == shop_id,
            RESERVATION.c.state == "waiting",
            RESERVATION.c.deadline > tx.now,
        ).order_by(RESERVATION.c.id)
    )


def take(tx: Tx, person_id: int, shop_id: int) -> tuple[Line, ...]:
    """Holds what a person who pays now can have; the lines that others were faster with.

    Of a line that is left in part, that part is held and the rest goes on as it was.
    """
    missed = []
    for row in of(tx, person_id, shop_id):
        got = min(holds.free(tx, row.option_id), row.quantity)
        if got and stock.take(tx, row.option_id, got):
            holds.hold(tx, row, got, "first_paid")
        else:
            missed.append(reservations.line(row))
            _tell_missed(tx, row)
    return tuple(missed)


def _tell_missed(tx: Tx, row: Row[Any]) -> None:
    outgoing.say_once(
        tx, f"missed:{row.id}", row.person_id, "missed", telling.reservation_facts(tx, row),
        priority=Priority.ANSWER,
    )  # fmt: skip


def wait(tx: Tx, row: Row[Any], said_at: int, seq: int) -> int | None:
    """Puts such a claim (its row) on the waitlist, behind all that was said before; its place.

    None, and nothing moves, while a unit is free: it is for whoever pays first.
    """
    if holds.free(tx, row.option_id):
        return None
    moved = tx.run(
        update(RESERVATION)
        .where(
            RESERVATION.c.id == row.id, RESERVATION.c.state == "waiting", RESERVATION.c.unheld
        )
        .values(unheld=False, deadline=None, said_at=said_at, seq=seq)
    )  # fmt: skip
    if not moved:
        return None
    stock.change_waiting(tx, row.option_id, 1)
    history.note(
        tx, "waiting", shop_id=row.shop_id, person_id=row.person_id, reservation_id=row.id,
        quantity=row.quantity, option=row.option_id,
    )  # fmt: skip
    show = None if row.show_id is None else shows.show(tx, row.show_id)
    ledger.enter(
        tx, people.shop(tx, row.shop_id), show, catalog.item_of(tx, row.option_id),
        person_id=row.person_id, quantity=row.quantity, said_at=said_at, seq=seq,
        outcome="waiting",
    )  # fmt: skip
    return reservations.place(tx, reservations.known(tx, row.id))
