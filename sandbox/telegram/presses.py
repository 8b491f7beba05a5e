"""Pressed buttons: the callback queries the bot gets and its answers."""

from sandbox.telegram.chats import Chat, Entry
from sandbox.telegram.shapes import Json
from sandbox.telegram.world import Press, World


def press(world: World, user_id: int, chat: Chat, message: Entry | int, data: str) -> Press:
    """Somebody presses a button of a message, or of one that is gone (by its number)."""
    gone: Json = {"chat": chat.shape, "message_id": message, "date": 0}
    shown = message.message if isinstance(message, Entry) else gone
    made = world.new_press(user_id, chat.id, shown["message_id"], data)
    query = {
        "id": made.id,
        "from": world.people[user_id],
        "message": shown,
        "chat_instance": str(chat.id * 31 + 7),
        "data": data,
    }
    world.updates.put("callback_query", query, user_id)
    return made
