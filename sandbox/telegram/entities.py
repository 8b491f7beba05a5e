"""What becomes of a text that somebody sends: parsed, trimmed, measured, its entities found."""

import re

from sandbox.telegram.formatting import parse_html, sort_entities
from sandbox.telegram.query import Query
from sandbox.telegram.refusal import refuse
from sandbox.telegram.shapes import Json, utf16_length

_HINT = re.compile(r"[/@#$.]")
_TOPS = "com|org|net|info|io|me|co|it|th|de|fr|uk|eu|us|jp|shop|store|live|tv|app|dev|link|test"
_FOUND = re.compile(
    rf"""(?P<url>https?://[^\s<>"]*[^\s<>".,;:!?)'\]])
    |(?P<email>[A-Za-z0-9_.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)
    |(?P<bare>(?<![\w@.])(?:[A-Za-z0-9-]+\.)+(?:{_TOPS})\b(?!\.\w)(?:/[^\s<>"]*[^\s<>".,;:!?)'\]])?)
    |(?P<bot_command>(?<![\w/<>])/[A-Za-z0-9_]{{1,64}}(?:@[A-Za-z0-9_]{{3,32}})?(?![\w/<>]))
    |(?P<mention>(?<!\w)@[A-Za-z][A-Za-z0-9_]{{3,31}}(?!\w))
    |(?P<hashtag>(?<![\w\#])\#\w*[^\W\d]\w*)
    |(?P<cashtag>(?<!\w)\$[A-Z]{{1,8}}(?!\w))""",
    re.VERBOSE,
)
_OPAQUE = frozenset({"code", "pre", "text_link"})
_GIVEN = frozenset(
    {
        "bold",
        "italic",
        "underline",
        "strikethrough",
        "spoiler",
        "code",
        "pre",
        "text_link",
        "text_mention",
        "blockquote",
        "expandable_blockquote",
        "custom_emoji",
    }
)


def find_entities(text: str) -> list[Json]:
    """Commands, mentions, tags and addresses in a plain text, as Telegram marks them."""
    if _HINT.search(text) is None:
        return []
    plain = text.isascii()
    entities: list[Json] = []
    for found in _FOUND.finditer(text):
        kind = found.lastgroup or "url"
        begin = found.start() if plain else utf16_length(text[: found.start()])
        entities.append(
            {
                "type": "url" if kind == "bare" else kind,
                "offset": begin,
                "length": utf16_length(found[0]),
            }
        )
    return entities


def formatted(
    query: Query, text: str, entities_name: str, parse_mode: str
) -> tuple[str, list[Json]]:
    """Text and entities of a bot's message, trimmed; Refusal 400 when it can't be parsed.

    The result may be empty: whether that is allowed is the caller's to say. Of the parse modes
    only HTML is spoken here.
    """
    mode = parse_mode.lower()
    if len(text) > 1 << 15:
        raise refuse("Text is too long")
    if text and mode not in ("", "none"):
        if mode != "html":
            raise refuse("Unsupported parse_mode")
        text, entities = parse_html(text)
    else:
        given = query.json(entities_name, f"Can't parse {entities_name} JSON object")
        entities = given_entities(given)
    text, entities = trim(text, entities)
    return text, with_found(text, entities)


def given_entities(value: object) -> list[Json]:
    """Entities a bot spelled out itself; kinds that Telegram finds by itself are dropped."""
    entities: list[Json] = []
    for entity in value if isinstance(value, list) else ():
        if not isinstance(entity, dict):
            raise refuse("Can't parse MessageEntity: expected an Object")
        for name in ("type", "offset", "length"):
            if name not in entity:
                raise refuse(f"Can't parse MessageEntity: Can't find field \"{name}\"")
        if not (isinstance(entity["offset"], int) and isinstance(entity["length"], int)):
            raise refuse('Can\'t parse MessageEntity: Field "offset" must be of type Number')
        if entity["type"] in _GIVEN and entity["length"] > 0:
            entities.append(dict(entity))
    return sort_entities(entities)


def with_found(text: str, entities: list[Json]) -> list[Json]:
    """The given entities and, outside code and links, those Telegram finds by itself."""
    found = find_entities(text)
    if not found:
        return entities
    opaque = [
        (one["offset"], one["offset"] + one["length"]) for one in entities if one["type"] in _OPAQUE
    ]
    added = [
        one
        for one in found
        if not any(
            begin < one["offset"] + one["length"] and one["offset"] < end for begin, end in opaque
        )
    ]
    return sort_entities(entities + added) if entities else added


def trim(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Text without outer white space, entities moved and cut accordingly."""
    trimmed = text.strip()
    if trimmed == text or not entities:
        return trimmed, entities
    lead = utf16_length(text[: len(text) - len(text.lstrip())])
    end = utf16_length(trimmed)
    kept: list[Json] = []
    for entity in entities:
        begin = max(entity["offset"] - lead, 0)
        stop = min(entity["offset"] + entity["length"] - lead, end)
        if stop > begin:
            kept.append(entity | {"offset": begin, "length": stop - begin})
    return trimmed, kept
