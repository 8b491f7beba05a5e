"""What a person puts into a chat: as themselves, as the group they administer, as their channel."""

from dataclasses import dataclass

from sandbox.telegram.chats import Chat, Entry
from sandbox.telegram.entities import find_entities, trim
from sandbox.telegram.members import GOVERNING
from sandbox.telegram.shapes import Json
from sandbox.telegram.world import World

GROUP_ANONYMOUS_BOT: Json = {
    "id": 1087968824,
    "is_bot": True,
    "first_name": "Group",
    "username": "GroupAnonymousBot",
}
CHANNEL_BOT: Json = {
    "id": 136817688,
    "is_bot": True,
    "first_name": "Channel",
    "username": "Channel_Bot",
}


class NotPossible(Exception):
    """What a phone does not offer: no such button, a blocked bot, a chat one is not in."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How a message is put: chat_id None for the private chat; reply_to: a message's number;
    as_chat: the group itself or a channel of one's own; date: whole seconds; update_id: a chosen
    one."""

    chat_id: int | None = None
    reply_to: int | None = None
    as_chat: int | None = None
    date: int | None = None
    update_id: int | None = None


def words(text: str) -> Json:
    """The content of a text message."""
    text, _ = trim(text, [])
    if not 1 <= len(text) <= 4096:
        raise NotPossible("a message has 1 to 4096 characters")
    content: Json = {"text": text}
    if entities := find_entities(text):
        content["entities"] = entities
    return content


def caption_words(caption: str) -> Json:
    """The caption of a picture or file as a message has it."""
    text = caption.strip()
    if not text:
        return {}
    if len(text) > 1024:
        raise NotPossible("a caption has at most 1024 characters")
    found = find_entities(text)
    return {"caption": text} | ({"caption_entities": found} if found else {})


def put(world: World, user_id: int, content: Json, manner: Manner) -> Json:
    """A new message of a person's; NotPossible where they can't write."""
    chat = place(world, user_id, manner.chat_id)
    if chat.type == "private":
        if chat.blocked:
            raise NotPossible("the bot is blocked")
        chat.started = True
    if lacking := chat.lacks(user_id, content):
        raise NotPossible(f"members may not send {lacking} here")
    sender, head = _voice(world, user_id, chat, manner.as_chat)
    answered = chat.find(manner.reply_to) if manner.reply_to else None
    entry = world.post(
        chat,
        sender,
        head | content,
        reply_to=answered,
        date=manner.date,
        author=user_id,
        update_id=manner.update_id,
    )
    return entry.message


def place(world: World, user_id: int, chat_id: int | None) -> Chat:
    """A chat one sees: the private one, one of one's groups and channels, or the discussion of a
    channel one reads."""
    chat = world.chats.get(user_id if chat_id is None else chat_id)
    if chat is not None and chat.upgraded_to:
        raise NotPossible(f"the group goes on in {chat.upgraded_to}")
    if chat is not None and user_id in chat.audience():
        return chat
    channel = world.chats.get(chat.linked) if chat else None
    if chat is None or channel is None or user_id not in channel.audience():
        raise NotPossible(f"not in chat {chat_id}")
    return chat


def mine(
    world: World, user_id: int, message: Json | int, chat_id: int | None
) -> tuple[Chat, Entry]:
    """A message of one's own and its chat."""
    if isinstance(message, dict):
        chat_id, message = message["chat"]["id"], int(message["message_id"])
    chat = place(world, user_id, chat_id)
    entry = chat.find(message)
    if entry is None or entry.author != user_id or entry.service:
        raise NotPossible(f"no message {message} of one's own")
    return chat, entry


def _voice(world: World, user_id: int, chat: Chat, as_chat: int | None) -> tuple[Json, Json]:
    if chat.type == "channel":
        if not chat.may(user_id, "can_post_messages"):
            raise NotPossible("only administrators post in a channel")
        return world.people[user_id], {}
    if as_chat is None:
        return world.people[user_id], {}
    other = world.chats[as_chat]
    if chat.id == as_chat and chat.members.get(user_id) in GOVERNING:
        return GROUP_ANONYMOUS_BOT, {"sender_chat": chat.shape}
    if other.type == "channel" and other.members.get(user_id) == "creator":
        return CHANNEL_BOT, {"sender_chat": other.shape}
    raise NotPossible(f"may not write as {as_chat}")
