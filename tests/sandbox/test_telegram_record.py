"""What the stand-in remembers of the bot's calls, and what it notes as unknown to Telegram."""

import asyncio
import sys

import aiohttp

from sandbox.telegram import Limits, Telegram
from tests.sandbox.telegram_cast import TOKEN, Hand, picture


async def call(http: aiohttp.ClientSession, url: str, method: str, **asked: object) -> int:
    async with http.post(f"{url}/bot{TOKEN}/{method}", json=asked) as response:
        await response.read()
        return response.status


async def test_every_call_is_remembered(
    street: Telegram, http: aiohttp.ClientSession, hand: Hand
) -> None:
    anna = street.user("Anna", started=True)
    await call(http, street.url, "sendMessage", chat_id=anna.id, text="hello")
    await call(http, street.url, "sendMessage", chat_id=77, text="hello")
    form = aiohttp.FormData({"chat_id": str(anna.id)})
    form.add_field("photo", picture(), filename="scarf.jpg")
    async with http.post(f"{street.url}/bot{TOKEN}/sendPhoto", data=form) as response:
        assert response.status == 200
    first, second, third = street.calls
    assert first == ("sendMessage", {"chat_id": anna.id, "text": "hello"}, hand.seconds, 200)
    assert (second.method, second.status) == ("sendMessage", 400)
    assert third.parameters == {"chat_id": str(anna.id), "photo": "scarf.jpg"}
    assert street.count("sendMessage") == 2


async def test_what_telegram_would_ignore_is_noted(
    street: Telegram, http: aiohttp.ClientSession
) -> None:
    anna = street.user("Anna", started=True)
    markup = {"inline_keyboard": [[{"text": "x", "callback_data": "x", "colour": "red"}]]}
    for _ in range(2):
        status = await call(
            http,
            street.url,
            "sendMessage",
            chat_id=anna.id,
            text="x",
            silent=True,
            reply_markup=markup,
            link_preview_options={"disabled": True},
            disable_notification="perhaps",
        )
        assert status == 200
    said = anna.say("x")
    reply = {"message_id": said["message_id"], "allow_sending_without": True}
    await call(http, street.url, "sendMessage", chat_id=anna.id, text="x", reply_parameters=reply)
    assert sorted(street.unknown_parameters) == [
        "sendMessage.InlineKeyboardButton.colour",
        "sendMessage.LinkPreviewOptions.disabled",
        "sendMessage.ReplyParameters.allow_sending_without",
        "sendMessage.silent",
    ]
    assert set(street.mistyped_parameters) == {"sendMessage.disable_notification"}


async def test_memory_can_be_bounded(http: aiohttp.ClientSession) -> None:
    telegram = Telegram(TOKEN, limits=Limits.lifted(), keep_calls=0, keep_messages=3)
    anna = telegram.user("Anna", started=True)
    async with telegram.serve() as url:
        for number in range(5):
            await call(http, url, "sendMessage", chat_id=anna.id, text=str(number))
        async with http.get(f"{url}/tally") as response:
            tally = await response.json()
    assert telegram.calls == []
    assert [one["text"] for one in anna.inbox] == ["2", "3", "4"]
    assert tally == {
        "counts": {"sendMessage": 5},
        "refused_429": 0,
        "unknown_parameters": [],
        "mistyped_parameters": [],
    }


async def test_it_runs_in_a_process_of_its_own(http: aiohttp.ClientSession) -> None:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "sandbox.telegram", TOKEN, "--people", "3", "--lifted"),
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        assert process.stdout is not None
        url = (await process.stdout.readline()).decode().strip()
        assert await call(http, url, "sendMessage", chat_id=3, text="hello") == 200
        assert await call(http, url, "sendMessage", chat_id=4, text="hello") == 400
        async with http.get(f"{url}/tally") as response:
            assert (await response.json())["counts"] == {"sendMessage": 2}
    finally:
        process.terminate()
        await process.wait()
