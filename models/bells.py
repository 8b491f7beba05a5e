"""A bell: rung by whoever has news, and awaited by whoever follows, though not for ever."""

import asyncio

SHORTEST = 0.01
"""The shortest nap (s): what is due but can't be taken up yet must not keep its pump spinning."""


class Bell(asyncio.Event):
    """An event that can be awaited for so long."""

    async def within(self, seconds: float | None) -> bool:
        """Waits until it rings, but no longer than so many seconds; whether it rang."""
        try:
            async with asyncio.timeout(seconds):
                await self.wait()
        except TimeoutError:
            return False
        return True


def nap(due: int | None, now: int, longest: float) -> float:
    """How long (s) a pump sleeps until what is ``due`` (ms) next, and at most."""
    return longest if due is None else min(longest, max(SHORTEST, (due - now) / 1000))
