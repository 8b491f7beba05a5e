"""A town for whole stories: both stand-ins here, the program beside them, people with phones."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from sandbox.program import Program
from sandbox.stripe import Stripe
from sandbox.telegram import Limits, Telegram
from sandbox.telegram.people import User
from sandbox.telegram.world import Press

T = TypeVar("T")
Json = dict[str, Any]

TOKEN, KEY = "7000003:a-story-has-no-secrets", "sk_test_story"
CHECKOUT = "https://checkout.example.com"
"""Where buyers would find the payment page: Telegram takes no address of this machine."""
PATIENCE = 45.0
"""How long (s) anything may take on a busy machine."""


@dataclass(frozen=True, slots=True)
class Town:
    """What a story drives and watches."""

    telegram: Telegram
    stripe: Stripe
    program: Program

    async def until(self, so: Callable[[], T], within: float = PATIENCE) -> T:
        """Waits until it is so; what ``so`` gave."""
        return await self.telegram.until(so, within)

    async def until_paid(self, so: Callable[[], bool]) -> None:
        """Waits until it is so with what the provider knows."""
        await self.stripe.until(so, PATIENCE)

    async def hears(self, user: User, *parts: str, after: int = 0) -> Json:
        """Waits for the person's newest message that holds all these words, edited ones too."""
        try:
            return await self.until(lambda: _found(user, parts, after) or {})
        except TimeoutError:
            raise AssertionError(f"{parts} not among {texts(user)[-6:]}") from None

    async def ask(self, user: User, words: str) -> Json:
        """Says something; the newest message once there is a new one."""
        before = newest(user)
        user.say(words)
        return await self._answer(user, before, words)

    async def show(self, user: User, picture: bytes, caption: str = "") -> Json:
        """Sends a photo; the newest message once there is a new one."""
        before = newest(user)
        user.photo(picture, caption)
        return await self._answer(user, before, "a photo")

    async def open(self, user: User, payload: str = "") -> Json:
        """Presses Start, or follows a deep link."""
        return await self.ask(user, f"/start {payload}".strip())

    async def _answer(self, user: User, before: int, words: str) -> Json:
        try:
            await self.until(lambda: newest(user) > before)
        except TimeoutError:
            raise AssertionError(f"no answer to {words!r} after {texts(user)[-3:]}") from None
        return user.inbox[-1]

    async def press(self, user: User, data: str, on: Json | None = None) -> str:
        """Presses the newest button with this data (or beginning of data) as soon as there is
        one; the toast."""
        press = await self.until(lambda: self._tapped(user, data, on))
        assert press is not None
        return await self.toast(press)

    def tap(self, user: User, data: str, on: Json | None = None) -> Press:
        """Presses without waiting for the answer."""
        press = self._tapped(user, data, on)
        assert press is not None, f"no button {data!r} in {[buttons(m) for m in user.inbox[-3:]]}"
        return press

    def _tapped(self, user: User, data: str, on: Json | None) -> Press | None:
        for message in reversed([on] if on else user.inbox):
            for button in buttons(message):
                found = button.get("callback_data", "")
                if found == data or found.startswith(f"{data}:"):
                    return user.press(message, found)
        return None

    async def toast(self, press: Press) -> str:
        """What a pressed button was answered."""
        answer = await self.until(lambda: press.answer)
        return str((answer or {}).get("text", ""))

    async def session(self, user: User) -> str:
        """Taps Pay; the id of the checkout behind the link that comes."""
        before = newest(user)
        self.tap(user, "pay")
        told = await self.hears(user, "💳", after=before)
        return session_in(link(told, "💳"))

    async def shop(
        self, name: str, slug: str, *goods: str, shipping: str = "50", currency: str = "THB"
    ) -> User:
        """A seller who opens a shop and puts goods in, all by typing."""
        seller = self.telegram.user(name)
        where = ["Rome"] if currency == "EUR" else []
        for words in ("/start", "/sell", f"{name} Silk", slug, currency, shipping, *where):
            await self.ask(seller, words)
        for good in goods:
            await self.ask(seller, f"/newproduct {good}")
        return seller

    async def buyer(self, name: str, slug: str, language: str = "en") -> User:
        """A person who has opened a shop's link."""
        user = self.telegram.user(name, language_code=language)
        await self.open(user, f"s_{slug}")
        return user

    async def restart(self) -> None:
        """Asks the program to end, and starts it again."""
        assert await self.program.stop() == 0
        await self.program.start()

    def rows(self, query: str, *values: object) -> list[dict[str, Any]]:
        """What the program's database holds."""
        with closing(sqlite3.connect(self.program.database)) as base:
            base.row_factory = sqlite3.Row
            return [dict(row) for row in base.execute(query, values)]

    async def until_rows(self, query: str, wanted: object) -> None:
        """Waits until a query's first value is as wanted."""
        found: object = None
        try:
            async with asyncio.timeout(PATIENCE):
                while (found := next(iter(self.rows(query)[0].values()))) != wanted:  # noqa: ASYNC110 # rows ring no bell
                    await asyncio.sleep(0.05)
        except TimeoutError:
            raise AssertionError(f"{query}: {found}, not {wanted}") from None

    def check_manners(self) -> None:
        """Everything sent is what the Bot API knows, and not too much of it."""
        assert self.telegram.unknown_parameters == []
        assert self.telegram.mistyped_parameters == []
        assert self.telegram.refused_429 == 0
        assert self.errors() == []

    def errors(self) -> list[str]:
        """What the program's log calls an error."""
        lines = self.program.log.read_text().splitlines()
        return [line for line in lines if '"level": "error"' in line or not line.startswith("{")]


