"""Races for shows: the numbered cases of docs/races.md."""

from collections.abc import Callable
from functools import partial

import orjson
from sqlalchemy import func, select, update

from models import (
    announcements,
    catalog,
    control,
    follows,
    opening,
    people,
    progress,
    schedule,
    shows,
)
from models.announcements import ANNOUNCEMENT
from models.opening import EARLY
from models.outgoing import OUTGOING
from models.reservations import RESERVATION
from models.shows import SHOW
from models.tx import Tx
from tests.market import MAY
from tests.races.crowd import at_once, deliver, each, pump
from tests.races.stage import CROWD, HOUR, Stage, comments

FANS = CROWD[:60]


def follow_all(stage: Stage) -> None:
    with stage.tx() as tx:
        for fan in FANS:
            follows.follow(tx, fan, 1)


def start(tx: Tx) -> bool:
    """Starts the planned show; whether this was what began it."""
    planned = schedule.near(tx, 1)
    return shows.go_live(tx, people.shop(tx, 1), "", None, planned)[1]


def spread(tx: Tx) -> bool:
    """Writes a few recipients."""
    return announcements.spread(tx, most=7)


def send_some(tx: Tx) -> int:
    """Marks a few queued alerts sent, as a sender does."""
    rows = tx.all(
        select(OUTGOING.c.id, OUTGOING.c.announcement_id)
        .where(OUTGOING.c.state == "queued", OUTGOING.c.announcement_id.is_not(None))
        .order_by(OUTGOING.c.rank)
        .limit(5)
    )
    for row in rows:
        tx.run(update(OUTGOING).where(OUTGOING.c.id == row.id).values(state="sent", sent_at=tx.now))
        tx.run(
            update(ANNOUNCEMENT)
            .where(ANNOUNCEMENT.c.id == row.announcement_id)
            .values(sent=ANNOUNCEMENT.c.sent + 1)
        )
    return len(rows)


def told(stage: Stage, what: str) -> list[int]:
    """Who has a message of an announcement whose name begins so, once for each."""
    with stage.tx() as tx:
        rows = tx.all(select(OUTGOING.c.chat_id).where(OUTGOING.c.once.startswith(f"{what}:")))
    return sorted(row.chat_id for row in rows)


def test_v1_a_show_that_is_started_several_times_at_once_begins_once(stage: Stage) -> None:
    follow_all(stage)
    stage.plan()
    begun = at_once(*(partial(each, stage.url, [start]) for _ in range(4)))
    assert sorted(new for one in begun for new in one) == [False, False, False, True]
    with stage.tx() as tx:
        assert [(row.state, row.id) for row in tx.all(select(SHOW))] == [("live", 1)]
        assert [row.about for row in tx.all(select(ANNOUNCEMENT))] == ["live:1"]


def test_v2_a_show_started_and_cancelled_at_once_is_one_of_both(stage: Stage) -> None:
    stage.plan()
    at_once(
        partial(each, stage.url, [partial(schedule.cancel, show_id=1)]),
        partial(each, stage.url, [start]),
    )
    with stage.tx() as tx:
        live = shows.on_air(tx, 1)
        assert live is not None
        first = shows.show(tx, 1)
        assert first is not None
        assert (first.state, live.id) in (("live", 1), ("ended", 2))
        assert tx.scalar(select(func.count()).select_from(ANNOUNCEMENT)) == 1


def test_v3_a_show_moved_while_its_reminder_goes_is_told_to_each_in_one_way(stage: Stage) -> None:
    follow_all(stage)
    stage.plan()
    due = MAY + HOUR - schedule.BEFORE
    each(stage.url, [schedule.remind], due)
    sending: list[Callable[[Tx], object]] = [schedule.remind, spread, send_some] * 30
    moving: list[Callable[[Tx], object]] = [
        partial(schedule.reschedule, show_id=1, starts_at=MAY + at * HOUR) for at in (2, 2, 2)
    ]
    at_once(
        partial(each, stage.url, sending, due),
        partial(each, stage.url, sending, due),
        partial(each, stage.url, moving, due),
    )
    each(stage.url, [spread] * 60, due)
    assert told(stage, "remind:1") == list(FANS)
    moved = told(stage, "moved:1")
    assert len(moved) == len(set(moved))
    with stage.tx() as tx:
        facts = tx.scalar(
            select(ANNOUNCEMENT.c.facts).where(ANNOUNCEMENT.c.about.startswith("remind:1"))
        )
        row = shows.show(tx, 1)
    assert row is not None
    assert (row.starts_at, orjson.loads(facts)["at"]) == (MAY + 2 * HOUR, MAY + 2 * HOUR)


def test_v4_two_clocks_begin_a_reminder_once(stage: Stage) -> None:
    follow_all(stage)
    stage.plan()
    due = MAY + HOUR - schedule.BEFORE
    begun = at_once(*(partial(each, stage.url, [schedule.remind] * 3, due) for _ in range(3)))
    assert sum(number for one in begun for number in one) == 1


def look(tx: Tx) -> None:
    """What the clock does."""
    progress.show(tx)
    show = shows.on_air(tx, 1)
    if show is not None:
        opening.tell(tx, show)
    control.sweep(tx)


def test_v9_whoever_came_too_early_for_a_hot_item_is_told_once_when_it_opens(stage: Stage) -> None:
    stage.put_in(5)
    follow_all(stage)
    with stage.tx() as tx:
        catalog.edit_product(tx, 1, hot=True)
    stage.go_live()
    ticking: list[Callable[[Tx], object]] = [spread, send_some, look] * 40
    at_once(
        partial(deliver, stage.url, comments(CROWD[100:160])),
        partial(pump, stage.url),
        partial(each, stage.url, ticking, MAY + 1000),
        partial(each, stage.url, ticking, MAY + 1000),
    )
    pump(stage.url)
    each(stage.url, [look, *[spread] * 30], MAY + 2000)
    with stage.tx() as tx:
        early = sorted(row.person_id for row in tx.all(select(EARLY)))
        got = tx.scalar(select(func.count()).select_from(RESERVATION))
    assert told(stage, "open:1:1") == early
    assert got == 60 - len(early)
