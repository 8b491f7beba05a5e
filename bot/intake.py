"""Updates come in, by long polling or by webhook: kept first, then acknowledged."""

import asyncio
from collections.abc import Sequence
from typing import Any

import orjson
import structlog
from telegram import Bot
from telegram.error import Conflict, InvalidToken, TelegramError

from bot.calls import call
from bot.reading import said_at
from bot.request import TooFast
from models import incoming
from models.store import Store
from models.tx import Tx

Json = dict[str, Any]

ALLOWED = ["message", "edited_message", "channel_post", "callback_query", "my_chat_member"]
"""The kinds of updates we ask for."""
MOST = 100
"""Updates in one answer."""
POLL = 30
"""How long (s) Telegram holds an empty poll."""
SLACK = 10.0
"""How much longer (s) than that an answer may take."""
PAUSES = (1.0, 30.0)
"""The first and the longest pause (s) after failures in a row."""
SETTLE = 300
"""How long (ms) an update waits for one that was sent before it."""

log = structlog.get_logger()


async def poll(store: Store, bot: Bot) -> None:
    """Asks for updates for as long as it isn't cancelled.

    Telegram is told that updates arrived by asking for those after them, so not before they are
    committed; what comes twice is kept once.
    """
    offset, fails, ready = 0, 0, False
    while True:
        try:
            if not ready:
                await bot.delete_webhook(drop_pending_updates=False)
                ready = True
            updates = await _ask(bot, offset)
        except TelegramError as error:
            await asyncio.sleep(_pause(error, fails))
            fails, ready = fails + 1, ready and not isinstance(error, Conflict)
            continue
        fails = 0
        if updates:
            await receive(store, updates)
            offset = max(int(update["update_id"]) for update in updates) + 1


async def receive(store: Store, updates: Sequence[Json], *, settle: bool = False) -> int:
    """Keeps updates, each once ever; returns how many are new once they are committed.

    settle: they may come in another order than they were sent in. Raises MalformedUpdate.
    """
    for update in updates:
        check(update)
    return await store.write(lambda tx: _keep(tx, updates, settle=settle))


class MalformedUpdate(ValueError):
    """This is no update of Telegram's."""


def check(update: object) -> None:
    """Raises MalformedUpdate for anything but an object with a number of its own."""
    if not isinstance(update, dict) or type(number := update.get("update_id")) is not int:
        raise MalformedUpdate("no update_id")
    if not 0 <= number < 1 << 63:
        raise MalformedUpdate("an update_id out of range")


def _keep(tx: Tx, updates: Sequence[Json], *, settle: bool) -> int:
    rows = [
        (str(update["update_id"]), _said_at(update, tx.now), update["update_id"], _raw(update))
        for update in updates
    ]
    new = incoming.receive(tx, "telegram", rows)
    if settle and new:
        for _, _, seq, _ in rows:
            incoming.settle(tx, "telegram", seq, SETTLE)
    return new


def _said_at(update: Json, now: int) -> int:
    """When it was said; now, where an update is so odd that it can't be told."""
    try:
        return said_at(update, now)
    except (KeyError, TypeError, ValueError, AttributeError):
        return now // 1000 * 1000


def _raw(update: Json) -> str:
    return orjson.dumps(update).decode()


async def _ask(bot: Bot, offset: int) -> list[Json]:
    asked = {"offset": offset, "limit": MOST, "timeout": POLL, "allowed_updates": ALLOWED}
    updates = await call(bot, "getUpdates", asked, patience=POLL + SLACK)
    kept = [update for update in updates if _is_update(update)]
    if len(kept) < len(updates):
        log.error("odd_updates", count=len(updates) - len(kept))
    return kept


def _is_update(update: object) -> bool:
    try:
        check(update)
    except MalformedUpdate:
        return False
    return True


def _pause(error: TelegramError, fails: int) -> float:
    """How long (s) to wait after a failure; logs it."""
    first, longest = PAUSES
    pause = min(first * 2.0 ** min(fails, 10), longest)
    match error:
        case Conflict():
            log.error(
                "polling_conflict",
                error=error.message,
                meaning="another program asks for this bot's updates, or a webhook is set",
            )
        case InvalidToken():
            log.error("token_refused", error=error.message)
            return longest
        case TooFast(seconds=seconds):
            log.warning("told_to_wait", seconds=seconds)
            return seconds
        case _:
            log.warning("polling_failed", error=error.message, pause=pause)
    return pause
