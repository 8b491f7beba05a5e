"""The turn pump: what people said is decided in order, a batch in one commit."""

import asyncio
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import orjson
import structlog
from sqlalchemy import Row

from bot.reading import said_in
from handlers import route
from handlers.said import Said
from handlers.turn import Turn
from models import incoming, outgoing, people
from models.priority import Priority
from models.store import Store, Tx

BATCH = 100
IDLE = 1.0
"""How long (s) the pump sleeps at most when no bell rings."""

log = structlog.get_logger()

Decide = Callable[[Tx, Row[Any]], None]


class Turns:
    """Decides incoming rows. Other rooms' sources (``stripe``) bring their own ``Decide``."""

    def __init__(self, store: Store, sources: Mapping[str, Decide] | None = None) -> None:
        self._store = store
        self._sources: dict[str, Decide] = {"telegram": decide, **(sources or {})}

    async def run(self) -> None:
        """Decides for as long as it isn't cancelled."""
        bell = self._store.bell("incoming")
        while True:
            bell.clear()
            if not await self.drain():
                await _ring_or(bell, await self._store.write(self._nap))

    async def drain(self) -> int:
        """Decides all that is due now; returns how many rows that were."""
        total = 0
        while True:
            try:
                decided = await self._store.write(self._batch)
            except Exception:
                decided = await self._one_by_one()
            if not decided:
                return total
            total += decided

    def _batch(self, tx: Tx) -> int:
        rows = incoming.due(tx, BATCH)
        for row in rows:
            self._sources[row.source](tx, row)
        incoming.done(tx, [row.id for row in rows])
        return len(rows)

    async def _one_by_one(self) -> int:
        rows = await self._store.write(partial(incoming.due, most=BATCH))
        for row in rows:
            try:
                await self._store.write(partial(self._single, row_id=row.id))
            except Exception as error:
                log.exception("turn_failed", row=row.id, source=row.source, attempt=row.attempts)
                await self._store.write(partial(_put_off, row=row, error=repr(error)))
        return len(rows)

    def _single(self, tx: Tx, row_id: int) -> None:
        row = incoming.due_row(tx, row_id)
        if row is not None:
            self._sources[row.source](tx, row)
            incoming.done(tx, [row_id])

    def _nap(self, tx: Tx) -> float:
        due = incoming.waiting(tx)
        return IDLE if due is None else min(IDLE, max(0.0, (due - tx.now) / 1000))


def decide(tx: Tx, row: Row[Any]) -> None:
    """Carries out one update from Telegram."""
    said = _said(row)
    if said is None:
        return
    person = people.meet(
        tx, said.person_id, name=said.name, username=said.username, language=said.language
    )
    route.handle(Turn(tx, said, person))


def _said(row: Row[Any]) -> Said | None:
    return said_in(orjson.loads(row.payload), row.said_at)


def _put_off(tx: Tx, row: Row[Any], error: str) -> None:
    if not incoming.put_off(tx, row, error) or row.source != "telegram":
        return
    try:
        said = _said(row)
    except (AttributeError, LookupError, TypeError, ValueError):
        return  # this is what failed: nobody can be made out to answer
    if said is not None and said.private:
        outgoing.say(tx, said.person_id, "our_fault", {}, priority=Priority.ANSWER)


async def _ring_or(bell: asyncio.Event, seconds: float) -> None:
    try:
        await asyncio.wait_for(bell.wait(), max(seconds, 0.01))
    except TimeoutError:
        return
