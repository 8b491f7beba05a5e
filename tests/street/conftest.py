"""A street with nobody's bot on it, one with the whole program, and one browser for all tests."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from dataclasses import asdict
from typing import Any

import aiohttp
import pytest_asyncio
from playwright.async_api import Browser, Page

import serving
from config.settings import given
from sandbox.street import demo, open_street
from sandbox.stripe import Stripe
from sandbox.telegram import Limits, Telegram
from tests.chromium import chromium
from tests.street.town import KEY, TOKEN, Town


@pytest_asyncio.fixture(loop_scope="session")
async def town() -> AsyncIterator[Town]:
    telegram = Telegram(TOKEN, limits=Limits.lifted())
    street = await open_street(telegram, Stripe(KEY))
    async with telegram.serve(), aiohttp.ClientSession() as session:
        await street.move_in(session)
        yield Town(telegram, street, session)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as browser:
        yield browser


@pytest_asyncio.fixture(loop_scope="session")
async def page(town: Town, browser: Browser) -> AsyncIterator[Page]:
    """The street on a wide screen, once its phones are on; a script error fails the test."""
    async with opened(browser, town.url) as page:
        yield page


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def fair() -> AsyncIterator[str]:
    """The address of `make demo`: a street on which the program itself runs."""
    address: asyncio.Future[str] = asyncio.get_running_loop().create_future()

    def market(services: demo.Services) -> Coroutine[Any, Any, None]:
        return serving.serve(given(**asdict(services), http_port=0))

    async def told(url: str) -> None:
        address.set_result(url)

    running = asyncio.create_task(demo.demo(0, market, told))
    either: list[asyncio.Future[Any]] = [running, address]
    await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
    if running.done():
        running.result()
    yield address.result()
    running.cancel()
    await asyncio.wait({running})


@asynccontextmanager
async def opened(browser: Browser, url: str) -> AsyncIterator[Page]:
    """A page of the street as an English visitor sees it."""
    context = await browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
    page = await context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    await page.goto(url)
    await page.locator("html[data-ready]").wait_for()
    yield page
    await context.close()
    assert errors == []
