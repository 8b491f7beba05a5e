"""The schedule: shows to come, their reminders, and what is told when they change."""

from collections.abc import Sequence
from typing import Any, Literal

from sqlalchemy import Row, and_, func, select, text, update

from models import announcements, follows, history, people
from models.shows import SHOW, Show, known, show
from models.tx import Facts, Tx

BEFORE = 900_000
"""How long (ms) before a show its reminder goes out."""
NEAR = 3 * 3_600_000
"""A show so near (ms) to its time is the one that ``/live`` starts."""
KEPT = 12 * 3_600_000
"""How long after its time (ms) a show that wasn't started still is to come."""
MOST = 50
"""How many shows a shop can have planned."""

Change = Literal["moved", "cancelled"]

# Word for word as the partial index has it.
_SCHEDULED = text("show.state = 'scheduled'")


def schedule(
    tx: Tx, shop: Row[Any], title: str, starts_at: int, *, link: str | None = None,
    cover: str | None = None,
) -> int:  # fmt: skip
    """Plans a show at ``starts_at`` (ms); its id."""
    made = tx.insert(
        Show, shop_id=shop.id, title=title, link=link, cover=cover, state="scheduled",
        starts_at=starts_at, remind_at=_remind_at(tx, starts_at), created_at=tx.now,
    )  # fmt: skip
    history.note(tx, "show_scheduled", shop_id=shop.id, show=made, starts_at=starts_at)
    return made


def _remind_at(tx: Tx, starts_at: int) -> int | None:
    """When a show's reminder goes out; None where it is too near for one."""
    return starts_at - BEFORE if starts_at - BEFORE > tx.now else None


def edit(tx: Tx, show_id: int, **values: Any) -> bool:
    """Changes the title, link or cover of a show that hasn't ended; says whether it could."""
    return bool(
        tx.run(update(SHOW).where(SHOW.c.id == show_id, SHOW.c.state != "ended").values(**values))
    )


def reschedule(tx: Tx, show_id: int, starts_at: int) -> bool:
    """Moves a planned show, and tells whoever was told or asked to be; no if it isn't planned.

    A reminder still on its way says the new time; one that was sent isn't sent again.
    """
    row = show(tx, show_id)
    if row is None or row.starts_at == starts_at:
        return row is not None and row.state == "scheduled"
    told = announcements.announcement(tx, f"remind:{show_id}") is not None
    moved = tx.run(
        update(SHOW)
        .where(SHOW.c.id == show_id, SHOW.c.state == "scheduled")
        .values(starts_at=starts_at, remind_at=None if told else _remind_at(tx, starts_at))
    )
    if moved:
        history.note(
            tx, "show_moved", shop_id=row.shop_id, show=show_id, before=row.starts_at, at=starts_at
        )
        _tell(tx, show_id, "moved")
    return bool(moved)


def cancel(tx: Tx, show_id: int) -> bool:
    """Cancels a planned show, and tells whoever was told or asked to be; no if it isn't planned."""
    cancelled = tx.run(
        update(SHOW)
        .where(SHOW.c.id == show_id, SHOW.c.state == "scheduled")
        .values(state="ended", ended_at=tx.now, remind_at=None)
    )
    if cancelled:
        history.note(tx, "show_cancelled", show=show_id)
        _tell(tx, show_id, "cancelled")
    return bool(cancelled)


def _tell(tx: Tx, show_id: int, change: Change) -> None:
    """Tells a change to those who were reminded already, else to those who asked for this show."""
    row = known(tx, show_id)
    facts = reminder_facts(tx, row) | {"what": change}
    reminded = announcements.reword(tx, f"remind:{show_id}", **facts)
    if reminded or follows.is_asked_for(tx, show_id):
        announcements.announce(
            tx, f"{change}:{show_id}:{tx.now}", row.shop_id, "alert_show", facts,
            audience="told" if reminded else "asked", subject=show_id,
        )  # fmt: skip


def reminder_facts(tx: Tx, row: Row[Any]) -> Facts:
    """A planned show as its reminder tells it; ``what`` is reminder, moved or cancelled."""
    shop = people.shop(tx, row.shop_id)
    return {
        "what": "reminder", "show": row.id, "title": row.title, "url": row.link,
        "at": row.starts_at, "shop": shop.name, "slug": shop.slug, "shop_id": shop.id,
        "zone": shop.zone,
    }  # fmt: skip


def remind(tx: Tx) -> int:
    """Begins the reminders that are due, each once; returns how many.

    A reminder whose show's time is over by now, for nothing ran, isn't sent.
    """
    due = select(SHOW).where(_SCHEDULED, SHOW.c.remind_at <= tx.now)
    begun = 0
    for row in tx.all(due):
        tx.run(update(SHOW).where(SHOW.c.id == row.id).values(remind_at=None))
        if row.starts_at > tx.now:
            begun += (
                announcements.announce(
                    tx, f"remind:{row.id}", row.shop_id, "alert_show", reminder_facts(tx, row),
                    audience="reminder", subject=row.id,
                )
                is not None
            )  # fmt: skip
    return begun


def near(tx: Tx, shop_id: int) -> Row[Any] | None:
    """The planned show whose time it is about now: the nearest."""
    rows = coming(tx, shop_id)
    close = [row for row in rows if abs(row.starts_at - tx.now) <= NEAR]
    return min(close, key=lambda row: abs(row.starts_at - tx.now), default=None)


def coming(tx: Tx, shop_id: int) -> Sequence[Row[Any]]:
    """A shop's planned shows that aren't long past their time, the next first."""
    return tx.all(
        select(SHOW)
        .where(
            SHOW.c.shop_id == shop_id, SHOW.c.state == "scheduled", SHOW.c.starts_at > tx.now - KEPT
        )
        .order_by(SHOW.c.starts_at, SHOW.c.id)
        .limit(MOST)
    )


def next_show(tx: Tx, shop_id: int) -> Row[Any] | None:
    """The planned show that comes next."""
    return next(iter(coming(tx, shop_id)), None)


def planned(tx: Tx, shop_id: int) -> int:
    """How many shows a shop has planned."""
    return len(coming(tx, shop_id))


def past(tx: Tx, shop_id: int, start: int, most: int) -> tuple[Sequence[Row[Any]], int]:
    """A shop's shows that are over or never were, the newest first; and how many. One that was
    cancelled is past when its time has come."""
    when = func.coalesce(SHOW.c.ended_at, SHOW.c.starts_at)
    to_come = SHOW.c.started_at.is_(None) & (SHOW.c.starts_at > tx.now)
    over = and_(
        SHOW.c.shop_id == shop_id,
        and_(SHOW.c.state == "ended", func.coalesce(~to_come, True))
        | and_(SHOW.c.state == "scheduled", SHOW.c.starts_at <= tx.now - KEPT),
    )
    rows = tx.all(select(SHOW).where(over).order_by(when.desc()).offset(start).limit(most))
    return rows, int(tx.scalar(select(func.count()).where(over)))
