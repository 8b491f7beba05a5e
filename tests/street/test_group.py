"""The group on the phones in a real browser, on the stand-ins alone."""

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, expect

from sandbox.street.crowd import BEN
from sandbox.street.gathering import TITLE, gather
from sandbox.street.people import BUYERS, NEIGHBOURS, SELLER, Neighbour
from tests.street.hands import phone, write
from tests.street.town import Town

pytestmark = pytest.mark.asyncio(loop_scope="session")

EMMA, GIULIA, NOK = BUYERS


@pytest_asyncio.fixture(loop_scope="session")
async def group(town: Town, page: Page) -> int:
    """Malee's group, the bot an administrator in it, made while the page is open."""
    chat_id = await gather(town.session, town.url)
    await town.act(SELLER.id, "bot", chat_id=chat_id, do="promote")
    await expect(page.locator("[data-chat=group]")).to_have_count(len(NEIGHBOURS))
    return chat_id


async def enter(page: Page, person: Neighbour, chat: str = "group") -> Locator:
    """A phone with this chat open."""
    one = phone(page, person)
    await one.locator(f"[data-chat={chat}]").click()
    return one


async def test_a_comment_shows_on_every_phone_by_its_writers_name(page: Page, group: int) -> None:
    emma, nok = await enter(page, EMMA), await enter(page, NOK)
    await expect(emma.locator(".chat-name")).to_contain_text(TITLE)
    await write(emma, "สวยมาก <b>!")
    heard = nok.locator(".msg")
    await expect(heard.locator(".author")).to_have_text("Emma")
    await expect(heard).to_contain_text("สวยมาก <b>!")
    await expect(emma.locator(".msg .author")).to_have_count(0)


async def test_it_counts_what_is_unread_in_the_other_chat(
    town: Town, page: Page, group: int
) -> None:
    emma = phone(page, EMMA)
    for words in ("Hello", "CF B07"):
        await town.act(BEN.id, "send", chat_id=group, text=words)
    await expect(emma.locator("[data-chat=group] .count")).to_have_text("2")
    await enter(page, EMMA)
    await expect(emma.locator(".count")).to_have_count(0)


async def test_it_counts_reactions_and_lets_one_react(town: Town, page: Page, group: int) -> None:
    emma, nok = await enter(page, EMMA), await enter(page, NOK)
    await write(emma, "A12")
    message = int(await emma.locator(".msg.mine").get_attribute("data-message") or 0)
    reaction = [{"type": "emoji", "emoji": "👍"}]
    await town.bot("setMessageReaction", chat_id=group, message_id=message, reaction=reaction)
    await expect(nok.locator(".reactions")).to_have_text("👍")
    await nok.locator(".msg").hover()
    await nok.locator(".msg-more").click()
    await nok.get_by_role("button", name="👍").click()
    await expect(emma.locator(".reactions")).to_have_text("👍 2")
    await page.reload()
    await enter(page, EMMA)
    await expect(emma.locator(".reactions")).to_have_text("👍 2")


async def test_it_answers_a_comment_and_edits_one_of_its_own(page: Page, group: int) -> None:
    emma, nok = await enter(page, EMMA), await enter(page, NOK)
    await write(emma, "A12")
    await nok.locator(".msg").hover()
    await nok.locator(".msg-more").click()
    await nok.get_by_role("button", name="ตอบกลับ").click()
    await write(nok, "A12 ด้วย")
    await expect(emma.locator(".msg").last.locator(".quote")).to_have_text("A12")
    await emma.locator(".msg.mine").hover()
    await emma.locator(".msg.mine .msg-more").click()
    await emma.get_by_role("button", name="Edit").click()
    await write(emma, "A12 x2")
    await expect(nok.locator(".msg").first).to_contain_text("A12 x2")


async def test_the_pinned_board_stays_in_sight_and_true(town: Town, page: Page, group: int) -> None:
    giulia = await enter(page, GIULIA)
    sent = await town.bot("sendMessage", chat_id=group, text="🔴 Friday\n\n👉 A12\n2 left")
    board = {"chat_id": group, "message_id": sent["message_id"]}
    await town.bot("pinChatMessage", **board)
    await expect(giulia.locator(".pinned")).to_have_text("🔴 Friday👉 A12 · 2 left")
    await expect(giulia.locator(".notice")).to_have_text("Livestall ha fissato un messaggio")
    await town.bot("editMessageText", **board, text="🔴 Friday\n👉 A12\n1 left")
    await expect(giulia.locator(".pinned")).to_contain_text("1 left")


async def test_a_deep_link_leads_to_the_private_chat(town: Town, page: Page, group: int) -> None:
    emma = await enter(page, EMMA)
    link = {"text": "Open", "url": "https://t.me/livestall_bot?start=v_1"}
    keys = {"inline_keyboard": [[link]]}
    await town.bot("sendMessage", chat_id=group, text="Press Start", reply_markup=keys)
    await emma.get_by_role("button", name="Open", exact=True).click()
    await expect(emma.locator("[data-chat=private]")).to_have_attribute("aria-selected", "true")
    await expect(emma.locator(".msg.mine")).to_contain_text("/start v_1")


async def test_the_owner_starts_and_ends_a_live_stream(page: Page, group: int) -> None:
    malee, emma = await enter(page, SELLER), await enter(page, EMMA)
    await malee.get_by_role("button", name="Menu").click()
    await malee.get_by_role("button", name="Start a live stream").click()
    await expect(emma.locator(".stream-bar")).to_contain_text("Live stream")
    await expect(emma.locator(".notice")).to_have_text("Live stream started")
    await malee.get_by_role("button", name="Menu").click()
    await malee.get_by_role("button", name="End the live stream").click()
    await expect(emma.locator(".stream-bar")).to_have_count(0)
    await emma.get_by_role("button", name="Menu").click()
    await expect(emma.get_by_role("button", name="live stream")).to_have_count(0)


async def test_no_picture_is_sent_before_start(page: Page, group: int) -> None:
    emma = await enter(page, EMMA)
    await emma.get_by_role("button", name="Screenshot of the video").click()
    await expect(emma.locator(".toast")).to_have_text("Tap Start first")
    await expect(emma.locator(".big-key")).to_be_visible()


async def test_a_full_group_fits_a_narrow_page(town: Town, browser: Browser, group: int) -> None:
    for number in range(30):
        await town.act(BEN.id, "send", chat_id=group, text=f"Comment {number}")
    page = await browser.new_page(viewport={"width": 390, "height": 844}, locale="en-GB")
    await page.goto(town.url)
    await page.locator("html[data-ready]").wait_for()
    await page.locator(".tabs button").nth(2).click()
    emma = await enter(page, EMMA)
    await expect(emma.locator(".msg").last).to_be_in_viewport(ratio=0.99)
    await expect(emma.locator(".foot")).to_be_in_viewport(ratio=0.99)
    assert await page.evaluate("document.documentElement.scrollWidth") == 390
    await page.close()
