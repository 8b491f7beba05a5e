"""The stand-in inside another application, and what it may import."""

import subprocess
import sys
from collections.abc import Callable
from typing import Any

import aiohttp
import pytest
import stripe as sdk
from aiohttp import web

from sandbox.stripe import Stripe


async def test_it_can_be_mounted_in_another_application(
    web_session: aiohttp.ClientSession, basket: Callable[..., Any]
) -> None:
    stand = Stripe("sk_test_market")
    street = web.Application()
    street.add_subapp("/stripe", stand.app)
    runner = web.AppRunner(street, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    base = f"http://127.0.0.1:{runner.addresses[0][1]}/stripe"
    client = sdk.StripeClient(
        "sk_test_market",
        base_addresses={"api": base},
        http_client=sdk.AIOHTTPClient(session=web_session),
    )
    session = await client.v1.checkout.sessions.create_async(basket())
    assert session.url == f"{base}/c/pay/{session.id}"
    async with web_session.get(session.url) as page:
        text = await page.text()
    assert f'action="/stripe/c/pay/{session.id}"' in text
    assert 'href="/stripe/c/page.css"' in text
    async with web_session.get(f"{base}/c/page.css") as style:
        assert style.status == 200
    await runner.cleanup()


async def test_it_can_go_down_and_come_back_with_all_it_knew(
    web_session: aiohttp.ClientSession, basket: Callable[..., Any]
) -> None:
    stand = Stripe("sk_test_market")

    def client(url: str) -> sdk.StripeClient:
        http = sdk.AIOHTTPClient(session=web_session)
        return sdk.StripeClient("sk_test_market", base_addresses={"api": url}, http_client=http)

    async with stand.serve() as url:
        session = await client(url).v1.checkout.sessions.create_async(basket())
    with pytest.raises(sdk.APIConnectionError):
        await client(url).v1.checkout.sessions.retrieve_async(session.id)
    async with stand.serve(port=int(url.rpartition(":")[2])) as again:
        assert again == url
        found = await client(url).v1.checkout.sessions.retrieve_async(session.id)
        assert found.status == "open"


def test_it_imports_neither_the_sdk_nor_anything_of_the_project() -> None:
    """In a fresh interpreter, since this one has the SDK."""
    ours = "{'bot', 'handlers', 'models', 'payments', 'config', 'texts', 'pages', 'main', 'stripe'}"
    code = f"import sys, sandbox.stripe; print(sorted({ours} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
