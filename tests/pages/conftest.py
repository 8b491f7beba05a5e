"""The pages of a market, served on this computer."""

from collections.abc import AsyncIterator

import pytest_asyncio
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from playwright.async_api import Browser

from pages.site import Site
from tests.chromium import chromium
from tests.market import Market
from tests.pages.stall import Stall


@pytest_asyncio.fixture
async def stall(market: Market) -> AsyncIterator[Stall]:
    """Malee's stall, open, with impatient visitors."""
    app = web.Application()
    Site(market.store, patience=0.3).add_to(app)
    async with market.store, TestClient(TestServer(app)) as client:
        made = Stall(market, client)
        made.open()
        yield made


@pytest_asyncio.fixture
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as browser:
        yield browser
