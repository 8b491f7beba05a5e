"""The bot's arrival at Telegram, and whether Telegram still answers it."""

import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot import request
from bot.intake import PAUSES, POLL
from bot.patience import patiently

FRESH = 10.0
"""For how long (s) one answer of Telegram's shows that it can be reached."""
CONTESTED = POLL + PAUSES[1]
"""For how long (s) a refused poll shows that another program asks for this bot's updates too: so
much may lie between two of our own."""


@asynccontextmanager
async def opened(token: str, api_url: str) -> AsyncIterator[Bot]:
    """The bot, not arrived yet; closed at the end."""
    bot = request.make_bot(token, api_url)
    try:
        yield bot
    finally:
        await request.close(bot)


async def arrive(bot: Bot) -> None:
    """Waits until Telegram knows the bot, however long that takes. Raises InvalidToken."""
    await patiently("arrival", bot.initialize, final=(InvalidToken,))


def reachable(bot: Bot) -> Callable[[], Awaitable[str | None]]:
    """A health check: None while Telegram answers and gives its updates to this program alone,
    else what is wrong in a few words."""
    heard = -FRESH

    async def check() -> str | None:
        nonlocal heard
        if _contested(bot):
            return "gives updates to another program with this token too"
        if time.monotonic() - heard >= FRESH:
            try:
                await bot.get_me(read_timeout=3)
            except TelegramError as error:
                return f"does not answer: {type(error).__name__}"
            heard = time.monotonic()
        return None

    return check


def _contested(bot: Bot) -> bool:
    asked = bot.request
    if not isinstance(asked, request.AiohttpRequest) or asked.contested_at is None:
        return False
    return time.monotonic() - asked.contested_at < CONTESTED
