"""The turn pump: what people said is decided in order, a batch in one commit."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import orjson
import structlog
from sqlalchemy import Row

from bot.reading import heard_in
from handlers import comments, group, rescue, route
from handlers.said import Notice, Said
from handlers.turn import Turn
from models import calling, incoming, last_claims, outgoing, people, reporting
from models.bells import nap
from models.priority import Priority
from models.store import Store
from models.tx import Tx

BATCH = 100
IDLE = 1.0
"""How long (s) the pump sleeps at most when no bell rings."""

log = structlog.get_logger()

Decide = Callable[[Tx, Row[Any]], None]


class Turns:
    """Decides incoming rows. Other rooms' sources (``stripe``) bring their own ``Decide``."""

    def __init__(self, store: Store, sources: Mapping[str, Decide] | None = None) -> None:
        self._store = store
        self._sources: dict[str, Decide] = {
            "telegram": decide,
            last_claims.SOURCE: reporting.closed,
            **(sources or {}),
        }

    async def run(self) -> None:
        """Decides for as long as it isn't cancelled."""
        bell = self._store.bell("incoming")
        while True:
            bell.clear()
            if not await self.drain():
                await bell.within(await self._store.write(_nap))

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
        calling.settle(tx)
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
            calling.settle(tx)
            incoming.done(tx, [row_id])


def _nap(tx: Tx) -> float:
    return nap(incoming.waiting(tx), tx.now, IDLE)


def decide(tx: Tx, row: Row[Any]) -> None:
    """Carries out one update from Telegram."""
    heard = _heard(row)
    if isinstance(heard, Notice):
        group.notice(tx, heard)
    elif heard is not None and (heard.private or heard.press_id is not None):
        person = people.meet(
            tx, heard.person_id, name=heard.name, username=heard.username, language=heard.language
        )
        route.handle(Turn(tx, heard, person))
    elif heard is not None and heard.command:
        rescue.in_group(tx, heard)
    elif heard is not None:
        comments.comment(tx, heard)


def _heard(row: Row[Any]) -> Said | Notice | None:
    return heard_in(orjson.loads(row.payload), row.said_at)


def _put_off(tx: Tx, row: Row[Any], error: str) -> None:
    if not incoming.put_off(tx, row, error) or row.source != "telegram":
        return
    try:
        said = _heard(row)
    except (AttributeError, LookupError, TypeError, ValueError):
        return  # this is what failed: nobody can be made out to answer
    if isinstance(said, Said) and said.private:
        outgoing.say(tx, said.person_id, "our_fault", {}, priority=Priority.ANSWER)
