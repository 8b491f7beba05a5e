"""The street in a real browser, on the stand-ins alone: no bot but the test's own calls."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.async_api import Browser, Page, expect

from sandbox.street.goods import GOODS, SHOP
from sandbox.street.people import BUYERS, NEIGHBOURS, SELLER
from tests.street.hands import phone, start
from tests.street.town import Town

pytestmark = pytest.mark.asyncio(loop_scope="session")

EMMA, GIULIA, _ = BUYERS
BUTTONS = {"inline_keyboard": [[{"text": "Hold it", "callback_data": "hold:1"}]]}


async def test_it_puts_every_neighbour_on_the_page_in_their_own_language(page: Page) -> None:
    await expect(page.locator(".phone")).to_have_count(len(NEIGHBOURS))
    starts = [await phone(page, one).locator(".big-key").inner_text() for one in NEIGHBOURS]
    assert starts == ["Start", "Start", "Avvia", "เริ่ม"]


async def test_it_shows_words_with_their_entities(town: Town, page: Page) -> None:
    emma = await start(page, EMMA)
    text = "👋 <b>Silk &amp; <i>gold</i></b> <code>A12</code> <blockquote>390 ฿</blockquote> /cart"
    await town.bot("sendMessage", chat_id=EMMA.id, text=text, parse_mode="HTML")
    words = emma.locator(".msg:not(.mine) .words")
    await expect(words.locator("strong")).to_have_text("Silk & gold")
    await expect(words.locator("strong em")).to_have_text("gold")
    await expect(words.locator("code")).to_have_text("A12")
    await expect(words.locator("blockquote")).to_contain_text("390 ฿")
    await words.get_by_role("button", name="/cart").click()
    await expect(emma.locator(".msg.mine").last).to_contain_text("/cart")


async def test_it_shows_what_a_person_types_as_typed(page: Page) -> None:
    emma = await start(page, EMMA)
    await emma.locator("textarea").fill("<img src=x onerror=alert(1)> & <b>")
    await emma.locator("textarea").press("Enter")
    await expect(emma.locator(".msg.mine .words").last).to_contain_text(
        "<img src=x onerror=alert(1)> & <b>"
    )


async def test_every_phone_tells_the_shops_time_as_the_bot_does(town: Town, page: Page) -> None:
    emma = await start(page, EMMA)
    sent = await town.bot("sendMessage", chat_id=EMMA.id, text="Held until 02:30")
    there = datetime.fromtimestamp(sent["date"], ZoneInfo(SHOP.zone))
    await expect(emma.locator(".msg:not(.mine) .when")).to_have_text(f"{there:%H:%M}")


async def test_it_shows_a_picture_from_the_shop(page: Page) -> None:
    malee = await start(page, SELLER)
    await malee.locator("textarea").fill(GOODS[0].caption)
    await malee.locator(".clip").click()
    await malee.get_by_role("button", name=re.compile(GOODS[0].code)).click()
    sent = malee.locator(".msg.mine").last
    await expect(sent).to_contain_text(GOODS[0].caption)
    picture = sent.locator("img")
    await expect(picture).to_have_js_property("naturalWidth", 900)
    await sent.locator(".photo").click()
    await expect(malee.locator(".look img")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(malee.locator(".look")).to_have_count(0)


async def test_it_waits_for_the_answer_to_a_press_and_shows_it(town: Town, page: Page) -> None:
    emma = await start(page, EMMA)
    await town.bot("sendMessage", chat_id=EMMA.id, text="One left", reply_markup=BUTTONS)
    await emma.get_by_role("button", name="Hold it").click()
    await expect(emma.locator(".key[aria-busy=true]")).to_be_visible()
    (press,) = await town.presses()
    assert press["data"] == "hold:1"
    await town.bot("answerCallbackQuery", callback_query_id=press["id"], text="Yours for 15 min")
    await expect(emma.locator(".toast")).to_have_text("Yours for 15 min")
    await expect(emma.locator(".key[aria-busy=true]")).to_have_count(0)


async def test_it_shows_a_loud_answer_until_it_is_read(town: Town, page: Page) -> None:
    emma = await start(page, EMMA)
    await town.bot("sendMessage", chat_id=EMMA.id, text="One left", reply_markup=BUTTONS)
    await emma.get_by_role("button", name="Hold it").click()
    (press,) = await town.presses()
    await town.bot(
        "answerCallbackQuery", callback_query_id=press["id"], text="Sold out", show_alert=True
    )
    await expect(emma.get_by_role("dialog")).to_contain_text("Sold out")
    await page.keyboard.press("Enter")
    await expect(emma.get_by_role("dialog")).to_have_count(0)


async def test_it_edits_in_place(town: Town, page: Page) -> None:
    emma = await start(page, EMMA)
    sent = await town.bot("sendMessage", chat_id=EMMA.id, text="1 of 3")
    await expect(emma.locator(".msg:not(.mine)")).to_contain_text("1 of 3")
    await town.bot("editMessageText", chat_id=EMMA.id, message_id=sent["message_id"], text="3 of 3")
    await expect(emma.locator(".msg:not(.mine)")).to_contain_text("3 of 3")
    await expect(emma.locator(".msg:not(.mine)")).to_have_count(1)


async def test_it_shows_a_reaction_under_the_comment(town: Town, page: Page) -> None:
    emma = await start(page, EMMA)
    message = int(await emma.locator(".msg.mine").get_attribute("data-message") or 0)
    reaction = [{"type": "emoji", "emoji": "👍"}]
    await town.bot("setMessageReaction", chat_id=EMMA.id, message_id=message, reaction=reaction)
    await expect(emma.locator(".reactions")).to_have_text("👍")


async def test_it_follows_a_deep_link_inside_the_phone(town: Town, page: Page) -> None:
    emma = await start(page, EMMA)
    link = "https://t.me/livestall_bot?start=p_malee_A12"
    keys = {"inline_keyboard": [[{"text": "Scarf", "url": link}]]}
    await town.bot("sendMessage", chat_id=EMMA.id, text="Look", reply_markup=keys)
    await emma.get_by_role("button", name="Scarf").click()
    await expect(emma.locator(".msg.mine").last).to_contain_text("/start p_malee_A12")


async def test_it_shares_a_link_with_a_friend(town: Town, page: Page) -> None:
    emma = await start(page, EMMA)
    link = "https://t.me/share/url?url=https%3A%2F%2Ft.me%2Flivestall_bot%3Fstart%3Ds_malee"
    keys = {"inline_keyboard": [[{"text": "Share", "url": link}]]}
    await town.bot("sendMessage", chat_id=EMMA.id, text="Look", reply_markup=keys)
    await emma.get_by_role("button", name="Share").click()
    await emma.get_by_role("dialog").get_by_role("button", name="Giulia").click()
    await expect(phone(page, GIULIA).locator(".msg.mine")).to_contain_text("/start s_malee")


async def test_it_pays_inside_the_phone_and_comes_back_to_the_chat(town: Town, page: Page) -> None:
    emma = await start(page, EMMA)
    keys = {"inline_keyboard": [[{"text": "Pay", "url": await town.checkout()}]]}
    await town.bot("sendMessage", chat_id=EMMA.id, text="Your cart", reply_markup=keys)
    await emma.get_by_role("button", name="Pay").click()
    await emma.frame_locator("iframe").locator("button[value=pay]").click()
    await expect(emma.locator("iframe")).to_have_count(0)
    await expect(emma.locator(".msg.mine").last).to_contain_text("/start r_1")


async def test_it_blocks_and_unblocks_the_bot(town: Town, page: Page) -> None:
    emma = await start(page, EMMA)
    await emma.get_by_role("button", name="Menu").click()
    await emma.get_by_role("button", name="Block the bot").click()
    await emma.get_by_role("button", name="Unblock").click()
    await expect(emma.locator("textarea")).to_be_visible()
    assert not town.telegram.world.chats[EMMA.id].blocked


async def test_it_offers_the_menu_of_that_person(town: Town, page: Page) -> None:
    giulia = await start(page, GIULIA)
    commands = [{"command": "cart", "description": "Il carrello"}]
    await town.bot("setMyCommands", commands=commands, language_code="it")
    await giulia.locator("textarea").press_sequentially("/ca")
    await giulia.get_by_role("button", name="Il carrello").click()
    await expect(giulia.locator(".msg.mine").last).to_contain_text("/cart")
    await expect(giulia.locator("textarea")).to_have_value("")


@pytest.mark.parametrize("locale", ["en-GB", "it-IT", "th-TH"])
async def test_a_narrow_page_never_scrolls_sideways(
    town: Town, browser: Browser, locale: str
) -> None:
    page = await browser.new_page(viewport={"width": 390, "height": 844}, locale=locale)
    await page.goto(town.url)
    await page.locator("html[data-ready]").wait_for()
    tabs = page.locator(".tabs button")
    await expect(tabs).to_have_count(1 + len(NEIGHBOURS))
    for place, one in enumerate(NEIGHBOURS, 1):
        await tabs.nth(place).click()
        await expect(tabs.nth(place)).to_have_attribute("aria-current", "true")
        await expect(phone(page, one).locator(".foot")).to_be_in_viewport(ratio=0.99)
        assert await page.evaluate("document.documentElement.scrollWidth") == 390
        assert await page.evaluate("document.documentElement.scrollHeight") == 844
    await page.close()


async def test_a_wide_page_shows_every_phone_whole(page: Page) -> None:
    for one in NEIGHBOURS:
        await expect(phone(page, one)).to_be_in_viewport(ratio=0.99)
    assert await page.evaluate("document.documentElement.scrollWidth") == 1440
