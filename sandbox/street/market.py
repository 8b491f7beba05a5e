"""The program's overlay on the street's own address, and what it says is on screen."""

import asyncio
import re
from collections.abc import AsyncGenerator, Iterable
from urllib.parse import urlsplit

import aiohttp
from aiohttp import web

from sandbox.street.phones import ENDLESS, Json, events

PLACES = ("overlay", "static")  # what an overlay is made of
_ADDRESS = re.compile(r"https?://(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?/overlay/[\w-]+")
_KEPT = ("Content-Type", "Cache-Control", "Content-Security-Policy")
_AGAIN = 1.0  # seconds until a broken line is tried again


class Market:
    """The program as a seller knows it: by the overlay address in the bot's answer to /shop."""

    def __init__(self) -> None:
        self.overlay: str | None = None
        self._origin = ""

    def find(self, messages: Iterable[Json]) -> None:
        """Takes the overlay's address from what the bot wrote; only one on this computer counts."""
        for message in messages:
            found = _ADDRESS.search(message.get("text") or message.get("caption") or "")
            if found:
                address = urlsplit(found[0])
                self._origin = f"{address.scheme}://{address.netloc}"
                self.overlay = address.path

    def mount(self, app: web.Application) -> None:
        """Adds the overlay's addresses to the stand-in's application, as they are."""
        for place in PLACES:
            app.router.add_get(f"/{place}/{{rest:.+}}", self._pass_on, allow_head=False)

    async def frames(self) -> AsyncGenerator[Json]:
        """What the overlay shows, now and whenever it changes, for good; nothing without one."""
        async with aiohttp.ClientSession() as session:
            while self.overlay is not None:
                try:
                    async for _, frame in events(session, f"{self._origin}{self.overlay}/events"):
                        yield frame
                except aiohttp.ClientError:
                    pass
                await asyncio.sleep(_AGAIN)

    async def _pass_on(self, request: web.Request) -> web.StreamResponse:
        if self.overlay is None:
            raise web.HTTPNotFound
        async with aiohttp.ClientSession(timeout=ENDLESS) as session:
            try:
                async with session.get(f"{self._origin}{request.path_qs}") as answer:
                    return await _copy(answer, request)
            except aiohttp.ClientConnectionError:
                raise web.HTTPBadGateway from None


async def _copy(answer: aiohttp.ClientResponse, request: web.Request) -> web.StreamResponse:
    """The same answer, piece by piece as it comes."""
    kept = {name: answer.headers[name] for name in _KEPT if name in answer.headers}
    response = web.StreamResponse(status=answer.status, headers=kept)
    await response.prepare(request)
    try:
        async for piece in answer.content.iter_any():
            await response.write(piece)
    except (ConnectionResetError, aiohttp.ClientError):  # one of the two has gone
        pass
    return response
