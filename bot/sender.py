"""The sender: leases what may go now, sends it, and marks what became of it, in groups."""

import asyncio
import heapq
import secrets
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import structlog
from sqlalchemy import Row
from telegram import Bot

from bot import outcomes
from bot.choice import Choice, is_bulk
from bot.courier import Courier
from bot.drawing import Drawing
from bot.duty import on_duty
from bot.letters import COUNTED, weight
from bot.outcomes import Drawn, Later, Outcome
from bot.pace import MINUTE, Pace, Step
from models import delivery
from models.bells import Bell
from models.store import Store
from models.tx import Tx

AT_ONCE = 64
"""How many calls are under way at most."""
AHEAD = 0.1
"""How far ahead (s) rows are leased."""
WINDOW = 160
"""How many candidates are looked at in one query."""
LEASE = 45.0
"""How long (s) a row is ours: longer than the longest call, and a second way of saying it."""
IDLE = 1.0
"""How long (s) the sender sleeps at most; rows of other processes ring no bell here."""
GATHER = 0.01
"""How long (s) outcomes are gathered for one commit while many calls are under way."""
LOOKS = 5
"""How often candidates are looked for in one round, where busy chats fill the window."""
GRACE = 5.0
"""How long (s) messages on their way are awaited at the end."""

log = structlog.get_logger()


@dataclass(order=True, slots=True)
class _Ready:
    place: tuple[int, int, int]
    row: Row[Any] = field(compare=False)


@dataclass(frozen=True, slots=True)
class _Room:
    """How many rows may be leased: in all, counted messages, bulk. ``halt``: for how long none."""

    free: int
    answers: int
    bulk: int
    halt: float


class Sender:
    """Sends outgoing rows until it is cancelled. Of several on one database one is on duty."""

    def __init__(self, store: Store, bot: Bot, pace: Pace, drawing: Drawing | None = None) -> None:
        self._store = store
        self._pace = pace
        self._courier = Courier(store, bot, pace, drawing or Drawing(), self._drawn)
        self._token = secrets.token_urlsafe(9)
        self._ready: list[_Ready] = []
        self._flying: set[asyncio.Task[None]] = set()
        self._done: list[Outcome] = []
        self._more = True

    async def run(self) -> None:
        """Sends for as long as it isn't cancelled; then waits shortly for what is on its way."""
        async with on_duty(self._store.engine):
            self._bell = self._store.bell("outgoing")
            self._go = Bell()
            await self._remember()
            try:
                async with asyncio.TaskGroup() as both:
                    both.create_task(self._keep())
                    both.create_task(self._launch())
            finally:
                await self._finish()

    async def _remember(self) -> None:
        """Begins where the last sender left off.

        What it sent counts towards the pace; what it had leased is queued again, and counts as
        sent now, for it may have been.
        """
        now, wall = time.monotonic(), self._store.clock()
        since = wall - int(MINUTE * 1000)
        for row in await self._store.read(lambda tx: delivery.recent_sends(tx, since)):
            self._pace.leave(row.chat_id, now - max(0, wall - row.sent_at) / 1000)
        for chat_id in await self._store.write(delivery.lapse_all):
            self._pace.leave(chat_id, now)

    async def _keep(self) -> None:
        """Marks and leases, in one commit each time round."""
        while True:
            self._bell.clear()
            marks, self._done = self._done, []
            room = self._room()
            leased, self._more, wait = await self._store.write(
                partial(self._round, marks=marks, room=room)
            )
            for row in leased:
                heapq.heappush(self._ready, _Ready((row.priority, row.rank, row.id), row))
            if leased:
                self._go.set()
            await self._bell.within(wait)
            if len(self._flying) > AT_ONCE // 2:
                await asyncio.sleep(GATHER)

    def _room(self) -> _Room:
        now = time.monotonic()
        if self._pace.halted > now:
            return _Room(0, 0, 0, self._pace.halted - now)
        free = max(0, 2 * AT_ONCE - len(self._ready))
        answers = sum(1 for ready in self._ready if not is_bulk(ready.row))
        least = 0 if self._ready else 1
        return _Room(
            free,
            max(least, self._pace.room(now, AHEAD, bulk=False) - answers),
            max(least, self._pace.room(now, AHEAD, bulk=True) - len(self._ready)),
            0.0,
        )

    def _round(
        self, tx: Tx, marks: Sequence[Outcome], room: _Room
    ) -> tuple[list[Row[Any]], bool, float]:
        """Writes down what became of rows and leases the next.

        Returns those, whether there are more than had room, and how long (s) to sleep.
        """
        outcomes.mark(tx, self._token, marks)
        if not room.free:
            return [], True, room.halt or IDLE
        choice = Choice(
            self._pace, time.monotonic(), tx.now,
            free=room.free, answers=room.answers, bulk=room.bulk,
        )  # fmt: skip
        leased: list[Row[Any]] = []
        for _ in range(LOOKS):
            taken = choice.look(rows := delivery.candidates(tx, WINDOW))
            delivery.lease(tx, [row.id for row in taken], self._token, tx.now + int(LEASE * 1000))
            delivery.defer(tx, choice.put_off)
            delivery.give_up(tx, choice.hopeless, "blocked")
            leased += taken
            if choice.full or len(rows) < WINDOW:
                break
        due = delivery.next_due(tx)
        wait = IDLE if due is None else min(IDLE, (due - tx.now) / 1000)
        return leased, choice.full or len(rows) == WINDOW, wait

    async def _launch(self) -> None:
        """Lets leased rows go when their moment has come."""
        while True:
            self._go.clear()
            await self._go.within(self._start())

    def _start(self) -> float | None:
        """Starts what may go now; returns the seconds until the next may, if any waits for it."""
        while self._ready and len(self._flying) < AT_ONCE:
            now = time.monotonic()
            if self._pace.halted > now:
                self._give_back()
                return None
            row = self._ready[0].row
            counted = row.method in COUNTED
            if counted and (opens := self._pace.opens(bulk=is_bulk(row))) > now:
                return opens - now
            heapq.heappop(self._ready)
            step = self._pace.leave(row.chat_id, now) if counted else None
            for _ in range(weight(row) - 1):
                self._pace.leave(row.chat_id, now)
            self._flying.add(asyncio.create_task(self._fly(row, step)))
            if self._more:
                self._bell.set()
        return None

    async def _fly(self, row: Row[Any], step: Step | None) -> None:
        outcome = await self._courier.deliver(row)
        self._done.append(outcome)  # not before the await: _keep puts another list there meanwhile
        if step is not None:
            self._pace.arrived(step, time.monotonic())
        self._flying.discard(asyncio.current_task())
        self._bell.set()
        self._go.set()

    def _drawn(self, row_id: int) -> None:
        self._done.append(Drawn(row_id))
        self._bell.set()

    def _give_back(self) -> None:
        self._done += [Later(ready.row.id, 0, 0, None) for ready in self._ready]
        self._ready.clear()
        self._bell.set()

    async def _finish(self) -> None:
        if self._flying:
            await asyncio.wait(self._flying, timeout=GRACE)
        for task in self._flying:
            task.cancel()
        await self._courier.close()
        marks, self._done = self._done, []
        await self._store.write(partial(self._end, marks=marks))

    def _end(self, tx: Tx, marks: Sequence[Outcome]) -> None:
        outcomes.mark(tx, self._token, marks)
        delivery.release(tx, self._token)
