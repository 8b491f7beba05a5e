"""kill -9 in the middle of a fan-out, again and again: nobody is left out."""

import asyncio
import signal
import sys
from collections import Counter
from functools import partial
from pathlib import Path

import pytest

from bot.sender import AT_ONCE
from models.priority import Priority
from models.store import Store
from sandbox.telegram import Limits, Telegram
from tests.bot.post import TOKEN, Post

ROOT = Path(__file__).parent.parent.parent
PEOPLE = range(1001, 1601)
PROGRAM = """
import asyncio, sys
from bot.pace import Pace
from bot.request import make_bot
from bot.sender import Sender
from models import schema
from models.store import Store

async def main(database, token, address):
    async with Store(database) as store:
        await Sender(store, make_bot(token, address), Pace(5000)).run()

asyncio.run(main(*sys.argv[1:]))
"""


async def killed_at(telegram: Telegram, database: str, count: int) -> None:
    """Runs a sender in a process of its own and kills it once so many messages came."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", PROGRAM, database, TOKEN, telegram.url, cwd=ROOT
    )
    try:
        await telegram.until(partial(_so_many, telegram, count), within=30)
    finally:
        process.send_signal(signal.SIGKILL)
        await process.wait()


def _so_many(telegram: Telegram, count: int) -> bool:
    return telegram.count("sendMessage") >= count


@pytest.mark.timeout(120)
async def test_killed_again_and_again_it_tells_everyone(
    store: Store, post: Post, telegram: Telegram
) -> None:
    telegram.limit(Limits.lifted())
    for person in PEOPLE:
        telegram.user(f"P{person}", id=person, started=True)
    await post.meet(*PEOPLE)
    for person in PEOPLE:
        await post.say(person, "x", priority=Priority.ALERT)
    kills = (50, 170, 300)
    for count in kills:
        await killed_at(telegram, str(store.engine.url), count)
    async with post.sending(5000):
        rows = await post.settled()
    told = Counter(len(telegram.sent(person)) for person in PEOPLE)
    assert {row.state for row in rows} == {"sent"}
    assert min(told) == 1
    # On their way, or arrived and not yet marked, is what was under way or gathered at a kill.
    assert sum(count * (times - 1) for times, count in told.items()) <= 2 * AT_ONCE * len(kills)
