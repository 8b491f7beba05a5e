"""One stream of server-sent events for the whole page, so that four phones cost one connection."""

import asyncio
from collections.abc import Iterable

import aiohttp
import orjson
from aiohttp import web

from sandbox.street.people import NEIGHBOURS
from sandbox.street.phones import told

HEADERS = {"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
BEAT = 15.0  # seconds between signs of life on a quiet stream
Line = tuple[int, str, object]


class Audience:
    """The pages that are open; `tell` reaches them all."""

    def __init__(self) -> None:
        self._open: set[asyncio.Queue[Line | None]] = set()

    @property
    def here(self) -> bool:
        """Whether anybody looks."""
        return bool(self._open)

    def tell(self, event: str, data: object) -> None:
        """An event of the street itself, which belongs to no phone."""
        for page in self._open:
            page.put_nowait((0, event, data))

    def close(self) -> None:
        """Ends every stream."""
        for page in self._open:
            page.put_nowait(None)

    async def attend(
        self, request: web.Request, address: str, first: Iterable[Line]
    ) -> web.StreamResponse:
        """Serves one page until it goes away: `first`, then all phones and the street.

        Each event is one `data:` line, `{"phone": user id or 0, "event": name, "data": …}`.
        """
        response = web.StreamResponse(headers=HEADERS)
        await response.prepare(request)
        page: asyncio.Queue[Line | None] = asyncio.Queue()
        for line in first:
            page.put_nowait(line)
        self._open.add(page)
        try:
            async with aiohttp.ClientSession() as session, asyncio.TaskGroup() as phones:
                reading = [
                    phones.create_task(_read(session, address, one.id, page)) for one in NEIGHBOURS
                ]
                await _pour(page, response)
                for task in reading:
                    task.cancel()
        except* (ConnectionResetError, aiohttp.ClientError):
            pass
        finally:
            self._open.discard(page)
        return response


async def _read(
    session: aiohttp.ClientSession, address: str, user_id: int, page: asyncio.Queue[Line | None]
) -> None:
    async for name, data in told(session, address, user_id):
        page.put_nowait((user_id, name, data))
    page.put_nowait(None)


async def _pour(page: asyncio.Queue[Line | None], response: web.StreamResponse) -> None:
    while True:
        try:
            line = await asyncio.wait_for(page.get(), BEAT)
        except TimeoutError:
            await response.write(b": still here\n\n")
            continue
        if line is None:
            return
        phone, event, data = line
        body = orjson.dumps({"phone": phone, "event": event, "data": data})
        await response.write(b"data: " + body + b"\n\n")
