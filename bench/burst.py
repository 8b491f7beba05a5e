"""A burst: 500 buyers claim 50 units at once over HTTP, with the limits lifted."""

import asyncio
import time
from statistics import quantiles

from bench.table import Row
from bench.town import town
from sandbox.telegram import Limits

BUYERS, STOCK = 500, 50


def run() -> list[Row]:
    """How long each buyer waits from the comment to the answer in their chat."""
    waits, held = asyncio.run(_burst())
    if held != STOCK:
        raise AssertionError(f"{held} of {STOCK} units were held")
    percentiles = quantiles(waits, n=100)
    return [
        Row(f"{BUYERS} buyers claim {STOCK} units at once: median wait", percentiles[49], "s"),
        Row("… 99th percentile", percentiles[98], "s", wanted="at most 1 s"),
    ]


async def _burst() -> tuple[list[float], int]:
    async with town(Limits.lifted(), 100_000) as here:
        seller = await here.open_shop(STOCK)
        buyers = [here.telegram.user(f"Buyer {number}") for number in range(BUYERS)]
        for buyer in buyers:
            buyer.start("s_malee")
        await here.telegram.until(lambda: all(buyer.inbox for buyer in buyers), within=60)
        await asyncio.sleep(1)
        before = {buyer.id: len(buyer.inbox) for buyer in buyers}
        began: dict[int, float] = {}
        waits: dict[int, float] = {}
        for buyer in buyers:
            began[buyer.id] = time.perf_counter()
            buyer.say("cf A12")

        def answered() -> bool:
            for buyer in buyers:
                if buyer.id not in waits and len(buyer.inbox) > before[buyer.id]:
                    waits[buyer.id] = time.perf_counter() - began[buyer.id]
            return len(waits) == BUYERS

        await here.telegram.until(answered, within=60)
        held = sum("✅" in str(buyer.inbox[-1].get("text")) for buyer in buyers)
        del seller
        return list(waits.values()), held
