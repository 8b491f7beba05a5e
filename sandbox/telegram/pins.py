"""Pinned messages: the list, the notice in the chat, what phones are told."""

from typing import TYPE_CHECKING

from sandbox.telegram.chats import Chat, Entry
from sandbox.telegram.shapes import Json

if TYPE_CHECKING:
    from sandbox.telegram.world import World


def pin(world: "World", chat: Chat, entry: Entry, by: Json) -> None:
    """Pins a message, once; a notice says so."""
    if entry.message_id in chat.pinned:
        return
    chat.pinned.append(entry.message_id)
    world.post(chat, by, {"pinned_message": entry.bare()})
    show(world, chat)


def unpin(world: "World", chat: Chat, message_id: int) -> None:
    """Unpins a message; nothing is said in the chat."""
    if message_id in chat.pinned:
        chat.pinned.remove(message_id)
        show(world, chat)


def show(world: "World", chat: Chat) -> None:
    """Shows what is pinned now on the phones of a chat."""
    told = {"chat_id": chat.id, "message_ids": sorted(chat.pinned)}
    world.streams.tell(chat.audience(), "pinned", told)
    world.changed()
