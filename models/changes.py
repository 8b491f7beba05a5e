"""A claim's words changed: more is claimed anew, less is given back, never beyond the stock."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, update

from models import claims, history, holds, ledger, offers, reservations, stock
from models.outcomes import AtLimit, Closed
from models.reservations import LINES, RESERVATION
from models.tx import Tx


@dataclass(frozen=True, slots=True)
class Changed:
    """What one message's claim comes to now: units held until ``deadline`` (ms), units waiting, and
    units ``unheld``: for whoever pays first.

    ``total`` is the price of what is held, in minor units; ``place`` that of the first who waits.
    """

    first: Row[Any]
    held: int
    waiting: int
    total: int
    deadline: int | None
    place: int | None
    unheld: int = 0


@dataclass(frozen=True, slots=True)
class Unchanged:
    """That many were claimed before."""


@dataclass(frozen=True, slots=True)
class TooLate:
    """Nothing moved. ``why``: paid, ended (given up, lapsed), checkout (it is on a payment page),
    or gone (there is no more of it: it isn't sold any longer)."""

    why: str


ChangeOutcome = Changed | Unchanged | TooLate | Closed | AtLimit


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
    still = [
        row for row in rows
        if row.state in ("held", "waiting") and not row.giving_up
        and not (row.unheld and row.deadline <= tx.now)
    ]  # fmt: skip
    if not still:
        return TooLate("ended")
    more = quantity - sum(row.quantity for row in still)
    if more == 0:
        return Unchanged()
    if more > 0:
        refusal = _take_more(
            tx, rows, more, shop=shop, item=item, said_at=said_at, seq=seq, show=show
        )
    else:
        refusal = _give_back(tx, still, -more)
    if refusal is not None:
        return refusal
    history.note(
        tx, "changed", shop_id=shop.id, person_id=still[0].person_id, reservation_id=still[0].id,
        quantity=quantity,
    )  # fmt: skip
    return _now(tx, source)


def _take_more(
    tx: Tx, rows: Sequence[Row[Any]], more: int, *, shop: Row[Any], item: Row[Any], said_at: int,
    seq: int, show: Row[Any] | None,
) -> TooLate | Closed | AtLimit | None:  # fmt: skip
    """Claims ``more`` units, or says why they can't be had."""
    last = rows[-1]
    if item.archived:
        return TooLate("gone")
    refusal = claims.closed(
        tx, shop=shop, show=show, item=item, person_id=last.person_id, at=said_at
    )
    if refusal is not None:
        return refusal
    offered = offers.offer(tx, show, item, said_at)
    allowed = offers.allowance(tx, offered, item, last.person_id, show)
    if allowed is not None and allowed.left < more:
        return AtLimit(item.code, item.title, allowed.most, allowed.left)
    outcome = claims.claim_more(
        tx, shop=shop, item=item, person_id=last.person_id, quantity=more, source=last.source,
        said_at=said_at, seq=seq, show=show, part=last.part + 1, offered=offered,
    )  # fmt: skip
    if last.unchosen:
        tx.run(update(RESERVATION).where(RESERVATION.c.source == last.source).values(unchosen=True))
    ledger.enter(
        tx, shop, show, item, person_id=last.person_id, quantity=more, said_at=said_at, seq=seq,
        outcome=claims.word(outcome),
    )  # fmt: skip
    return None


def _give_back(tx: Tx, rows: Sequence[Row[Any]], less: int) -> TooLate | None:
    """Gives ``less`` units back, unless more than the loose ones."""
    loose = [row for row in rows if row.order_id is None]
    if less > sum(row.quantity for row in loose):
        return TooLate("checkout")
    for row in sorted(loose, key=lambda row: (row.state == "held", -row.part)):
        if less >= row.quantity:
            less -= row.quantity
            holds.release(tx, row, "given_up")
        elif less:
            _shrink(tx, row, less)
            break
    return None


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
        stock.give_back(tx, row.option_id, less)
        holds.promote(tx, row.option_id)


def _now(tx: Tx, source: str) -> Changed:
    rows = [row for row in made_by(tx, source) if not row.giving_up]
    held = [row for row in rows if row.state == "held"]
    waiting = [row for row in rows if row.state == "waiting" and not row.unheld]
    unheld = [row for row in rows if row.state == "waiting" and row.unheld]
    return Changed(
        first=(held or unheld or waiting)[0],
        held=sum(row.quantity for row in held),
        waiting=sum(row.quantity for row in waiting),
        total=sum(row.quantity * row.price for row in held),
        deadline=min((row.deadline for row in held), default=None),
        place=reservations.place(tx, waiting[0]) if waiting else None,
        unheld=sum(row.quantity for row in unheld),
    )
