"""What the Telegram stand-in refuses, as two clients see it: error and words of the server."""

from typing import Any

import aiogram
import aiohttp
import pytest
import telegram as ptb_package
from aiogram import exceptions as gram_errors
from telegram import error as ptb_errors

from sandbox.telegram import Telegram, User
from tests.sandbox.telegram_cast import TOKEN, Hand, picture
from tests.sandbox.telegram_refused import REFUSED, button


@pytest.fixture
def stage(street: Telegram, anna: User) -> dict[str, Any]:
    """What the words in capitals stand for: real identifiers, fresh in each test."""
    world = street.world
    sent: dict[str, dict[str, Any]] = {
        "OWN": {"text": "own", "reply_markup": button(callback_data="pay")},
        "KEYBOARD": {"text": "sure?"},
        "PICTURE": {"photo": world.files.photo(picture())},
    }
    stage: dict[str, Any] = {"ANNA": anna.id, "THEIRS": anna.say("mine")["message_id"]}
    for name, content in sent.items():
        keyboard = {"keyboard": [[{"text": "x"}]]} if name == "KEYBOARD" else None
        stage[name] = world.post(anna.chat, world.bot, content, keyboard=keyboard).message_id
    stage["PRESS"] = anna.press(stage["OWN"], "pay").id
    stage["PHOTO"] = world.files.photo(picture())[1]["file_id"]
    stage["DOCUMENT"] = world.files.document(b"x", "a.txt")["file_id"]
    return stage


def staged(value: Any, stage: dict[str, Any]) -> Any:
    match value:
        case dict():
            return {key: staged(one, stage) for key, one in value.items()}
        case list():
            return [staged(one, stage) for one in value]
        case str():
            return stage.get(value, value)
        case _:
            return value


@pytest.mark.filterwarnings("ignore:Please use 'Bot")
@pytest.mark.parametrize("method", sorted({method for method, _, _ in REFUSED}))
async def test_it_refuses_as_telegram_does(
    method: str, stage: dict[str, Any], street: Telegram, ptb: ptb_package.Bot, gram: aiogram.Bot
) -> None:
    chat = street.world.chats[stage["ANNA"]]
    before = chat.messages.copy()
    model = getattr(aiogram.methods, method[0].upper() + method[1:])
    for _, parameters, reason in (one for one in REFUSED if one[0] == method):
        asked = staged(parameters, stage)
        with pytest.raises(ptb_errors.BadRequest) as seen:
            await ptb.do_api_request(method, api_kwargs=asked)
        assert seen.value.message == reason.capitalize()
        with pytest.raises(gram_errors.TelegramBadRequest) as also:
            await gram(model.model_construct(**asked))
        assert also.value.message == f"Bad Request: {reason}"
    assert chat.messages == before


async def test_it_refuses_bytes_that_are_no_picture(ptb: ptb_package.Bot, anna: User) -> None:
    cut = picture(kind="PNG")[:60]
    for data in (b"not a picture at all", b"\xff\xd8\xff\xe0 nearly", cut):
        with pytest.raises(ptb_errors.BadRequest, match="Image_process_failed"):
            await ptb.send_photo(anna.id, data)
    with pytest.raises(ptb_errors.BadRequest, match="Photo_invalid_dimensions"):
        await ptb.send_photo(anna.id, picture(2100, 100))
    with pytest.raises(ptb_errors.BadRequest, match="File must be non-empty"):
        await ptb.send_document(anna.id, b"")
    assert anna.inbox == []


