"""Which messages the bot is told of, and as what kind of update."""

from typing import TYPE_CHECKING

from sandbox.telegram.chats import PRESENT, Chat, Entry
from sandbox.telegram.shapes import Json

if TYPE_CHECKING:
    from sandbox.telegram.world import World


def tell_bot(
    world: "World",
    chat: Chat,
    entry: Entry,
    *,
    edited: bool = False,
    update_id: int | None = None,
) -> None:
    """Queues a new or edited message of somebody else's for the bot, if it hears of it."""
    if hears(world, chat, entry):
        kind = "channel_post" if chat.type == "channel" else "message"
        kind = f"edited_{kind}" if edited else kind
        world.updates.put(kind, entry.message, chat.id, update_id)


def hears(world: "World", chat: Chat, entry: Entry) -> bool:
    """Whether the bot hears of a message: as its place in the chat and privacy mode say.

    Its own messages never come back to it, except notices; those of other bots never come.
    """
    if entry.own and not entry.service:
        return False
    if chat.type == "private":
        return True
    status = chat.members.get(world.bot_id, "left")
    if status not in PRESENT or entry.service or chat.type == "channel":
        return status in PRESENT
    if world.people.get(entry.author, {}).get("is_bot"):
        return False
    if status == "administrator" or not world.privacy:
        return True
    answered = entry.message.get("reply_to_message", {}).get("from", {}).get("id")
    return answered == world.bot_id or _meant(world, chat, entry.message)


def _meant(world: "World", chat: Chat, message: Json) -> bool:
    text = str(message.get("text", ""))
    if not text.startswith("/"):
        return False
    _, at, name = text.split(maxsplit=1)[0].partition("@")
    if at:
        return bool(name.lower() == world.bot["username"].lower())
    return chat.last_bot in (0, world.bot_id)
