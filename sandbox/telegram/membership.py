"""Somebody's place in a chat changes; the bot hears of it as Telegram would tell it."""

from sandbox.telegram.chats import PRESENT, Chat
from sandbox.telegram.members import chat_member
from sandbox.telegram.shapes import Json
from sandbox.telegram.views import show_chat
from sandbox.telegram.world import World


def change(
    world: World,
    chat: Chat,
    who: Json,
    status: str,
    by: Json,
    *,
    rights: frozenset[str] | None = None,
) -> None:
    """Another status; rights: what an administrator may do, None for everything."""
    old, was = chat.member(who), chat.members.get(who["id"])
    chat.members[who["id"]] = status
    chat.rights.pop(who["id"], None)
    if status == "administrator" and rights is not None:
        chat.rights[who["id"]] = rights
    _tell(world, chat, who, by, (old, chat.member(who)))
    if was not in PRESENT and status in PRESENT:
        show_chat(world, chat, [who["id"]])
    elif was in PRESENT and status not in PRESENT:
        world.streams.tell([who["id"]], "gone", {"chat_id": chat.id})
    world.changed()


def comes(world: World, chat: Chat, who: Json, by: Json) -> None:
    """Somebody is let in as a member; a group has a notice of it."""
    change(world, chat, who, "member", by)
    if chat.type != "channel":
        world.post(chat, by, {"new_chat_members": [who]})


def goes(world: World, chat: Chat, who: Json, status: str, by: Json) -> None:
    """Somebody leaves or is thrown out (left, kicked); a group has a notice of it."""
    if chat.type != "channel":
        world.post(chat, by, {"left_chat_member": who})
    change(world, chat, who, status, by)


def set_blocked(world: World, user_id: int, blocked: bool) -> None:
    """A person blocks the bot or lets it back; nothing happens when that is so already."""
    chat = world.chats[user_id]
    if chat.blocked == blocked:
        return
    chat.blocked = blocked
    statuses = ("member", "kicked") if blocked else ("kicked", "member")
    old, new = (chat_member(world.bot, one) for one in statuses)
    _tell(world, chat, world.bot, world.people[user_id], (old, new))
    world.changed()


def _tell(world: World, chat: Chat, who: Json, by: Json, members: tuple[Json, Json]) -> None:
    payload: Json = {"chat": chat.shape, "from": by, "date": world.now()}
    payload |= {"old_chat_member": members[0], "new_chat_member": members[1]}
    if who is world.bot:
        world.updates.put("my_chat_member", payload, chat.id)
    elif chat.members.get(world.bot_id) == "administrator":
        world.updates.put("chat_member", payload, who["id"])
