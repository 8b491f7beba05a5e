"""Trouble on demand: each fault as a client meets it, and what was done all the same."""

import asyncio

import aiogram
import aiohttp
import pytest
import telegram as ptb_package
from aiogram import exceptions as gram_errors
from telegram import error as ptb_errors

from sandbox.telegram import Telegram, User
from tests.sandbox.telegram_cast import TOKEN

# python-telegram-bot announces another type for retry_after.
pytestmark = pytest.mark.filterwarnings("ignore:Deprecated since version v22.2")


async def test_the_next_calls_fail_and_the_work_is_not_done(
    street: Telegram, ptb: ptb_package.Bot, gram: aiogram.Bot, anna: User
) -> None:
    street.fault("sendMessage", status=500, times=2)
    with pytest.raises(ptb_errors.NetworkError, match="Internal Server Error"):
        await ptb.send_message(anna.id, "x")
    with pytest.raises(gram_errors.TelegramServerError):
        await gram.send_message(anna.id, "x")
    await ptb.send_message(anna.id, "x")
    assert len(anna.inbox) == 1
    assert [call.status for call in street.calls if call.method == "sendMessage"] == [500, 500, 200]


async def test_a_bad_gateway_answers_with_a_page(
    street: Telegram, ptb: ptb_package.Bot, http: aiohttp.ClientSession, anna: User
) -> None:
    street.fault(status=502, times=2)
    async with http.post(f"{street.url}/bot{TOKEN}/getMe") as response:
        assert (response.status, response.content_type) == (502, "text/html")
    with pytest.raises(ptb_errors.NetworkError):
        await ptb.send_message(anna.id, "x")
    assert anna.inbox == []


async def test_one_chat_can_be_refused(
    street: Telegram, ptb: ptb_package.Bot, gram: aiogram.Bot, anna: User, somchai: User
) -> None:
    somchai.start()
    street.fault("sendmessage", chat_id=anna.id, status=403)
    street.fault("sendMessage", chat_id=anna.id, status=429, retry_after=9)
    street.fault("sendMessage", chat_id=anna.id, status=400, description="Bad Request: no")
    await ptb.send_message(somchai.id, "x")
    with pytest.raises(ptb_errors.Forbidden, match="bot was blocked by the user"):
        await ptb.send_message(anna.id, "x")
    with pytest.raises(gram_errors.TelegramRetryAfter) as seen:
        await gram.send_message(anna.id, "x")
    assert seen.value.retry_after == 9
    with pytest.raises(ptb_errors.BadRequest, match="No"):
        await ptb.send_message(anna.id, "x")
    await ptb.send_message(anna.id, "x")
    assert (len(anna.inbox), len(somchai.inbox)) == (1, 1)
    assert street.refused_429 == 0


async def test_a_connection_closed_before_the_work_loses_it(
    street: Telegram, ptb: ptb_package.Bot, gram: aiogram.Bot, anna: User
) -> None:
    street.fault("sendMessage", drop="before", times=2)
    with pytest.raises(ptb_errors.NetworkError):
        await ptb.send_message(anna.id, "x")
    with pytest.raises(gram_errors.TelegramNetworkError):
        await gram.send_message(anna.id, "x")
    assert anna.inbox == []


async def test_a_lost_answer_hides_work_that_was_done(
    street: Telegram, ptb: ptb_package.Bot, gram: aiogram.Bot, anna: User
) -> None:
    street.fault("sendMessage", drop="after", times=2)
    with pytest.raises(ptb_errors.NetworkError):
        await ptb.send_message(anna.id, "one")
    with pytest.raises(gram_errors.TelegramNetworkError):
        await gram.send_message(anna.id, "two")
    assert [one["text"] for one in anna.inbox] == ["one", "two"]


async def test_an_answer_may_be_garbage(
    street: Telegram, ptb: ptb_package.Bot, gram: aiogram.Bot, anna: User
) -> None:
    street.fault("sendMessage", garbage=True, times=2)
    with pytest.raises(ptb_errors.TelegramError, match="Invalid server response"):
        await ptb.send_message(anna.id, "one")
    with pytest.raises((gram_errors.ClientDecodeError, UnicodeDecodeError)):
        await gram.send_message(anna.id, "two")
    assert len(anna.inbox) == 2


async def test_a_slow_answer_outlasts_a_clients_patience(
    street: Telegram, ptb: ptb_package.Bot, anna: User
) -> None:
    street.fault("sendMessage", seconds=0.2)
    with pytest.raises(ptb_errors.TimedOut):
        await ptb.send_message(anna.id, "late", read_timeout=0.05)
    assert anna.inbox == []
    assert await anna.hears("late")


async def test_faults_can_be_called_off(street: Telegram, ptb: ptb_package.Bot, anna: User) -> None:
    street.fault(status=500, times=9)
    street.world.faults.clear()
    sent = await asyncio.gather(*(ptb.send_message(anna.id, "x") for _ in range(3)))
    assert len(sent) == 3
