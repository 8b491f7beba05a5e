"""Waiting for something to be so."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


class Waiting:
    """Everyone who waits; changed() lets them look again."""

    def __init__(self) -> None:
        self._watchers: set[asyncio.Event] = set()

    def changed(self) -> None:
        """Something may now be so."""
        for event in self._watchers:
            event.set()

    async def until(self, so: Callable[[], T], within: float) -> T:
        """Waits until so() is true and returns what it gave; TimeoutError after within seconds."""
        event = asyncio.Event()
        self._watchers.add(event)
        try:
            async with asyncio.timeout(within):
                while not (result := so()):
                    event.clear()
                    await event.wait()
                return result
        finally:
            self._watchers.discard(event)
