"""The eyes: the pump that fetches pictures from Telegram, looks at them, and has them decided."""

import asyncio
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import structlog
from sqlalchemy import Row
from telegram import Bot
from telegram.error import TelegramError

from bot.files import Unavailable, fetch
from bot.request import TooFast
from handlers import screenshot
from models import lineup, outgoing, photos, screen_code, screenshots, shows
from models.bells import nap
from models.priority import Priority
from models.store import Store
from models.tx import Tx
from pictures import likeness, reading
from pictures.opening import Unreadable

AT_ONCE = 4
"""How many pictures are fetched at once; one at a time is looked at."""
LEASE = 60_000
"""For how long (ms) a picture is this worker's."""
TRIES = 5
"""After so many failures to fetch it a buyer's picture is decided without having been seen."""
FIRST_PAUSE = 1_000
"""How long (ms) after the first failure it is tried again; doubled with each."""
IDLE = 5.0
"""How long (s) the pump sleeps at most when no bell rings."""
FETCH = 10.0
"""How long (s) Telegram may take to hand out a picture."""
LARGEST = 12 << 20
"""The largest file (bytes) that is fetched: Telegram keeps no photo of more than ten megabytes."""
CROWDED = 0.5
"""How long (s) one picture is tried when others wait."""
SULK = 60.0
"""For how long (s) no product photo is fetched after Telegram failed to hand one out."""

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Seen:
    """What a picture shows: codes of our shape, or else the products it is like (ids)."""

    codes: Sequence[str] = ()
    ranked: Sequence[int] = ()


class Eyes:
    """Looks at buyers' pictures as they come, and at product photos when there is nothing else."""

    def __init__(self, store: Store, bot: Bot) -> None:
        self._store = store
        self._bot = bot
        self._token = secrets.token_hex(8)
        self._eye = asyncio.Lock()
        self._again_at = 0.0

    async def run(self) -> None:
        """Looks for as long as it isn't cancelled."""
        bell = self._store.bell(screenshots.BELL)
        await self._store.write(screenshots.take_over)
        while True:
            bell.clear()
            if not await self.look() and not await self.learn():
                await bell.within(await self._store.read(_nap))

    async def look(self) -> int:
        """Looks at the buyers' pictures that are due; returns how many those were."""
        rows = await self._store.write(
            lambda tx: screenshots.lease(tx, AT_ONCE, self._token, tx.now + LEASE)
        )
        await asyncio.gather(*(self._one(row, crowded=len(rows) == AT_ONCE) for row in rows))
        return len(rows)

    async def learn(self) -> int:
        """Notes what one product photo looks like; returns how many it looked at."""
        if asyncio.get_running_loop().time() < self._again_at:
            return 0
        for row in await self._store.read(partial(photos.unseen, most=1)):
            try:
                made = await asyncio.to_thread(likeness.fingerprint, await self._fetch(row.file_id))
            except Unavailable:
                made = ""
            except TelegramError as error:
                log.warning("photo_not_fetched", product=row.product_id, error=type(error).__name__)
                self._again_at = asyncio.get_running_loop().time() + SULK
                return 0
            text = "" if isinstance(made, Unreadable) else made
            await self._store.write(
                partial(photos.seen, product_id=row.product_id, file_id=row.file_id,
                        fingerprint=text)
            )  # fmt: skip
            return 1
        return 0

    async def _one(self, row: Row[Any], *, crowded: bool) -> None:
        try:
            seen = await self._seen(row, crowded=crowded)
            if seen is not None:
                await self._store.write(partial(self._decide, row_id=row.id, seen=seen))
        except Exception:  # this picture must not keep the others from being looked at
            log.exception("picture_failed", screenshot=row.id, attempt=row.attempts)
            await self._put_off(row)

    async def _seen(self, row: Row[Any], *, crowded: bool) -> Seen | None:
        """What the picture shows; None if it is to be fetched again later."""
        if row.attempts >= TRIES:  # whoever looked at it never came back
            return Seen()
        try:
            data = await self._fetch(row.file_id)
        except Unavailable:
            return Seen()
        except TelegramError as error:
            if row.attempts + 1 >= TRIES:
                return Seen()
            pause = FIRST_PAUSE << row.attempts
            if isinstance(error, TooFast):
                pause = max(pause, int(error.seconds * 1000))
            await self._later(row, pause)
            return None
        patience = CROWDED if crowded else reading.PATIENCE
        async with self._eye:
            codes = await asyncio.to_thread(reading.codes_in, data, _is_ours, patience)
            ours = [] if isinstance(codes, Unreadable) else [one for one in codes if _is_ours(one)]
            if ours or row.show_id is None:
                return Seen(ours)
            known = await self._store.read(partial(_photos, show_id=row.show_id))
            return Seen((), await asyncio.to_thread(likeness.alike, data, known))

    async def _fetch(self, file_id: str) -> bytes:
        return await fetch(self._bot, file_id, largest=LARGEST, patience=FETCH)

    def _decide(self, tx: Tx, row_id: int, seen: Seen) -> None:
        row = screenshots.finish(tx, row_id, self._token)
        if row is not None:
            screenshot.looked_at(tx, row, seen.codes, seen.ranked)

    async def _later(self, row: Row[Any], pause: int) -> None:
        await self._store.write(
            lambda tx: screenshots.later(tx, row.id, self._token, tx.now + pause)
        )

    async def _put_off(self, row: Row[Any]) -> None:
        if row.attempts + 1 < TRIES:
            await self._later(row, FIRST_PAUSE << row.attempts)
        else:
            await self._store.write(partial(self._give_up, row=row))

    def _give_up(self, tx: Tx, row: Row[Any]) -> None:
        if screenshots.finish(tx, row.id, self._token) is not None:
            screenshots.move(tx, row.id, ("leased",), "ended")
            outgoing.say(tx, row.person_id, "our_fault", {}, priority=Priority.ANSWER)


def _is_ours(text: str) -> bool:
    return screen_code.read(text) is not None


def _photos(tx: Tx, show_id: int) -> list[tuple[int, str]]:
    """What the photos of a show's products look like."""
    show = shows.show(tx, show_id)
    return [] if show is None else photos.fingerprints(tx, lineup.product_ids(tx, show))


def _nap(tx: Tx) -> float:
    return nap(screenshots.next_due(tx), tx.now, IDLE)
