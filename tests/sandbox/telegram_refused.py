"""Calls that Telegram refuses, and its words; capitals stand for what a test makes fresh."""

from typing import Any


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
    (
        "sendMessage",
        TEXT | {"entities": [{"type": "bold", "offset": "0", "length": 1}]},
        'can\'t parse MessageEntity: Field "offset" must be of type Number',
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
