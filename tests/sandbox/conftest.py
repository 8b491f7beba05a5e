"""What tests of the Stripe stand-in share: a running stand-in, the SDK's client, an inbox."""

from collections.abc import AsyncIterator, Callable
from typing import Any

import aiohttp
import orjson
import pytest
import stripe as sdk
from aiohttp import web

from sandbox.stripe import Clock, Stripe
from tests.sandbox.telegram_cast import anna, gram, hand, http, ptb, somchai, street

__all__ = ["anna", "gram", "hand", "http", "ptb", "somchai", "street"]

KEY = "sk_test_market"
SECRET = "whsec_market"


@pytest.fixture
def stripe_clock() -> Clock:
    """A time that stands still until it is moved."""
    return Clock(1_790_000_000_000)


@pytest.fixture
async def stand(stripe_clock: Clock) -> AsyncIterator[Stripe]:
    """The stand-in, serving; its address is `stand.books.origin`."""
    stripe = Stripe(KEY, clock=stripe_clock, seed=1, connected=("acct_seller",))
    async with stripe.serve():
        yield stripe


@pytest.fixture
async def web_session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def client(stand: Stripe, web_session: aiohttp.ClientSession) -> sdk.StripeClient:
    """The SDK as the project uses it, without retries."""
    return sdk.StripeClient(
        KEY,
        base_addresses={"api": stand.books.origin},
        http_client=sdk.AIOHTTPClient(session=web_session),
    )


@pytest.fixture
def basket() -> Callable[..., Any]:
    """Parameters of a session: one scarf for 199.00 baht unless told otherwise."""

    def build(*, amount: int = 19_900, currency: str = "thb", **changes: Any) -> Any:
        price = {
            "currency": currency,
            "unit_amount": amount,
            "product_data": {"name": "Silk scarf"},
        }
        return {
            "mode": "payment",
            "success_url": "https://shop.example/done?session={CHECKOUT_SESSION_ID}",
            "cancel_url": "https://shop.example/cart",
            "line_items": [{"price_data": price, "quantity": 1}],
            **changes,
        }

    return build


class Inbox:
    """A webhook endpoint that keeps what comes; `statuses` are answered in turn, then 200."""

    def __init__(self) -> None:
        self.url = ""
        self.bodies: list[bytes] = []
        self.signatures: list[str] = []
        self.statuses: list[int] = []

    async def take(self, request: web.Request) -> web.Response:
        self.bodies.append(await request.read())
        self.signatures.append(request.headers["Stripe-Signature"])
        return web.Response(status=self.statuses.pop(0) if self.statuses else 200)

    def kinds(self) -> list[str]:
        """The types of the events that came, in the order in which they came."""
        return [str(orjson.loads(body)["type"]) for body in self.bodies]


@pytest.fixture
async def inbox() -> AsyncIterator[Inbox]:
    """An inbox that listens on loopback."""
    box = Inbox()
    app = web.Application()
    app.router.add_post("/hook", box.take)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    box.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield box
    await runner.cleanup()
