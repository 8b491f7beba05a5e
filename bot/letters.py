"""From a row to the one call that carries it out: rendered now, in its reader's language."""

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import orjson
from sqlalchemy import Row
from telegram import InputFile

from bot import keyboards, menus, pictures
from texts.render import Rendered, render

TEXT = 4096
CAPTION = 1024
TOAST = 200
COUNTED = frozenset({"send", "edit", "whisper"})
"""The methods that count as messages for Telegram's limits."""

_TAG = re.compile(r"<[^>]*>")
_NO_PREVIEW = {"is_disabled": True}


@dataclass(frozen=True, slots=True)
class Letter:
    """A method of the Bot API and its parameters (JSON values and InputFile)."""

    method: str
    parameters: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Way:
    """What is left out, or done otherwise, when Telegram refused the plain way.

    picture: with its picture, where it has one. links: with buttons that open addresses; without,
    the addresses stand in the text.
    caption: edits change the caption (True) or the text (False); None goes by the facts.
    """

    picture: bool = True
    links: bool = True
    caption: bool | None = None
    drawn: bytes | None = None
    """A picture that was drawn of the facts' ``chart`` (PNG)."""
    written: str | None = None
    """What stands in the facts' ``file``, where it was written for the sending."""


PLAIN = Way()


def compose(row: Row[Any], way: Way = PLAIN) -> Letter:
    """The call for a row of ``delivery.candidates``.

    Raises whatever a broken template or a missing fact raises.
    """
    facts = orjson.loads(row.facts)
    if (small := _SMALL.get(row.method)) is not None:
        return small(row, facts)
    rendered = _rendered(row, facts)
    if row.method == "whisper":
        return _whisper(row, rendered, way)
    if row.message_id is None:
        return _send(row, rendered, facts, way)
    return _edit(row, rendered, facts, way)


def weight(row: Row[Any]) -> int:
    """How many messages a row of ``delivery.candidates`` counts for: an album is one for each
    photo."""
    if row.method != "send" or '"album":[' not in row.facts:
        return 1
    return len(orjson.loads(row.facts)["album"])


def plain(text: str) -> str:
    """The text that a reader sees of a message in Telegram's HTML."""
    return html.unescape(_TAG.sub("", text))


