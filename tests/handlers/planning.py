"""Shows planned at the stall, and what followers are told of them."""

from typing import Any

from sqlalchemy import select

from models import people, schedule, shows
from models.outgoing import OUTGOING
from tests.handlers.stall import SHOP, spread
from tests.market import MAY, Market

HOUR = 3_600_000
DAY = 24 * HOUR
EIGHT = MAY + 25 * HOUR
"""Tomorrow at 20:00 in Bangkok: it is 19:00 there."""


def show(market: Market, show_id: int = 1) -> Any:
    with market.tx() as tx:
        return shows.show(tx, show_id)


def plan(market: Market, at: int = EIGHT, title: str = "Silk") -> int:
    """Plans a show."""
    with market.tx() as tx:
        return schedule.schedule(tx, people.shop(tx, SHOP), title, at, link="https://v.example/1")


def remind(market: Market) -> None:
    """What the clock does: reminders that are due, and all recipients."""
    with market.tx() as tx:
        schedule.remind(tx)
    spread(market)


def alerts(market: Market, person: int, kind: str = "alert_show") -> list[str]:
    """What a person is told of shows: the words that say what it is about."""
    with market.tx() as tx:
        rows = tx.all(
            select(OUTGOING.c.once).where(OUTGOING.c.chat_id == person, OUTGOING.c.kind == kind)
        )
    return sorted(row.once.split(":")[0] for row in rows)


def remind_at(market: Market) -> None:
    """Lets the time of the reminder come."""
    market.clock.now = EIGHT - schedule.BEFORE
    remind(market)
