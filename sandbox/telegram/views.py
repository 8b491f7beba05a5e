"""What a person's phone shows when it is switched on, and of a chat one comes into."""

from sandbox.telegram.chats import Chat
from sandbox.telegram.shapes import Json
from sandbox.telegram.world import World


def snapshot(world: World, user_id: int) -> Json:
    """All that a phone shows: me, bot, chats, ephemeral, commands, reactions, blocked.

    reactions: {chat_id, message_id, emoji, user_id}, people's before the bot's.
    """
    me = world.people[user_id]
    chats = [chat for chat in world.chats.values() if user_id in chat.audience()]
    return {
        "me": me,
        "bot": world.bot,
        "chats": [chat_view(chat, user_id) for chat in chats],
        "ephemeral": [
            entry.message
            for chat in chats
            for entry in chat.whispers.values()
            if entry.message["receiver_user"]["id"] == user_id
        ],
        "commands": world.menus.shown(user_id, me.get("language_code", "")),
        "reactions": [one for chat in chats for one in _reactions(world, chat)],
        "blocked": world.chats[user_id].blocked,
    }


def chat_view(chat: Chat, user_id: int) -> Json:
    """One chat with its messages; of a group or channel also role (one's status), members (how
    many), pinned (numbers of messages), live and, where there is one, linked_chat_id."""
    view: Json = {
        "chat": chat.shape,
        "messages": [entry.seen() for entry in chat.messages.values()],
    }
    if chat.type != "private":
        view |= {
            "role": chat.members.get(user_id, "left"),
            "members": len(chat.audience()),
            "pinned": sorted(chat.pinned),
            "live": chat.live_since is not None,
        }
        if chat.linked:
            view["linked_chat_id"] = chat.linked
    return view


def show_chat(world: World, chat: Chat, user_ids: list[int]) -> None:
    """Shows people a chat they have come into."""
    for user_id in world.streams.people() and user_ids:
        world.streams.tell([user_id], "chat", chat_view(chat, user_id))


def _reactions(world: World, chat: Chat) -> list[Json]:
    found = [
        (message_id, user_id, emoji)
        for message_id, cheers in chat.cheers.items()
        for user_id, emoji in cheers.items()
    ]
    found += [(number, world.bot_id, emoji) for number, emoji in chat.reactions.items() if emoji]
    return [
        {"chat_id": chat.id, "message_id": message_id, "emoji": emoji, "user_id": user_id}
        for message_id, user_id, emoji in found
        if message_id in chat.messages
    ]
