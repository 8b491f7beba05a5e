"""A stall with its overlay: going live, putting products on screen."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from models import catalog, people, shows, stock
from pages.overlay import Overlays
from pages.site import Site
from tests.market import Market
from tests.pages.stall import Stall


@asynccontextmanager
async def overlaid(market: Market) -> AsyncIterator[Stall]:
    """A stall whose overlay is served, and looked after."""
    overlays = Overlays(market.store, look=0.05)
    app = web.Application()
    overlays.add_to(app)
    Site(market.store).add_to(app)
    async with market.store, TestClient(TestServer(app)) as client:
        looking = asyncio.create_task(overlays.run())
        made = Stall(market, client)
        made.open()
        yield made
        looking.cancel()
        await asyncio.wait([looking])


def token(stall: Stall) -> str:
    with stall.market.tx() as tx:
        return str(people.shop(tx, 1).token)


def go_live(stall: Stall) -> int:
    with stall.market.tx() as tx:
        return int(shows.go_live(tx, people.shop(tx, 1), "Friday", None)[0].id)


def show(stall: Stall, product: int = 1, price: int | None = None, minutes: int = 0) -> None:
    with stall.market.tx() as tx:
        running = shows.on_air(tx, 1)
        assert running is not None
        until = tx.now + minutes * 60_000 if minutes else None
        assert shows.put_on_screen(tx, running.id, product, price, until)


def set_stock(stall: Stall, free: int) -> None:
    with stall.market.tx() as tx:
        stock.change_stock(tx, 1, free - catalog.item_of(tx, 1).free)
