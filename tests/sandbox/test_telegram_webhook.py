"""Updates by webhook: the secret, order within a queue, retries, and calls in the answer."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any

import orjson
import pytest
import telegram as ptb_package
from aiohttp import web

from sandbox.telegram import Telegram, User


@dataclass
class Hook:
    """The bot's own address: what came, and how it answers."""

    url: str = ""
    seen: list[dict[str, Any]] = field(default_factory=list)
    secrets: set[str] = field(default_factory=set)
    answer: Callable[[dict[str, Any]], web.Response] = lambda update: web.Response()
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    async def take(self, request: web.Request) -> web.Response:
        update = orjson.loads(await request.read())
        self.secrets.add(request.headers.get("X-Telegram-Bot-Api-Secret-Token", ""))
        self.seen.append(update)
        self.changed.set()
        await self.gate.wait()
        return self.answer(update)

    async def has(self, count: int) -> list[Any]:
        """Waits for this many deliveries; what they were about."""
        async with asyncio.timeout(5):
            while len(self.seen) < count:
                self.changed.clear()
                await self.changed.wait()
        return [_about(update) for update in self.seen]


def _about(update: dict[str, Any]) -> Any:
    message = update.get("message") or {}
    return message.get("text") or update.get("callback_query", {}).get("data")


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    hook = Hook()
    hook.gate.set()
    app = web.Application()
    app.router.add_post("/telegram/webhook", hook.take)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    hook.url = f"http://127.0.0.1:{runner.addresses[0][1]}/telegram/webhook"
    yield hook
    hook.gate.set()
    await runner.cleanup()


async def test_updates_come_with_the_secret_and_are_done_with_2xx(
    street: Telegram, ptb: ptb_package.Bot, hook: Hook, anna: User
) -> None:
    anna.say("before")
    await ptb.set_webhook(hook.url, secret_token="s3cret_-")
    anna.say("after")
    assert await hook.has(2) == ["before", "after"]
    assert hook.secrets == {"s3cret_-"}
    await street.until(lambda: not street.pending)
    update = ptb_package.Update.de_json(hook.seen[0], ptb)
    assert update.message is not None and update.message.text == "before"


async def test_a_queue_waits_for_its_first_while_others_pass(
    street: Telegram, ptb: ptb_package.Bot, hook: Hook, anna: User, somchai: User
) -> None:
    await ptb.set_webhook(hook.url)
    hook.gate.clear()
    anna.say("one")
    anna.say("two")
    anna.stale_press(1, "press")
    somchai.say("other")
    assert sorted(await hook.has(3)) == ["one", "other", "press"]
    hook.gate.set()
    assert (await hook.has(4))[3] == "two"


async def test_no_more_connections_than_allowed(
    street: Telegram, ptb: ptb_package.Bot, hook: Hook, anna: User, somchai: User
) -> None:
    await ptb.set_webhook(hook.url, max_connections=1)
    hook.gate.clear()
    anna.say("one")
    somchai.say("other")
    assert await hook.has(1) == ["one"]
    await asyncio.sleep(0)
    assert len(hook.seen) == 1
    hook.gate.set()
    assert await hook.has(2) == ["one", "other"]


async def test_a_failure_is_tried_again_and_blocks_only_its_queue(
    street: Telegram, ptb: ptb_package.Bot, hook: Hook, anna: User, somchai: User
) -> None:
    failing = [500, 500, 404]

    def answer(update: dict[str, Any]) -> web.Response:
        bad = failing.pop() if _about(update) == "bad" and failing else 200
        return web.Response(status=bad)

    hook.answer = answer
    await ptb.set_webhook(hook.url)
    anna.say("bad")
    anna.say("next")
    somchai.say("other")
    seen = await hook.has(6)
    assert seen.count("bad") == 4 and seen[-1] == "next"
    info = await ptb.get_webhook_info()
    assert info.last_error_message == "Wrong response from the webhook: 500 Internal Server Error"


async def test_an_update_nobody_takes_expires(
    street: Telegram, ptb: ptb_package.Bot, hook: Hook, anna: User
) -> None:
    hook.answer = lambda update: web.Response(status=503, headers={"Retry-After": "200"})
    await ptb.set_webhook(hook.url)
    anna.stale_press(1, "press")
    await street.until(lambda: not street.pending)
    assert await hook.has(1) == ["press"]


async def test_an_answer_may_carry_a_call(
    street: Telegram, ptb: ptb_package.Bot, hook: Hook, anna: User
) -> None:
    def answer(update: dict[str, Any]) -> web.Response:
        method = "getMe" if _about(update) == "who" else "sendMessage"
        return web.json_response({"method": method, "chat_id": anna.id, "text": "held"})

    hook.answer = answer
    await ptb.set_webhook(hook.url)
    anna.say("who")
    anna.say("A12")
    assert (await anna.hears("held"))["text"] == "held"
    assert (len(anna.inbox), street.count("sendMessage")) == (1, 1)
    assert street.unknown_parameters == []


async def test_what_was_not_delivered_waits_for_the_poll(
    street: Telegram, ptb: ptb_package.Bot, hook: Hook, anna: User
) -> None:
    await ptb.set_webhook("http://127.0.0.1:1/nobody")
    anna.say("A12")
    await ptb.delete_webhook()
    assert len(await ptb.get_updates()) == 1
    await ptb.set_webhook(hook.url, drop_pending_updates=True)
    anna.say("A13")
    assert await hook.has(1) == ["A13"]
