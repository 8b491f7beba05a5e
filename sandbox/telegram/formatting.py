"""Parses HTML the way the Bot API server does: the same tags, the same complaints, byte offsets."""

import re
from dataclasses import dataclass

from sandbox.telegram.links import checked_link, mentioned_user
from sandbox.telegram.refusal import Refusal, refuse
from sandbox.telegram.shapes import Json, utf16_length

_SPECIAL = re.compile(r"[<&]")
_CHARACTER = re.compile(r"&(?:#x([0-9A-Fa-f]{1,6})|#(\d{1,7})|(lt|gt|amp|quot)(?![A-Za-z]));?")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_TAG_NAME = re.compile(r"[^\s>]*")
_SPACE = re.compile(r"\s*")
_ATTRIBUTE_NAME = re.compile(r"[^\s=>/\"']*")
_TOKEN = re.compile(r"[A-Za-z0-9.\-]*")

_SIMPLE = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
}
_TAGS = frozenset({*_SIMPLE, "a", "tg-emoji", "tg-time", "pre", "code", "blockquote"})
_ORDER = {
    name: place
    for place, name in enumerate(
        (
            "blockquote",
            "expandable_blockquote",
            "pre",
            "code",
            "text_link",
            "text_mention",
            "bold",
            "italic",
            "underline",
            "strikethrough",
            "spoiler",
        )
    )
}


@dataclass(slots=True)
class _Open:
    tag: str
    attributes: dict[str, str]
    offset: int
    piece: int


def parse_html(source: str) -> tuple[str, list[Json]]:
    """The plain text and its entities (UTF-16 offsets); Refusal 400 as the server words it."""
    if "<" not in source and "&" not in source:
        return source, []
    return _Parser(source).run()


def sort_entities(entities: list[Json]) -> list[Json]:
    """In the order Telegram returns them: by place, the longer first."""
    return sorted(
        entities, key=lambda one: (one["offset"], -one["length"], _ORDER.get(one["type"], 99))
    )


