"""Having a show's picture drawn in a process of its own, one at a time and not for ever."""

import asyncio
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson
import structlog

import pictures
from texts import chart

PROGRAM = Path(pictures.__file__).with_name("chart.py")
PATIENCE = 20.0
"""How long (s) a picture may take, waiting for its turn included; the text goes without it then."""

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
            async with asyncio.timeout(self._patience), self._turn:
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
