"""Updates coming in by polling: kept before they are acknowledged, each once, whatever happens."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

import orjson
import pytest
from sqlalchemy import Row, select
from telegram import Bot

from bot import intake
from models.incoming import INCOMING
from models.store import Store
from sandbox.telegram import Telegram
from tests.bot.post import eventually


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Shorter pauses after failures."""
    monkeypatch.setattr(intake, "PAUSES", (0.02, 0.1))


@asynccontextmanager
async def polling(store: Store, bot: Bot) -> AsyncIterator[None]:
    """An intake at work."""
    task = asyncio.create_task(intake.poll(store, bot))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.wait([task])
        if not task.cancelled() and (error := task.exception()):
            raise error


async def kept(store: Store, count: int) -> Sequence[Row[Any]]:
    """The rows, once there are so many."""
    query = select(INCOMING).order_by(INCOMING.c.seq)

    async def enough() -> Sequence[Row[Any]]:
        rows = await store.read(lambda tx: tx.all(query))
        return rows if len(rows) >= count else []

    return await eventually(enough)


async def nothing_pending(telegram: Telegram) -> bool:
    return not telegram.world.updates.pending


async def test_it_keeps_what_people_say(store: Store, bot: Bot, telegram: Telegram) -> None:
    ann = telegram.user("Ann")
    ann.say("before", date=1_795_435_200)
    async with polling(store, bot):
        await kept(store, 1)
        ann.say("while it polls")
        rows = await kept(store, 2)
    first = orjson.loads(rows[0].payload)
    assert first["message"]["text"] == "before"
    assert (rows[0].said_at, rows[0].seq) == (1_795_435_200_000, first["update_id"])
    assert rows[0].external_id == str(first["update_id"])
    assert telegram.unknown_parameters == telegram.mistyped_parameters == []


async def test_it_asks_for_what_it_listens_to(store: Store, bot: Bot, telegram: Telegram) -> None:
    ann = telegram.user("Ann", started=True)
    async with polling(store, bot):
        await telegram.until(lambda: telegram.world.updates.allowed is not None)
        said = ann.say("cf a12")
        ann.edit(said, "cf a12 x2")
        ann.block()
        rows = await kept(store, 3)
    kinds = [next(key for key in orjson.loads(row.payload) if key != "update_id") for row in rows]
    assert kinds == ["message", "edited_message", "my_chat_member"]


async def test_it_acknowledges_only_what_is_committed(
    store: Store, bot: Bot, telegram: Telegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    ann = telegram.user("Ann")
    ann.say("keep me")

    async def fails(*_: object, **__: object) -> int:
        raise OSError("disk full")

    with monkeypatch.context() as broken:
        broken.setattr(intake, "receive", fails)
        with pytest.raises(OSError, match="disk full"):
            await intake.poll(store, bot)
    assert len(telegram.world.updates.pending) == 1
    async with polling(store, bot):
        await kept(store, 1)
        await eventually(partial(nothing_pending, telegram))


async def test_what_comes_twice_is_kept_once(store: Store, bot: Bot, telegram: Telegram) -> None:
    ann = telegram.user("Ann")
    ann.say("once")
    update = orjson.loads(telegram.world.updates.pending[0].body)
    assert await intake.receive(store, [update]) == 1
    assert await intake.receive(store, [update]) == 0
    async with polling(store, bot):
        await eventually(partial(nothing_pending, telegram))
    assert len(await kept(store, 1)) == 1


async def test_it_survives_whatever_telegram_answers(
    store: Store, bot: Bot, telegram: Telegram
) -> None:
    ann = telegram.user("Ann")
    telegram.fault("deleteWebhook", status=502)
    telegram.fault("getUpdates", status=409, description="Conflict: terminated by other getUpdates")
    telegram.fault("getUpdates", status=500)
    telegram.fault("getUpdates", drop="before")
    telegram.fault("getUpdates", status=401, description="Unauthorized")
    async with polling(store, bot):
        await telegram.until(lambda: not telegram.world.faults.waiting)
        ann.say("still there?")
        await kept(store, 1)


async def test_a_garbled_answer_loses_nothing(store: Store, bot: Bot, telegram: Telegram) -> None:
    telegram.user("Ann").say("hello")
    telegram.fault("getUpdates", garbage=True)
    async with polling(store, bot):
        await kept(store, 1)


async def test_it_takes_a_webhook_away_and_keeps_what_waited(
    store: Store, bot: Bot, telegram: Telegram
) -> None:
    await bot.set_webhook("http://127.0.0.1:9/hook")
    telegram.user("Ann").say("waited")
    async with polling(store, bot):
        await kept(store, 1)
        await bot.set_webhook("http://127.0.0.1:9/hook")
        telegram.user("Ben").say("again")
        await kept(store, 2)


async def test_odd_updates_are_kept_and_do_not_stop_the_others(
    store: Store, bot: Bot, telegram: Telegram
) -> None:
    telegram.inject({"update_id": 800_000_001, "message": {"text": "no date"}})
    telegram.inject({"update_id": 800_000_002, "something_new": 17})
    telegram.inject({"update_id": 800_000_003, "message": None})
    async with polling(store, bot):
        rows = await kept(store, 3)
    assert [row.seq for row in rows] == [800_000_001, 800_000_002, 800_000_003]
    assert all(row.said_at % 1000 == 0 for row in rows)


@pytest.mark.parametrize(
    "update", [None, [], 17, {}, {"update_id": "7"}, {"update_id": True}, {"update_id": -1},
               {"update_id": 1 << 63}]
)  # fmt: skip
async def test_what_is_no_update_is_refused(store: Store, update: Any) -> None:
    with pytest.raises(intake.MalformedUpdate):
        await intake.receive(store, [update])
    assert await store.read(lambda tx: tx.all(select(INCOMING))) == []