async def test_it_refuses_albums_telegram_would_not_send(
    stage: dict[str, Any], ptb: ptb_package.Bot, gram: aiogram.Bot, anna: User
) -> None:
    before = len(anna.inbox)
    model: Any = aiogram.methods.SendMediaGroup
    with pytest.raises(ptb_errors.BadRequest, match="Too many messages to send as an album"):
        await ptb.send_media_group(anna.id, [ptb_package.InputMediaPhoto(stage["PHOTO"])] * 11)
    for media, reason in (
        ([], "there are no messages to send"),
        (
            [{"type": "animation", "media": stage["PHOTO"]}],
            "can't parse InputMedia: type \"animation\" can't be used in sendMediaGroup",
        ),
        (
            [
                {"type": "photo", "media": stage["PHOTO"]},
                {"type": "document", "media": stage["DOCUMENT"]},
            ],
            "can't use the media of the specified type in the album",
        ),
        ([{"type": "photo"}], "can't parse InputMedia: media not found"),
    ):
        with pytest.raises(gram_errors.TelegramBadRequest) as seen:
            await gram(model.model_construct(chat_id=anna.id, media=media))
        assert seen.value.message == f"Bad Request: {reason}"
    assert len(anna.inbox) == before


async def test_a_button_is_answered_once_and_in_time(
    street: Telegram, ptb: ptb_package.Bot, anna: User, hand: Hand
) -> None:
    message = await ptb.send_message(
        anna.id,
        "Pay?",
        reply_markup=ptb_package.InlineKeyboardMarkup.from_button(
            ptb_package.InlineKeyboardButton("Pay", callback_data="pay")
        ),
    )
    first, late = anna.press(message.message_id, "pay"), anna.press(message.message_id, "pay")
    await ptb.answer_callback_query(first.id)
    hand.seconds += 61
    for press in (first, late):
        with pytest.raises(ptb_errors.BadRequest, match="Query is too old"):
            await ptb.answer_callback_query(press.id)
    assert late.answer is None


async def test_an_old_message_can_no_longer_be_deleted(
    ptb: ptb_package.Bot, anna: User, hand: Hand
) -> None:
    message = await ptb.send_message(anna.id, "hello")
    hand.seconds += 48 * 3600 + 1
    with pytest.raises(ptb_errors.BadRequest, match="Message can't be deleted for everyone"):
        await message.delete()
    assert len(anna.inbox) == 1


async def test_unknown_methods_and_wrong_tokens_are_refused(
    street: Telegram, http: aiohttp.ClientSession
) -> None:
    for path, status, words in (
        (f"/bot{TOKEN}/sendTelepathy", 404, "Not Found"),
        ("/bot1:wrong/getMe", 401, "Unauthorized"),
        ("/file/bot1:wrong/photos/file_1.jpg", 401, "Unauthorized"),
        (f"/file/bot{TOKEN}/photos/file_1.jpg", 404, "Not Found"),
    ):
        async with http.get(street.url + path) as response:
            assert response.status == status
            assert await response.json() == {
                "ok": False,
                "error_code": status,
                "description": words,
            }


async def test_a_wrong_token_shows_as_such(street: Telegram) -> None:
    bot = ptb_package.Bot("1:wrong", base_url=f"{street.url}/bot")
    with pytest.raises(ptb_errors.InvalidToken):
        await bot.initialize()
    await bot.shutdown()


async def test_methods_are_named_in_any_case_and_called_in_any_encoding(
    street: Telegram, http: aiohttp.ClientSession, anna: User
) -> None:
    base = f"{street.url}/bot{TOKEN}"
    asked = {"chat_id": str(anna.id), "text": "hello"}
    calls = (
        http.get(f"{base}/sendmessage", params=asked),
        http.post(f"{base}/SENDMESSAGE", data=asked),
        http.post(f"{base}/sendMessage", json=asked),
        http.post(f"{base}/SendMessage", data=aiohttp.FormData(asked, default_to_multipart=True)),
    )
    for call in calls:
        async with call as response:
            assert response.status == 200
            assert (await response.json())["result"]["text"] == "hello"
    assert [one["text"] for one in anna.inbox] == ["hello"] * 4
    async with http.post(
        f"{base}/sendMessage", data=b"{", headers={"Content-Type": "application/json"}
    ) as response:
        assert response.status == 400
