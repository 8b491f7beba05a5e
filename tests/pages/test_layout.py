"""Every page in a real browser: it fits, can be tapped, and breaks none of its own rules."""

import pytest
from playwright.async_api import Browser, Page

from models import catalog, options, people, settlement, shows
from models.options import Wanted
from tests.market import Market
from tests.pages.gallery import hung, picture
from tests.pages.stall import EMMA, GIULIA, NOK, Stall

LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen" * 2
THAI = "ผ้าพันคอไหมไทยทอมือลายดอกพิกุลสีทองคำผืนใหญ่พิเศษจากเชียงใหม่" * 2
ARABIC = "وشاح حرير طبيعي منسوج يدويا"
SMALL_TARGETS = """() =>
    [...document.querySelectorAll(".button, .products a, .languages a, .watch")]
    .map((one) => [one.innerText, one.getBoundingClientRect()])
    .filter(([, box]) => box.height < 40 || box.width < 40)
    .map(([text]) => text)"""
CUT_OFF = """() => [...document.querySelectorAll("main *")]
    .filter((one) => one.getBoundingClientRect().right > innerWidth + 0.5)
    .map((one) => one.outerHTML.slice(0, 80))"""

PHOTOS = """async () => {
    const seen = []
    for (const one of document.querySelectorAll("img.photo")) {
        one.scrollIntoView()
        await one.decode()
        const box = one.getBoundingClientRect(), card = one.parentElement
        seen.push([one.alt, Math.abs(box.width - box.height) < 1,
                   Math.abs(card.clientWidth - box.width) < 1, getComputedStyle(one).objectFit])
    }
    return seen
}"""


def furnish(stall: Stall) -> None:
    """Products and a show whose words are hard to fit."""
    for code, title, price in (
        ("B1", LONG, 99_999_999_99), ("SUMMER-2026X", THAI, 129000), ("ชุด1", ARABIC, 45050),
        ("B2", "<b>&amp;</b>", 1),
    ):  # fmt: skip
        stall.add(code, title, price)
    with stall.market.tx() as tx:
        shop = people.shop(tx, 1)
        show, _ = shows.go_live(tx, shop, f"{LONG} {THAI}", "https://video.example/1")
        shows.put_on_screen(tx, show.id, 2)


def walk(stall: Stall, person: int, friend: int) -> dict[str, str]:
    """Takes orders as far as they go; an address for every page."""
    lapsed = stall.claim(person)
    stall.market.clock.pass_(minutes=16)
    stall.claim(person, "B1")
    waiting = stall.begin(stall.claim(person, "SUMMER-2026X"))
    stall.opened(waiting.id)
    with stall.market.tx() as tx:
        settlement.processing(tx, waiting.id)
    paid = stall.pay(stall.claim(person, "B1", quantity=2))
    stall.refund(paid.id, 5000, done=True)
    shipped = stall.pay(stall.claim(person, "SUMMER-2026X"))
    stall.ship(shipped.id, f"https://track.example/{'0123456789' * 12}")
    refused = stall.claim(friend, "ชุด1")
    ended = stall.begin(refused)
    stall.refuse(ended.id)
    return {
        "shop": "/s/malee",
        "missing": "/s/nobody",
        "nothing": f"/pay/{lapsed}",
        "processing": f"/orders/{waiting.token}",
        "paid": f"/orders/{paid.token}",
        "shipped": f"/orders/{shipped.token}",
        "refused": f"/pay/{refused}",
        "ended": f"/orders/{ended.token}",
        "wait": f"/pay/{stall.claim(person, 'B2')}",
    }


async def fits(page: Page, where: str) -> None:
    assert await page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, where
    assert await page.evaluate(CUT_OFF) == [], where
    assert await page.evaluate(SMALL_TARGETS) == [], where
    assert await page.locator("h1").count() == 1, where
    assert await page.evaluate("getComputedStyle(document.querySelector('.card')).borderRadius")


@pytest.mark.parametrize(
    ("person", "locale", "scheme"),
    [(EMMA, "en-GB", "light"), (GIULIA, "it-IT", "dark"), (NOK, "th-TH", "light")],
)
async def test_every_page_fits_a_phone_and_a_desk(
    stall: Stall, browser: Browser, person: int, locale: str, scheme: str
) -> None:
    furnish(stall)
    with stall.market.tx() as tx:
        people.meet(tx, 9, name="P9", username=None, language=locale)
    paths = walk(stall, person, friend=9)
    troubles: list[str] = []
    for width in (320, 390, 1400):
        context = await browser.new_context(
            viewport={"width": width, "height": 844}, locale=locale,
            color_scheme="dark" if scheme == "dark" else "light",
        )  # fmt: skip
        page = await context.new_page()
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", lambda said: troubles.append(said.text) if "Policy" in said.text
                else None)  # fmt: skip
        for name, path in paths.items():
            await page.goto(str(stall.client.make_url(path)))
            await fits(page, f"{name} at {width}")
            assert await page.locator("html").get_attribute("lang") == locale[:2]
            shown = await page.locator(".qr").is_visible() if name == "shop" else None
            assert shown in (None, width == 1400)
        await context.close()
    assert troubles == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_photos_are_squares_that_fill_their_cards(
    market: Market, browser: Browser, scheme: str
) -> None:
    async with hung(market) as gallery:
        furnish(gallery.stall)
        gallery.hang("A12", picture((1280, 500)))
        gallery.hang("B1", picture((500, 1280)))
        gallery.hang("ชุด1", picture((64, 48)))
        gallery.hang_file("no longer known", "B2")
        with market.tx() as tx:
            item = catalog.item(tx, 1, "B1")
            assert item is not None
            options.put(tx, item, [Wanted(LONG[:40], 1, 1), Wanted(THAI[:40], 99_999_999_99, 0)])
            catalog.edit_product(tx, item.product_id, description=f"{LONG} {THAI}")
        for width, columns in ((320, 1), (390, 2), (768, 2), (1440, 4)):
            context = await browser.new_context(
                viewport={"width": width, "height": 844},
                color_scheme="dark" if scheme == "dark" else "light",
            )
            page = await context.new_page()
            await page.goto(str(gallery.stall.client.make_url("/s/malee")))
            await fits(page, f"photos at {width}")
            seen = await page.evaluate(PHOTOS)
            assert seen == [
                [alt, True, True, "cover"]
                for alt in ("Silk scarf", LONG, "<b>&amp;</b>", "", ARABIC)
            ]
            tracks = "getComputedStyle(document.querySelector('.products')).gridTemplateColumns"
            assert len((await page.evaluate(tracks)).split()) == columns
            await context.close()
