"""What a forwarded message says of where it comes from."""

from sandbox.telegram.chats import Chat, Entry
from sandbox.telegram.content import CARRIED
from sandbox.telegram.shapes import Json
from sandbox.telegram.world import World


def origin(world: World, chat: Chat, entry: Entry) -> Json:
    """The MessageOrigin of a message: user, hidden_user, chat or channel, the first one if it was
    forwarded before."""
    message = entry.message
    if "forward_origin" in message:
        return dict(message["forward_origin"])
    date: Json = {"date": message["date"]}
    signed = {key: message[key] for key in ("author_signature",) if key in message}
    if chat.type == "channel":
        return (
            {"type": "channel", "chat": chat.shape, "message_id": entry.message_id} | date | signed
        )
    if "sender_chat" in message:
        return {"type": "chat", "sender_chat": message["sender_chat"]} | date | signed
    sender = message["from"]
    if sender["id"] in world.hidden:
        name = f"{sender['first_name']} {sender.get('last_name', '')}".strip()
        return {"type": "hidden_user", "sender_user_name": name} | date
    return {"type": "user", "sender_user": sender} | date


def forwarded(world: World, chat: Chat, entry: Entry) -> Json:
    """The content of a forward of this message."""
    content = {key: entry.message[key] for key in CARRIED if key in entry.message}
    return content | {"forward_origin": origin(world, chat, entry)}
