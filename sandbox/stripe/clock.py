"""The stand-in's time: real until somebody moves it."""

import time


class Clock:
    """Milliseconds since the epoch, UTC. Runs with real time unless started at a fixed `now`."""

    def __init__(self, now: int | None = None) -> None:
        self._fixed = now
        self._ahead = 0

    def __call__(self) -> int:
        base = int(time.time() * 1000) if self._fixed is None else self._fixed
        return base + self._ahead

    def advance(self, seconds: float) -> None:
        """Move on by so many seconds."""
        self._ahead += round(seconds * 1000)

    def set(self, now: int) -> None:
        """Stand still at `now` (milliseconds)."""
        self._fixed, self._ahead = now, 0
