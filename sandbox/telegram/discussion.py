"""A channel's discussion group: each post is passed on into it, and follows the post's changes."""

from typing import TYPE_CHECKING

from sandbox.telegram.chats import Chat, Entry
from sandbox.telegram.pins import show
from sandbox.telegram.shapes import Json

if TYPE_CHECKING:
    from sandbox.telegram.world import World

TELEGRAM: Json = {"id": 777000, "is_bot": False, "first_name": "Telegram"}
_OF_THE_POST = frozenset({"message_id", "chat", "date", "sender_chat", "author_signature"})
_LEFT_OUT = _OF_THE_POST | {"reply_to_message", "reply_markup", "edit_date", "forward_origin"}


def pass_on(world: "World", channel: Chat, post: Entry) -> None:
    """Forwards a new post into the discussion group, if there is one, and pins it there."""
    group = world.chats.get(channel.linked)
    if group is None or post.service:
        return
    origin: Json = {
        "type": "channel",
        "chat": channel.shape,
        "message_id": post.message_id,
        "date": post.message["date"],
    }
    if "author_signature" in post.message:
        origin["author_signature"] = post.message["author_signature"]
    head: Json = {
        "sender_chat": channel.shape,
        "is_automatic_forward": True,
        "forward_origin": post.message.get("forward_origin", origin),
    }
    entry = world.post(group, TELEGRAM, head | _content(post), date=post.message["date"])
    post.echo = (group.id, entry.message_id)
    group.pinned.append(entry.message_id)
    show(world, group)


def follow(world: "World", post: Entry) -> None:
    """Changes the forward of a post as the post has changed."""
    found = _echo(world, post)
    if found is None:
        return
    group, entry = found
    kept = _LEFT_OUT | {"is_automatic_forward"}
    head = {key: value for key, value in entry.message.items() if key in kept}
    world.edit(group, entry, head | _content(post))


def retract(world: "World", post: Entry) -> None:
    """Removes the forward of a post that was deleted."""
    if found := _echo(world, post):
        group, entry = found
        world.delete(group, entry.message_id)


def _echo(world: "World", post: Entry) -> tuple[Chat, Entry] | None:
    if post.echo is None:
        return None
    group = world.chats[post.echo[0]]
    entry = group.find(post.echo[1])
    return (group, entry) if entry else None


def _content(post: Entry) -> Json:
    return {key: value for key, value in post.message.items() if key not in _LEFT_OUT}
