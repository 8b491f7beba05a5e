"""The methods that change messages of the bot's."""

from sandbox.telegram.chats import PRESENT, Access, Chat, Entry
from sandbox.telegram.content import KEYS, caption_of, input_media, text_of
from sandbox.telegram.keyboards import is_inline, read_markup
from sandbox.telegram.query import Query
from sandbox.telegram.refusal import refuse
from sandbox.telegram.shapes import Json
from sandbox.telegram.world import World

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the "
    "same as a current content and reply markup of the message"
)
CAPTION_KEYS = ("caption", "caption_entities", "show_caption_above_media", "reply_markup")


def edit_message_text(world: World, query: Query) -> Json:
    """New text and buttons; buttons that are not given again disappear."""
    content = text_of(world, query)
    markup = inline_markup(world, query)
    chat, entry = _own(world, query)
    check_kind(entry, "text")
    return _change(world, chat, entry, KEYS, content | markup)


def edit_message_caption(world: World, query: Query) -> Json:
    """New caption and buttons."""
    content = caption_of(world, query)
    markup = inline_markup(world, query)
    chat, entry = _own(world, query)
    check_kind(entry, "caption")
    return _change(world, chat, entry, CAPTION_KEYS, content | markup)


def edit_message_media(world: World, query: Query) -> Json:
    """Another picture or file in place of what the message holds."""
    value = query.json("media", "Can't parse input media JSON object")
    content = input_media(world, query, value, album=False)
    markup = inline_markup(world, query)
    chat, entry = _own(world, query)
    if "media_group_id" in entry.message and not content.keys() & entry.message.keys():
        raise refuse("Message media can't be edited")
    return _change(world, chat, entry, KEYS, content | markup)


def edit_message_reply_markup(world: World, query: Query) -> Json:
    """New buttons, or none."""
    markup = inline_markup(world, query)
    chat, entry = _own(world, query)
    return _change(world, chat, entry, ("reply_markup",), markup)


def check_kind(entry: Entry, kind: str) -> None:
    """Refusal 400 where text is to be edited under a picture, or a caption without one."""
    if ("text" in entry.message) != (kind == "text"):
        raise refuse(f"There is no {kind} in the message to edit")


def message_in(world: World, query: Query, access: Access, wanted: str) -> tuple[Chat, Entry]:
    """The chat and message that a call names; Refusal 400 or 403."""
    chat = world.chat(query.text("chat_id"), access)
    entry = chat.find(query.integer("message_id"))
    if chat.type == "supergroup" and chat.members.get(world.bot_id) not in PRESENT:
        entry = None
    if entry is None:
        raise refuse(f"{wanted} not found")
    return chat, entry


def inline_markup(world: World, query: Query) -> Json:
    """The buttons of a call as a message holds them, nothing when there are none; Refusal 400."""
    unknown: list[str] = []
    markup = read_markup(query, unknown)
    for name in unknown:
        world.calls_log.note(query.method, name)
    if markup is None:
        return {}
    if not is_inline(markup):
        raise refuse("Inline keyboard expected")
    return {"reply_markup": markup}


def _own(world: World, query: Query) -> tuple[Chat, Entry]:
    if not query.text("chat_id") and not query.integer("message_id"):
        if query.text("inline_message_id"):
            raise refuse("MESSAGE_ID_INVALID")
        raise refuse("Message identifier is not specified")
    chat, entry = message_in(world, query, Access.EDIT, "message to edit")
    may = entry.own
    if chat.type == "channel":
        may = chat.may(world.bot_id, "can_edit_messages") or (
            may and chat.may(world.bot_id, "can_post_messages")
        )
    if not may or entry.keyboard is not None or entry.service:
        raise refuse("Message can't be edited")
    if "forward_origin" in entry.message:
        raise refuse("Message can't be edited")
    return chat, entry


def _change(
    world: World, chat: Chat, entry: Entry, replaced: tuple[str, ...], content: Json
) -> Json:
    old = entry.message
    if all(old.get(key) == content.get(key) for key in replaced):
        raise refuse(NOT_MODIFIED)
    world.meter.admit_edit(chat.id)
    kept = {key: value for key, value in old.items() if key not in replaced}
    world.edit(chat, entry, kept | content)
    return entry.message
