"""The stand-in's own clockwork: sessions end by themselves, with nobody calling."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

EVERY = 0.2


@asynccontextmanager
async def ticking(step: Callable[[], None]) -> AsyncIterator[None]:
    """Call `step` five times a second until the block ends."""

    async def tick() -> None:
        while True:
            step()
            await asyncio.sleep(EVERY)

    task = asyncio.create_task(tick())
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
