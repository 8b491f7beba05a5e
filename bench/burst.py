"""A burst: 500 buyers claim 50 units at once over HTTP, with the limits lifted."""

import asyncio
import time
from statistics import median, quantiles

from bench.table import Row
from bench.town import Town, town
from sandbox.telegram import Limits

BUYERS, STOCK = 500, 50
ROUNDS = 5
"""Each on a market just started: a first burst finds nothing warm."""


def run() -> list[Row]:
    """How long each buyer waits from the comment to the answer in their chat."""
    rounds = [_percentiles() for _ in range(ROUNDS)]
    half, nearly_all = (median(one[at] for one in rounds) for at in (49, 98))
    return [
        Row(f"{BUYERS} buyers claim {STOCK} units at once: median wait", half, "s"),
        Row("… 99th percentile", nearly_all, "s", wanted="at most 1 s"),
    ]


def _percentiles() -> list[float]:
    waits, held = asyncio.run(_burst())
    if held != STOCK:
        raise AssertionError(f"{held} of {STOCK} units were held")
    return quantiles(waits, n=100)


async def _burst() -> tuple[list[float], int]:
    async with town(Limits.lifted(), 100_000) as here:
        await here.open_shop(STOCK)
        buyers = [here.telegram.user(f"Buyer {number}") for number in range(BUYERS)]
        for buyer in buyers:
            buyer.start("s_malee")
        await _sent(here, BUYERS)
        said: dict[int, float] = {}
        for buyer in buyers:
            said[buyer.id] = time.time()
            buyer.say("cf A12")
        await _sent(here, BUYERS)
        calls = here.telegram.calls
        answers = [call for call in calls if call.method == "sendMessage"][-BUYERS:]
        held = sum("✅" in str(buyer.inbox[-1].get("text")) for buyer in buyers)
        return [one.at - said[one.parameters["chat_id"]] for one in answers], held


async def _sent(here: Town, more: int) -> None:
    wanted = here.telegram.count("sendMessage") + more
    await here.telegram.until(lambda: here.telegram.count("sendMessage") >= wanted, within=60)
    await asyncio.sleep(1)
