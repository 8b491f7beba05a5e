"""The hosted checkout page of the stand-in, driven over HTTP as a browser does."""

import re
from collections.abc import Awaitable, Callable
from html import unescape
from typing import Any

import aiohttp
import pytest
import stripe as sdk

from sandbox.stripe import Clock, Stripe

RATES = [
    {
        "shipping_rate_data": {
            "display_name": name,
            "type": "fixed_amount",
            "fixed_amount": {"amount": amount, "currency": "thb"},
        }
    }
    for name, amount in (("Courier", 5_000), ("Pick-up", 0))
]


class Browser:
    """Reads pages and sends their one form."""

    def __init__(self, web: aiohttp.ClientSession) -> None:
        self._web = web
        self.status = 0
        self.source = self.text = ""
        self.location: str | None = None

    async def open(self, url: str, language: str = "en") -> str:
        headers = {"Accept-Language": language}
        async with self._web.get(url, headers=headers, allow_redirects=False) as answer:
            self.status, self.source = answer.status, await answer.text()
            self.text = unescape(self.source)
        return self.text

    def fields(self) -> dict[str, str]:
        """What the form holds as it stands."""
        found = dict(re.findall(r'<input type="\w+" name="(\w+)" value="([^"]*)"', self.text))
        found |= dict(re.findall(r'name="(shipping)" value="([^"]*)" checked', self.text))
        chosen = re.search(r'<option value="(\w+)" selected', self.text)
        return found | ({"country": chosen[1]} if chosen else {})

    async def press(self, url: str, action: str, **changes: str) -> None:
        data = self.fields() | changes | {"action": action}
        async with self._web.post(url, data=data, allow_redirects=False) as answer:
            self.status, self.source = answer.status, await answer.text()
            self.text = unescape(self.source)
            self.location = answer.headers.get("Location")


@pytest.fixture
def browser(web_session: aiohttp.ClientSession) -> Browser:
    return Browser(web_session)


@pytest.fixture
def shop(
    client: sdk.StripeClient, basket: Callable[..., Any]
) -> Callable[..., Awaitable[sdk.checkout.Session]]:
    """Opens a session that ships, asks for the phone and has two ways of delivery."""

    async def open_one(**changes: Any) -> sdk.checkout.Session:
        params = basket(
            shipping_options=RATES,
            shipping_address_collection={"allowed_countries": ["TH", "IT"]},
            phone_number_collection={"enabled": True},
        )
        return await client.v1.checkout.sessions.create_async(params | changes)

    return open_one


def url_of(session: sdk.checkout.Session) -> str:
    assert session.url is not None
    return session.url


async def test_one_tap_pays(
    stand: Stripe, browser: Browser, shop: Callable[..., Awaitable[sdk.checkout.Session]]
) -> None:
    session = await shop()
    text = await browser.open(url_of(session))
    assert "Silk scarf" in text
    assert "฿249.00" in text
    await browser.press(url_of(session), "pay")
    assert browser.status == 303
    assert browser.location == f"https://shop.example/done?session={session.id}"
    paid = stand.sessions[session.id]
    assert (paid["status"], paid["payment_status"]) == ("complete", "paid")
    assert paid["customer_details"]["email"] == "buyer@example.com"
    assert paid["collected_information"]["shipping_details"]["address"]["country"] == "TH"


async def test_what_the_buyer_types_and_chooses_counts(
    stand: Stripe, browser: Browser, shop: Callable[..., Awaitable[sdk.checkout.Session]]
) -> None:
    session = await shop()
    await browser.open(url_of(session))
    pick_up = stand.sessions[session.id]["shipping_options"][1]["shipping_rate"]
    await browser.press(
        url_of(session),
        "pay",
        shipping=pick_up,
        email="giulia@example.com",
        name="Giulia <b>Rossi</b>",
        phone="+390115551234",
        line1="Via Po 1",
        line2="",
        city="Torino",
        state="TO",
        postal_code="10123",
        country="IT",
    )
    paid = stand.sessions[session.id]
    assert paid["amount_total"] == 19_900
    assert paid["customer_details"]["email"] == "giulia@example.com"
    assert paid["customer_details"]["phone"] == "+390115551234"
    assert paid["collected_information"]["shipping_details"] == {
        "name": "Giulia <b>Rossi</b>",
        "address": {
            "line1": "Via Po 1",
            "line2": None,
            "city": "Torino",
            "state": "TO",
            "postal_code": "10123",
            "country": "IT",
        },
    }


@pytest.mark.parametrize(
    "wrong",
    [
        {"email": ""},
        {"email": "malee"},
        {"name": " "},
        {"phone": ""},
        {"line1": ""},
        {"city": ""},
        {"postal_code": ""},
        {"country": "FR"},
    ],
    ids=str,
)
async def test_it_asks_again_for_what_is_missing(
    stand: Stripe,
    browser: Browser,
    shop: Callable[..., Awaitable[sdk.checkout.Session]],
    wrong: dict[str, str],
) -> None:
    session = await shop()
    await browser.open(url_of(session))
    await browser.press(url_of(session), "pay", **wrong)
    assert browser.status == 422
    assert "Please fill in the marked fields." in browser.text
    assert stand.sessions[session.id]["status"] == "open"
    assert stand.events == []


