"""The street with the program on it: a live stream, comments, the overlay and a screenshot."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, FrameLocator, Locator, Page, expect

from sandbox.street.people import BUYERS, SELLER, Neighbour
from tests.street.conftest import opened
from tests.street.hands import phone, write

pytestmark = pytest.mark.asyncio(loop_scope="session")

EMMA, GIULIA, NOK = BUYERS
SOON = 15_000  # ms: the bot sends a chat one message a second at most


@pytest_asyncio.fixture(loop_scope="session")
async def show(fair: str, browser: Browser) -> AsyncIterator[Page]:
    """The page while a show is on the air, which a live stream in the group has begun."""
    async with opened(browser, fair) as page:
        if not await page.locator(".badge").count():
            malee = phone(page, SELLER)
            await malee.get_by_role("button", name="Menu").click()
            await malee.get_by_role("button", name="Start a live stream").click()
        await expect(page.locator(".badge")).to_have_text("LIVE", timeout=SOON)
        yield page


def overlay(page: Page) -> FrameLocator:
    return page.frame_locator("iframe.overlay")


async def put_on_screen(page: Page, words: str) -> None:
    await phone(page, SELLER).locator("[data-chat=private]").click()
    await write(phone(page, SELLER), f"/show {words}")
    code = overlay(page).locator('[data-of="code"]')
    await expect(code).to_have_text(words[:3], timeout=SOON)


async def started(page: Page, person: Neighbour) -> Locator:
    """A buyer's phone, in the private chat with the bot."""
    one = phone(page, person)
    await one.locator("[data-chat=private]").click()
    if await one.locator(".big-key").count():
        await one.locator(".big-key").click()
        await expect(one.locator(".msg:not(.mine)").first).to_be_visible(timeout=SOON)
    return one


async def test_the_programs_overlay_lies_over_the_video(show: Page) -> None:
    await put_on_screen(show, "B07 399 5")
    laid = overlay(show)
    await expect(laid.locator("h1")).to_have_text("Indigo tote")
    await expect(laid.locator('[data-of="price"]')).to_have_text("฿399")
    await expect(laid.locator('[data-of="was"]')).to_have_text("฿450")
    await expect(laid.locator('[data-of="clock"]')).to_be_visible()
    assert await laid.locator('[data-of="qr"] path').get_attribute("d")
    await expect(show.locator(".on-screen")).to_have_count(0)
    await expect(show.locator(".held image")).to_have_attribute("href", "/street/goods/tote.jpg")


async def test_a_comment_gets_a_reaction_and_its_writer_a_message(show: Page) -> None:
    emma = await started(show, EMMA)
    nok = phone(show, NOK)
    await nok.locator("[data-chat=group]").click()
    await emma.locator("[data-chat=group]").click()
    await write(emma, "cf E15 x2")
    await expect(emma.locator(".msg.mine .reactions").last).to_have_text("👍", timeout=SOON)
    comment = nok.locator(".msg", has_text="cf E15 x2")
    await expect(comment.locator(".author")).to_have_text("Emma")
    await expect(comment.locator(".reactions")).to_have_text("👍")
    await expect(emma.locator("[data-chat=private] .count")).to_have_text("1", timeout=SOON)
    await emma.locator("[data-chat=private]").click()
    await expect(emma.locator(".msg").last).to_contain_text("Mudmee fabric", timeout=SOON)
    await expect(emma.locator("[data-chat=private] .count")).to_have_count(0)


async def test_an_edit_changes_what_was_claimed(show: Page) -> None:
    emma = await started(show, EMMA)
    await emma.locator("[data-chat=group]").click()
    await write(emma, "D21")
    sent = emma.locator(".msg.mine").last
    await expect(sent.locator(".reactions")).to_have_text("👍", timeout=SOON)
    await sent.hover()
    await sent.get_by_role("button", name="More").click()
    await emma.get_by_role("button", name="Edit").click()
    await write(emma, "D21 x2")
    await expect(emma.locator(".msg.mine").last).to_contain_text("edited")
    await emma.locator("[data-chat=private]").click()
    await expect(emma.locator(".msg").last).to_contain_text("you hold 2 of", timeout=SOON)


async def test_the_board_is_pinned_and_its_button_opens_the_private_chat(show: Page) -> None:
    nok = phone(show, NOK)
    await nok.locator("[data-chat=group]").click()
    await put_on_screen(show, "F30")
    await expect(nok.locator(".pinned")).to_contain_text("F30 Blue teapot", timeout=60_000)
    await nok.get_by_role("button", name="F30").last.click()
    await expect(nok.locator("[data-chat=private]")).to_have_attribute("aria-selected", "true")
    await expect(nok.locator(".msg.mine").last).to_contain_text("/start")


async def test_a_screenshot_reserves_what_is_on_screen(show: Page) -> None:
    giulia = await started(show, GIULIA)
    await put_on_screen(show, "C03")
    await giulia.locator("[data-chat=group]").click()
    await giulia.get_by_role("button", name="Screenshot del video").click()
    picture = giulia.locator(".msg.mine .photo img").last
    await expect(picture).to_have_js_property("naturalWidth", 720, timeout=SOON)
    await expect(giulia.locator(".msg").last).to_contain_text("Celadon bowl", timeout=SOON)
    await expect(giulia.locator(".msg").last).to_contain_text("è tuo")
