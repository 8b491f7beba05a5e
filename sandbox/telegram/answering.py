"""The methods that answer a button and react to a message."""

from sandbox.telegram.chats import Access, Chat, Entry
from sandbox.telegram.editing import message_in
from sandbox.telegram.fields import OBJECTS
from sandbox.telegram.query import Query
from sandbox.telegram.reactions import is_reaction
from sandbox.telegram.refusal import refuse
from sandbox.telegram.shapes import Json
from sandbox.telegram.world import TOO_OLD, World

LONGEST_ANSWER = 200


def answer_callback_query(world: World, query: Query) -> bool:
    """Ends a button's waiting, once and soon enough."""
    press = world.presses.get(query.text("callback_query_id"))
    if press is None or press.answer is not None:
        raise refuse(TOO_OLD)
    if world.clock() - press.at > world.answer_within:
        raise refuse(TOO_OLD)
    text, url = query.text("text"), query.text("url")
    if len(text) > LONGEST_ANSWER:
        raise refuse("MESSAGE_TOO_LONG")
    if url and not url.startswith(
        (f"https://t.me/{world.bot['username']}?start=", f"t.me/{world.bot['username']}?start=")
    ):
        raise refuse("URL_INVALID")
    press.answer = {"text": text, "show_alert": query.flag("show_alert"), "url": url}
    told = {"callback_query_id": press.id} | press.answer
    world.streams.tell([press.user_id], "answer", told)
    world.changed()
    return True


def set_message_reaction(world: World, query: Query) -> bool:
    """One emoji from the fixed list, or none."""
    value = query.json("reaction", "Can't parse reaction types JSON object")
    if value is not None and not isinstance(value, list):
        raise refuse("Expected an Array of ReactionType")
    emoji = [_emoji(world, one) for one in value or []]
    chat, entry = message_in(world, query, Access.READ, "message to react")
    if len(emoji) > 1:
        raise refuse("REACTIONS_TOO_MANY")
    if entry.service:
        raise refuse("MESSAGE_ID_INVALID")
    if emoji and not _allowed(world, chat, entry, emoji[0]):
        raise refuse("REACTION_INVALID")
    shown = emoji[0] if emoji else ""
    chat.reactions[entry.message_id] = shown
    told: Json = {"chat_id": chat.id, "message_id": entry.message_id, "emoji": shown}
    told["user_id"] = world.bot_id
    world.streams.tell(chat.audience(), "reaction", told)
    world.changed()
    return True


def _allowed(world: World, chat: Chat, entry: Entry, emoji: str) -> bool:
    """Whether the chat takes a reaction; a channel's post is answered as the channel allows."""
    if entry.message.get("is_automatic_forward"):
        chat = world.chats[entry.message["sender_chat"]["id"]]
    return is_reaction(emoji) and (chat.allowed is None or emoji in chat.allowed)


def _emoji(world: World, value: object) -> str:
    if not isinstance(value, dict):
        raise refuse("Can't parse ReactionType: expected an Object")
    for name in value.keys() - OBJECTS["ReactionType"]:
        world.calls_log.note("setMessageReaction", f"ReactionType.{name}")
    match value.get("type"):
        case "emoji":
            if "emoji" not in value:
                raise refuse("Can't parse ReactionType: Can't find field \"emoji\"")
            return str(value["emoji"])
        case "custom_emoji":
            raise refuse("REACTION_INVALID")
        case _:
            raise refuse("Can't parse ReactionType: invalid reaction type specified")