def length(text: str) -> int:
    """How long a text is as Telegram measures it: in UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def _rendered(row: Row[Any], facts: Mapping[str, Any]) -> Rendered:
    language = row.language or "en"
    if row.announcement_id is None:
        return render(row.kind, language, facts)
    return _alert(row.kind, language, row.facts)


@lru_cache(maxsize=32)
def _alert(kind: str, language: str, facts: str) -> Rendered:
    """An alert is the same for everyone who reads its language: rendered once for them all."""
    return render(kind, language, orjson.loads(facts))


def _answer(row: Row[Any], facts: Mapping[str, Any]) -> Letter:
    parameters: dict[str, Any] = {"callback_query_id": row.press_id}
    if row.kind:
        parameters["text"] = plain(render(row.kind, row.language or "en", facts).text)[:TOAST]
    return Letter("answerCallbackQuery", parameters)


def _named(row: Row[Any]) -> dict[str, Any]:
    return {"chat_id": row.chat_id, "message_id": row.message_id}


def _react(row: Row[Any], facts: Mapping[str, Any]) -> Letter:
    emoji = facts["emoji"]
    reaction = [{"type": "emoji", "emoji": emoji}] if emoji else []
    return Letter("setMessageReaction", _named(row) | {"reaction": reaction})


def _pin(row: Row[Any], _: Mapping[str, Any]) -> Letter:
    return Letter("pinChatMessage", _named(row) | {"disable_notification": True})


def _unpin(row: Row[Any], _: Mapping[str, Any]) -> Letter:
    return Letter("unpinChatMessage", _named(row))


def _delete(row: Row[Any], _: Mapping[str, Any]) -> Letter:
    return Letter("deleteMessage", _named(row))


def _menu(row: Row[Any], facts: Mapping[str, Any]) -> Letter:
    commands = menus.commands(row.language or "en", facts["roles"])
    scope = {"type": "chat", "chat_id": row.chat_id}
    return Letter("setMyCommands", {"scope": scope, "commands": commands})


_SMALL: Mapping[str, Callable[[Row[Any], Mapping[str, Any]], Letter]] = {
    "answer": _answer,
    "react": _react,
    "pin": _pin,
    "unpin": _unpin,
    "delete": _delete,
    "menu": _menu,
}
"""What is no message."""


def _whisper(row: Row[Any], rendered: Rendered, way: Way) -> Letter:
    """A message in a group for one person alone, as Bot API 10.3 has it."""
    alone = {"ephemeral_message_parameters": {"receiver_user_id": row.person_id}}
    made = {"chat_id": row.chat_id} | alone | _markup(rendered, way)
    return Letter("sendMessage", made | _text(_spelled_out(rendered, way).text))


def _send(row: Row[Any], rendered: Rendered, facts: Mapping[str, Any], way: Way) -> Letter:
    made = {"chat_id": row.chat_id} | _markup(rendered, way)
    rendered = _spelled_out(rendered, way)
    if way.picture and _fits_caption(rendered.text):
        caption = {"caption": rendered.text, "parse_mode": "HTML"} if rendered.text else {}
        if way.drawn is not None:
            picture = InputFile(way.drawn, filename="report.png")
            return Letter("sendPhoto", made | {"photo": picture} | caption)
        if album := facts.get("album"):
            media = [{"type": "photo", "media": file_id} for file_id in album]
            media[0] |= caption
            return Letter("sendMediaGroup", {"chat_id": row.chat_id, "media": media})
        if isinstance(photo := facts.get("photo"), str):
            return Letter("sendPhoto", made | {"photo": photo} | caption)
        if address := facts.get("qr"):
            picture = InputFile(pictures.qr(str(address)), filename="qr.png")
            return Letter("sendPhoto", made | {"photo": picture} | caption)
        if (document := _document(facts, way)) is not None:
            return Letter("sendDocument", made | {"document": document} | caption)
    return Letter("sendMessage", made | _text(rendered.text))


def _document(facts: Mapping[str, Any], way: Way) -> InputFile | str | None:
    """A file that Telegram has (its id), or one that is written now."""
    if file := facts.get("file"):
        text = file["text"] if way.written is None else way.written
        return InputFile(text.encode(), filename=file["name"])
    known = facts.get("document")
    return known if isinstance(known, str) else None


def _edit(row: Row[Any], rendered: Rendered, facts: Mapping[str, Any], way: Way) -> Letter:
    made = _named(row) | _markup(rendered, way)
    rendered = _spelled_out(rendered, way)
    caption = bool(facts.get("photo")) if way.caption is None else way.caption
    if caption:
        return Letter("editMessageCaption", made | {"caption": rendered.text, "parse_mode": "HTML"})
    return Letter("editMessageText", made | _text(rendered.text))


def _spelled_out(rendered: Rendered, way: Way) -> Rendered:
    """The same message, with the addresses that no button may carry at the end of its text."""
    if way.links:
        return rendered
    urls = [button.url for row in rendered.keyboard for button in row if button.url is not None]
    return replace(rendered, text="\n\n".join([rendered.text, *map(html.escape, urls)]))


def _text(text: str) -> dict[str, Any]:
    if len(text) > TEXT and length(seen := plain(text)) > TEXT:
        return {"text": _cut(seen), "link_preview_options": _NO_PREVIEW}
    return {"text": text, "parse_mode": "HTML", "link_preview_options": _NO_PREVIEW}


def _cut(text: str) -> str:
    return text.encode("utf-16-le")[: 2 * (TEXT - 1)].decode("utf-16-le", "ignore") + "…"


def _fits_caption(text: str) -> bool:
    return length(text) <= CAPTION or length(plain(text)) <= CAPTION


def _markup(rendered: Rendered, way: Way) -> dict[str, Any]:
    markup = keyboards.inline(rendered.keyboard, links=way.links)
    return {} if markup is None else {"reply_markup": markup}
