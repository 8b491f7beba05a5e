"""Waiting for something to have happened, without looking again and again."""

import asyncio
from collections.abc import Callable


class Bell:
    """Rung at every call, event and delivery."""

    def __init__(self) -> None:
        self._rung = asyncio.Event()

    def ring(self) -> None:
        """Something happened."""
        self._rung.set()

    async def until(self, condition: Callable[[], bool], seconds: float = 10) -> None:
        """Wait until `condition` holds. Raises TimeoutError."""
        async with asyncio.timeout(seconds):
            while not condition():
                self._rung.clear()
                await self._rung.wait()
