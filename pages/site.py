"""The pages: which address shows what, in whose language."""

import asyncio
from http import HTTPStatus

from aiohttp import web

from models.bells import Bell
from models.outcomes import CheckoutComing, CheckoutOpen, NothingHeld, Undecided
from models.store import Store
from models.tx import Facts
from pages import assets, looks, visitors
from pages.answers import BRIEFLY, elsewhere, missing, no_photo, nothing, page, photo, same
from pages.photos import Fetch, Photos, mark, nobody
from pages.receipt import receipt

PATIENCE = 10.0
"""How long (s) a visitor waits for the provider to make the checkout before a page says so."""
FIRST_LOOK, LAST_LOOK = 0.1, 0.5
"""How often (s) it is looked whether it is made: at first, and in the end."""
SHOP_CACHED = "public, max-age=5"
PHOTO_CACHED = "public, max-age=604800, immutable"
"""Under its own address a photo never changes. A week: what a seller took away is forgotten."""


class Site:
    """The shop, pay and order pages of one market, with the photos that ``fetch`` gives."""

    def __init__(self, store: Store, fetch: Fetch = nobody, *, patience: float = PATIENCE) -> None:
        self._store = store
        self._photos = Photos(fetch)
        self._patience = patience
        self._closing = Bell()

    def add_to(self, app: web.Application) -> None:
        """Adds the addresses, and a page for every other. Nobody waits for a program that ends."""
        app.router.add_routes(
            [
                web.get("/s/{slug}", self.shop),
                web.get("/s/{slug}/photo/{product:[0-9]{1,18}}", self.photo),
                web.get("/pay/{token}", self.pay, allow_head=False),
                web.get("/orders/{token}", self.receipt),
                web.get("/static/{name}", assets.asset),
                web.get("/{nothing:.*}", self.missing, allow_head=False),
            ]
        )
        app.on_shutdown.append(self._close)

    async def _close(self, _: web.Application) -> None:
        self._closing.set()

    async def missing(self, request: web.Request) -> web.Response:
        """Any other address."""
        return missing(self._language(request))

    async def shop(self, request: web.Request) -> web.Response:
        """A shop's public page: what it sells, and the way into the chat."""
        slug = request.match_info["slug"]
        seen = await self._store.read(lambda tx: looks.shop(tx, slug))
        language = self._language(request)
        if seen is None:
            return missing(language)
        return page("shop.html", language, cached=SHOP_CACHED, **seen)

    async def photo(self, request: web.Request) -> web.Response:
        """A product's first photo, small, for the shop's page."""
        slug, product = request.match_info["slug"], int(request.match_info["product"])
        file_id = await self._store.read(lambda tx: looks.photo(tx, slug, product))
        if file_id is None:
            return no_photo()
        now = mark(file_id)
        cached = PHOTO_CACHED if request.query.get("v") == now else BRIEFLY
        if any(one.value == now for one in request.if_none_match or ()):
            return same(now, cached)
        data = await self._photos.small(file_id)
        return no_photo() if data is None else photo(data, now, cached)

    async def receipt(self, request: web.Request) -> web.Response:
        """An order as its buyer sees it: paid, shipped, refunded, or still on its way."""
        token = request.match_info["token"]
        seen = await self._store.read(lambda tx: receipt(tx, token))
        if seen is None:
            return missing(self._language(request))
        return page("order.html", seen.pop("language"), **seen)

    async def pay(self, request: web.Request) -> web.Response:
        """From the Pay button to the provider's page, which is made now if it isn't open yet.

        Making it freezes the hold, so only a person's visit does: a browser that looks ahead gets
        nothing, a program that shows addresses a page with a button.
        """
        token = request.match_info["token"]
        buyer = await self._store.read(lambda tx: looks.buyer(tx, token))
        if buyer is None:
            return missing(self._language(request))
        if visitors.looks_ahead(request):
            return nothing()
        if "go" not in request.query and not visitors.is_person(request):
            return page("door.html", buyer.language, shop=buyer.shop, chat=buyer.link)
        return await self._to_the_checkout(buyer)

    async def _to_the_checkout(self, buyer: looks.Buyer) -> web.Response:
        until = asyncio.get_running_loop().time() + self._patience
        while True:
            match await self._store.write(lambda tx: looks.checkout(tx, buyer)):
                case CheckoutOpen(_, url):
                    return elsewhere(url)
                case Undecided():
                    return page(
                        "choose.html", buyer.language, status=HTTPStatus.CONFLICT,
                        shop=buyer.shop, chat=buyer.link,
                    )  # fmt: skip
                case NothingHeld():
                    return await self._nothing_to_pay(buyer)
                case CheckoutComing(order_id):
                    found = await self._wait(buyer, order_id, until)
            facts: Facts = {"shop": buyer.shop, "chat": buyer.link}
            if found == "refused":
                return page("refused.html", buyer.language, status=HTTPStatus.CONFLICT, **facts)
            if found == "coming":
                return page(
                    "wait.html", buyer.language, status=HTTPStatus.ACCEPTED, refresh=3, **facts
                )

    async def _wait(self, buyer: looks.Buyer, order_id: int, until: float) -> looks.Progress:
        pause = FIRST_LOOK
        found: looks.Progress = "coming"
        while found == "coming" and asyncio.get_running_loop().time() < until:
            if await self._closing.within(pause):
                break  # the page asks again by itself, and finds the next program
            found = await self._store.read(lambda tx: looks.progress(tx, buyer, order_id))
            pause = min(pause * 1.5, LAST_LOOK)
        return found

    async def _nothing_to_pay(self, buyer: looks.Buyer) -> web.Response:
        token = await self._store.read(lambda tx: looks.receipt(tx, buyer))
        if token is not None:
            return elsewhere(f"/orders/{token}")
        return page(
            "nothing.html", buyer.language, status=HTTPStatus.GONE,
            shop=buyer.shop, chat=buyer.link,
        )  # fmt: skip

    def _language(self, request: web.Request) -> str:
        return visitors.language(request) or self._store.terms.language
