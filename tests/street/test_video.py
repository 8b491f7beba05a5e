"""The pretend video in a real browser: what the seller and the bot say moves it."""

import pytest
from playwright.async_api import Page, expect

from sandbox.street.people import SELLER
from tests.street.hands import start, write
from tests.street.town import Town

pytestmark = pytest.mark.asyncio(loop_scope="session")

ON_AIR = {"inline_keyboard": [[{"text": "End the show", "callback_data": "end"}]]}


async def test_it_goes_live_when_the_bot_agrees(town: Town, page: Page) -> None:
    malee = await start(page, SELLER)
    await write(malee, "/live Friday silk")
    await town.bot("sendMessage", chat_id=SELLER.id, text="That is no address")
    await expect(malee.locator(".msg:not(.mine)")).to_contain_text("no address")
    await expect(page.locator(".badge")).to_have_count(0)
    await town.bot("sendMessage", chat_id=SELLER.id, text="You're live", reply_markup=ON_AIR)
    await expect(page.locator(".badge")).to_have_text("LIVE")


async def test_it_shows_what_the_seller_shows(town: Town, page: Page) -> None:
    malee = await start(page, SELLER)
    await town.bot("sendMessage", chat_id=SELLER.id, text="You're live", reply_markup=ON_AIR)
    await expect(page.locator(".badge")).to_be_visible()
    await write(malee, "/show a12")
    await expect(page.locator(".on-screen")).to_contain_text("A12Silk scarf฿390")
    await page.get_by_role("button", name="Next product").click()
    await expect(page.locator(".on-screen b")).to_have_text("B07")
    await page.reload()
    await expect(page.locator(".on-screen b")).to_have_text("B07")
    await write(malee, "/end")
    await expect(page.locator(".badge")).to_have_count(0)


async def test_the_sellers_buttons_move_the_video_too(town: Town, page: Page) -> None:
    malee = await start(page, SELLER)
    rows = [("B07 Indigo tote", "screen:2"), ("End the show", "end"), ("Yes, end it", "endnow:1")]
    keys = {"inline_keyboard": [[{"text": text, "callback_data": data}] for text, data in rows]}
    await town.bot("sendMessage", chat_id=SELLER.id, text="You're live", reply_markup=keys)
    await expect(page.locator(".badge")).to_have_text("LIVE")
    await malee.get_by_role("button", name="Indigo tote").click()
    await expect(page.locator(".on-screen b")).to_have_text("B07")
    await malee.get_by_role("button", name="End the show").click()
    await expect(page.locator(".badge")).to_be_visible()
    await malee.get_by_role("button", name="Yes, end it").click()
    await expect(page.locator(".badge")).to_have_count(0)


async def test_the_video_shows_what_the_bot_put_on_screen(town: Town, page: Page) -> None:
    malee = await start(page, SELLER)
    await town.bot("sendMessage", chat_id=SELLER.id, text="You're live", reply_markup=ON_AIR)
    keys = {"inline_keyboard": [[{"text": "Next", "callback_data": "next:3"}]]}
    sent = await town.bot("sendMessage", chat_id=SELLER.id, text="B07 · Tote", reply_markup=keys)
    await expect(page.locator(".on-screen b")).to_have_text("B07")
    await malee.get_by_role("button", name="Next", exact=True).click()
    await town.bot(
        "editMessageText",
        chat_id=SELLER.id,
        message_id=sent["message_id"],
        text="D21 · Silver hoops",
        reply_markup=keys,
    )
    await expect(page.locator(".on-screen b")).to_have_text("D21")
