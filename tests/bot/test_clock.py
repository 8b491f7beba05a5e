"""What happens because time passes: holds end, alerts spread, their progress is shown."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from sqlalchemy import Row, delete, select, update

from bot import clock
from bot.clock import Clock
from models import (
    announcements,
    catalog,
    delivery,
    follows,
    holds,
    outgoing,
    people,
    progress,
    screenshots,
    shows,
    stock,
)
from models.announcements import ANNOUNCEMENT
from models.outgoing import OUTGOING
from models.reservations import RESERVATION, Reservation
from models.screenshots import SCREENSHOT
from models.store import Store
from models.tx import Tx
from models.uploads import UPLOAD, Upload
from sandbox.telegram import Telegram
from tests.bot.post import Post, eventually, facts

SELLER = 100
FANS = range(1001, 1021)


@pytest.fixture(autouse=True)
async def shop(telegram: Telegram, post: Post) -> None:
    """A shop with twenty followers."""
    for person in (SELLER, *FANS):
        telegram.user(f"P{person}", id=person, started=True)
    await post.meet(SELLER, *FANS)

    def job(tx: Tx) -> None:
        people.open_shop(
            tx, slug="nok", name="Nok", owner_id=SELLER, currency="THB", zone="Asia/Bangkok"
        )
        for person in FANS:
            follows.follow(tx, person, 1)

    await post.store.write(job)


@asynccontextmanager
async def ticking(store: Store) -> AsyncIterator[None]:
    """A clock at work."""
    task = asyncio.create_task(Clock(store).run())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.wait([task])
        if not task.cancelled() and (error := task.exception()):
            raise error


def announce(tx: Tx) -> int | None:
    """Begins to tell the followers."""
    return announcements.announce(tx, "live:7", 1, "alert_live", facts("Silk"))


async def announcement(store: Store) -> Row[Any]:
    """The one announcement."""
    row = await store.read(lambda tx: tx.one(select(ANNOUNCEMENT)))
    assert row is not None
    return row


async def test_an_announcement_is_spread_at_once(post: Post) -> None:
    async with ticking(post.store):
        await post.store.write(announce)

        async def spread() -> bool:
            return bool((await announcement(post.store)).state == "sending")

        await eventually(spread, within=1.5)
    alerts = await post.rows(kind="alert_live")
    assert sorted(row.chat_id for row in alerts) == list(FANS)
    assert [row.chat_id for row in sorted(alerts, key=lambda row: row.rank)] != list(FANS)


async def test_the_seller_sees_the_progress_in_one_message(
    post: Post, telegram: Telegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "PROGRESS", 0.2)
    telegram.user("Gone", id=FANS[0]).block()
    async with ticking(post.store), post.sending(20):
        await post.store.write(announce)

        async def done() -> bool:
            return bool((await announcement(post.store)).state == "done")

        await eventually(done)
        await post.settled()
    (message,) = telegram.sent(SELLER)
    assert message["text"].startswith("📣 Alerts for Silk: 19 of 20 are told, in ")
    assert "1 follower can't be written to any more." in message["text"]
    assert telegram.count("editMessageText") >= 2
    row = await announcement(post.store)
    assert (row.total, row.sent, row.failed) == (20, 19, 1)
    assert row.ended_at >= row.began_at
    assert telegram.refused_429 == 0


async def test_a_long_fan_out_is_shown_less_and_less_often(post: Post) -> None:
    await post.store.write(announce)
    await post.store.write(progress.show)
    assert await post.rows(kind="alert_progress") == []  # nobody knows yet how many they are
    await Clock(post.store).spread()
    began = (await announcement(post.store)).began_at
    shown = 0
    for seconds in range(0, 340, 2):

        def look(tx: Tx, now: int = began + seconds * 1000) -> bool:
            tx.now = now
            progress.show(tx)
            asked = select(OUTGOING).where(OUTGOING.c.board.is_not(None))
            row = tx.one(asked)
            tx.run(delete(OUTGOING))
            return row is not None

        shown += await post.store.write(look)
    assert 35 <= shown <= 50


async def test_nobody_to_tell_is_told_too(post: Post, telegram: Telegram) -> None:
    await post.store.write(lambda tx: [follows.unfollow(tx, person, 1) for person in FANS])
    await post.store.write(announce)
    time = Clock(post.store)
    await time.spread()
    async with post.sending():
        await post.settled()
    (message,) = telegram.sent(SELLER)
    assert message["text"] == "📣 Alerts for Silk: nobody to tell yet."
    assert (await announcement(post.store)).state == "done"


async def test_a_spread_goes_on_after_a_restart(post: Post) -> None:
    await post.store.write(announce)
    await post.store.write(lambda tx: announcements.spread(tx, most=7))
    async with ticking(post.store):

        async def spread() -> bool:
            return bool((await announcement(post.store)).state == "sending")

        await eventually(spread)
    assert len(await post.rows(kind="alert_live")) == len(FANS)


async def test_holds_end_by_the_clock(post: Post) -> None:
    now = post.store.clock()

    def job(tx: Tx) -> None:
        catalog.add_product(
            tx, shop_id=1, code="A12", key="A12", title="Scarf", price=100, stock=250
        )
        stock.take(tx, 1, 250)
        for number in range(250):
            tx.insert(
                Reservation, source=f"m:{number}", part=0, token=f"t{number}", shop_id=1,
                option_id=1, person_id=FANS[number % 20], quantity=1, price=100, currency="THB",
                state="held", said_at=now, seq=number, created_at=now, deadline=now - 1,
            )  # fmt: skip

    await post.store.write(job)
    await Clock(post.store).sweep_holds()
    states = await post.store.read(
        lambda tx: {row.state for row in tx.all(select(RESERVATION.c.state))}
    )
    assert states == {"released"}
    assert len(await post.rows(kind="lapsed")) == 250


async def test_a_failing_sweep_does_not_stop_the_clock(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[int] = []

    def fails(tx: Tx, most: int) -> int:
        tries.append(most)
        raise RuntimeError("no")

    monkeypatch.setattr(clock, "TICK", 0.05)
    monkeypatch.setattr(holds, "expire", fails)

    async def again() -> bool:
        return len(tries) >= 3

    async with ticking(post.store):
        await eventually(again)


async def test_it_takes_up_what_a_dead_sender_left(post: Post) -> None:
    await post.say(SELLER, "one")
    ago = post.store.clock() - 1
    await post.store.write(lambda tx: delivery.lease(tx, [1], "dead", ago))
    await Clock(post.store).lapse()
    assert [row.state for row in await post.rows()] == ["queued"]


async def age(post: Post, *rows: tuple[int, str, int]) -> None:
    """Outgoing rows ended: id, state, and how long (ms) ago."""

    def job(tx: Tx) -> None:
        for row, state, ago in rows:
            ended = update(OUTGOING).where(OUTGOING.c.id == row)
            tx.run(ended.values(state=state, sent_at=tx.now - ago))

    await post.store.write(job)


LONG = clock.KEEP + 1


async def test_it_forgets_old_messages(post: Post) -> None:
    for text in ("old", "given up", "new", "waiting"):
        await post.say(SELLER, text)
    await age(post, (1, "sent", LONG), (2, "gave_up", LONG), (3, "sent", 0))
    await Clock(post.store).prune()
    assert [row.id for row in await post.rows()] == [3, 4]


async def test_it_forgets_old_boards_but_those_of_shows_on_the_air(post: Post) -> None:
    boards = ("start:-5:1", "show:1:-5", "control:1", "show:2:-5", "control:2", "announcement:1",
              "start:-5:2", "show:1:-6")  # fmt: skip

    def show(tx: Tx) -> None:
        ended, _ = shows.go_live(tx, people.shop(tx, 1), "Yesterday", None)
        shows.end(tx, ended.id)
        shows.go_live(tx, people.shop(tx, 1), "Today", None)
        for board in boards:
            outgoing.show_board(tx, board, SELLER, "alert_live", facts(board))

    await post.store.write(show)
    await age(post, *((row, "sent", LONG) for row in range(1, 7)), (7, "sent", 0))
    await Clock(post.store).prune()
    left = ["show:2:-5", "control:2", "start:-5:2", "show:1:-6"]
    assert [row.board for row in await post.rows()] == left


async def test_it_forgets_old_pictures_that_prove_nothing(post: Post) -> None:
    kept: dict[str, dict[str, Any]] = {
        "asked": {"state": "asked"}, "passed": {"state": "passed"}, "ended": {"state": "ended"},
        "new": {"state": "new"}, "code": {"state": "ended", "code": "L0"},
        "claimed": {"state": "claimed"}, "late": {"state": "asked", "due": 1}, "last": {},
    }  # fmt: skip

    def show(tx: Tx) -> None:
        long_ago = tx.now - LONG
        for at, (source, values) in enumerate(kept.items(), 1):
            screenshots.keep(
                tx, source=source, person_id=FANS[0], shop_id=1, show_id=None, file_id="f",
                said_at=long_ago, seq=at,
            )  # fmt: skip
            due = tx.now if values.pop("due", 0) else long_ago
            screenshots.note(tx, at, due=due, **{"state": "ended"} | values)

    await post.store.write(show)
    await Clock(post.store).prune()
    rows = await post.store.read(lambda tx: tx.all(select(SCREENSHOT).order_by(SCREENSHOT.c.id)))
    assert [row.source for row in rows] == ["new", "code", "claimed", "late", "last"]


async def test_it_forgets_old_files_that_wait_for_nothing(post: Post) -> None:
    files = [
        ("new", LONG), ("checked", LONG), ("wanted", LONG), ("done", LONG), ("ended", LONG),
        ("failed", LONG), ("checked", 0), ("ended", LONG),
    ]  # fmt: skip

    def show(tx: Tx) -> None:
        for number, (state, ago) in enumerate(files):
            tx.insert(
                Upload, source=str(number), shop_id=1, person_id=SELLER, file_id="f", state=state,
                due=tx.now - ago, created_at=tx.now - LONG,
            )  # fmt: skip

    await post.store.write(show)
    await Clock(post.store).prune()
    rows = await post.store.read(lambda tx: tx.all(select(UPLOAD.c.id).order_by(UPLOAD.c.id)))
    assert [row.id for row in rows] == [1, 3, 7, 8]
