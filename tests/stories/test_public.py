"""The same market with a public address: webhooks from both sides, and pages in a browser."""

import re
from collections.abc import AsyncIterator
from io import BytesIO
from pathlib import Path

import aiohttp
import pytest_asyncio
from PIL import Image

from sandbox.street.goods import GOODS
from tests.town import Town, count, link, session_in, standins, text

PUBLIC = "https://market.example.com"
SECRET = "whsec_story"


@pytest_asyncio.fixture
async def public(folder: Path) -> AsyncIterator[Town]:
    settings = {
        "PUBLIC_URL": PUBLIC,
        "TELEGRAM_MODE": "webhook",
        "TELEGRAM_WEBHOOK_SECRET": "story-secret",
        "STRIPE_WEBHOOK_SECRET": SECRET,
    }
    async with standins(folder, settings) as made:
        made.telegram.reach(PUBLIC, made.program.url)
        made.stripe.webhook(f"{made.program.url}/stripe/webhook", SECRET)
        await made.program.start()
        yield made
        made.check_manners()
        assert made.telegram.count("getUpdates") == 0
        assert await made.program.stop() == 0


async def test_a_market_with_a_public_address_sells_by_webhooks_and_pages(public: Town) -> None:
    here, stripe = public, public.stripe
    seller = await here.shop("Malee", "malee", "A12 Silk scarf 390 x3")
    anna = await here.buyer("Anna", "malee")
    await here.open(anna, "f_malee")
    seller.say("/live Silk tonight")
    await here.hears(anna, "is live")
    held = await here.ask(anna, "cf a12 x2")
    assert "is yours" in text(held)
    pay = link(held, "Pay")
    assert pay.startswith(f"{PUBLIC}/pay/")

    async with aiohttp.ClientSession() as browser:

        async def get(url: str, **more: str) -> tuple[int, str, str]:
            way = here.program.url + url.removeprefix(PUBLIC)
            async with browser.get(way, headers=more, allow_redirects=False) as answer:
                return answer.status, answer.headers.get("Location", ""), await answer.text()

        status, _, page = await get(pay, **{"User-Agent": "TelegramBot (like TwitterBot)"})
        assert (status, len(stripe.sessions)) == (200, 0)
        assert "?go" in page
        agent = {"User-Agent": "Mozilla/5.0"}
        status, checkout, _ = await get(pay, **agent)
        assert status in (302, 303)
        again = await get(pay, **agent)
        assert again[1] == checkout
        session = session_in(checkout)
        assert list(stripe.sessions) == [session]

        stripe.pay(session, name="Anna Rossi")
        paid = await here.hears(anna, "Paid, thank you!")
        await here.hears(seller, "Sold!", "Anna Rossi")
        receipt = link(paid, "Receipt")
        assert receipt.startswith(f"{PUBLIC}/orders/")
        status, _, page = await get(receipt, **agent)
        assert status == 200
        assert "Silk scarf" in page
        assert "830" in page
        status, where, _ = await get(pay, **agent)
        assert (status in (302, 303), where) == (True, receipt.removeprefix(PUBLIC))

        for language, word in (("en", "Silk scarf"), ("it", "Silk scarf"), ("th", "Silk scarf")):
            status, _, page = await get("/s/malee", **{"Accept-Language": language})
            assert (status, word in page, f'lang="{language}"' in page) == (200, True, True)
        assert (await get("/s/nobody", **agent))[0] == 404
        assert (await get("/pay/nothing", **agent))[0] == 404
        assert (await get("/orders/nothing", **agent))[0] == 404

    await here.ask(seller, "/sales")
    await here.press(seller, "sale")
    await here.hears(seller, "Paid on")
    await here.press(seller, "ship")
    await here.hears(seller, "tracking number")
    await here.ask(seller, "TH1")
    await here.hears(anna, "has sent your order", "TH1")
    assert (count(anna, "Paid, thank you!"), count(seller, "Sold!")) == (1, 1)


async def test_the_shops_page_shows_the_photo_that_its_seller_sent(public: Town) -> None:
    here = public
    seller = await here.shop("Malee", "malee", "A12 Silk scarf 390 x3")
    await here.show(seller, GOODS[0].picture.read_bytes(), "B1 Teapot 890 x2")
    await here.hears(seller, "Teapot")
    async with aiohttp.ClientSession(here.program.url) as browser:
        async with browser.get("/s/malee") as answer:
            found = re.search(r'src="([^"]+)" alt="Teapot"', await answer.text())
        assert found is not None
        async with browser.get(found[1]) as answer:
            assert (answer.status, answer.content_type) == (200, "image/jpeg")
            with Image.open(BytesIO(await answer.read())) as photo:
                assert max(photo.size) == 640
