"""Messages in a group that one person sees (Bot API 10.2, parameters as of 10.3).

An administrator may send them any time, any other bot within fifteen seconds of the person's
press. Their number in the chat is 0; chat, receiver and ephemeral_message_id name them.
"""

from collections.abc import Callable

from sandbox.telegram.chats import PRESENT, Access, Chat, Entry
from sandbox.telegram.content import KEYS, caption_of, input_media, text_of
from sandbox.telegram.editing import CAPTION_KEYS, NOT_MODIFIED, check_kind, inline_markup
from sandbox.telegram.fields import OBJECTS
from sandbox.telegram.query import Query, to_integer
from sandbox.telegram.refusal import refuse
from sandbox.telegram.shapes import Json
from sandbox.telegram.world import TOO_OLD, World

ANSWER_WITHIN = 15.0


def whisper(world: World, query: Query, chat: Chat, content: Json) -> Json | None:
    """Sends content to one person if the call asks for that; None when it is for all.

    Refusal 400 where the bot may not. A server that knows nothing of it sends to all.
    """
    asked = query.json("ephemeral_message_parameters", "Can't parse ephemeral message parameters")
    if asked is None or not world.ephemeral:
        return None
    if not isinstance(asked, dict):
        raise refuse("Object expected as ephemeral message parameters")
    for name in asked.keys() - OBJECTS["EphemeralMessageParameters"]:
        world.calls_log.note(query.method, f"EphemeralMessageParameters.{name}")
    person = world.people.get(to_integer(asked.get("receiver_user_id", 0)))
    if person is None:
        raise refuse("user not found")
    replaced = _check(world, chat, person["id"], asked)
    world.meter.admit(chat.id)
    chat.last_whisper += 1
    message: Json = {
        "message_id": 0,
        "ephemeral_message_id": chat.last_whisper,
        "from": world.bot,
        "receiver_user": person,
        "chat": chat.shape,
        "date": world.now(),
    }
    entry = Entry(message | content, own=True)
    chat.whispers[chat.last_whisper] = entry
    told = {"message": entry.message, "replaces": replaced}
    world.streams.tell([person["id"]], "ephemeral", told)
    world.changed()
    return entry.message


def edit_text(world: World, query: Query) -> bool:
    """Other words and buttons."""
    return _change(world, query, KEYS, text_of(world, query), "text")


def edit_caption(world: World, query: Query) -> bool:
    """Another caption and other buttons."""
    return _change(world, query, CAPTION_KEYS, caption_of(world, query), "caption")


def edit_media(world: World, query: Query) -> bool:
    """Another picture or file."""
    value = query.json("media", "Can't parse input media JSON object")
    return _change(world, query, KEYS, input_media(world, query, value, album=False))


def edit_reply_markup(world: World, query: Query) -> bool:
    """Other buttons, or none."""
    return _change(world, query, ("reply_markup",), {})


def delete(world: World, query: Query) -> bool:
    """Removes the message from its reader's phone."""
    chat, entry = _named(world, query)
    number = entry.message["ephemeral_message_id"]
    del chat.whispers[number]
    told = {"chat_id": chat.id, "ephemeral_message_id": number}
    world.streams.tell([entry.message["receiver_user"]["id"]], "ephemeral_deleted", told)
    world.changed()
    return True


METHODS: dict[str, Callable[[World, Query], bool]] = {
    "editEphemeralMessageText": edit_text,
    "editEphemeralMessageCaption": edit_caption,
    "editEphemeralMessageMedia": edit_media,
    "editEphemeralMessageReplyMarkup": edit_reply_markup,
    "deleteEphemeralMessage": delete,
}


def _check(world: World, chat: Chat, user_id: int, asked: Json) -> int | None:
    """The number of the message it is shown in place of, if any."""
    if chat.type not in ("group", "supergroup"):
        raise refuse("BOT_NOT_ADMIN")
    if chat.members.get(user_id) not in PRESENT:
        raise refuse("USER_NOT_PARTICIPANT")
    pressed = str(asked.get("callback_query_id") or "")
    if not pressed:
        if chat.members.get(world.bot_id) != "administrator":
            raise refuse("BOT_NOT_ADMIN")
        return None
    press = world.presses.get(pressed)
    if press is None or press.answer is not None or press.user_id != user_id:
        raise refuse(TOO_OLD)
    if press.chat_id != chat.id or world.clock() - press.at > ANSWER_WITHIN:
        raise refuse(TOO_OLD)
    if not asked.get("replace_callback_query_message"):
        return None
    if not press.message_id:  # one that is ephemeral itself is edited instead
        raise refuse("MESSAGE_ID_INVALID")
    return press.message_id


def _change(
    world: World, query: Query, replaced: tuple[str, ...], content: Json, kind: str = ""
) -> bool:
    content |= inline_markup(world, query)
    chat, entry = _named(world, query)
    if kind:
        check_kind(entry, kind)
    if all(entry.message.get(key) == content.get(key) for key in replaced):
        raise refuse(NOT_MODIFIED)
    world.meter.admit_edit(chat.id)
    kept = {key: value for key, value in entry.message.items() if key not in replaced}
    entry.message = kept | {"edit_date": world.now()} | content
    reader = [entry.message["receiver_user"]["id"]]
    world.streams.tell(reader, "ephemeral_edited", {"message": entry.message})
    world.changed()
    return True


def _named(world: World, query: Query) -> tuple[Chat, Entry]:
    chat = world.chat(query.text("chat_id"), Access.WRITE)
    entry = chat.whispers.get(query.integer("ephemeral_message_id"))
    reader = query.integer("receiver_user_id")
    if entry is None or entry.message["receiver_user"]["id"] != reader:
        raise refuse("MESSAGE_ID_INVALID")
    return chat, entry
