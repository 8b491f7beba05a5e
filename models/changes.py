"""A claim's words changed: more is claimed anew, less is given back, never beyond the stock."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, update

from models import catalog, claims, history, holds, reservations
from models.outcomes import Closed
from models.reservations import LINES, RESERVATION
from models.store import Tx


@dataclass(frozen=True, slots=True)
class Changed:
    """What one message's claim comes to now: units held until ``deadline`` (ms), units waiting.

    ``total`` is the price of what is held, in minor units; ``place`` that of the first who waits.
    """

    first: Row[Any]
    held: int
    waiting: int
    total: int
    deadline: int | None
    place: int | None


@dataclass(frozen=True, slots=True)
class Unchanged:
    """That many were claimed before."""


@dataclass(frozen=True, slots=True)
class TooLate:
    """Nothing moved. ``why``: paid, ended (given up, lapsed), checkout (it is on a payment page),
    or gone (there is no more of it: it isn't sold any longer)."""

    why: str


ChangeOutcome = Changed | Unchanged | TooLate | Closed


def made_by(tx: Tx, source: str) -> Sequence[Row[Any]]:
    """The reservations that one message's claim became, in their order; none if it was none."""
    return tx.all(LINES.where(RESERVATION.c.source == source).order_by(RESERVATION.c.part))


def change(
    tx: Tx, *, source: str, shop: Row[Any], item: Row[Any], quantity: int, said_at: int, seq: int,
    show: Row[Any] | None = None,
) -> ChangeOutcome:  # fmt: skip
    """Brings what a message claimed of an item to ``quantity`` units, all or nothing.

    More takes its own place in the queue, at today's price, with a fresh hold. Less comes off the
    waitlist first, then off what is held, the latest first.
    """
    holds.expire_option(tx, item.option_id)
    rows = made_by(tx, source)
    if any(row.state in ("paid", "refunded") for row in rows):
        return TooLate("paid")
    still = [row for row in rows if row.state in ("held", "waiting") and not row.giving_up]
    if not still:
        return TooLate("ended")
    more = quantity - sum(row.quantity for row in still)
    if more == 0:
        return Unchanged()
    if refusal := _refusal(still, more, shop, item, show):
        return refusal
    if more > 0:
        claims.claim_more(
            tx, shop=shop, item=item, person_id=still[0].person_id, quantity=more, source=source,
            said_at=said_at, seq=seq, show=show, part=rows[-1].part + 1,
        )  # fmt: skip
    else:
        _give_back(tx, still, -more)
    history.note(
        tx, "changed", shop_id=shop.id, person_id=still[0].person_id, reservation_id=still[0].id,
        quantity=quantity,
    )  # fmt: skip
    return _now(tx, source)


def _refusal(
    still: Sequence[Row[Any]], more: int, shop: Row[Any], item: Row[Any], show: Row[Any] | None
) -> TooLate | Closed | None:
    """Why ``more`` units can't be had now, or (below 0) given back."""
    if more > 0:
        return TooLate("gone") if item.archived else claims.closed(shop, show)
    loose = sum(row.quantity for row in still if row.order_id is None)
    return TooLate("checkout") if -more > loose else None


def _give_back(tx: Tx, rows: Sequence[Row[Any]], less: int) -> None:
    loose = [row for row in rows if row.order_id is None]
    for row in sorted(loose, key=lambda row: (row.state == "held", -row.part)):
        if less >= row.quantity:
            less -= row.quantity
            holds.release(tx, row, "given_up")
        elif less:
            _shrink(tx, row, less)
            return


def _shrink(tx: Tx, row: Row[Any], less: int) -> None:
    shrunk = tx.run(
        update(RESERVATION)
        .where(
            RESERVATION.c.id == row.id, RESERVATION.c.state == row.state,
            RESERVATION.c.quantity == row.quantity, RESERVATION.c.order_id.is_(None),
        )
        .values(quantity=row.quantity - less)
    )  # fmt: skip
    if shrunk and row.state == "held":
        catalog.give_back(tx, row.option_id, less)
        holds.promote(tx, row.option_id)


def _now(tx: Tx, source: str) -> Changed:
    rows = [row for row in made_by(tx, source) if not row.giving_up]
    held = [row for row in rows if row.state == "held"]
    waiting = [row for row in rows if row.state == "waiting"]
    return Changed(
        first=(held or waiting)[0],
        held=sum(row.quantity for row in held),
        waiting=sum(row.quantity for row in waiting),
        total=sum(row.quantity * row.price for row in held),
        deadline=min((row.deadline for row in held), default=None),
        place=reservations.place(tx, waiting[0]) if waiting else None,
    )
