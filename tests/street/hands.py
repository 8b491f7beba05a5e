"""What a visitor does with the phones of the page."""

from playwright.async_api import Locator, Page, expect

from sandbox.street.people import Neighbour


def phone(page: Page, person: Neighbour) -> Locator:
    """One person's phone."""
    return page.locator(f"[data-phone={person.username}]")


async def start(page: Page, person: Neighbour) -> Locator:
    """Presses Start on a phone; gives the phone."""
    one = phone(page, person)
    await one.locator(".big-key").click()
    await expect(one.locator(".msg.mine")).to_contain_text("/start")
    return one


async def write(one: Locator, words: str) -> None:
    """Types into the chat that is open, and sends it."""
    await one.locator("textarea").fill(words)
    await one.locator("textarea").press("Enter")
