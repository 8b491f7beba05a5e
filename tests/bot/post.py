"""Messages on their way out: writing them, having them sent, seeing what became of them."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any, TypeVar

from sqlalchemy import Row, select
from telegram import Bot

from bot.drawing import Drawing
from bot.pace import Pace
from bot.sender import Sender
from models import outgoing, people
from models.outgoing import OUTGOING
from models.priority import Priority
from models.store import Store
from models.tx import Tx

T = TypeVar("T")
TOKEN = "4242:livestall-tests"


def facts(title: str, **more: Any) -> dict[str, Any]:
    """Facts of a message that can say anything: an alert's."""
    shop = {"shop": "Nok", "slug": "nok", "shop_id": 3, "show": 7}
    return shop | {"title": title, "url": None} | more


async def eventually(so: Callable[[], Awaitable[T]], within: float = 5.0) -> T:
    """Waits until ``so`` gives something true, and returns it. Raises TimeoutError."""
    async with asyncio.timeout(within):
        while True:
            if found := await so():
                return found
            await asyncio.sleep(0.01)


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
        await self.store.write(
            lambda tx: outgoing.say(
                tx, person, "alert_live", facts(text, **more), priority=priority
            )
        )

    @asynccontextmanager
    async def sending(
        self, per_second: int = 30, drawing: Drawing | None = None
    ) -> AsyncIterator[Sender]:
        """A sender at work."""
        sender = Sender(self.store, self.bot, Pace(per_second), drawing)
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

        async def ended() -> list[Row[Any]]:
            rows = await self.rows()
            return rows if all(row.state in ("sent", "gave_up") for row in rows) else []

        return await eventually(ended, within)
