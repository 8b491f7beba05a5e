"""The guided tour in a real browser: what proves a step, and what it brings into view."""

import pytest
from playwright.async_api import Browser, Page, expect

from sandbox.street.people import BUYERS, SELLER
from tests.street.hands import phone
from tests.street.town import Town

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_the_tour_counts_a_step_when_the_phones_prove_it(town: Town, page: Page) -> None:
    tour = page.locator(".tour")
    await expect(tour).to_have_attribute("data-step", "follow")
    await tour.get_by_role("button", name="Do it for me").click()
    for one in BUYERS:
        await expect(phone(page, one).locator(".msg.mine")).to_contain_text("/start f_malee")
    await expect(tour).to_have_attribute("data-done", "false")
    await town.bot("sendMessage", chat_id=BUYERS[-1].id, text="ติดตามแล้ว")
    await expect(tour).to_have_attribute("data-done", "true")
    await tour.get_by_role("button", name="Next step").click()
    await tour.get_by_role("button", name="Leave the tour").click()
    await expect(tour).to_be_hidden()
    await page.reload()
    await page.get_by_role("button", name="Guided tour 2/9").click()
    await expect(tour).to_have_attribute("data-step", "live")


async def test_the_tour_brings_into_view_what_its_step_is_about(
    town: Town, browser: Browser
) -> None:
    page = await browser.new_page(viewport={"width": 390, "height": 844}, locale="en-GB")
    await page.goto(town.url)
    await page.locator("html[data-ready]").wait_for()
    tabs = page.locator(".tabs button")
    await expect(tabs.first).to_have_attribute("aria-current", "true")
    await page.get_by_role("button", name="Next step").click()
    await expect(tabs.nth(1)).to_have_attribute("aria-current", "true")
    await expect(phone(page, SELLER).locator(".foot")).to_be_in_viewport(ratio=0.99)
    await page.close()
