"""The methods that put new messages into a chat."""

from sandbox.telegram.chats import Access, Chat, Entry
from sandbox.telegram.content import caption_of, input_media, media_of, text_of
from sandbox.telegram.ephemeral import whisper
from sandbox.telegram.fields import OBJECTS
from sandbox.telegram.forwarding import origin
from sandbox.telegram.keyboards import check_place, is_inline, read_markup
from sandbox.telegram.query import Query, to_integer
from sandbox.telegram.refusal import refuse
from sandbox.telegram.shapes import Json
from sandbox.telegram.world import World

ACTIONS = frozenset(
    {
        "typing",
        "cancel",
        "choose_sticker",
        "find_location",
        "pick_up_location",
        *(
            f"{verb}_{what}"
            for verb in ("record", "upload")
            for what in ("video", "voice", "audio", "video_note")
        ),
        "upload_photo",
        "upload_document",
    }
)


def send_message(world: World, query: Query) -> Json:
    """Text."""
    return _send(world, query, text_of(world, query))


def send_photo(world: World, query: Query) -> Json:
    """A picture."""
    content = _media(world, query, "photo")
    if query.flag("has_spoiler"):
        content["has_media_spoiler"] = True
    return _send(world, query, content)


def send_document(world: World, query: Query) -> Json:
    """A file."""
    return _send(world, query, _media(world, query, "document"))


def send_media_group(world: World, query: Query) -> list[Json]:
    """An album of two to ten pictures or files."""
    media = query.json("media", "Can't parse media JSON object")
    if not isinstance(media, list):
        raise refuse("Expected an Array of InputMedia")
    if not media:
        raise refuse("There are no messages to send")
    if len(media) > 10:
        raise refuse("Too many messages to send as an album")
    contents = [input_media(world, query, one, album=True) for one in media]
    if len({("photo" in one) for one in contents}) > 1:
        raise refuse("Can't use the media of the specified type in the album")
    chat, reply_to, elsewhere = _where(world, query, contents[0])
    world.meter.admit(chat.id, len(contents))
    album = {"media_group_id": world.next_album()} | elsewhere
    return [
        world.post(chat, world.bot, album | content, reply_to=reply_to).message
        for content in contents
    ]


def send_chat_action(world: World, query: Query) -> bool:
    """Shows that the bot is typing, or the like."""
    action = query.text("action").lower()
    if action not in ACTIONS:
        raise refuse("Wrong parameter action in request")
    chat = world.chat(query.text("chat_id"), Access.SEND)
    told = {"chat_id": chat.id, "action": action}
    world.streams.tell(chat.audience(), "action", told)
    return True


def _media(world: World, query: Query, kind: str) -> Json:
    content = media_of(world, query, kind, query.text(kind), kind)
    return content | caption_of(world, query)


def _send(world: World, query: Query, content: Json) -> Json:
    unknown: list[str] = []
    markup = read_markup(query, unknown)
    for name in unknown:
        world.calls_log.note(query.method, name)
    chat, reply_to, elsewhere = _where(world, query, content)
    check_place(markup, chat.type)
    content |= elsewhere
    keyboard = None
    if is_inline(markup):
        content["reply_markup"] = markup
    else:
        keyboard = markup
    if (whispered := whisper(world, query, chat, content)) is not None:
        return whispered
    world.meter.admit(chat.id)
    return world.post(chat, world.bot, content, reply_to=reply_to, keyboard=keyboard).message


def _where(world: World, query: Query, content: Json) -> tuple[Chat, Entry | None, Json]:
    """The chat, the message answered in it, what is said of a message answered elsewhere.

    Refusal 400 where the bot may not send this.
    """
    chat, source, entry = _answered(world, query)
    if chat.type == "channel" and not chat.may(world.bot_id, "can_post_messages"):
        raise refuse("Need administrator rights in the channel chat")
    if lacking := chat.lacks(world.bot_id, content):
        raise refuse(f"Not enough rights to send {lacking} to the chat")
    if entry is None or source is chat:
        return chat, entry, {}
    elsewhere: Json = {"origin": origin(world, source, entry), "message_id": entry.message_id}
    if source.type in ("supergroup", "channel"):
        elsewhere["chat"] = source.shape
    return chat, None, {"external_reply": elsewhere}


def _answered(world: World, query: Query) -> tuple[Chat, Chat, Entry | None]:
    asked = query.json("reply_parameters", "Can't parse reply parameters JSON object")
    chat = world.chat(query.text("chat_id"), Access.SEND)
    if chat.type == "private" and query.integer("message_thread_id") > 0:
        raise refuse("message thread not found")
    if asked is None:
        return chat, chat, None
    if not isinstance(asked, dict):
        raise refuse("Object expected as reply parameters")
    for name in asked.keys() - OBJECTS["ReplyParameters"]:
        world.calls_log.note(query.method, f"ReplyParameters.{name}")
    if asked and "message_id" not in asked:
        raise refuse('Can\'t find field "message_id"')
    source = chat
    if asked.get("chat_id"):
        source = world.chat(str(asked["chat_id"]), Access.READ)
    message_id = to_integer(asked.get("message_id", 0))
    entry = source.find(message_id) if message_id > 0 else None
    if entry is None and message_id > 0 and not asked.get("allow_sending_without_reply"):
        raise refuse("message to be replied not found")
    return chat, source, entry
