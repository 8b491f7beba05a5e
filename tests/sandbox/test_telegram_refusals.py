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


def button(**fields: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "Pay", **fields}]]}


def keys(*rows: int) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "x", "callback_data": "x"}] * row for row in rows]}


def wrong_url(url: str) -> str:
    return f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL"


TEXT = {"chat_id": "ANNA", "text": "hello"}
EDIT = {"chat_id": "ANNA", "message_id": "OWN", "text": "new"}
PRESSABLE = "query is too old and response timeout expired or query ID is invalid"
UNBUTTONED = "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
REFUSED: list[tuple[str, dict[str, Any], str]] = [
    ("sendMessage", {"text": "hello"}, "chat_id is empty"),
    ("sendMessage", TEXT | {"chat_id": 77}, "chat not found"),
    ("sendMessage", TEXT | {"chat_id": "@nowhere"}, "chat not found"),
    ("sendMessage", TEXT | {"text": ""}, "message text is empty"),
    ("sendMessage", TEXT | {"text": "  \n "}, "text must be non-empty"),
    ("sendMessage", TEXT | {"text": "x" * 4097}, "message is too long"),
    ("sendMessage", TEXT | {"text": "x" * 40_000}, "text is too long"),
    ("sendMessage", TEXT | {"parse_mode": "Word"}, "unsupported parse_mode"),
    (
        "sendMessage",
        TEXT | {"text": "<p>hi</p>", "parse_mode": "HTML"},
        'can\'t parse entities: Unsupported start tag "p" at byte offset 0',
    ),
    (
        "sendMessage",
        TEXT | {"text": "<b></b>", "parse_mode": "HTML"},
        "text must be non-empty",
    ),
    ("sendMessage", TEXT | {"reply_markup": button(callback_data="x" * 65)}, "BUTTON_DATA_INVALID"),
    ("sendMessage", TEXT | {"reply_markup": button(callback_data="ก" * 22)}, "BUTTON_DATA_INVALID"),
    ("sendMessage", TEXT | {"reply_markup": button(callback_data="")}, UNBUTTONED),
    ("sendMessage", TEXT | {"reply_markup": button()}, UNBUTTONED),
    (
        "sendMessage",
        TEXT | {"reply_markup": button(callback_data="a", url="https://example.com")},
        "BUTTON_TYPE_INVALID",
    ),
    (
        "sendMessage",
        TEXT | {"reply_markup": button(text=" ", callback_data="a")},
        "inline keyboard button text must be non-empty",
    ),
    *(
        ("sendMessage", TEXT | {"reply_markup": button(url=url)}, wrong_url(url))
        for url in (
            "http://localhost:8080/pay",
            "https://127.0.0.1/pay",
            "http://192.168.1.5/",
            "http://shop/",
            "http://[::1]/",
            "javascript:alert(1)",
            "ftp://example.com/x",
        )
    ),
    (
        "sendMessage",
        TEXT | {"reply_markup": button(web_app={"url": "http://example.com"})},
        "inline keyboard button Web App URL 'http://example.com' is invalid: "
        "Only HTTPS links are allowed",
    ),
    (
        "sendMessage",
        TEXT | {"reply_markup": button(copy_text={"text": ""})},
        "BUTTON_COPY_TEXT_INVALID",
    ),
    ("sendMessage", TEXT | {"reply_markup": button(pay=True)}, "BUTTON_TYPE_INVALID"),
    (
        "sendMessage",
        TEXT | {"reply_markup": button(callback_data="a", style="pink")},
        "can't parse inline keyboard button: invalid button style specified",
    ),
    ("sendMessage", TEXT | {"reply_markup": keys(*[8] * 12, 5)}, "reply markup is too long"),
    ("sendMessage", TEXT | {"reply_markup": keys(9)}, "reply markup is too long"),
    (
        "sendMessage",
        TEXT | {"reply_markup": {"keyboard": [[{"text": ""}]]}},
        "keyboard button text must be non-empty",
    ),
    (
        "sendMessage",
        TEXT | {"reply_markup": {"inline_keyboard": [{"text": "x"}]}},
        'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays',
    ),
    (
        "sendMessage",
        TEXT | {"reply_markup": "{broken"},
        "can't parse reply keyboard markup JSON object",
    ),
    (
        "sendMessage",
        TEXT | {"reply_parameters": {"message_id": 999}},
        "message to be replied not found",
    ),
    ("sendPhoto", {"chat_id": "ANNA"}, "there is no photo in the request"),
    (
        "sendPhoto",
        {"chat_id": "ANNA", "photo": "no-such-file"},
        "wrong file identifier/HTTP URL specified",
    ),
    (
        "sendPhoto",
        {"chat_id": "ANNA", "photo": "file:///etc/passwd"},
        "wrong file identifier/HTTP URL specified",
    ),
    (
        "sendPhoto",
        {"chat_id": "ANNA", "photo": "http://localhost/a.jpg"},
        "failed to get HTTP URL content",
    ),
    (
        "sendPhoto",
        {"chat_id": "ANNA", "photo": "DOCUMENT"},
        "can't use file of type Document as Photo",
    ),
    (
        "sendPhoto",
        {"chat_id": "ANNA", "photo": "PHOTO", "caption": "x" * 1025},
        "message caption is too long",
    ),
    ("sendDocument", {"chat_id": "ANNA"}, "there is no document in the request"),
    ("editMessageText", EDIT | {"message_id": 999}, "message to edit not found"),
    ("editMessageText", EDIT | {"message_id": "THEIRS"}, "message can't be edited"),
    ("editMessageText", EDIT | {"message_id": "KEYBOARD"}, "message can't be edited"),
    (
        "editMessageText",
        EDIT | {"message_id": "PICTURE"},
        "there is no text in the message to edit",
    ),
    ("editMessageText", {"text": "new"}, "message identifier is not specified"),
    ("editMessageText", EDIT | {"text": ""}, "message text is empty"),
    (
        "editMessageText",
        EDIT | {"text": "own", "reply_markup": button(callback_data="pay")},
        "message is not modified: specified new message content and reply markup are exactly "
        "the same as a current content and reply markup of the message",
    ),
    (
        "editMessageText",
        EDIT | {"reply_markup": {"keyboard": [[{"text": "x"}]]}},
        "inline keyboard expected",
    ),
    (
        "editMessageCaption",
        {"chat_id": "ANNA", "message_id": "OWN", "caption": "x"},
        "there is no caption in the message to edit",
    ),
    (
        "editMessageReplyMarkup",
        {"chat_id": "ANNA", "message_id": 999},
        "message to edit not found",
    ),
    ("deleteMessage", {"chat_id": "ANNA", "message_id": 999}, "message to delete not found"),
    ("answerCallbackQuery", {"callback_query_id": "12"}, PRESSABLE),
    ("answerCallbackQuery", {"callback_query_id": "PRESS", "text": "x" * 201}, "MESSAGE_TOO_LONG"),
    (
        "answerCallbackQuery",
        {"callback_query_id": "PRESS", "url": "https://example.com"},
        "URL_INVALID",
    ),
    *(
        (
            "setMessageReaction",
            {"chat_id": "ANNA", "message_id": "THEIRS", "reaction": reaction},
            words,
        )
        for reaction, words in (
            ([{"type": "emoji", "emoji": "✅"}], "REACTION_INVALID"),
            ([{"type": "emoji", "emoji": "🛒"}], "REACTION_INVALID"),
            (
                [{"type": "emoji", "emoji": "👍"}, {"type": "emoji", "emoji": "👀"}],
                "REACTIONS_TOO_MANY",
            ),
            ([{"type": "sticker"}], "can't parse ReactionType: invalid reaction type specified"),
        )
    ),
    (
        "setMessageReaction",
        {"chat_id": "ANNA", "message_id": 999, "reaction": []},
        "message to react not found",
    ),
    *(
        ("setMyCommands", {"commands": [{"command": name, "description": words}]}, reason)
        for name, words, reason in (
            ("Cart", "x", "BOT_COMMAND_INVALID"),
            ("my-cart", "x", "BOT_COMMAND_INVALID"),
            ("", "x", "command must be non-empty"),
            ("c" * 33, "x", "command length must not exceed 32"),
            ("cart", " ", "command description must be non-empty"),
            ("cart", "x" * 257, "command description length must not exceed 256"),
        )
    ),
    (
        "setMyCommands",
        {"commands": [{"command": f"c{n}", "description": "x"} for n in range(101)]},
        "BOT_COMMANDS_TOO_MUCH",
    ),
    (
        "setMyCommands",
        {"commands": [], "language_code": "italian"},
        "invalid language code specified",
    ),
    (
        "getMyCommands",
        {"scope": {"type": "chat", "chat_id": 77}},
        "chat not found",
    ),
    (
        "getMyCommands",
        {"scope": {"type": "planet"}},
        "can't parse BotCommandScope: Unsupported type specified",
    ),
    ("setMyDescription", {"description": "x" * 513}, "BOT_DESCRIPTION_INVALID"),
    ("getChat", {"chat_id": 77}, "chat not found"),
    ("getChatMember", {"chat_id": "ANNA", "user_id": 0}, "invalid user_id specified"),
    ("getChatMember", {"chat_id": "ANNA", "user_id": 77}, "user not found"),
    (
        "getChatAdministrators",
        {"chat_id": "ANNA"},
        "there are no administrators in the private chat",
    ),
    (
        "sendChatAction",
        {"chat_id": "ANNA", "action": "dancing"},
        "wrong parameter action in request",
    ),
    ("getFile", {}, "file_id not specified"),
    ("getFile", {"file_id": "nothing"}, "invalid file_id"),
    ("pinChatMessage", {"chat_id": "ANNA", "message_id": 999}, "message to pin not found"),
    ("unpinChatMessage", {"chat_id": "ANNA"}, "message to unpin not found"),
    ("setWebhook", {"url": "ftp://market.example"}, "invalid webhook URL specified"),
    (
        "setWebhook",
        {"url": "http://market.example/hook"},
        "bad webhook: An HTTPS URL must be provided for webhook",
    ),
    (
        "setWebhook",
        {"url": "https://market.example:9000/hook"},
        "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443",
    ),
    (
        "setWebhook",
        {"url": "https://market.example", "secret_token": "a b"},
        "secret token contains unallowed characters",
    ),
    (
        "setWebhook",
        {"url": "https://market.example", "secret_token": "a" * 257},
        "secret token is too long",
    ),
]


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
