"""The bot's arrival at Telegram, and whether Telegram still answers it."""

import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot import request
from bot.patience import patiently

FRESH = 10.0
"""For how long (s) one answer of Telegram's shows that it can be reached."""


@asynccontextmanager
async def arrive(token: str, api_url: str) -> AsyncIterator[Bot]:
    """The bot, once Telegram knows it, however long that takes. Raises InvalidToken."""
    bot = request.make_bot(token, api_url)
    try:
        await patiently("arrival", bot.initialize, final=(InvalidToken,))
        yield bot
    finally:
        await request.close(bot)


def reachable(bot: Bot) -> Callable[[], Awaitable[str | None]]:
    """A health check: None while Telegram answers, else what is wrong in a few words."""
    heard = -FRESH

    async def check() -> str | None:
        nonlocal heard
        if time.monotonic() - heard >= FRESH:
            try:
                await bot.get_me(read_timeout=3)
            except TelegramError as error:
                return f"does not answer: {type(error).__name__}"
            heard = time.monotonic()
        return None

    return check
