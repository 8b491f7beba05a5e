"""The overlay: what lies over the video, the same for every page that is open on it, at once."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus

import orjson
import structlog
from aiohttp import web

from models.bells import Bell
from models.store import Store
from models.tx import Facts, Tx
from pages import visitors
from pages.answers import missing, page
from pages.on_air import frame, owner

LOOK = 0.4
"""How often (s) it is looked what has changed, while a page is open."""
BEAT = 15.0
"""After how long (s) without news a page hears that the line still stands."""
MOST = 200
"""How many pages may be open at a time."""
_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self';"
    " base-uri 'none'; form-action 'none'"
)

log = structlog.get_logger()


class _Page:
    """One open page: rung when there is something new."""

    def __init__(self, token: str) -> None:
        self.token = token
        self.news = Bell()


class Overlays:
    """Serves the overlay pages of a market. ``run`` looks for news for all of them together."""

    def __init__(self, store: Store, look: float = LOOK) -> None:
        self._store = store
        self._look = look
        self._pages: set[_Page] = set()
        self._frames: dict[str, Facts] = {}
        self._opened = Bell()
        self._closing = False

    def add_to(self, app: web.Application) -> None:
        """Adds the addresses, before whatever takes every one. Their lines end with the program."""
        app.router.add_routes(
            [
                web.get("/overlay/{token}", self.page),
                web.get("/overlay/{token}/events", self.events, allow_head=False),
            ]
        )
        app.on_shutdown.append(self._close)

    async def run(self) -> None:
        """Looks for news for as long as it isn't cancelled and a page is open."""
        while True:
            self._opened.clear()
            if not self._pages:
                await self._opened.wait()
            try:
                await self.look()
            except Exception:  # the next look may succeed, and the pages stay open
                log.exception("overlay_failed")
            await self._opened.within(self._look)

    async def _close(self, _: web.Application) -> None:
        """Ends every open page's line; browsers come back to the next program by themselves."""
        self._closing = True
        for one in self._pages:
            one.news.set()

    async def look(self) -> None:
        """Reads once what every open page shows, and rings those where it is new."""
        tokens = {one.token for one in self._pages}
        frames = await self._store.read(lambda tx: _frames(tx, tokens))
        for one in self._pages:
            if frames.get(one.token) != self._frames.get(one.token):
                one.news.set()
        self._frames = frames

    async def page(self, request: web.Request) -> web.Response:
        """``GET /overlay/TOKEN``: transparent, for a browser source of 1920 × 1080 or any other."""
        token = request.match_info["token"]
        seller = await self._store.read(lambda tx: owner(tx, token))
        if seller is None:
            return missing(self._language(request))
        language, shop = seller
        answer = page("overlay.html", language, shop=shop, events=f"/overlay/{token}/events")
        answer.headers["Content-Security-Policy"] = _POLICY
        del answer.headers["X-Frame-Options"]  # it may lie over a video in another page
        return answer

    async def events(self, request: web.Request) -> web.StreamResponse:
        """``GET /overlay/TOKEN/events``: what is shown, as server-sent events: now, and whenever it
        changes."""
        token = request.match_info["token"]
        if await self._store.read(lambda tx: owner(tx, token)) is None:
            return missing(self._language(request))
        if len(self._pages) >= MOST or self._closing:
            return web.Response(status=HTTPStatus.SERVICE_UNAVAILABLE)
        answer = web.StreamResponse(
            headers={
                "Content-Type": "text/event-stream", "Cache-Control": "no-store",
                "X-Accel-Buffering": "no", "Access-Control-Allow-Origin": "*",
            }
        )  # fmt: skip
        async with self._open(token) as one:
            await answer.prepare(request)
            try:
                await answer.write(b"retry: 1000\n\n")
                async for event in self._news(one):
                    await answer.write(event)
            except ConnectionError:  # the page was closed
                pass
        return answer

    @asynccontextmanager
    async def _open(self, token: str) -> AsyncIterator[_Page]:
        one = _Page(token)
        self._pages.add(one)
        if token in self._frames:
            one.news.set()
        self._opened.set()
        try:
            yield one
        finally:
            self._pages.discard(one)

    async def _news(self, one: _Page) -> AsyncIterator[bytes]:
        while not self._closing:
            if await one.news.within(BEAT):
                one.news.clear()
                shown = self._frames.get(one.token)
                if shown is not None:
                    told = orjson.dumps(shown | {"now": self._store.clock()})
                    yield b"data: " + told + b"\n\n"
            else:
                yield b": still here\n\n"

    def _language(self, request: web.Request) -> str:
        return visitors.language(request) or self._store.terms.language


def _frames(tx: Tx, tokens: set[str]) -> dict[str, Facts]:
    found = {token: frame(tx, token) for token in tokens}
    return {token: one for token, one in found.items() if one is not None}
