"""The pumps as they really run: by themselves, woken by commits."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from models import checkouts
from sandbox.stripe.faults import Fault
from tests.till import BUYER, Till


@asynccontextmanager
async def running(till: Till) -> AsyncIterator[None]:
    """All pumps at work."""
    pumps = (till.errands.run, till.polling.run, till.turns.run)
    tasks = [asyncio.ensure_future(pump()) for pump in pumps]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        ended = await asyncio.gather(*tasks, return_exceptions=True)
    assert all(isinstance(end, asyncio.CancelledError) for end in ended), ended


async def until(seen: Callable[[], bool], seconds: float = 10) -> None:
    """Waits for something to be seen."""
    async with asyncio.timeout(seconds):
        while not seen():  # noqa: ASYNC110 # rows ring no bell in a test
            await asyncio.sleep(0.02)


async def tap(till: Till) -> None:
    """Taps on Pay while the pumps run."""
    await till.store.write(
        lambda tx: checkouts.open_checkout(tx, BUYER, till.shop_id, by_chat=True)
    )


async def test_it_opens_and_settles_by_itself(till: Till) -> None:
    line = till.claim(BUYER, till.scarf)
    async with running(till):
        await tap(till)
        await until(lambda: till.order(BUYER).state == "open", 2)
        till.stand.pay(till.order(BUYER).session_id)
        await until(lambda: till.state(line) == "paid", 4)
        till.refund_all(BUYER)
        await tap(till)  # rings the bell
        await until(lambda: till.order(BUYER).state == "refunded", 8)
    till.check_sums()


async def test_it_goes_on_after_trouble(till: Till) -> None:
    line = till.claim(BUYER, till.scarf)
    till.stand.fail("* *", Fault.DROP, times=2)
    async with running(till):
        await tap(till)
        await till.called()
        till.clock.pass_(seconds=5)
        await until(lambda: till.order(BUYER).state == "open")
        till.stand.pay(till.order(BUYER).session_id)
        await until(lambda: till.state(line) == "paid")
    till.check_sums()


async def test_many_errands_are_done_at_once_within_bounds(till: Till) -> None:
    option = till.product("C1", "Sticker", 5_000, 60)
    for person in range(100, 140):
        till.meet(person)
        till.claim(person, option)
        till.tap(person)
    till.stand.fail("POST *", Fault.SLOW, times=40, seconds=0.1)
    asked = asyncio.get_running_loop().time()
    async with running(till):
        await until(lambda: len(till.stand.sessions) == 40)
        assert asyncio.get_running_loop().time() - asked < 40 * 0.1
        await until(lambda: all(till.order(p).state == "open" for p in range(100, 140)))
