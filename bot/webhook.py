"""The address that Telegram brings updates to: stored first, then answered."""

import hmac
from collections.abc import Awaitable, Callable
from functools import partial

import orjson
from aiohttp import web
from telegram import Bot

from bot.intake import ALLOWED, MalformedUpdate, receive
from bot.patience import patiently
from models.store import Store

PATH = "/telegram/webhook"
LARGEST = 1 << 20
"""The largest body (bytes) that is read."""
CONNECTIONS = 40
_SECRET = "X-Telegram-Bot-Api-Secret-Token"


def handler(store: Store, secret: str) -> Callable[[web.Request], Awaitable[web.Response]]:
    """The handler for POST ``PATH``: 200 once an update is kept, 403 without the secret, 400 for
    what is no update, 413 for too much. An empty ``secret`` lets nobody in."""

    async def handle(request: web.Request) -> web.Response:
        told = request.headers.get(_SECRET, "").encode(errors="surrogateescape")
        if not secret or not hmac.compare_digest(told, secret.encode()):
            return web.Response(status=403)
        body = await _body(request)
        if body is None:
            return web.Response(status=413)
        try:
            await receive(store, [orjson.loads(body)], settle=True)
        except (orjson.JSONDecodeError, MalformedUpdate):
            return web.Response(status=400)
        return web.Response()

    return handle


async def _body(request: web.Request) -> bytes | None:
    """The whole body; None if it is larger than allowed."""
    read = bytearray()
    async for chunk in request.content.iter_any():
        read += chunk
        if len(read) > LARGEST:
            return None
    return bytes(read)


async def set_webhook(bot: Bot, public_url: str, secret: str) -> None:
    """Has Telegram bring updates to us, what is waiting included, however long it takes until it
    is reached and takes the address."""
    await patiently("webhook", partial(_set, bot, f"{public_url.rstrip('/')}{PATH}", secret))


async def _set(bot: Bot, address: str, secret: str) -> None:
    await bot.set_webhook(
        address,
        secret_token=secret,
        allowed_updates=ALLOWED,
        max_connections=CONNECTIONS,
        drop_pending_updates=False,
    )
