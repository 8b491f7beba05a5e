"""Telling a seller what came of a show, with its picture, and reminding who hasn't paid."""

from collections.abc import Sequence
from dataclasses import asdict
from itertools import groupby
from typing import Any

import orjson
from sqlalchemy import Row, select

from models import (
    control,
    history,
    last_claims,
    outgoing,
    people,
    reports,
    show_chart,
    shows,
    telling,
)
from models.history import HISTORY
from models.priority import Priority
from models.reservations import LINES, RESERVATION
from models.tx import Facts, Tx

JUST_NOW = 120_000
"""Who was reminded by the clock so lately (ms), or will be so soon, isn't reminded by hand."""


def end(tx: Tx, show_id: int) -> bool:
    """Ends a show that is on the air, and reports; says whether it was."""
    ended = shows.end(tx, show_id)
    show = shows.show(tx, show_id)
    if ended and show is not None:
        closes_at = people.shop(tx, show.shop_id).closes_at
        if closes_at is not None and closes_at > tx.now:
            last_claims.await_them(tx, show, closes_at)
        _report(tx, show)
        control.refresh(tx, show)
    return ended


def closed(tx: Tx, row: Row[Any]) -> None:
    """A show's grace time is over (an incoming row of ``last_claims``): reports again if claims
    came in it, and writes the control message a last time."""
    found = last_claims.are_in(tx, row)
    if found is None:
        return
    show, late = found
    if late:
        _report(tx, show, late)
    control.refresh(tx, show)


def _report(tx: Tx, show: Row[Any], late: int = 0) -> None:
    """To the seller whose show has ended: what came of it, with its picture."""
    shop = people.shop(tx, show.shop_id)
    outgoing.say(
        tx, shop.owner_id, "show_report", facts(tx, show) | {"late": late},
        priority=Priority.RECEIPT,
    )  # fmt: skip


def facts(tx: Tx, show: Row[Any]) -> Facts:
    """A show's report as the texts know it; ``chart`` is what its picture shows, ``closes`` is when
    (ms) the last claims are in, None if they are."""
    shop = people.shop(tx, show.shop_id)
    found = reports.show_report(tx, show)
    known = telling.shop_facts(shop) | asdict(found)
    picture = show_chart.chart(tx, show, shop.currency) | {
        "title": show.title, "zone": shop.zone, "claims_total": found.claims,
        "buyers": found.buyers, "paid_amount": found.paid_amount,
        "held_amount": found.held_amount, "duration": found.duration,
    }  # fmt: skip
    return known | {
        "show": show.id, "title": show.title, "chart": picture,
        "sold_out": picture["sold_out"], "closes": last_claims.until(tx, show), "late": 0,
    }  # fmt: skip


def unpaid(tx: Tx, show: Row[Any]) -> Sequence[Row[Any]]:
    """The live holds of a show that nobody is paying now, by buyer."""
    return tx.all(
        LINES.where(
            RESERVATION.c.show_id == show.id,
            RESERVATION.c.state == "held",
            RESERVATION.c.order_id.is_(None),
            RESERVATION.c.deadline > tx.now,
        ).order_by(RESERVATION.c.person_id, RESERVATION.c.id)
    )


def remind_all(tx: Tx, show: Row[Any]) -> int:
    """Reminds each buyer who holds something of a show unpaid, in one message; how many.

    A hold is reminded of by hand once ever, and not if its own reminder just went or is due.
    """
    rows = unpaid(tx, show)
    before = _reminded(tx, [row.id for row in rows])
    soon = tx.now + JUST_NOW
    due = [
        row for row in rows
        if row.id not in before and (row.remind_at is None or row.remind_at > soon)
    ]  # fmt: skip
    reached = 0
    for person_id, lines in groupby(due, key=lambda row: row.person_id):
        buyer = people.person(tx, person_id)
        if buyer.started and not buyer.blocked:
            _remind(tx, buyer, list(lines))
            reached += 1
    return reached


def _reminded(tx: Tx, holds: Sequence[int]) -> set[int]:
    """Which of the holds were reminded of by hand, or by the clock just now."""
    noted = select(HISTORY.c.reservation_id, HISTORY.c.at, HISTORY.c.facts).where(
        HISTORY.c.reservation_id.in_(holds), HISTORY.c.what == "reminded"
    )
    return {
        row.reservation_id
        for row in tx.all(noted)
        if row.at > tx.now - JUST_NOW or orjson.loads(row.facts).get("by") == "seller"
    }


def _remind(tx: Tx, buyer: Row[Any], lines: list[Row[Any]]) -> None:
    shop = people.shop(tx, lines[0].shop_id)
    known = telling.shop_to(shop, buyer) | telling.pay_facts(tx, shop.id, lines[0].token)
    outgoing.say(
        tx, buyer.id, "seller_reminder",
        known | {
            "lines": [telling.reservation_facts(tx, row) for row in lines],
            "deadline": min(row.deadline for row in lines),
            "total": sum(row.price * row.quantity for row in lines),
            "currency": lines[0].currency,
        },
        priority=Priority.RECEIPT,
    )  # fmt: skip
    for row in lines:
        history.note(
            tx, "reminded", shop_id=shop.id, person_id=buyer.id, reservation_id=row.id, by="seller"
        )
