"""The pages: which address shows what, in whose language."""

import asyncio
from functools import cache
from http import HTTPStatus
from importlib.metadata import version
from pathlib import Path
from typing import Any

from aiohttp import web
from babel.core import negotiate_locale
from jinja2 import Environment

from models.outcomes import CheckoutOpen, NothingHeld
from models.store import Store
from pages import looks
from texts.render import LANGUAGES, environment

HERE = Path(__file__).parent
PATIENCE = 10.0
"""How long (s) a visitor waits for the provider to make the checkout before a page says so."""

_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'none'; base-uri 'none'"
)


@cache
def _pages(language: str) -> Environment:
    return environment(language, HERE / "templates")


class Site:
    """The shop, pay and order pages of one market."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def routes(self) -> list[web.AbstractRouteDef]:
        """What to add to the web application."""
        return [
            web.get("/s/{slug}", self.shop),
            web.get("/pay/{token}", self.pay, allow_head=False),
            web.get("/orders/{token}", self.receipt),
            web.static("/static", HERE / "static"),
        ]

    async def shop(self, request: web.Request) -> web.Response:
        """A shop's public page: what it sells, and the way into the chat."""
        slug = request.match_info["slug"]
        seen = await self._store.read(lambda tx: looks.shop(tx, slug))
        language = _accepted(request) or self._store.terms.language
        if seen is None:
            return _missing(language)
        return _page("shop.html", language, **seen)

    async def pay(self, request: web.Request) -> web.StreamResponse:
        """From the Pay button to the provider's page, which is made now if it isn't open yet."""
        token = request.match_info["token"]
        buyer = await self._store.read(lambda tx: looks.buyer(tx, token))
        if buyer is None:
            return _missing(_accepted(request) or self._store.terms.language)
        asked = asyncio.get_running_loop().time()
        while asyncio.get_running_loop().time() - asked < PATIENCE:
            match await self._store.write(lambda tx: looks.checkout(tx, buyer)):
                case CheckoutOpen(_, url):
                    raise web.HTTPSeeOther(url)
                case NothingHeld():
                    return await self._nothing_to_pay(buyer)
            await asyncio.sleep(0.2)
        return _page(
            "wait.html", buyer.language, status=HTTPStatus.ACCEPTED, refresh=3,
            **looks.common(self._store.terms),
        )  # fmt: skip

    async def _nothing_to_pay(self, buyer: looks.Buyer) -> web.Response:
        receipt = await self._store.read(lambda tx: looks.last_receipt(tx, buyer))
        if receipt is not None:
            raise web.HTTPSeeOther(f"/orders/{receipt}")
        return _page(
            "nothing.html", buyer.language, status=HTTPStatus.GONE,
            **looks.common(self._store.terms),
        )  # fmt: skip

    async def receipt(self, request: web.Request) -> web.Response:
        """An order as its buyer sees it: paid, shipped, refunded, or still on its way."""
        token = request.match_info["token"]
        seen = await self._store.read(lambda tx: looks.order(tx, token))
        if seen is None:
            return _missing(_accepted(request) or self._store.terms.language)
        return _page("order.html", seen.pop("language"), **seen)


def _accepted(request: web.Request) -> str | None:
    wanted = [
        part.split(";")[0].strip().replace("-", "_")
        for part in request.headers.get("Accept-Language", "").split(",")
    ]
    return negotiate_locale(wanted, LANGUAGES)


def _missing(language: str) -> web.Response:
    return _page("missing.html", language, status=HTTPStatus.NOT_FOUND, bot_link=None)


def _page(
    name: str, language: str, *, status: HTTPStatus = HTTPStatus.OK, refresh: int | None = None,
    **facts: Any,
) -> web.Response:  # fmt: skip
    text = _pages(language).get_template(name).render(
        facts, refresh=refresh, style=version("livestall")
    )  # fmt: skip
    headers = {
        "Content-Security-Policy": _POLICY,
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }
    return web.Response(text=text, status=status, content_type="text/html", headers=headers)
