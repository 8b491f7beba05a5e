"""Updates brought by Telegram: only with the secret, stored before the answer, in their order."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from functools import partial
from io import BytesIO
from typing import Any

import aiohttp
import orjson
import pytest
from aiohttp import web
from sqlalchemy import Row, select
from telegram import Bot

from bot import webhook
from bot.intake import SETTLE, receive
from bot.turns import Turns
from models import incoming
from models.incoming import INCOMING
from models.store import Store
from models.tx import Tx
from sandbox.telegram import Telegram
from tests.bot.post import eventually

SECRET = "s3cret-of-this_test"
HEADER = "X-Telegram-Bot-Api-Secret-Token"


@pytest.fixture
async def address(store: Store) -> AsyncIterator[str]:
    """Our server's base address."""
    app = web.Application()
    app.router.add_post(webhook.PATH, webhook.handler(store, SECRET))
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


def update(seq: int, date: int = 1_795_435_200) -> dict[str, Any]:
    user = {"id": 7, "is_bot": False, "first_name": "Ann"}
    chat = {"id": 7, "type": "private"}
    return {
        "update_id": seq,
        "message": {"message_id": seq, "date": date, "chat": chat, "from": user, "text": "hi"},
    }


async def post(address: str, body: bytes, headers: dict[str, str]) -> int:
    async with (
        aiohttp.ClientSession() as session,
        session.post(address + webhook.PATH, data=BytesIO(body), headers=headers) as response,
    ):
        return response.status


async def rows(store: Store) -> Sequence[Row[Any]]:
    return await store.read(lambda tx: tx.all(select(INCOMING).order_by(INCOMING.c.seq)))


async def test_telegram_brings_what_people_say(
    store: Store, bot: Bot, telegram: Telegram, address: str
) -> None:
    await webhook.set_webhook(bot, address, SECRET)
    ann = telegram.user("Ann")
    for text in ("one", "two", "three"):
        ann.say(text)
    await telegram.until(lambda: not telegram.world.updates.pending)
    texts = [orjson.loads(row.payload)["message"]["text"] for row in await rows(store)]
    assert texts == ["one", "two", "three"]
    assert telegram.unknown_parameters == telegram.mistyped_parameters == []


@pytest.mark.parametrize("told", [None, "", "wrong", SECRET + "x", SECRET.upper(), "é"])
async def test_nobody_else_gets_in(store: Store, address: str, told: str | None) -> None:
    headers = (
        {} if told is None else {HEADER: told.encode(errors="surrogateescape").decode("latin-1")}
    )
    assert await post(address, orjson.dumps(update(1)), headers) == 403
    assert await rows(store) == []


async def test_an_empty_secret_lets_nobody_in(store: Store) -> None:
    app = web.Application()
    app.router.add_post(webhook.PATH, webhook.handler(store, ""))
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    address = f"http://127.0.0.1:{runner.addresses[0][1]}"
    for headers in ({}, {HEADER: ""}):
        assert await post(address, orjson.dumps(update(1)), headers) == 403
    await runner.cleanup()


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"\xff\xfe", 400),
        (b"[1]", 400),
        (b'{"update_id": "1"}', 400),
        (b'{"update_id": 1, "x": "' + b"x" * webhook.LARGEST + b'"}', 413),
        (b'{"update_id": 1, "something_new": {}}', 200),
    ],
)
async def test_it_refuses_what_is_no_update(
    store: Store, address: str, body: bytes, status: int
) -> None:
    assert await post(address, body, {HEADER: SECRET}) == status
    assert len(await rows(store)) == (status == 200)


async def test_the_same_update_many_times_is_kept_once(store: Store, address: str) -> None:
    body = orjson.dumps(update(1))
    statuses = await asyncio.gather(*(post(address, body, {HEADER: SECRET}) for _ in range(10)))
    assert set(statuses) == {200}
    assert len(await rows(store)) == 1


async def deal(store: Store, seq: int) -> None:
    await receive(store, [update(seq)], settle=True)


async def test_a_later_update_waits_for_the_one_before(store: Store) -> None:
    await deal(store, 1)
    await asyncio.sleep(SETTLE / 1000 + 0.05)
    await deal(store, 3)
    await deal(store, 4)
    assert [row.seq for row in await store.write(lambda tx: incoming.due(tx, 10))] == [1]
    await deal(store, 2)
    assert [row.seq for row in await store.write(lambda tx: incoming.due(tx, 10))] == [1, 2, 3, 4]


async def test_it_waits_only_shortly(store: Store) -> None:
    await deal(store, 5)
    await deal(store, 9)
    held = await rows(store)
    assert all(0 < row.due - row.received_at <= SETTLE for row in held)
    task = asyncio.create_task(Turns(store).run())

    async def done() -> bool:
        return {row.state for row in await rows(store)} == {"done"}

    await eventually(done)
    task.cancel()
    await asyncio.wait([task])
    took = [row.done_at - row.received_at for row in await rows(store)]
    assert max(took) < SETTLE + 500


async def test_those_behind_wait_no_longer_than_the_first(store: Store) -> None:
    await deal(store, 5)
    await asyncio.sleep(0.1)
    await deal(store, 6)
    first, second = await rows(store)
    assert first.due == second.due


async def test_what_came_backwards_and_slowly_is_decided_in_order(store: Store) -> None:
    for seq in (9, 8, 7, 6):
        await deal(store, seq)
        await asyncio.sleep(SETTLE / 1000 * 0.6)
    due = [row.due for row in await rows(store)]
    assert due == sorted(due)
    assert due[-1] - due[0] < SETTLE


async def test_nobody_waits_for_good_for_what_comes_backwards(store: Store) -> None:
    for seq in range(30, 8, -1):
        await deal(store, seq)
        await asyncio.sleep(SETTLE / 1000 * 0.3)
    most = incoming.LONGEST * SETTLE
    assert all(row.due - row.received_at <= most for row in await rows(store))


async def test_out_of_order_on_the_way_in_order_in_the_end(
    store: Store, bot: Bot, telegram: Telegram, address: str
) -> None:
    decided: list[int] = []

    def note(tx: Tx, row: Row[Any]) -> None:
        decided.append(row.seq)

    async def so_many(count: int) -> bool:
        return len(decided) == count

    people = [telegram.user(f"P{number}") for number in range(8)]
    people[0].say("first")
    await webhook.set_webhook(bot, address, SECRET)
    turns = asyncio.create_task(Turns(store, {"telegram": note}).run())
    await eventually(partial(so_many, 1))
    telegram.hold()
    for person in people:
        person.say("cf a12", date=1_795_435_200)
    telegram.release(order=reversed)
    await eventually(partial(so_many, 9))
    turns.cancel()
    await asyncio.wait([turns])
    assert decided[1:] == sorted(decided[1:])
