"""A market that is really connected: the database, the bot's pumps and the Telegram stand-in."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Row, select
from telegram import Bot

from bot.pace import Pace
from bot.request import close, make_bot
from bot.sender import Sender
from models import outgoing, people, schema
from models.outgoing import OUTGOING
from models.priority import Priority
from models.store import Store, Tx
from sandbox.telegram import Telegram

TOKEN = "4242:livestall-tests"


@pytest.fixture
async def telegram() -> AsyncIterator[Telegram]:
    """A strict Telegram with its real limits."""
    made = Telegram(TOKEN)
    async with made.serve():
        yield made


@pytest.fixture
async def bot(telegram: Telegram) -> AsyncIterator[Bot]:
    """Our bot, talking to the stand-in."""
    made = make_bot(TOKEN, telegram.url)
    yield made
    await close(made)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    """An empty database whose writer is at work."""
    made = Store(f"sqlite:///{tmp_path}/market.db")
    schema.metadata().create_all(made.engine)
    async with made:
        yield made


class Post:
    """Writes outgoing rows and has them sent."""

    def __init__(self, store: Store, bot: Bot) -> None:
        self.store = store
        self.bot = bot

    async def meet(self, *ids: int, language: str = "en") -> None:
        """Makes people known who have pressed Start."""

        def job(tx: Tx) -> None:
            for person_id in ids:
                people.meet(tx, person_id, name=f"P{person_id}", username=None, language=language)
                people.start(tx, person_id)

        await self.store.write(job)

    async def say(
        self, person: int, text: str, *, priority: Priority = Priority.ANSWER, **more: Any
    ) -> None:
        """Queues a message that says just this."""
        facts = {"shop": text, **more}
        await self.store.write(
            lambda tx: outgoing.say(tx, person, "our_fault", facts, priority=priority)
        )

    @asynccontextmanager
    async def sending(self, per_second: int = 30, *, alone: bool = True) -> AsyncIterator[Sender]:
        """A sender at work."""
        sender = Sender(self.store, self.bot, Pace(per_second), alone=alone)
        task = asyncio.create_task(sender.run())
        try:
            yield sender
        finally:
            task.cancel()
            await asyncio.wait([task])
            if not task.cancelled() and (error := task.exception()):
                raise error

    async def rows(self, **where: Any) -> list[Row[Any]]:
        """Outgoing rows, in the order in which they were queued."""
        query = select(OUTGOING).order_by(OUTGOING.c.id)
        for name, value in where.items():
            query = query.where(OUTGOING.c[name] == value)
        return list(await self.store.read(lambda tx: tx.all(query)))

    async def settled(self, within: float = 10.0) -> list[Row[Any]]:
        """Waits until every row has come to its end; the rows."""
        async with asyncio.timeout(within):
            while True:
                rows = await self.rows()
                if all(row.state in ("sent", "gave_up") for row in rows):
                    return rows
                await asyncio.sleep(0.01)


@pytest.fixture
async def post(store: Store, bot: Bot) -> Post:
    """Messages to be sent."""
    return Post(store, bot)


def facts_of(row: Row[Any]) -> Mapping[str, Any]:
    """For tests that look at a row's facts."""
    return dict(row._mapping)
