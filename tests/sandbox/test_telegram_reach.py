"""A webhook's public address can lead to one on this machine."""

import asyncio

import aiohttp
from aiohttp import web

from sandbox.telegram import Telegram


async def test_it_brings_updates_to_where_a_public_address_leads() -> None:
    came: asyncio.Queue[str] = asyncio.Queue()

    async def take(request: web.Request) -> web.Response:
        await came.put((await request.json())["message"]["text"])
        return web.Response()

    app = web.Application()
    app.router.add_post("/telegram/webhook", take)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    telegram = Telegram("42:reach")
    telegram.reach("https://market.example.com", f"http://127.0.0.1:{runner.addresses[0][1]}")
    async with telegram.serve() as url, aiohttp.ClientSession() as session:
        asked = {"url": "https://market.example.com/telegram/webhook"}
        async with session.post(f"{url}/bot42:reach/setWebhook", json=asked) as answer:
            assert answer.ok
        telegram.user("Anna").say("cf a12")
        assert await asyncio.wait_for(came.get(), 10) == "cf a12"
        async with session.get(f"{url}/bot42:reach/getWebhookInfo") as answer:
            assert (await answer.json())["result"]["url"] == asked["url"]
    await runner.cleanup()
