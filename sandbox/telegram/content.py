"""What a bot's message holds: text or media with its caption, checked and measured."""

from sandbox.telegram.entities import formatted
from sandbox.telegram.fields import OBJECTS
from sandbox.telegram.links import checked_link, is_http
from sandbox.telegram.query import Query, to_integer
from sandbox.telegram.refusal import refuse
from sandbox.telegram.shapes import Json
from sandbox.telegram.world import World

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
CARRIED = (
    "text",
    "entities",
    "link_preview_options",
    "photo",
    "document",
    "caption",
    "caption_entities",
    "show_caption_above_media",
    "has_media_spoiler",
)
KEYS = (*CARRIED, "reply_markup")
# Stands for the picture behind an address on the Internet, which is never fetched from here.
_ELSEWHERE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154"
    "789c6360606060000000050001a5f645400000000049454e44ae426082"
)


def text_of(world: World, query: Query) -> Json:
    """The text of a call with its entities; Refusal 400 when it is empty, too long or broken."""
    text = query.text("text")
    if not text:
        raise refuse("Message text is empty")
    options = query.json("link_preview_options", "Can't parse link preview options JSON object")
    text, entities = formatted(query, text, "entities", query.text("parse_mode"))
    if not text:
        raise refuse("Text must be non-empty")
    if len(text) > LONGEST_TEXT:
        raise refuse("Message is too long")
    content: Json = {"text": text}
    if entities:
        content["entities"] = _with_people(world, entities)
    if options is not None:
        if not isinstance(options, dict):
            raise refuse("Object expected as link preview options")
        _note(world, query, "LinkPreviewOptions", options)
        content["link_preview_options"] = options
    return content


def caption_of(world: World, query: Query) -> Json:
    """The caption of a call with its entities; Refusal 400."""
    text = query.text("caption")
    if not text:
        return {}
    text, entities = formatted(query, text, "caption_entities", query.text("parse_mode"))
    if len(text) > LONGEST_CAPTION:
        raise refuse("Message caption is too long")
    if not text:
        return {}
    content: Json = {"caption": text}
    if entities:
        content["caption_entities"] = _with_people(world, entities)
    if query.flag("show_caption_above_media"):
        content["show_caption_above_media"] = True
    return content


def media_of(world: World, query: Query, kind: str, value: str, field: str) -> Json:
    """The photo or document that a parameter names: an upload, an address, an identifier.

    kind: photo or document. field: the part of the request that may hold the upload. Refusal 400.
    """
    upload = query.files.get(value[9:] if value.startswith("attach://") else field)
    if upload is not None:
        if kind == "photo":
            return {"photo": world.files.photo(upload.data)}
        return {"document": world.files.document(upload.data, upload.filename, upload.content_type)}
    if not value or value.startswith("attach://"):
        raise refuse(f"There is no {kind} in the request")
    if "://" in value:
        return {kind: _remote(world, kind, value)}
    return {kind: world.files.again(value, kind.capitalize())}


def input_media(world: World, query: Query, value: object, *, album: bool) -> Json:
    """The content an InputMedia object describes; Refusal 400."""
    if not isinstance(value, dict):
        raise refuse("Can't parse InputMedia: expected an Object")
    kind, media = str(value.get("type", "")).lower(), value.get("media")
    if kind not in ("photo", "document"):
        where = "can't be used in sendMediaGroup" if album else "is unsupported"
        raise refuse(f'Can\'t parse InputMedia: type "{kind}" {where}')
    if not isinstance(media, str) or not media:
        raise refuse("Can't parse InputMedia: media not found")
    _note(world, query, f"InputMedia{kind.capitalize()}", value)
    part = Query(query.method, value, query.files)
    content = media_of(world, part, kind, media, "")
    if kind == "photo" and part.flag("has_spoiler"):
        content["has_media_spoiler"] = True
    return content | caption_of(world, part)


def _remote(world: World, kind: str, url: str) -> object:
    if not is_http(url):
        raise refuse("Wrong file identifier/HTTP URL specified")
    if checked_link(url) is None:
        raise refuse("Failed to get HTTP URL content")
    if kind == "photo":
        return world.files.photo(_ELSEWHERE)
    return world.files.document(url.encode(), url.rpartition("/")[2] or "file")


def _with_people(world: World, entities: list[Json]) -> list[Json]:
    kept: list[Json] = []
    for entity in entities:
        if entity["type"] != "text_mention":
            kept.append(entity)
            continue
        mentioned = entity.get("user")
        user_id = to_integer(mentioned.get("id")) if isinstance(mentioned, dict) else 0
        if person := world.person(user_id):
            kept.append(entity | {"user": person})
    return kept


def _note(world: World, query: Query, kind: str, value: Json) -> None:
    for name in value.keys() - OBJECTS[kind]:
        world.calls_log.note(query.method, f"{kind}.{name}")
