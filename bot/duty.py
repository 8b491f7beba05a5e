"""One sender at a time for one database: whoever holds the lock, which dies with its process."""

import asyncio
import fcntl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import structlog
from sqlalchemy import Engine

LOOK = 0.5
"""Seconds between looks whether the lock has become free."""

log = structlog.get_logger()


@asynccontextmanager
async def on_duty(engine: Engine) -> AsyncIterator[None]:
    """Waits until no other process (or loop) sends from this database; then none does while the
    block runs. The lock is a file beside an SQLite database; one in memory needs none."""
    place = engine.url.database
    if not place or place == ":memory:":
        yield
        return
    with Path(f"{place}-sender").open("w") as file:  # noqa: ASYNC230 # an empty file, once
        told = False
        while not _locked(file.fileno()):
            if not told:
                log.info("another_sender_is_on_duty")
            told = True
            await asyncio.sleep(LOOK)
        yield


def _locked(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
