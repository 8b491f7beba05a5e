"""Killing the whole program (-9) again and again, and counting what was in flight at each kill."""

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from models.store import Store
from sandbox.telegram.people import User
from tests import books
from tests.town import PATIENCE, Town, text

LEASED = "SELECT id, chat_id FROM outgoing WHERE state = 'leased' AND method = 'send'"
SENT = """SELECT chat_id, count(*) AS n FROM outgoing
          WHERE state = 'sent' AND method = 'send' GROUP BY chat_id"""


@dataclass
class Storm:
    """Kills and starts a town's program. in_flight: how often a message to a chat may have been
    on its way at a kill."""

    here: Town
    dice: random.Random
    kills: int = 0
    in_flight: Counter[int] = field(default_factory=Counter)

    async def kill(self) -> None:
        """Kills the program, and notes what it was sending."""
        await self.here.program.kill()
        self.kills += 1
        self.in_flight.update(row["chat_id"] for row in self.here.rows(LEASED))

    async def strike(self, more: int) -> None:
        """Starts the program, and kills it when it has sent about so many more messages."""
        telegram = self.here.telegram
        goal = telegram.count("sendMessage") + self.dice.randint(1, more)
        await self.here.program.launch()
        await self.here.until(lambda: telegram.count("sendMessage") >= goal)
        await self.kill()

    async def strike_when(self, so: Callable[[], bool]) -> None:
        """Starts the program, and kills it as soon as something is so at the provider."""
        await self.here.program.launch()
        await self.here.stripe.until(so, PATIENCE)
        await self.kill()

    async def calm(self) -> None:
        """Starts it for the last time, and waits until all is decided and said."""
        await self.here.program.start()
        await self.quiet()

    async def quiet(self) -> None:
        """Waits until all is decided and said."""
        await self.here.until_rows("SELECT count(*) FROM incoming WHERE state <> 'done'", 0)
        for table in ("outgoing", "errand"):
            await self.here.until_rows(
                f"SELECT count(*) FROM {table} WHERE state IN ('queued', 'leased')", 0
            )

    async def check(self, people: list[User]) -> None:
        """The books are right, and nobody got a message twice that wasn't on its way at a kill."""
        assert await self.here.program.stop() == 0
        store = Store(f"sqlite:///{self.here.program.database}")
        with store.transaction() as tx:
            books.check(tx, answered=True)
        store.engine.dispose()
        assert self.here.rows("SELECT id, kind, error FROM outgoing WHERE state = 'gave_up'") == []
        sent = {row["chat_id"]: row["n"] for row in self.here.rows(SENT)}
        for one in people:
            twice = len(one.inbox) - sent.get(one.id, 0)
            said = [text(message) for message in one.inbox]
            assert 0 <= twice <= self.in_flight[one.id], (twice, self.in_flight[one.id], said)
        self.here.check_manners()
