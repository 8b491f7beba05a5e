"""Standings: how a buyer stands with a shop, by the holds they let lapse and the seller's word."""

from typing import Any

from sqlalchemy import BigInteger, Row, bindparam, select, update
from sqlmodel import Field, SQLModel

from models.people import SHOP
from models.ready import Ready
from models.store import Tx, table

RULES = ("nothing", "shorter", "first_paid", "blocked")
"""What a shop does about buyers who let ``lapse_limit`` holds lapse."""


class Standing(SQLModel, table=True):
    """A buyer's standing with a shop: holds let lapse since the last payment, and whether blocked
    by the seller."""

    shop_id: int = Field(primary_key=True, foreign_key="shop.id")
    person_id: int = Field(primary_key=True, sa_type=BigInteger, foreign_key="person.id")
    lapsed: int = 0
    blocked: bool = False
    changed_at: int = Field(sa_type=BigInteger)


STANDING = table(Standing)
_STANDING = Ready(
    select(STANDING).where(
        STANDING.c.shop_id == bindparam("shop"), STANDING.c.person_id == bindparam("who")
    )
)


def standing(tx: Tx, shop_id: int, person_id: int) -> Row[Any] | None:
    """The row of a buyer who let a hold lapse or was blocked."""
    return tx.quick(_STANDING, shop=shop_id, who=person_id)


def treatment(tx: Tx, shop: Row[Any], person_id: int) -> str:
    """How a claim of this buyer is treated now: one of ``RULES``."""
    if not shop.guarded:
        return "nothing"
    known = standing(tx, shop.id, person_id)
    if known is None:
        return "nothing"
    if known.blocked:
        return "blocked"
    return shop.lapse_rule if known.lapsed >= shop.lapse_limit else "nothing"


def count_lapse(tx: Tx, shop_id: int, person_id: int) -> None:
    """Counts a hold that a buyer let lapse."""
    _known(tx, shop_id, person_id)
    _change(tx, shop_id, person_id, lapsed=STANDING.c.lapsed + 1)


def forgive(tx: Tx, shop_id: int, person_id: int) -> None:
    """Begins counting anew: the buyer paid, or the seller says so."""
    _change(tx, shop_id, person_id, lapsed=0)


def set_blocked(tx: Tx, shop_id: int, person_id: int, *, blocked: bool) -> None:
    """Shuts a buyer out of a shop's claims to come, or lets them in again."""
    _known(tx, shop_id, person_id)
    _change(tx, shop_id, person_id, blocked=blocked)
    if blocked:
        tx.run(update(SHOP).where(SHOP.c.id == shop_id).values(guarded=True))


def _known(tx: Tx, shop_id: int, person_id: int) -> None:
    tx.insert_new(
        Standing, shop_id=shop_id, person_id=person_id, lapsed=0, blocked=False, changed_at=tx.now
    )


def _change(tx: Tx, shop_id: int, person_id: int, **values: Any) -> None:
    tx.run(
        update(STANDING)
        .where(STANDING.c.shop_id == shop_id, STANDING.c.person_id == person_id)
        .values(**values, changed_at=tx.now)
    )
