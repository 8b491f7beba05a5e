"""Standings: how a buyer stands with a shop, by the holds they let lapse and the seller's word."""

from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Row, bindparam, exists, or_, select, update
from sqlmodel import Field, SQLModel

from models import people
from models.orders import ORDER, ORDER_LINE
from models.people import SHOP
from models.ready import Ready
from models.tx import Tx, table

RULES = ("nothing", "shorter", "first_paid", "blocked")
"""What a shop does about buyers who let ``lapse_limit`` holds lapse."""
AWAY = 120_000
"""A hold whose end is noticed so late (ms) ran out while the market itself was away."""


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
    return _of(shop, standing(tx, shop.id, person_id))


def refusal(tx: Tx, shop: Row[Any], person_id: int) -> str | None:
    """Why this buyer's claims are refused: blocked (by the seller) or lapsed (by the shop's rule);
    None if they aren't."""
    if not shop.guarded:
        return None
    known = standing(tx, shop.id, person_id)
    if _of(shop, known) != "blocked":
        return None
    return "blocked" if known is not None and known.blocked else "lapsed"


def _of(shop: Row[Any], known: Row[Any] | None) -> str:
    if known is None:
        return "nothing"
    if known.blocked:
        return "blocked"
    return shop.lapse_rule if known.lapsed >= shop.lapse_limit else "nothing"


def count_lapse(tx: Tx, row: Row[Any]) -> None:
    """Counts a hold (its row as it ended) that the buyer let lapse, unless nobody could have paid
    it: the buyer couldn't be written to, the market was away, or its checkout couldn't be made."""
    if tx.now - row.deadline > AWAY or not people.person(tx, row.person_id).started:
        return
    failed = exists().where(
        ORDER_LINE.c.reservation_id == row.id,
        ORDER.c.id == ORDER_LINE.c.order_id,
        ORDER.c.state == "failed",
    )
    if not tx.scalar(select(failed)):
        count(tx, row.shop_id, row.person_id)


def count(tx: Tx, shop_id: int, person_id: int) -> None:
    """Counts a hold that the buyer could have paid and let go."""
    _known(tx, shop_id, person_id)
    _change(tx, shop_id, person_id, lapsed=STANDING.c.lapsed + 1)


def forgive(tx: Tx, shop_id: int, person_id: int) -> None:
    """Begins counting anew: the buyer paid, or the seller says so."""
    _change(tx, shop_id, person_id, STANDING.c.lapsed > 0, lapsed=0)


def set_blocked(tx: Tx, shop_id: int, person_id: int, *, blocked: bool) -> bool:
    """Shuts a buyer out of a shop's claims to come, or lets them in again; whether that is new."""
    _known(tx, shop_id, person_id)
    changed = _change(tx, shop_id, person_id, STANDING.c.blocked.is_not(blocked), blocked=blocked)
    _guard(tx, shop_id)
    return changed


def set_rule(tx: Tx, shop_id: int, rule: str, limit: int) -> None:
    """Sets what a shop does about buyers who let ``limit`` holds lapse: one of ``RULES``."""
    people.edit_shop(tx, shop_id, lapse_rule=rule, lapse_limit=limit)
    _guard(tx, shop_id)


def _guard(tx: Tx, shop_id: int) -> None:
    """A shop that neither has a rule nor blocks anybody doesn't look standings up."""
    shut_out = exists().where(STANDING.c.shop_id == shop_id, STANDING.c.blocked)
    tx.run(
        update(SHOP)
        .where(SHOP.c.id == shop_id)
        .values(guarded=or_(SHOP.c.lapse_rule != "nothing", shut_out))
    )


def _known(tx: Tx, shop_id: int, person_id: int) -> None:
    tx.insert_new(
        Standing, shop_id=shop_id, person_id=person_id, lapsed=0, blocked=False, changed_at=tx.now
    )


def _change(
    tx: Tx, shop_id: int, person_id: int, *only: ColumnElement[bool], **values: Any
) -> bool:  # fmt: skip
    return bool(
        tx.run(
            update(STANDING)
            .where(STANDING.c.shop_id == shop_id, STANDING.c.person_id == person_id, *only)
            .values(**values, changed_at=tx.now)
        )
    )
