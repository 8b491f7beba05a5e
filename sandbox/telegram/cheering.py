"""People's reactions to messages."""

from collections import Counter

from sandbox.telegram.chats import Chat
from sandbox.telegram.shapes import Json
from sandbox.telegram.world import World


def cheer(world: World, user_id: int, chat: Chat, message_id: int, emoji: str) -> None:
    """Somebody reacts, or takes it back with an empty emoji; the bot hears of it as it may."""
    cheers = chat.cheers.setdefault(message_id, {})
    old = cheers.pop(user_id, "")
    if emoji:
        cheers[user_id] = emoji
    told = {"chat_id": chat.id, "message_id": message_id, "emoji": emoji, "user_id": user_id}
    world.streams.tell(chat.audience(), "reaction", told)
    if chat.type != "private" and chat.members.get(world.bot_id) != "administrator":
        return
    about: Json = {"chat": chat.shape, "message_id": message_id, "date": world.now()}
    if chat.type == "channel":
        counts = Counter(cheers.values())
        found = [{"type": _type(one), "total_count": count} for one, count in counts.items()]
        world.updates.put("message_reaction_count", about | {"reactions": found}, chat.id)
        return
    change = {"old_reaction": _list(old), "new_reaction": _list(emoji)}
    about |= {"user": world.people[user_id]} | change
    world.updates.put("message_reaction", about, chat.id)


def _type(emoji: str) -> Json:
    return {"type": "emoji", "emoji": emoji}


def _list(emoji: str) -> list[Json]:
    return [_type(emoji)] if emoji else []
