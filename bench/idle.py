"""At rest: how long the start takes, and how much memory is used with nothing to do."""

import asyncio

from bench.table import Row
from bench.town import town
from sandbox.telegram import Limits


def run() -> list[Row]:
    """Start and idle memory of ``main.py serve``."""
    ready, memory = asyncio.run(_rest())
    return [
        Row("from the command to a well /healthz", ready, "s", wanted="under 3 s"),
        Row("memory at rest", memory, "MB", wanted="under 120 MB"),
    ]


async def _rest() -> tuple[float, float]:
    async with town(Limits(), 30) as here:
        await asyncio.sleep(5)
        return here.ready_s, here.memory_mb()
