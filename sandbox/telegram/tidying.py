"""The methods that pin, unpin and remove messages."""

from sandbox.telegram.chats import Access, Chat, Entry
from sandbox.telegram.editing import message_in
from sandbox.telegram.pins import pin, unpin
from sandbox.telegram.query import Query
from sandbox.telegram.refusal import refuse
from sandbox.telegram.world import World

TWO_DAYS = 48 * 3600
_NEVER = "Message can't be deleted"
_NOT_FOR_EVERYONE = "Message can't be deleted for everyone"


def delete_message(world: World, query: Query) -> bool:
    """Removes a message of the last 48 hours: the bot's own, or what it administers."""
    chat, entry = message_in(world, query, Access.WRITE, "message to delete")
    old = world.now() - int(entry.message["date"]) > TWO_DAYS
    if chat.type in ("supergroup", "channel"):
        if old or not _deletable(world, chat, entry):
            raise refuse(_NEVER)
    else:
        admin = chat.members.get(world.bot_id) == "administrator"
        may = chat.type == "private" or admin or (entry.own and not entry.service)
        if old or not may:
            raise refuse(_NOT_FOR_EVERYONE)
    world.delete(chat, entry.message_id)
    return True


def _deletable(world: World, chat: Chat, entry: Entry) -> bool:
    if entry.message_id == 1 or "migrate_from_chat_id" in entry.message:
        return False
    if chat.may(world.bot_id, "can_delete_messages"):
        return True
    if not entry.own:
        return False
    if chat.type == "channel" or entry.service:
        return chat.may(world.bot_id, "can_post_messages")
    return True


def pin_chat_message(world: World, query: Query) -> bool:
    """Pins a message, with a notice in the chat."""
    chat, entry = message_in(world, query, Access.WRITE, "message to pin")
    _check_pin(world, chat)
    if entry.service:
        raise refuse("Service messages can't be pinned")
    pin(world, chat, entry, world.bot)
    return True


def unpin_chat_message(world: World, query: Query) -> bool:
    """Unpins a message, or the newest one pinned."""
    if query.integer("message_id"):
        chat, entry = message_in(world, query, Access.WRITE, "message to unpin")
        number = entry.message_id
    else:
        chat = world.chat(query.text("chat_id"), Access.WRITE)
        if not chat.pinned:
            raise refuse("Message to unpin not found")
        number = max(chat.pinned)
    _check_pin(world, chat)
    unpin(world, chat, number)
    return True


def _check_pin(world: World, chat: Chat) -> None:
    if chat.type == "private":
        return
    right = "can_edit_messages" if chat.type == "channel" else "can_pin_messages"
    if not chat.may(world.bot_id, right):
        raise refuse("Not enough rights to manage pinned messages in the chat")
