"""A shop's buyers as its seller sees them: what they hold, how they stand, shut out or let in."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, case, func, or_, select

from models import history, holds, reservations, standings, telling
from models.people import PERSON
from models.reservations import RESERVATION, held_in_time
from models.standings import STANDING
from models.tx import Tx


def buyer(tx: Tx, shop_id: int, person_id: int) -> Row[Any] | None:
    """Somebody who claimed something of this shop: id, name, username, lapsed, blocked."""
    return tx.one(_of_shop(shop_id).where(PERSON.c.id == person_id).limit(1))


def _of_shop(shop_id: int) -> Any:
    stands = and_(STANDING.c.person_id == PERSON.c.id, STANDING.c.shop_id == shop_id)
    return (
        select(
            PERSON.c.id,
            PERSON.c.name,
            PERSON.c.username,
            func.coalesce(STANDING.c.lapsed, 0).label("lapsed"),
            func.coalesce(STANDING.c.blocked, False).label("blocked"),
        )
        .join(RESERVATION, RESERVATION.c.person_id == PERSON.c.id)
        .outerjoin(STANDING, stands)
        .where(RESERVATION.c.shop_id == shop_id)
    )


def claiming(tx: Tx, shop_id: int, start: int, most: int) -> Sequence[Row[Any]]:
    """Who holds or waits for something now, the newest claim first: as ``buyer``, with units held
    and waiting and the amount of what is held (minor units)."""
    held = held_in_time(tx.now)
    units = RESERVATION.c.quantity
    return tx.all(
        _of_shop(shop_id)
        .add_columns(
            _sum(held, units).label("held"),
            _sum(~held, units).label("waiting"),
            _sum(held, units * RESERVATION.c.price).label("amount"),
        )
        .where(_is_open(tx.now))
        .group_by(PERSON.c.id, PERSON.c.name, PERSON.c.username, STANDING.c.lapsed,
                  STANDING.c.blocked)
        .order_by(func.max(RESERVATION.c.id).desc())
        .offset(start)
        .limit(most)
    )  # fmt: skip


def claiming_total(tx: Tx, shop_id: int) -> int:
    """How many people hold or wait for something now."""
    who = select(func.count(RESERVATION.c.person_id.distinct()))
    return int(tx.scalar(who.where(RESERVATION.c.shop_id == shop_id, _is_open(tx.now))))


def _is_open(now: int) -> ColumnElement[bool]:
    waits = and_(
        RESERVATION.c.state == "waiting",
        or_(RESERVATION.c.deadline.is_(None), RESERVATION.c.deadline > now),
    )
    return or_(held_in_time(now), waits)


def _sum(condition: ColumnElement[bool], value: ColumnElement[Any]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, value), else_=0)), 0)


def noted(tx: Tx, shop_id: int, start: int, most: int) -> Sequence[Row[Any]]:
    """Who let holds lapse since they last paid, or is blocked: id, name, username, lapsed, blocked;
    those blocked first."""
    return tx.all(
        select(PERSON.c.id, PERSON.c.name, PERSON.c.username, STANDING.c.lapsed, STANDING.c.blocked)
        .join(STANDING, STANDING.c.person_id == PERSON.c.id)
        .where(STANDING.c.shop_id == shop_id, _stands_out())
        .order_by(STANDING.c.blocked.desc(), STANDING.c.lapsed.desc(), PERSON.c.id)
        .offset(start)
        .limit(most)
    )


def noted_total(tx: Tx, shop_id: int) -> int:
    """How many let holds lapse or are blocked."""
    found = select(func.count()).where(STANDING.c.shop_id == shop_id, _stands_out())
    return int(tx.scalar(found))


def _stands_out() -> ColumnElement[bool]:
    return or_(STANDING.c.lapsed > 0, STANDING.c.blocked)


def lines(tx: Tx, shop_id: int, person_id: int) -> list[Row[Any]]:
    """What a buyer holds with a shop and waits for there, by claim."""
    mine = reservations.open_lines(tx, person_id)
    return [row for row in mine if row.shop_id == shop_id]


def block(tx: Tx, shop_id: int, person_id: int) -> bool:
    """Shuts a buyer out of claims to come; says whether that is new.

    What they hold they can still pay. What they wait for is given up, and they are told.
    """
    if not standings.set_blocked(tx, shop_id, person_id, blocked=True):
        return False
    history.note(tx, "blocked", shop_id=shop_id, person_id=person_id)
    for row in lines(tx, shop_id, person_id):
        if row.state == "waiting" and holds.release(tx, row, "blocked"):
            telling.place_lost(tx, row, "blocked")
    return True


def unblock(tx: Tx, shop_id: int, person_id: int) -> bool:
    """Lets a blocked buyer in again, with no lapse counted; says whether that is new."""
    known = standings.standing(tx, shop_id, person_id)
    if known is None or not standings.set_blocked(tx, shop_id, person_id, blocked=False):
        return False
    standings.forgive(tx, shop_id, person_id)
    history.note(tx, "unblocked", shop_id=shop_id, person_id=person_id)
    return True
