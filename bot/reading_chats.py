"""Reading what happens to groups and channels, and the messages that others answer or pass on."""

from typing import Any

from handlers.said import Notice, Quoted, Speaker

Json = dict[str, Any]


def speaker(user: Json) -> dict[str, Any]:
    """A user as ``Said`` and ``Speaker`` have them."""
    name = " ".join(part for part in (user.get("first_name"), user.get("last_name")) if part)
    return {
        "person_id": user["id"],
        "name": name or str(user["id"]),
        "username": user.get("username"),
        "language": user.get("language_code"),
    }


def anonymous(message: Json) -> bool:
    """Whether an administrator wrote it in the name of the group itself."""
    sender = message.get("sender_chat")
    return sender is not None and bool(sender["id"] == message["chat"]["id"])


def notice(message: Json, seq: int) -> Notice | None:
    """What a message tells of its group or channel; None if somebody just wrote it."""
    if message.get("is_automatic_forward"):
        channel = message.get("sender_chat") or {}
        return _notice("post", message, seq, other=int(channel.get("id", 0)))
    for field, what in _STREAMS.items():
        if field in message:
            starts_at = int((message[field] or {}).get("start_date", 0)) * 1000
            return _notice(what, message, seq, starts_at=starts_at)
    for field, what in _MOVES.items():
        if field in message:
            return _notice(what, message, seq, other=int(message[field]))
    if "new_chat_title" in message:
        return _notice("titled", message, seq)
    return None


_STREAMS = {
    "video_chat_scheduled": "scheduled",
    "video_chat_started": "started",
    "video_chat_ended": "ended",
}
_MOVES = {"migrate_to_chat_id": "moved_to", "migrate_from_chat_id": "moved_from"}


def membership(change: Json, seq: int) -> Notice:
    """The bot's standing in a group or channel has changed."""
    member, by = change["new_chat_member"], change["from"]
    status = member["status"]
    if status == "restricted":
        status = "member" if member.get("is_member") else "left"
    return _notice(
        "membership", change, seq, status=status,
        rights=frozenset(name for name, value in member.items() if value is True),
        by=None if by.get("is_bot") else Speaker(**speaker(by)),
    )  # fmt: skip


def _notice(what: str, told: Json, seq: int, **more: Any) -> Notice:
    chat = told["chat"]
    return Notice(
        what, seq, int(told["date"]) * 1000, chat["id"], chat["type"], chat.get("title") or "",
        chat.get("username"), **more,
    )  # fmt: skip


def quoted(message: Json) -> Quoted:
    """A message as another one shows it: by whom and when it was written first."""
    text = message.get("text") or message.get("caption") or ""
    message_id = int(message.get("message_id", 0))
    if (origin := message.get("forward_origin")) is not None:
        user = origin.get("sender_user")
        by = None if user is None or user.get("is_bot") else Speaker(**speaker(user))
        at, hidden = int(origin["date"]) * 1000, origin["type"] == "hidden_user"
        return Quoted(at, text, by, hidden=hidden)
    user = message.get("from")
    nobody = user is None or user.get("is_bot") or "sender_chat" in message
    by = None if user is None or nobody else Speaker(**speaker(user))
    return Quoted(int(message["date"]) * 1000, text, by, message_id)
