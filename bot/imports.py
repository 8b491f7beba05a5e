"""The import pump: fetches the files that sellers sent, has them checked, and puts them in."""

import asyncio
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import structlog
from sqlalchemy import Row
from telegram import Bot
from telegram.error import TelegramError

from bot.files import TooLarge, Unavailable, fetch
from handlers import importing
from handlers.importing import Report
from models import import_rows, people, sheet, uploads
from models.bells import nap
from models.sheet import SheetProblem
from models.store import Store
from models.tx import Tx

LEASE = 60_000
"""For how long (ms) an upload is this worker's."""
TRIES = 5
"""After so many failures to fetch a file its seller is told to send it again."""
FIRST_PAUSE = 1_000
"""How long (ms) after the first failure it is tried again; doubled with each."""
IDLE = 5.0
"""How long (s) the pump sleeps at most when no bell rings."""
FETCH = 20.0
"""How long (s) Telegram may take to hand out a file."""
BREATH = 0.02
"""How long (s) it leaves the database to others between two parts of an import."""
TURN = 0.0005
"""How long (s) a check computes before a thread that waits may go on. Python's own 5 ms, at each of
a claim's statements, add up to a tenth of a second."""

log = structlog.get_logger()


class Imports:
    """Checks and imports uploads, one after the other."""

    def __init__(self, store: Store, bot: Bot) -> None:
        self._store = store
        self._bot = bot
        self._token = secrets.token_hex(8)

    async def run(self) -> None:
        """Works for as long as it isn't cancelled. What a killed worker held is taken over."""
        bell = self._store.bell(uploads.BELL)
        await self._store.write(uploads.take_over)
        while True:
            bell.clear()
            if not await self.work():
                await bell.within(await self._store.read(_nap))

    async def work(self) -> bool:
        """Does what is next; says whether there was anything."""
        row = await self._store.write(lambda tx: uploads.lease(tx, self._token, tx.now + LEASE))
        if row is None:
            return False
        try:
            if row.state == "new":
                await self._check(row)
            else:
                await self._import(row)
        except Exception as error:  # this file must not keep the others from being looked at
            log.exception("import_failed", upload=row.id, attempt=row.attempts)
            await self._put_off(row, error)
        return True

    async def _check(self, row: Row[Any]) -> None:
        try:
            data = await fetch(self._bot, row.file_id, largest=sheet.LARGEST, patience=FETCH)
        except TooLarge:
            await self._refuse(row, SheetProblem("too_big"))
            return
        except Unavailable:
            await self._refuse(row, SheetProblem("gone"))
            return
        except TelegramError as error:
            await self._put_off(row, error)
            return
        goods, currency = await self._store.read(partial(_known, shop_id=row.shop_id))
        with _taking_turns():
            found = await asyncio.to_thread(read, data, goods, currency)
        if isinstance(found, SheetProblem):
            await self._refuse(row, found)
        else:
            await self._store.write(partial(importing.checked, row=row, found=found))

    async def _import(self, row: Row[Any]) -> None:
        entries = await self._store.read(partial(importing.wanted, upload_id=row.id))
        some = partial(importing.some, upload_id=row.id, entries=entries)
        more = True
        while more:
            more = await self._store.write(some)
            await asyncio.sleep(BREATH)

    async def _refuse(self, row: Row[Any], problem: SheetProblem) -> None:
        await self._store.write(partial(importing.refused, row=row, problem=problem))

    async def _put_off(self, row: Row[Any], error: Exception) -> None:
        if row.attempts + 1 < TRIES:
            pause = FIRST_PAUSE << row.attempts
            await self._store.write(lambda tx: uploads.later(tx, row.id, tx.now + pause))
        elif row.state == "new":
            log.warning("import_not_fetched", upload=row.id, error=type(error).__name__)
            await self._refuse(row, SheetProblem("gone"))
        else:
            await self._store.write(partial(importing.failed, row=row))


def _known(tx: Tx, shop_id: int) -> tuple[import_rows.Goods, str]:
    return import_rows.goods_of(tx, shop_id), people.shop(tx, shop_id).currency


def read(data: bytes, goods: import_rows.Goods, currency: str) -> Report | SheetProblem:
    """What a file comes to, beside what its shop sells in its currency."""
    rows = sheet.read(data)
    if isinstance(rows, SheetProblem):
        return rows
    return importing.report(import_rows.check(rows, goods, currency), currency)


@contextmanager
def _taking_turns() -> Iterator[None]:
    before = sys.getswitchinterval()
    sys.setswitchinterval(TURN)
    try:
        yield
    finally:
        sys.setswitchinterval(before)


def _nap(tx: Tx) -> float:
    return nap(uploads.next_due(tx), tx.now, IDLE)
