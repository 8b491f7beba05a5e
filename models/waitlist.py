"""The waitlist as those on it see it: what could reach a place, and who has become the next."""

from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from sqlalchemy import Row, bindparam, select, tuple_

from models import outgoing, people, reservations, telling
from models.priority import Priority
from models.ready import Ready
from models.reservations import IN_LINE, RESERVATION, Reservation
from models.tx import Facts, Tx

NEAR = 20
"""Up to this place a buyer is told the odds with the place; behind it only when they ask."""
MINUTE = 60_000

_PLACE = tuple_(RESERVATION.c.said_at, RESERVATION.c.seq)
_AHEAD = Ready(
    select(RESERVATION.c.quantity).where(
        RESERVATION.c.option_id == bindparam("option"),
        IN_LINE,
        tuple_(bindparam("said_at"), bindparam("seq")) > _PLACE,
    )
)
_HELD = Ready(
    select(RESERVATION.c.quantity, RESERVATION.c.deadline, RESERVATION.c.order_id).where(
        RESERVATION.c.option_id == bindparam("option"),
        RESERVATION.c.state == "held",
        RESERVATION.c.person_id != bindparam("who"),
    )
)
_FIRST = (
    select(RESERVATION)
    .where(RESERVATION.c.option_id == bindparam("option"), IN_LINE)
    .order_by(*_PLACE.clauses, RESERVATION.c.part)
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class Odds:
    """What could still reach a place: ``ending`` holds run out by ``until`` (ms) unless they are
    paid, ``paying`` orders are being paid now. ``sold`` says that nobody else holds any."""

    ending: int
    until: int | None
    paying: int
    sold: bool


def odds(tx: Tx, option_id: int, person_id: int, said_at: int, seq: int) -> Odds:
    """What could reach the place of a claim said then, if those ahead of it are served first.

    What the person holds already is no chance of theirs.
    """
    here = (said_at, seq)
    rows = tx.quick_all(_AHEAD, option=option_id, said_at=said_at, seq=seq)
    ahead = sum(row.quantity for row in rows)
    held = [
        (row.deadline, row.quantity, row.order_id)
        for row in tx.quick_all(_HELD, option=option_id, who=person_id)
    ]
    for new in tx.gathered(Reservation):  # claims of the same batch
        if new["option_id"] != option_id or new["unheld"]:
            continue
        if new["state"] == "held" and new["person_id"] != person_id:
            held.append((new["deadline"], new["quantity"], None))
        elif new["state"] == "waiting" and (new["said_at"], new["seq"]) < here:
            ahead += new["quantity"]
    return _odds(held, ahead, tx.now)


def _odds(held: Sequence[tuple[int, int, int | None]], ahead: int, now: int) -> Odds:
    """``held`` is deadline, units and order; one counts from the unit on that is left for us."""
    units, ends = 0, []
    for deadline, quantity, order_id in sorted(held, key=itemgetter(0)):
        if order_id is None and deadline > now:
            units += quantity
            if units > ahead:
                ends.append(deadline)
    frozen = {order_id for _, _, order_id in held if order_id is not None}
    paid_for = sum(quantity for _, quantity, order_id in held if order_id is not None)
    return Odds(
        ending=len(ends),
        until=-(-ends[-1] // MINUTE) * MINUTE if ends else None,
        paying=len(frozen) if units + paid_for > ahead else 0,
        sold=not held,
    )


def odds_facts(tx: Tx, option_id: int, person_id: int, said_at: int, seq: int) -> Facts:
    """The odds as the texts know them: ending, until, paying, sold."""
    found = odds(tx, option_id, person_id, said_at, seq)
    return {
        "ending": found.ending, "until": found.until, "paying": found.paying, "sold": found.sold,
    }  # fmt: skip


def facts_of(tx: Tx, row: Row[Any]) -> Facts:
    """The odds of a reservation that waits."""
    return odds_facts(tx, row.option_id, row.person_id, row.said_at, row.seq)


def left(tx: Tx, row: Row[Any]) -> None:
    """Notes that somebody leaves the waitlist: once all is done, whoever is first may be new there.

    A first that was behind nobody isn't told: it was when it claimed.
    """
    gone: dict[int, tuple[int, int]] = tx.kept("waitlist") or {}
    place = (row.said_at, row.seq)
    gone[row.option_id] = min(place, gone.get(row.option_id, place))
    tx.keep("waitlist", gone)
    tx.at_end("waitlist", _tell_next)


def _tell_next(tx: Tx) -> None:
    """Tells each who has become the first of those who wait, once ever.

    Not whoever claimed, or was promoted in part, at this very moment: they were told just now.
    """
    gone: dict[int, tuple[int, int]] = tx.kept("waitlist")
    for option_id, before in gone.items():
        first = tx.one(_FIRST, option=option_id)
        if first is None or first.created_at == tx.now or tx.kept(f"promoted:{first.id}"):
            continue
        if (first.said_at, first.seq) > before:
            _say_next(tx, reservations.known(tx, first.id))


def _say_next(tx: Tx, row: Row[Any]) -> None:
    person = people.person(tx, row.person_id)
    if not person.started:
        return
    facts = telling.shop_to(people.shop(tx, row.shop_id), person)
    outgoing.say_once(
        tx, f"next:{row.id}", row.person_id, "waitlist_next",
        facts | telling.line_facts(reservations.line(row)) | {"odds": facts_of(tx, row)},
        priority=Priority.WAITLIST,
    )  # fmt: skip
