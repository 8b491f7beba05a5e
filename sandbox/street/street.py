"""The street itself: the page and its addresses beside the Telegram stand-in's."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from pathlib import Path
from typing import Protocol
from urllib.parse import quote

import aiohttp
import orjson
from aiohttp import web

from sandbox.street.crowd import Crowd
from sandbox.street.gathering import chats, gather, let_in
from sandbox.street.goods import GOODS, PICTURES, SHOP
from sandbox.street.market import Market
from sandbox.street.opening import PATIENCE, open_shop
from sandbox.street.people import NEIGHBOURS, SELLER
from sandbox.street.scene import Scene
from sandbox.street.stream import Audience

PAGE = Path(__file__).parent / "page"
TILL = "/till"
CHECKOUT = "https://checkout.example.com"
STREAM = "https://live.example.com/malee"
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Telegram(Protocol):
    """What the street needs of the Telegram stand-in."""

    url: str

    @property
    def app(self) -> web.Application: ...


class Books(Protocol):
    """Where the checkout stand-in keeps the address that buyers are given."""

    origin: str


class Stripe(Protocol):
    """What the street needs of the checkout stand-in."""

    @property
    def app(self) -> web.Application: ...

    @property
    def books(self) -> Books: ...


class Street:
    """One page of phones on a Telegram stand-in; make it with `open_street`."""

    def __init__(self, telegram: Telegram) -> None:
        self._telegram = telegram
        self.scene = Scene()
        self.run = secrets.token_hex(4)
        self.market = Market()
        self.group: int | None = None
        self._audience = Audience()
        self._links = {CHECKOUT: TILL}

    def link(self, public: str, local: str) -> None:
        """Let phones open addresses that start with `public` (what the bot may put on a button)
        at `local` (where it really is, on this computer)."""
        self._links[public.rstrip("/")] = local.rstrip("/")

    async def set_up(self, patience: float = PATIENCE) -> None:
        """Make the people, let the seller open the shop and the group through the bot.

        The stand-in must be served and the bot be running. `patience` is in seconds, for each
        answer of the bot. Raises Stuck, which names the step.
        """
        address = self._telegram.url
        async with aiohttp.ClientSession() as session:
            await self.move_in(session)
            await open_shop(session, address, patience)
            for chat in await chats(session, address):
                self.market.find(chat["messages"])
            self._audience.tell("overlay", self.market.overlay)
            if self.group is None:
                self.group = await gather(session, address)
                await let_in(session, address, self.group, patience)

    async def live(self) -> None:
        """Until cancelled: the video shows what the program says, and the group talks."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._follow())
            if self.group is not None:
                crowd = Crowd(self._telegram.url, self.group)
                group.create_task(crowd.chat(lambda: self.scene, lambda: self._audience.here))

    async def _follow(self) -> None:
        async for frame in self.market.frames():
            self._turn(self.scene.seen(frame["state"], frame.get("code")))

    async def move_in(self, session: aiohttp.ClientSession) -> None:
        """Make the people, without a shop yet."""
        for one in NEIGHBOURS:
            async with session.post(f"{self._telegram.url}/phones", json=one.user()) as answer:
                answer.raise_for_status()

    def mount(self, app: web.Application) -> None:
        """Add the page to the stand-in's application."""
        app.router.add_get("/", self._index)
        app.router.add_get("/street/setup", self._setup)
        app.router.add_get("/street/events", self._events)
        app.router.add_post("/street/scene", self._show)
        app.router.add_get("/street/back", self._index_back)
        app.router.add_static("/street/goods", PICTURES)
        app.router.add_static("/street", PAGE)
        self.market.mount(app)
        app.middlewares.append(self._watch)
        app.on_shutdown.append(self._close)

    async def _index(self, request: web.Request) -> web.FileResponse:
        return web.FileResponse(PAGE / "index.html")

    async def _index_back(self, request: web.Request) -> web.FileResponse:
        return web.FileResponse(PAGE / "back.html")

    async def _setup(self, request: web.Request) -> web.Response:
        facts = {
            "run": self.run,
            "people": [one.user() | {"role": one.role, "tint": one.tint} for one in NEIGHBOURS],
            "shop": asdict(SHOP),
            "goods": [
                {
                    "code": good.code,
                    "title": good.title,
                    "price": good.price,
                    "picture": f"/street/goods/{good.picture.name}",
                }
                for good in GOODS
            ],
            "links": [{"from": public, "to": local} for public, local in self._links.items()],
            "stream": STREAM,
            "scene": self.scene.facts(),
            "overlay": self.market.overlay,
        }
        body = orjson.dumps(facts)
        headers = {"Cache-Control": "no-store"}
        return web.Response(body=body, content_type="application/json", headers=headers)

    async def _events(self, request: web.Request) -> web.StreamResponse:
        address = f"{request.scheme}://{request.host}"
        first = [(0, "scene", self.scene.facts()), (0, "overlay", self.market.overlay)]
        return await self._audience.attend(request, address, first)

    async def _show(self, request: web.Request) -> web.Response:
        body = await request.json(loads=orjson.loads)
        self._heard(str(body.get("words", "")))
        return web.Response(status=204)

    def _heard(self, words: str, *, agreed: bool = True) -> None:
        """The seller's words move the video only where no overlay says what is on screen."""
        if self.market.overlay is None:
            self._turn(self.scene.after(words, agreed=agreed))

    def _turn(self, scene: Scene) -> None:
        if scene != self.scene:
            self.scene = scene
            self._audience.tell("scene", scene.facts())

    @web.middleware
    async def _watch(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Hears what the seller sends, and brings buyers back from the checkout to their chat."""
        try:
            answer = await handler(request)
        except web.HTTPSeeOther as elsewhere:
            if not request.path.startswith(f"{TILL}/"):
                raise
            raise web.HTTPSeeOther(f"/street/back?to={quote(str(elsewhere.location))}") from None
        if request.path == f"/phones/{SELLER.id}/send" and answer.status == web.HTTPOk.status_code:
            body = await request.json(loads=orjson.loads)
            self._heard(str(body.get("text", "")), agreed=False)
        return answer

    async def _close(self, app: web.Application) -> None:
        self._audience.close()


async def open_street(telegram: Telegram, stripe: Stripe | None = None) -> Street:
    """Put the street on a Telegram stand-in that is not serving yet.

    The page is at `/`. The checkout stand-in is mounted at `TILL`, so its API address is the
    Telegram stand-in's plus `TILL`; sessions get addresses under `CHECKOUT`, which a button may
    hold and which phones open at `TILL`.
    """
    street = Street(telegram)
    street.mount(telegram.app)
    if stripe is not None:
        stripe.books.origin = CHECKOUT
        telegram.app.add_subapp(TILL, stripe.app)
    return street
