"""Pinned messages: the list, the notice in the chat, what phones are told."""

from sandbox.telegram.chats import Chat, Entry
from sandbox.telegram.shapes import Json
from sandbox.telegram.world import World


def pin(world: World, chat: Chat, entry: Entry, by: Json, head: Json | None = None) -> None:
    """Pins a message, once; a notice says so. head: what says as whom it was pinned."""
    if entry.message_id in chat.pinned:
        return
    chat.pinned.append(entry.message_id)
    world.post(chat, by, (head or {}) | {"pinned_message": entry.bare()})
    _show(world, chat)


def unpin(world: World, chat: Chat, message_id: int) -> None:
    """Unpins a message; nothing is said in the chat."""
    if message_id in chat.pinned:
        chat.pinned.remove(message_id)
        _show(world, chat)


def _show(world: World, chat: Chat) -> None:
    told = {"chat_id": chat.id, "message_ids": sorted(chat.pinned)}
    world.streams.tell(chat.audience(), "pinned", told)
    world.changed()
