"""A street with nobody's bot on it, and one browser for all its tests."""

import os
import shutil
from collections.abc import AsyncIterator

import aiohttp
import pytest_asyncio
from playwright.async_api import Browser, Page, async_playwright

from sandbox.street import open_street
from sandbox.stripe import Stripe
from sandbox.telegram import Limits, Telegram
from tests.street.town import KEY, TOKEN, Town

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


@pytest_asyncio.fixture(loop_scope="session")
async def town() -> AsyncIterator[Town]:
    telegram = Telegram(TOKEN, limits=Limits.lifted())
    street = await open_street(telegram, Stripe(KEY))
    async with telegram.serve(), aiohttp.ClientSession() as session:
        await street.move_in(session)
        yield Town(telegram, street, session)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    assert chromium, "install chromium, or name it in the environment variable CHROMIUM"
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="session")
async def page(town: Town, browser: Browser) -> AsyncIterator[Page]:
    """The street on a wide screen, once its phones are on; a script error fails the test."""
    context = await browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
    page = await context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    await page.goto(town.url)
    await page.locator("html[data-ready]").wait_for()
    yield page
    await context.close()
    assert errors == []