@asynccontextmanager
async def town(
    folder: Path, settings: Mapping[str, str] | None = None, *, limits: bool = False
) -> AsyncIterator[Town]:
    """Opens a town; at its end the program must end well. limits: Telegram's own apply."""
    async with standins(folder, settings, limits=limits) as made:
        await made.program.start()
        yield made
        assert await made.program.stop() == 0


@asynccontextmanager
async def standins(
    folder: Path, settings: Mapping[str, str] | None = None, *, limits: bool = False
) -> AsyncIterator[Town]:
    """The town with its program not started yet; whatever runs at the end is killed."""
    telegram = Telegram(TOKEN, limits=Limits() if limits else Limits.lifted())
    stripe = Stripe(KEY)
    async with telegram.serve() as telegram_url, stripe.serve() as stripe_url:
        stripe.books.origin = CHECKOUT
        given = {
            "TELEGRAM_TOKEN": TOKEN,
            "TELEGRAM_API_URL": telegram_url,
            "STRIPE_SECRET_KEY": KEY,
            "STRIPE_API_URL": stripe_url,
            "MESSAGES_PER_SECOND": "30" if limits else "5000",
        }
        program = Program(folder, given | dict(settings or {}))
        try:
            yield Town(telegram, stripe, program)
        finally:
            await program.kill()


def text(message: Json) -> str:
    """A message's words."""
    return str(message.get("text") or message.get("caption") or "")


def texts(user: User) -> list[str]:
    """All that the bot's chat with a person shows now."""
    return [text(message) for message in user.inbox]


def count(user: User, part: str) -> int:
    """How many of a person's messages hold these words."""
    return sum(part in one for one in texts(user))


def newest(user: User) -> int:
    """The id of the newest message of the bot's."""
    return int(user.inbox[-1]["message_id"]) if user.inbox else 0


def buttons(message: Json) -> list[Json]:
    """A message's buttons, row by row."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button for row in rows for button in row]


def data(message: Json, word: str) -> str:
    """The data of the button that begins with a word."""
    found = [one["callback_data"] for one in buttons(message) if "callback_data" in one]
    return str(next(one for one in found if one.split(":")[0] == word))


def link(message: Json, label: str) -> str:
    """The address behind the button whose label holds these words."""
    found = (one["url"] for one in buttons(message) if "url" in one and label in one["text"])
    return str(next(found))


def session_in(url: str) -> str:
    """The id of a checkout in its address."""
    return next(part for part in url.replace("#", "/").split("/") if part.startswith("cs_"))


def _found(user: User, parts: tuple[str, ...], after: int) -> Json | None:
    for message in reversed(user.inbox):
        if message["message_id"] > after and all(part in text(message) for part in parts):
            return message
    return None