class _Parser:
    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.offset = 0
        self.pieces: list[str] = []
        self.stack: list[_Open] = []
        self.entities: list[Json] = []

    def run(self) -> tuple[str, list[Json]]:
        while (found := _SPECIAL.search(self.source, self.at)) is not None:
            self._put(self.source[self.at : found.start()])
            self.at = found.start()
            if found[0] == "&":
                character, self.at = _decode(self.source, self.at)
                self._put(character)
            elif self.source.startswith("/", self.at + 1):
                self._end_tag()
            else:
                self._start_tag()
        self._put(self.source[self.at :])
        if self.stack:
            raise _complaint(
                f'Can\'t find end tag corresponding to start tag "{self.stack[-1].tag}"'
            )
        for entity in self.entities:
            if entity["type"] == "code":
                entity.pop("language", None)
        return "".join(self.pieces), sort_entities(self.entities)

    def _put(self, text: str) -> None:
        if text:
            self.pieces.append(text)
            self.offset += utf16_length(text)

    def _bytes(self, at: int) -> str:
        return f"at byte offset {len(self.source[:at].encode())}"

    def _skip(self) -> None:
        self.at = _match_end(_SPACE, self.source, self.at)

    def _start_tag(self) -> None:
        begin = self.at
        self.at = _match_end(_TAG_NAME, self.source, begin + 1)
        tag = self.source[begin + 1 : self.at].lower()
        if self.at >= len(self.source):
            raise _complaint(f"Unclosed start tag {self._bytes(begin)}")
        if tag not in _TAGS:
            raise _complaint(f'Unsupported start tag "{tag}" {self._bytes(begin)}')
        plain = self.source[self.at] == ">"
        attributes = {} if plain else self._attributes(tag, begin)
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise _complaint(f'Tag "span" must have class "tg-spoiler" {self._bytes(begin)}')
        self.at += 1
        self.stack.append(_Open(tag, attributes, self.offset, len(self.pieces)))

    def _attributes(self, tag: str, begin: int) -> dict[str, str]:
        source, attributes = self.source, dict[str, str]()
        self._skip()
        while not source.startswith(">", self.at):
            end = _match_end(_ATTRIBUTE_NAME, source, self.at)
            name = source[self.at : end]
            if not name:
                raise _complaint(
                    f'Empty attribute name in the tag "{tag}" {self._bytes(begin)}'
                    if self.at < len(source)
                    else f'Unclosed start tag "{tag}" {self._bytes(begin)}'
                )
            self.at = end
            self._skip()
            value = ""
            if source.startswith("=", self.at):
                self.at += 1
                self._skip()
                value = self._value()
                self._skip()
            if self.at >= len(source):
                raise _complaint(f'Unclosed start tag "{tag}" {self._bytes(begin)}')
            attributes[name] = value
        return attributes

    def _value(self) -> str:
        source, begin = self.source, self.at
        quote = source[begin : begin + 1]
        if quote in ("'", '"') and quote:
            end = source.find(quote, begin + 1)
            self.at = len(source) if end < 0 else end + 1
            return _decode_all(source[begin + 1 : self.at - 1])
        self.at = _match_end(_TOKEN, source, begin)
        following = source[self.at : self.at + 1]
        if following and following != ">" and not following.isspace():
            raise _complaint(f"Unexpected end of name token {self._bytes(begin)}")
        return source[begin : self.at].lower()

    def _end_tag(self) -> None:
        begin = self.at
        if not self.stack:
            raise _complaint(f"Unexpected end tag {self._bytes(begin)}")
        self.at = _match_end(_TAG_NAME, self.source, begin + 2)
        tag = self.source[begin + 2 : self.at].lower()
        if not self.source.startswith(">", self.at):
            self._skip()
        if not self.source.startswith(">", self.at):
            raise _complaint(f"Unclosed end tag {self._bytes(begin)}")
        self.at += 1
        opened = self.stack[-1]
        if tag and tag != opened.tag:
            raise _complaint(
                f'Unmatched end tag {self._bytes(begin)}, expected "</{opened.tag}>", '
                f'found "</{tag}>"'
            )
        if self.offset > opened.offset:
            self._close(opened)
        self.stack.pop()

    def _close(self, opened: _Open) -> None:
        entity: Json = {"offset": opened.offset, "length": self.offset - opened.offset}
        match opened.tag:
            case "a":
                self._link(entity, opened)
            case "pre" | "code":
                self._code(entity, opened)
            case "blockquote":
                wide = "expandable" in opened.attributes
                entity["type"] = "expandable_blockquote" if wide else "blockquote"
                self.entities.append(entity)
            case "tg-emoji":
                if not opened.attributes.get("emoji-id", "").isdigit():
                    raise _complaint("Invalid custom emoji identifier specified")
                entity |= {
                    "type": "custom_emoji",
                    "custom_emoji_id": opened.attributes["emoji-id"],
                }
                self.entities.append(entity)
            case "tg-time":
                pass
            case simple:
                self.entities.append(entity | {"type": _SIMPLE[simple]})

    def _link(self, entity: Json, opened: _Open) -> None:
        url = opened.attributes.get("href") or "".join(self.pieces[opened.piece :])
        if user_id := mentioned_user(url):
            self.entities.append(entity | {"type": "text_mention", "user": {"id": user_id}})
        elif checked := checked_link(url):
            self.entities.append(entity | {"type": "text_link", "url": checked})

    def _code(self, entity: Json, opened: _Open) -> None:
        css = opened.attributes.get("class", "")
        language = css[9:] if css.startswith("language-") else ""
        last = self.entities[-1] if self.entities else {}
        same = (
            last.get("offset") == entity["offset"]
            and last.get("length") == entity["length"]
            and last.get("type") in ("pre", "code")
            and last.get("type") != opened.tag
        )
        if same and (language or last.get("language")):
            last["type"] = "pre"
            last["language"] = language or last["language"]
            return
        entity["type"] = opened.tag
        if opened.tag == "code" and language:
            entity["language"] = language
        self.entities.append(entity)


def _match_end(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return found.end() if found else at


def _decode(text: str, at: int) -> tuple[str, int]:
    found = _CHARACTER.match(text, at)
    if found is None:
        return "&", at + 1
    if found[3]:
        return _NAMED[found[3]], found.end()
    code = int(found[1], 16) if found[1] else int(found[2])
    if not 0 < code < 0x10FFFF:
        return "&", at + 1
    if 0xD800 <= code <= 0xDFFF:
        raise _complaint(
            "Text contains invalid Unicode characters after decoding HTML entities, "
            "check for unmatched surrogate code units"
        )
    return chr(code), found.end()


def _decode_all(value: str) -> str:
    if "&" not in value:
        return value
    return _CHARACTER.sub(lambda found: _decode(found[0], 0)[0], value)


def _complaint(reason: str) -> Refusal:
    return refuse(f"Can't parse entities: {reason}")
