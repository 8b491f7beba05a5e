"""Having shows' pictures drawn in a process of their own, one at a time and not for ever, while
other messages are sent."""

import asyncio
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import orjson
import structlog
from sqlalchemy import Row

import pictures
from texts import chart

PROGRAM = Path(pictures.__file__).with_name("chart.py")
PATIENCE = 120.0
"""How long (s) a picture may take; a second or two on a machine with nothing else to do. The text
goes without it then."""
KEPT = 16
"""How many pictures are kept at most for messages that don't come for them."""
_CHART = '"chart":{'
"""What is in the facts of a message with a picture that is to be drawn."""

log = structlog.get_logger()


class Drawing:
    """Draws the ``chart`` of a message's facts. The drawing libraries stay out of this process."""

    def __init__(self, program: Path = PROGRAM, patience: float = PATIENCE) -> None:
        self._program = program
        self._patience = patience
        self._turn = asyncio.Semaphore(1)

    async def draw(self, facts: Mapping[str, Any], language: str) -> bytes | None:
        """The PNG, or None where it can't be had in time."""
        try:
            wanted = orjson.dumps(chart.both(facts, language))
            async with self._turn, asyncio.timeout(self._patience):
                return await self._drawn(wanted)
        except Exception as error:  # whatever it is, the report goes without its picture
            log.warning("not_drawn", error=repr(error))
            return None

    async def _drawn(self, wanted: bytes) -> bytes | None:
        child = await asyncio.create_subprocess_exec(
            sys.executable, "-P", str(self._program), stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip
        try:
            picture, told = await child.communicate(wanted)
        finally:
            if child.returncode is None:
                child.kill()
                await child.wait()
        if child.returncode:
            log.warning("not_drawn", error=told.decode(errors="replace")[-500:])
            return None
        return picture


class Pictures:
    """The pictures of messages on their way. They are in no row: who begins anew draws them again.

    ``there`` is told the row whose picture is there, or can't be had.
    """

    def __init__(self, drawing: Drawing, there: Callable[[int], None]) -> None:
        self._drawing = drawing
        self._there = there
        self._tasks: dict[int, asyncio.Task[bytes | None]] = {}

    def is_ready(self, row: Row[Any]) -> bool:
        """Whether a row may be sent. Its picture is being drawn from now on if it has none."""
        if row.method != "send" or _CHART not in (row.facts or ""):
            return True
        if (task := self._tasks.get(row.id)) is None:
            self._make_room()
            task = self._tasks[row.id] = asyncio.create_task(self._draw(row))
        return task.done()

    def take(self, row_id: int) -> bytes | None:
        """The picture of a row that is ready (PNG), or None."""
        task = self._tasks.get(row_id)
        return None if task is None else task.result()

    def forget(self, row_id: int) -> None:
        """Lets go of the picture of a row that needs it no more."""
        self._tasks.pop(row_id, None)

    async def close(self) -> None:
        """Ends what is being drawn."""
        for task in self._tasks.values():
            task.cancel()
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)
        self._tasks.clear()

    async def _draw(self, row: Row[Any]) -> bytes | None:
        chart = orjson.loads(row.facts).get("chart", {})
        picture = await self._drawing.draw(chart, row.language or "en")
        asyncio.get_running_loop().call_soon(self._there, row.id)
        return picture

    def _make_room(self) -> None:
        done = [row_id for row_id, task in self._tasks.items() if task.done()]
        for row_id in done[: max(0, len(done) - KEPT + 1)]:
            self.forget(row_id)
