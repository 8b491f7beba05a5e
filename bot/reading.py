"""Reading an update straight from Telegram's JSON: the one way, for hot claims and all else."""

from typing import Any

from handlers.said import Said

Json = dict[str, Any]


def said_in(update: Json, received_at: int) -> Said | None:
    """What a person said in an update, or None if it says nothing we listen to.

    ``received_at`` (ms, or ``said_at``) stands for the time of what carries none, such as a button
    press, and is cut to whole seconds like Telegram's own dates, so that both stand in one order.
    """
    seq = int(update["update_id"])
    if press := update.get("callback_query"):
        return _press(press, seq, received_at)
    for kind in ("message", "edited_message"):
        if message := update.get(kind):
            return _message(message, seq, edited=kind == "edited_message")
    if change := update.get("my_chat_member"):
        return _membership(change, seq)
    return None


def said_at(update: Json, received_at: int) -> int:
    """When Telegram received what an update tells of (ms)."""
    for kind in ("message", "edited_message", "my_chat_member", "channel_post"):
        if told := update.get(kind):
            return int(told.get("edit_date") or told["date"]) * 1000
    return received_at // 1000 * 1000


_NOTICES = frozenset({
    "pinned_message", "message_auto_delete_timer_changed", "write_access_allowed",
    "connected_website", "chat_background_set", "successful_payment", "refunded_payment", "gift",
    "unique_gift", "users_shared", "chat_shared", "proximity_alert_triggered",
    "forum_topic_created", "forum_topic_edited", "forum_topic_closed", "forum_topic_reopened",
})  # fmt: skip
"""What Telegram itself puts into a private chat when somebody has done something there."""


def _message(message: Json, seq: int, *, edited: bool) -> Said | None:
    speaker = message.get("from")
    if speaker is None or speaker.get("is_bot") or "sender_chat" in message:
        return None
    if not _NOTICES.isdisjoint(message):
        return None
    chat = message["chat"]
    photos = message.get("photo")
    document = message.get("document")
    return Said(
        seq=seq,
        at=int(message.get("edit_date") or message["date"]) * 1000,
        source=f"m:{chat['id']}:{message['message_id']}",
        chat_id=chat["id"],
        private=chat["type"] == "private",
        message_id=message["message_id"],
        text=message.get("text") or message.get("caption") or "",
        photo=photos[-1]["file_id"] if photos else None,
        document=document["file_id"] if document else None,
        album=message.get("media_group_id"),
        edited=edited,
        **_speaker(speaker),
    )


def _press(press: Json, seq: int, received_at: int) -> Said | None:
    message = press.get("message") or {}
    chat = message.get("chat") or {"id": press["from"]["id"], "type": "private"}
    return Said(
        seq=seq,
        at=received_at // 1000 * 1000,
        source=f"p:{press['id']}",
        chat_id=chat["id"],
        private=chat["type"] == "private",
        message_id=message.get("message_id"),
        press_id=press["id"],
        data=press.get("data") or "",
        on_photo=bool(message.get("photo")),
        **_speaker(press["from"]),
    )


def _membership(change: Json, seq: int) -> Said | None:
    chat = change["chat"]
    if chat["type"] != "private":
        return None
    return Said(
        seq=seq,
        at=int(change["date"]) * 1000,
        source=f"j:{seq}",
        chat_id=chat["id"],
        private=True,
        joined=change["new_chat_member"]["status"] not in ("kicked", "left"),
        **_speaker(change["from"]),
    )


def _speaker(user: Json) -> dict[str, Any]:
    name = " ".join(part for part in (user.get("first_name"), user.get("last_name")) if part)
    return {
        "person_id": user["id"],
        "name": name or str(user["id"]),
        "username": user.get("username"),
        "language": user.get("language_code"),
    }
