"""Asking Telegram for something that must come about, however long it takes."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

import structlog
from telegram.error import TelegramError

from bot.request import TooFast

T = TypeVar("T")
FIRST, LONGEST = 1.0, 60.0
"""The first and the longest pause (s) between tries."""

log = structlog.get_logger()


async def patiently(
    what: str, ask: Callable[[], Awaitable[T]], *, final: tuple[type[TelegramError], ...] = ()
) -> T:
    """What ``ask`` gives, tried again for as long as Telegram can't be reached, is busy or refuses:
    an address that isn't known yet today may be in a minute.

    Raises ``final``, which no other try can mend.
    """
    pause = FIRST
    while True:
        try:
            return await ask()
        except final:
            raise
        except TooFast as error:
            wait = error.seconds
        except TelegramError as error:
            wait, pause = pause, min(pause * 2, LONGEST)
            log.warning("asked_in_vain", what=what, error=error.message, again_in=wait)
        await asyncio.sleep(wait)
