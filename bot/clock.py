"""The market's clock: what happens because time passes, or because there is somebody to tell."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial

import structlog
from apscheduler.schedulers.asyncio import (  # type: ignore[import-untyped] # ships no types
    AsyncIOScheduler,
)

from handlers import streams
from models import (
    announcements,
    boards,
    control,
    delivery,
    holds,
    incoming,
    pinned,
    progress,
    schedule,
    screenshots,
    uploads,
)
from models.store import Store
from models.tx import Job

TICK = 1
"""Seconds between sweeps of the holds."""
PROGRESS = progress.TICK // 1000
"""Seconds between looks at how far the alerts are."""
BOARDS = pinned.TICK // 1000
"""Seconds between looks at the boards of shows in groups and channels."""
STREAMS = 5
"""Seconds between looks for streams that didn't come back."""
SHOWS = control.TICK // 1000
"""Seconds between looks at what shows are due and how those on the air stand."""
LAPSE = 5
"""Seconds between looks for messages whose sender died."""
KEEP = 31 * 86_400_000
"""How long (ms) finished rows are kept; Stripe remembers its events for 30 days."""
CHUNK = 100
"""How many holds one transaction ends or reminds of."""

log = structlog.get_logger()


class Clock:
    """Rings the sweeps and spreads announcements for as long as ``run`` isn't cancelled."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def run(self) -> None:
        """Keeps time. A sweep that fails is logged, and tried again at its next turn."""
        bell = self._store.bell("announcements")
        scheduler = AsyncIOScheduler(
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        )
        for sweep, seconds in (
            (self.sweep_holds, TICK),
            (self.show_progress, PROGRESS),
            (self.show_boards, BOARDS),
            (self.end_streams, STREAMS),
            (self.sweep_shows, SHOWS),
            (self.lapse, LAPSE),
            (self.prune, 3_600),
        ):
            scheduler.add_job(_logged(sweep), "interval", seconds=seconds, id=sweep.__name__)
        scheduler.start()
        try:
            while True:
                bell.clear()
                await self.spread()
                await bell.wait()
        finally:
            scheduler.shutdown(wait=False)

    async def sweep_holds(self) -> None:
        """Ends the holds that ran out, and reminds of those that soon will."""
        await self._chunks(lambda tx: holds.expire(tx, CHUNK) == CHUNK)
        await self._chunks(lambda tx: holds.remind(tx, CHUNK) == CHUNK)

    async def spread(self) -> None:
        """Writes a row for each recipient of what is being announced."""
        if await self._chunks(announcements.spread):
            await self.show_progress()

    async def show_progress(self) -> None:
        """Tells sellers how far their alerts are."""
        await self._store.write(progress.show)

    async def show_boards(self) -> None:
        """Keeps the boards of shows in groups and channels true."""
        await self._store.write(pinned.sweep)

    async def end_streams(self) -> None:
        """Ends the shows whose stream is over."""
        await self._store.write(streams.sweep)

    async def sweep_shows(self) -> None:
        """Begins the reminders that are due, and keeps the sellers' control messages true."""
        await self._store.write(schedule.remind)
        await self._store.write(control.sweep)

    async def lapse(self) -> None:
        """Takes up messages whose sender died on the way."""
        await self._store.write(delivery.lapse)

    async def prune(self) -> None:
        """Forgets what was said, heard and seen long ago."""
        before = self._store.clock() - KEEP
        for rows in (delivery, boards, incoming, screenshots, uploads):
            await self._chunks(partial(rows.prune, before=before))

    async def _chunks(self, job: Job[int]) -> bool:
        """Does a job again until it says that nothing is left; others write in between."""
        worked = False
        while await self._store.write(job):
            worked = True
        return worked


def _logged(sweep: Callable[[], Awaitable[None]]) -> Callable[[], Awaitable[None]]:
    async def safely() -> None:
        try:
            await sweep()
        except asyncio.CancelledError:  # the scheduler stops, and would call it a failure
            return
        except Exception:  # one failed sweep must not silence the clock
            log.exception("sweep_failed", sweep=sweep.__name__)

    return safely
