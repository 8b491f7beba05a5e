"""Checks a reply markup as strictly as the service does, and says which kind it is."""

from typing import Any

from sandbox.telegram.fields import OBJECTS
from sandbox.telegram.links import checked_link
from sandbox.telegram.query import Query
from sandbox.telegram.refusal import refuse
from sandbox.telegram.shapes import Json

ACTIONS = (
    "url",
    "callback_data",
    "callback_game",
    "pay",
    "switch_inline_query",
    "switch_inline_query_chosen_chat",
    "switch_inline_query_current_chat",
    "login_url",
    "web_app",
    "copy_text",
    "disabled",
)
MOST_BUTTONS = 100
MOST_IN_A_ROW = 8
_PRIVATE_ONLY = {
    "request_contact": "Phone number can be requested in private chats only",
    "request_location": "Location can be requested in private chats only",
    "web_app": "Web App buttons can be used in private chats only",
}
_STYLES = frozenset({"", "default", "primary", "danger", "success"})


def read_markup(query: Query, unknown: list[str]) -> Json | None:
    """The reply markup of a call, None when there is none; names it does not know go to unknown.

    Raises Refusal 400.
    """
    value = query.json("reply_markup", "Can't parse reply keyboard markup JSON object")
    if value is None:
        return None
    if not isinstance(value, dict):
        raise refuse("Object expected as reply markup")
    if value.get("inline_keyboard"):
        return _inline(value, unknown)
    if value.get("keyboard"):
        return _reply(value, unknown)
    for name, kind in (("remove_keyboard", "ReplyKeyboardRemove"), ("force_reply", "ForceReply")):
        if value.get(name):
            _note(value, kind, unknown)
            return value
    return None


def is_inline(markup: Json | None) -> bool:
    """Whether the markup is buttons under the message."""
    return markup is not None and "inline_keyboard" in markup


def check_place(markup: Json | None, chat_type: str) -> None:
    """Refusal 400 for a markup that this kind of chat does not take."""
    if markup is None or chat_type == "private":
        return
    if is_inline(markup):
        rows = markup["inline_keyboard"]
        if any("web_app" in button for row in rows for button in row):
            raise refuse("BUTTON_TYPE_INVALID")
        return
    if chat_type == "channel":
        raise refuse("Inline keyboard expected")
    for button in (one for row in markup.get("keyboard", []) for one in row):
        for name, reason in _PRIVATE_ONLY.items():
            if button.get(name):
                raise refuse(reason)


def _inline(markup: Json, unknown: list[str]) -> Json:
    _note(markup, "InlineKeyboardMarkup", unknown)
    rows = _rows(
        markup["inline_keyboard"],
        'Field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays',
    )
    return {"inline_keyboard": [[_button(one, unknown) for one in row] for row in rows if row]}


def _reply(markup: Json, unknown: list[str]) -> Json:
    _note(markup, "ReplyKeyboardMarkup", unknown)
    rows = _rows(markup["keyboard"], 'Field "keyboard" must be an Array of Arrays')
    keyboard = [
        [{"text": one} if isinstance(one, str) else one for one in row] for row in rows if row
    ]
    for button in (one for row in keyboard for one in row):
        if not isinstance(button, dict):
            raise refuse(
                "Can't parse keyboard button: KeyboardButton must be a String or an Object"
            )
        _note(button, "KeyboardButton", unknown)
        if not str(button.get("text", "")).strip():
            raise refuse("Keyboard button text must be non-empty")
    return markup | {"keyboard": keyboard}


def _rows(value: Any, complaint: str) -> list[list[Any]]:
    if not isinstance(value, list) or not all(isinstance(row, list) for row in value):
        raise refuse(complaint)
    if sum(map(len, value)) > MOST_BUTTONS or any(len(row) > MOST_IN_A_ROW for row in value):
        raise refuse("Reply markup is too long")
    return value


def _button(button: Any, unknown: list[str]) -> Json:
    if not isinstance(button, dict):
        raise refuse("Can't parse inline keyboard button: InlineKeyboardButton must be an Object")
    _note(button, "InlineKeyboardButton", unknown)
    text = button.get("text")
    if not isinstance(text, str):
        raise refuse("Can't parse inline keyboard button: Can't find field \"text\"")
    if str(button.get("style", "")).lower() not in _STYLES:
        raise refuse("Can't parse inline keyboard button: invalid button style specified")
    actions = [name for name in ACTIONS if button.get(name) not in (None, False)]
    if len(actions) != 1 or button[actions[0]] == "":
        raise refuse(
            "Can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
            if len(actions) < 2
            else "BUTTON_TYPE_INVALID"
        )
    if not text.strip():
        raise refuse("Inline keyboard button text must be non-empty")
    return button | _checked(actions[0], button[actions[0]])


def _checked(action: str, value: Any) -> Json:
    match action:
        case "callback_data":
            if not 1 <= len(str(value).encode()) <= 64:
                raise refuse("BUTTON_DATA_INVALID")
        case "url":
            url = checked_link(str(value))
            if url is None:
                raise refuse(f"Inline keyboard button URL '{value}' is invalid: Wrong HTTP URL")
            return {"url": url}
        case "web_app":
            address = str(value.get("url", "")) if isinstance(value, dict) else ""
            if checked_link(address) is None or not address.lower().startswith("https://"):
                raise refuse(
                    f"Inline keyboard button Web App URL '{address}' is invalid: "
                    "Only HTTPS links are allowed"
                )
        case "copy_text":
            copied = value.get("text", "") if isinstance(value, dict) else ""
            if not 1 <= len(copied) <= 256:
                raise refuse("BUTTON_COPY_TEXT_INVALID")
        case "pay" | "callback_game":
            raise refuse("BUTTON_TYPE_INVALID")
    return {}


def _note(value: Json, kind: str, unknown: list[str]) -> None:
    if not value.keys() <= OBJECTS[kind]:
        unknown += [f"{kind}.{name}" for name in value.keys() - OBJECTS[kind]]
