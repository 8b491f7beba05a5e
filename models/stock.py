"""Stock: units move between free, held and sold, and never are in two of them."""

from typing import Any

from sqlalchemy import bindparam, update

from models.catalog import OPTION
from models.ready import Ready
from models.tx import Tx

_TAKE = Ready(
    update(OPTION)
    .where(OPTION.c.id == bindparam("option"), OPTION.c.free >= bindparam("n"))
    .values(free=OPTION.c.free - bindparam("n"), held=OPTION.c.held + bindparam("n"))
)
_COUNT_WAITING = Ready(
    update(OPTION)
    .where(OPTION.c.id == bindparam("option"))
    .values(waiting=OPTION.c.waiting + bindparam("change"))
    .returning(OPTION.c.waiting)
)


def take(tx: Tx, option_id: int, quantity: int) -> bool:
    """Moves units from free to held; says no, and moves nothing, when fewer are free."""
    return tx.quick_run(_TAKE, option=option_id, n=quantity) == 1


def give_back(tx: Tx, option_id: int, quantity: int) -> None:
    """Moves units from held to free."""
    _move(tx, option_id, quantity, OPTION.c.held, OPTION.c.free)


def sell(tx: Tx, option_id: int, quantity: int) -> None:
    """Moves units from held to sold."""
    _move(tx, option_id, quantity, OPTION.c.held, OPTION.c.sold)


def return_sold(tx: Tx, option_id: int, quantity: int) -> None:
    """Moves units of a refunded sale back to free."""
    _move(tx, option_id, quantity, OPTION.c.sold, OPTION.c.free)


def change_waiting(tx: Tx, option_id: int, change: int) -> int:
    """Counts claims into, or out of, the waitlist; returns how many wait now."""
    row = tx.quick(_COUNT_WAITING, option=option_id, change=change)
    if row is None:
        raise LookupError(f"no option {option_id}")
    return int(row.waiting)


def _move(tx: Tx, option_id: int, quantity: int, source: Any, target: Any) -> None:
    moved = tx.run(
        update(OPTION)
        .where(OPTION.c.id == option_id, source >= quantity)
        .values({source: source - quantity, target: target + quantity})
    )
    if moved != 1:
        raise AssertionError(f"option {option_id} hasn't {quantity} units {source.name}")


def change_stock(tx: Tx, option_id: int, change: int) -> bool:
    """Adds free units, or takes away (negative) as many as are free; no when fewer are."""
    return bool(
        tx.run(
            update(OPTION)
            .where(OPTION.c.id == option_id, OPTION.c.free + change >= 0)
            .values(free=OPTION.c.free + change)
        )
    )
