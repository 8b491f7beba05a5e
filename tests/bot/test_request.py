"""The request class: what Telegram says becomes python-telegram-bot's errors, each its own."""

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from aiohttp import web
from telegram import Bot, InputFile
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    TimedOut,
)

from bot.calls import call
from bot.request import AiohttpRequest, AnswerLost, TooFast, Unreached, close, make_bot
from sandbox.telegram import Telegram
from tests.bot.post import TOKEN

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154"
    "789c6360606060000000050001a5f645400000000049454e44ae426082"
)


@asynccontextmanager
async def answering(
    answer: Callable[[web.Request], Awaitable[web.StreamResponse]],
) -> AsyncIterator[Bot]:
    """A bot whose Telegram answers everything in one way."""
    app = web.Application()
    app.router.add_route("*", "/{anything:.*}", answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    bot = make_bot(TOKEN, f"http://127.0.0.1:{runner.addresses[0][1]}")
    try:
        yield bot
    finally:
        await close(bot)
        await runner.cleanup()


def always(status: int, text: str) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    async def answer(_: web.Request) -> web.StreamResponse:
        return web.Response(status=status, text=text, content_type="application/json")

    return answer


async def test_it_sends_without_being_initialized(bot: Bot, telegram: Telegram) -> None:
    ann = telegram.user("Ann", started=True)
    sent = await call(bot, "sendMessage", {"chat_id": ann.id, "text": "Ciao", "reply_markup": None})
    assert sent["message_id"] == ann.inbox[-1]["message_id"]
    assert telegram.count("getMe") == 0


async def test_its_bot_works_as_any_other(bot: Bot, telegram: Telegram) -> None:
    ann = telegram.user("Ann", started=True)
    async with bot:
        message = await bot.send_photo(ann.id, PNG, caption="<b>Red</b>", parse_mode="HTML")
        file = await bot.get_file(message.photo[-1].file_id)
        assert bytes(await file.download_as_bytearray()) == PNG
    assert telegram.unknown_parameters == telegram.mistyped_parameters == []


async def test_it_uploads_files_beside_other_parameters(bot: Bot, telegram: Telegram) -> None:
    ann = telegram.user("Ann", started=True)
    document = InputFile(b"code,title\n", filename="vorlage ü.csv")
    markup = {"inline_keyboard": [[{"text": "Ok", "callback_data": "ok"}]]}
    await call(
        bot, "sendDocument", {"chat_id": ann.id, "document": document, "reply_markup": markup}
    )
    assert ann.inbox[-1]["document"]["file_name"] == "vorlage ü.csv"
    assert ann.inbox[-1]["reply_markup"] == markup
    assert telegram.unknown_parameters == telegram.mistyped_parameters == []


@pytest.mark.parametrize(
    ("status", "description", "kind"),
    [
        (400, "Bad Request: chat not found", BadRequest),
        (401, "Unauthorized", InvalidToken),
        (403, "Forbidden: bot was blocked by the user", Forbidden),
        (404, "Not Found", InvalidToken),
        (409, "Conflict: terminated by other getUpdates request", Conflict),
        (500, "Internal Server Error", NetworkError),
        (502, "Bad Gateway", NetworkError),
    ],
)
async def test_it_tells_refusals_apart(
    bot: Bot, telegram: Telegram, status: int, description: str, kind: type[Exception]
) -> None:
    telegram.fault("getMe", status=status, description=description)
    with pytest.raises(kind) as told:
        await call(bot, "getMe", {})
    assert type(told.value) is kind


async def test_it_says_how_long_to_wait(bot: Bot, telegram: Telegram) -> None:
    telegram.fault("getMe", status=429, retry_after=17)
    with pytest.raises(TooFast) as told:
        await bot.get_me()
    assert told.value.seconds == 17


async def test_it_knows_where_a_group_went(bot: Bot, telegram: Telegram) -> None:
    group = telegram.group("Fans", [telegram.user("Ann")])
    new = group.upgrade()
    with pytest.raises(ChatMigrated) as told:
        await call(bot, "sendMessage", {"chat_id": group.id, "text": "hi"})
    assert told.value.new_chat_id == new.id


async def test_a_refusal_that_comes_as_200_is_a_refusal() -> None:
    said = '{"ok":false,"error_code":403,"description":"Forbidden: no"}'
    async with answering(always(200, said)) as bot:
        with pytest.raises(Forbidden):
            await call(bot, "getMe", {})


async def test_a_429_without_seconds_is_still_a_429() -> None:
    async with answering(always(429, "<html>slow down")) as bot:
        with pytest.raises(TooFast) as told:
            await call(bot, "getMe", {})
    assert told.value.seconds == 5


@pytest.mark.parametrize("text", ["<html>", "[]", "17", "", "\x00"])
async def test_an_answer_that_is_no_answer_is_lost(text: str) -> None:
    async with answering(always(200, text)) as bot:
        with pytest.raises(AnswerLost):
            await call(bot, "getMe", {})


@pytest.mark.parametrize("drop", ["before", "after"])
async def test_a_closed_connection_is_a_lost_answer(
    bot: Bot, telegram: Telegram, drop: str
) -> None:
    telegram.fault("getMe", drop="before" if drop == "before" else "after")
    with pytest.raises(AnswerLost):
        await call(bot, "getMe", {})
    assert (await bot.get_me()).username == "livestall_bot"


async def test_a_server_that_is_not_there_was_not_reached() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        bot = make_bot(TOKEN, f"http://127.0.0.1:{taken.getsockname()[1]}")
        with pytest.raises(Unreached):
            await call(bot, "getMe", {})
        await close(bot)


async def test_a_slow_answer_times_out() -> None:
    asked = asyncio.Event()

    async def never(_: web.Request) -> web.StreamResponse:
        asked.set()
        await asyncio.sleep(60)
        return web.Response()

    async with answering(never) as bot:
        with pytest.raises(TimedOut):
            await call(bot, "getMe", {}, patience=-4.9)
        assert asked.is_set()


async def test_it_notes_when_telegram_answered(bot: Bot, telegram: Telegram) -> None:
    request = bot.request
    assert isinstance(request, AiohttpRequest)
    assert request.answered_at is None
    telegram.fault("getMe", status=403)
    with pytest.raises(Forbidden):
        await call(bot, "getMe", {})
    assert request.answered_at is not None


async def test_it_opens_again_after_it_was_closed(bot: Bot, telegram: Telegram) -> None:
    await close(bot)
    assert await call(bot, "getMe", {})