async def test_a_declined_card_can_be_tried_again(
    stand: Stripe, browser: Browser, shop: Callable[..., Awaitable[sdk.checkout.Session]]
) -> None:
    session = await shop()
    await browser.open(url_of(session))
    await browser.press(url_of(session), "decline", email="malee@example.com")
    assert browser.status == 200
    assert "The card was declined." in browser.text
    assert stand.sessions[session.id]["status"] == "open"
    assert browser.fields()["email"] == "malee@example.com"
    await browser.press(url_of(session), "pay")
    assert stand.sessions[session.id]["payment_status"] == "paid"


async def test_it_pays_later(
    stand: Stripe, browser: Browser, shop: Callable[..., Awaitable[sdk.checkout.Session]]
) -> None:
    session = await shop()
    await browser.open(url_of(session))
    await browser.press(url_of(session), "later")
    assert browser.status == 303
    waiting = stand.sessions[session.id]
    assert (waiting["status"], waiting["payment_status"]) == ("complete", "unpaid")


async def test_it_pays_by_promptpay(
    stand: Stripe, browser: Browser, shop: Callable[..., Awaitable[sdk.checkout.Session]]
) -> None:
    session = await shop(locale="th")
    assert "พร้อมเพย์" in await browser.open(url_of(session))
    await browser.press(url_of(session), "promptpay")
    charge = next(iter(stand.charges.values()))
    assert charge["payment_method_details"]["type"] == "promptpay"
    assert stand.sessions[session.id]["payment_status"] == "paid"


async def test_it_takes_only_the_methods_of_the_session(
    stand: Stripe, browser: Browser, shop: Callable[..., Awaitable[sdk.checkout.Session]]
) -> None:
    session = await shop(allowed_payment_method_types=["card"])
    text = await browser.open(url_of(session))
    assert "Pay later" not in text
    assert "PromptPay" not in text
    await browser.press(url_of(session), "later")
    assert browser.status == 422
    assert stand.sessions[session.id]["status"] == "open"


async def test_back_goes_back_and_leaves_the_session_open(
    stand: Stripe, browser: Browser, shop: Callable[..., Awaitable[sdk.checkout.Session]]
) -> None:
    session = await shop()
    await browser.open(url_of(session))
    await browser.press(url_of(session), "back", email="")
    assert (browser.status, browser.location) == (303, "https://shop.example/cart")
    assert stand.sessions[session.id]["status"] == "open"


@pytest.mark.parametrize(
    "over",
    [
        ("pay", 200, "This order is already complete.", "https://shop.example/done?session="),
        ("expire", 410, "This page has expired", "https://shop.example/cart"),
    ],
)
async def test_a_session_that_is_over_says_so(
    stand: Stripe,
    browser: Browser,
    shop: Callable[..., Awaitable[sdk.checkout.Session]],
    over: tuple[str, int, str, str],
) -> None:
    end, status, words, target = over
    session = await shop()
    getattr(stand, end)(session.id)
    events = len(stand.events)
    await browser.open(url_of(session))
    assert browser.status == status
    assert words in browser.text
    assert target in browser.text
    await browser.press(url_of(session), "pay")
    assert browser.status == status
    assert len(stand.events) == events


async def test_the_page_closes_when_its_time_is_over(
    stand: Stripe,
    stripe_clock: Clock,
    browser: Browser,
    shop: Callable[..., Awaitable[sdk.checkout.Session]],
) -> None:
    session = await shop(expires_at=stripe_clock() // 1000 + 1800)
    await browser.open(url_of(session))
    stripe_clock.advance(1800)
    await browser.press(url_of(session), "pay")
    assert browser.status == 410
    assert stand.sessions[session.id]["status"] == "expired"
    assert stand.charges == {}


async def test_an_unknown_session_is_not_found(stand: Stripe, browser: Browser) -> None:
    await browser.open(f"{stand.books.origin}/c/pay/cs_test_nothing")
    assert browser.status == 404
    assert "We could not find this checkout." in browser.text


@pytest.mark.parametrize(
    "spoken",
    [
        ("en", "th", "Your order"),
        ("it", "th", "Il tuo ordine"),
        ("th", "it", "รายการสั่งซื้อ"),
        ("auto", "it-IT,it;q=0.9,en;q=0.8", "Il tuo ordine"),
        (None, "fr;q=0.9, th;q=0.5", "รายการสั่งซื้อ"),
        (None, "fr", "Your order"),
        ("de", "it", "Your order"),
    ],
)
async def test_it_speaks_the_language_of_the_session_or_the_browser(
    browser: Browser,
    shop: Callable[..., Awaitable[sdk.checkout.Session]],
    spoken: tuple[str | None, str, str],
) -> None:
    locale, accepted, words = spoken
    session = await shop(**({"locale": locale} if locale else {}))
    assert words in await browser.open(url_of(session), accepted)


async def test_it_shows_what_people_type_as_typed(
    browser: Browser, client: sdk.StripeClient, basket: Callable[..., Any]
) -> None:
    params = basket()
    params["line_items"][0]["price_data"]["product_data"]["name"] = "<script>alert(1)</script>"
    session = await client.v1.checkout.sessions.create_async(params)
    await browser.open(url_of(session))
    assert "<script>" not in browser.source
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in browser.source


async def test_the_style_sheet_is_there(stand: Stripe, browser: Browser) -> None:
    text = await browser.open(f"{stand.books.origin}/c/page.css")
    assert browser.status == 200
    assert ".checkout" in text
