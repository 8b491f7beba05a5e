"""Messages a second, limits lifted: our sender beside the library's requests and raw aiohttp."""

import asyncio
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import aiohttp
from sqlalchemy import func, select
from telegram import Bot
from telegram.request import HTTPXRequest

from bench.table import Row
from bot.pace import Pace
from bot.request import make_bot
from bot.sender import Sender
from models import announcements, follows, outgoing, people, schema
from models.outgoing import OUTGOING
from models.priority import Priority
from models.store import Store
from models.tx import Tx
from texts.render import render

ROOT = Path(__file__).parent.parent
TOKEN = "7000002:a-bench-has-no-secrets"
AT_ONCE = 64
ROUNDS = 3
OURS, LIBRARY, RAW = 4000, 500, 4000
FACTS = {
    "shop": "Malee Silk", "slug": "malee", "shop_id": 1, "zone": "Asia/Bangkok", "reservation": 7,
    "option_id": 1, "code": "A12", "title": "Silk scarf", "option": "", "quantity": 2,
    "price": 39000, "total": 78000, "currency": "THB", "deadline": 1_795_435_200_000,
    "pay_url": None,
}  # fmt: skip


def run() -> list[Row]:
    """From an outgoing row to a message marked sent, beside the same text sent without rows."""
    alerts, answers, library, raw = asyncio.run(_measured())
    return [
        Row("alerts, from row to marked sent", alerts, "/s",
            f"python-telegram-bot's own requests: {library:,.0f}", alerts / library, "6 or more"),
        Row("… beside raw aiohttp", alerts, "/s", f"raw aiohttp: {raw:,.0f}", alerts / raw,
            "0.35 or more"),
        Row("answers, each rendered by itself", answers, "/s",
            f"python-telegram-bot's own requests: {library:,.0f}", answers / library, "6 or more"),
        Row("… beside raw aiohttp", answers, "/s", f"raw aiohttp: {raw:,.0f}", answers / raw,
            "0.35 or more"),
    ]  # fmt: skip


async def _measured() -> tuple[float, float, float, float]:
    alerts, answers, library, raw = [], [], [], []
    async with _bot_api() as url:
        for _ in range(ROUNDS):  # in turns: what else the machine does falls on all
            raw.append(await _raw(url))
            library.append(await _library(url))
            alerts.append(await _ours(url, _alerts))
            answers.append(await _ours(url, _answers))
    return median(alerts), median(answers), median(library), median(raw)


@asynccontextmanager
async def _bot_api() -> AsyncIterator[str]:
    """The stand-in in a process of its own."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "sandbox.telegram", TOKEN, "--lifted", "--keep", "0",
        "--people", str(OURS), cwd=ROOT, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    try:
        if process.stdout is None:
            raise AssertionError("no pipe")
        yield (await process.stdout.readline()).decode().strip()
    finally:
        process.terminate()
        await process.wait()


async def _at_once(count: int, send: Callable[[int], Awaitable[object]]) -> float:
    numbers = iter(range(1, count + 1))

    async def worker() -> None:
        for number in numbers:
            await send(number)

    began = time.perf_counter()
    await asyncio.gather(*(worker() for _ in range(AT_ONCE)))
    return count / (time.perf_counter() - began)


async def _raw(url: str) -> float:
    text = render("held", "en", FACTS).text
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=AT_ONCE)) as session:

        async def send(number: int) -> None:
            body = {"chat_id": number, "text": text, "parse_mode": "HTML"}
            async with session.post(f"{url}/bot{TOKEN}/sendMessage", json=body) as answer:
                await answer.json()

        return await _at_once(RAW, send)


async def _library(url: str) -> float:
    text = render("held", "en", FACTS).text
    request = HTTPXRequest(connection_pool_size=AT_ONCE)
    async with Bot(TOKEN, base_url=f"{url}/bot", request=request) as bot:
        return await _at_once(
            LIBRARY, lambda number: bot.send_message(number, text, parse_mode="HTML")
        )


def _answers(tx: Tx) -> None:
    for number in range(1, OURS + 1):
        outgoing.say(tx, number, "held", FACTS, priority=Priority.WINNER)


def _alerts(tx: Tx) -> None:
    shop_id = people.open_shop(
        tx, slug="malee", name="Malee Silk", owner_id=1, currency="THB", zone="Asia/Bangkok"
    )
    if shop_id is None:
        raise AssertionError("the shop is there already")
    for number in range(1, OURS + 1):
        follows.follow(tx, number, shop_id)
    told = {"show": 1, "title": "Silk tonight", "url": "https://live.example.com/malee"}
    known = {"shop": "Malee Silk", "slug": "malee", "shop_id": shop_id}
    announcements.announce(tx, "live:1", shop_id, "alert_live", told | known)
    while announcements.spread(tx):
        pass


async def _ours(url: str, fill: Callable[[Tx], None]) -> float:
    with TemporaryDirectory(prefix="livestall-bench-", dir=ROOT) as folder:
        store = Store(f"sqlite:///{Path(folder) / 'bench.db'}")
        schema.metadata().create_all(store.engine)
        with store.transaction() as tx:
            for number in range(1, OURS + 1):
                people.meet(tx, number, name="Anna", username=None, language="en")
                people.start(tx, number)
            fill(tx)
        async with store, make_bot(TOKEN, url) as bot:
            sender = asyncio.create_task(Sender(store, bot, Pace(100_000)).run())
            began = store.clock()
            while await store.read(_left):  # noqa: ASYNC110 # rows say when it is over
                await asyncio.sleep(0.3)
            sender.cancel()
            await asyncio.wait([sender])
            ended = await store.read(_last_sent)
    return OURS / (ended - began) * 1000


def _left(tx: Tx) -> int:
    return int(tx.scalar(select(func.count()).where(OUTGOING.c.state != "sent")))


def _last_sent(tx: Tx) -> int:
    return int(tx.scalar(select(func.max(OUTGOING.c.sent_at))))
