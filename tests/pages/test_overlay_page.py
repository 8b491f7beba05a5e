"""The overlay in a real browser: it fits, shows what is new, and its code can be read."""

import re
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Page

from models import people, screen_code
from pictures.reading import codes_in
from tests.market import Market
from tests.pages.stall import GIULIA, Stall
from tests.pages.video import go_live, overlaid, show, token


@pytest.fixture
async def stall(market: Market) -> AsyncIterator[Stall]:
    """A stall with its overlay."""
    async with overlaid(market) as made:
        yield made


async def open_page(
    browser: Browser, stall: Stall, size: tuple[int, int], troubles: list[str]
) -> Page:
    page = await browser.new_page(viewport={"width": size[0], "height": size[1]})
    await page.emulate_media(reduced_motion="reduce")
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("console", lambda said: troubles.append(said.text) if said.type == "error" else None)
    await page.goto(str(stall.client.make_url(f"/overlay/{token(stall)}")))
    return page


@pytest.mark.parametrize("size", [(1920, 1080), (1280, 720), (1080, 1920), (540, 960)])
async def test_its_code_is_large_enough_and_can_be_read_from_a_picture(
    stall: Stall, browser: Browser, size: tuple[int, int]
) -> None:
    troubles: list[str] = []
    title = "Handwoven mudmee silk scarf with golden pikul flowers, extra wide, from Chiang Mai"
    stall.add("SUMMER-2026X", title, 99_999_900)
    go_live(stall)
    show(stall, product=2, price=88_888_800, minutes=3)
    page = await open_page(browser, stall, size, troubles)
    await page.wait_for_selector('[data-state="shown"]')
    box = await page.locator(".scan svg").bounding_box()
    assert box is not None
    assert box["width"] * 21 / 29 >= size[0] / 12
    inside = """() => [...document.querySelectorAll('.card, .card *')].filter((one) => {
        const box = one.getBoundingClientRect();
        return box.width && (box.right > innerWidth || box.left < 0 || box.bottom > innerHeight);
    }).map((one) => one.outerHTML.slice(0, 80))"""
    assert await page.evaluate(inside) == []
    over = """() => document.querySelector('.scan').getBoundingClientRect().left <
        Math.max(...[...document.querySelectorAll('.words *')].map(
            (one) => one.getBoundingClientRect().right))"""
    assert not await page.evaluate(over)
    picture = await page.screenshot(type="png")
    with stall.market.tx() as tx:
        text = screen_code.write(1, 0, people.shop(tx, 1).token)
    assert codes_in(picture) == [text]
    assert re.fullmatch(r"3:00|2:5\d", await page.locator(".clock").inner_text())
    assert troubles == []


async def test_it_is_see_through_beside_its_card(stall: Stall, browser: Browser) -> None:
    troubles: list[str] = []
    go_live(stall)
    page = await open_page(browser, stall, (1280, 720), troubles)
    await page.wait_for_selector('[data-state="idle"]')
    assert await page.evaluate("getComputedStyle(document.body).backgroundColor") in (
        "rgba(0, 0, 0, 0)", "transparent"
    )  # fmt: skip
    show(stall)
    await page.wait_for_selector('[data-state="shown"]')
    stall.claim(GIULIA)
    await page.locator(".stock", has_text="4").wait_for()
    assert troubles == []
