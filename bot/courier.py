"""Carries one leased row to Telegram and says what came of it."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import orjson
import structlog
from sqlalchemy import Row
from telegram import Bot
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    TelegramError,
    TimedOut,
)

from bot.calls import call
from bot.drawing import Drawing, Pictures
from bot.letters import Letter, Way, compose
from bot.outcomes import (
    LOST,
    Aloud,
    Anew,
    Aside,
    GaveUp,
    Later,
    Moved,
    Outcome,
    Sent,
    ShutOut,
    Unheard,
    failed,
)
from bot.pace import Pace
from bot.refusals import Remedy, remedy
from bot.request import AnswerLost, TooFast, Unreached
from models import papers
from models.store import Store
from texts import row_problems

WAYS = 4
"""How many ways to say one thing are tried before it is given up."""
UNREACHED = 15.0
"""The longest pause (s) while Telegram can't be reached."""
EXTRAS = frozenset({"react", "pin", "unpin"})
"""What a chat may forbid without anything going wrong."""
WRONG_TOKEN = 30.0
"""How long (s) everything waits when Telegram doesn't know the token."""

_FILE = '"file":{'
"""What is in the facts of a message with a file of ours."""

log = structlog.get_logger()


class Courier:
    """Makes the calls. Tells the pace when Telegram asks for silence or can't be reached.

    ``drawn`` is told the row that was put aside for its picture, when it may go.
    """

    def __init__(
        self, store: Store, bot: Bot, pace: Pace, drawing: Drawing, drawn: Callable[[int], None]
    ) -> None:
        self._store = store
        self._bot = bot
        self._pace = pace
        self._unreached = 0
        self._pictures = Pictures(drawing, drawn)

    async def deliver(self, row: Row[Any]) -> Outcome:
        """Sends a row of ``delivery.candidates``, or puts it aside while its picture is drawn.
        Raises nothing but CancelledError."""
        if not self._pictures.is_ready(row):
            return Aside(row.id)
        try:
            written = await self._paper(row)
        except Exception as error:  # the database, or the books: the row must come to a known end
            log.exception("paper_broken", row=row.id, kind=row.kind)
            return failed(row.id, row.attempts, repr(error))
        outcome = await self._carry(row, Way(drawn=self._pictures.take(row.id), written=written))
        if not isinstance(outcome, Later):
            self._pictures.forget(row.id)
        return outcome

    async def close(self) -> None:
        """Ends what is being drawn."""
        await self._pictures.close()

    async def _paper(self, row: Row[Any]) -> str | None:
        """What stands in the file that a message brings, if it is to be written now."""
        if _FILE not in (row.facts or ""):
            return None
        match orjson.loads(row.facts)["file"]:
            case {"problems": problems, "currency": currency}:
                return await asyncio.to_thread(
                    row_problems.as_csv, row.language, problems, currency
                )
            case {"of": _} as paper:
                return await self._store.read(partial(papers.text, paper=paper))
        return None

    async def _carry(self, row: Row[Any], way: Way) -> Outcome:
        for _ in range(WAYS):
            try:
                letter = compose(row, way)
            except Exception as error:  # a template may raise anything; the others go on
                log.exception("letter_broken", row=row.id, kind=row.kind, language=row.language)
                return GaveUp(row.id, f"not rendered: {error!r}")
            try:
                result = await call(self._bot, letter.method, letter.parameters)
            except BadRequest as error:
                step = _refused(row, way, error)
                if not isinstance(step, Way):
                    return step
                way = step
            except TelegramError as error:
                return self._failed(row, letter, error)
            except Exception as error:  # whatever it is, the row must come to a known end
                log.exception("send_broken", row=row.id, kind=row.kind)
                return failed(row.id, row.attempts, repr(error), cost=LOST)
            else:
                self._unreached = 0
                return _sent(row, result if isinstance(result, dict) else {})
        return GaveUp(row.id, "refused in every way")

    def _failed(  # noqa: PLR0911 # one return for each kind of trouble
        self, row: Row[Any], letter: Letter, error: TelegramError
    ) -> Outcome:
        now = time.monotonic()
        match error:
            case TooFast(seconds=seconds):
                log.warning("told_to_wait", seconds=seconds, group=row.chat_id < 0)
                self._pace.halt(now, seconds, row.chat_id)
                return Later(row.id, seconds, 0, None)
            case ChatMigrated(new_chat_id=new):
                return Moved(row.id, row.chat_id, new)
            case Forbidden() if row.method == "whisper":
                return Unheard(row.id, row.chat_id, error.message)
            case Forbidden():
                return ShutOut(row.id, row.chat_id, error.message)
            case InvalidToken():
                log.error("token_refused", error=error.message)
                self._pace.halt(now, WRONG_TOKEN)
                return Later(row.id, 0, 0, error.message)
            case Unreached():
                self._out_of_reach(now, error.message)
                return Later(row.id, 0, 0, error.message)
            case TimedOut() | AnswerLost():
                log.warning("answer_lost", row=row.id, kind=row.kind, error=error.message)
                cost = LOST if letter.method.startswith("send") else 1
                return failed(row.id, row.attempts, error.message, cost=cost)
            case _:
                log.warning("send_failed", row=row.id, kind=row.kind, error=error.message)
                return failed(row.id, row.attempts, error.message)

    def _out_of_reach(self, now: float, why: str) -> None:
        """Stops everything, longer each time; those under way together count once."""
        if self._pace.halted <= now:
            pause = min(0.5 * 2.0**self._unreached, UNREACHED)
            self._unreached = min(self._unreached + 1, 10)
            log.warning("telegram_unreached", error=why, pause=pause)
            self._pace.halt(now, pause)


def _sent(row: Row[Any], message: dict[str, Any]) -> Outcome:
    if row.method == "whisper" and not message.get("ephemeral_message_id"):
        log.warning("whisper_said_aloud", row=row.id)
        return Aloud(row.id, row.chat_id, int(message["message_id"]))
    return Sent(row.id, message.get("message_id"))


def _refused(  # noqa: PLR0911 # one return for each remedy
    row: Row[Any], way: Way, error: BadRequest
) -> Way | Outcome:
    match remedy(error):
        case Remedy.DONE:
            return Sent(row.id, row.message_id)
        case Remedy.ANEW if row.message_id is not None:
            return Anew(row.id)
        case Remedy.CAPTION if way.caption is not True:
            return replace(way, caption=True)
        case Remedy.TEXT if way.caption is not False:
            return replace(way, caption=False)
        case Remedy.NO_PICTURE if way.picture:
            return replace(way, picture=False)
        case Remedy.NO_LINKS if way.links:
            return replace(way, links=False)
        case _:
            if row.method == "whisper":
                return Unheard(row.id, row.chat_id, error.message)
            if row.method in EXTRAS:
                log.info("not_allowed_there", method=row.method, error=error.message)
                return GaveUp(row.id, error.message)
            log.error("refused", row=row.id, kind=row.kind, error=error.message)
            return GaveUp(row.id, error.message)
