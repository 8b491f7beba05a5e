"""Reading an update straight from Telegram's JSON: the one way, for hot claims and all else."""

from typing import Any

from bot.reading_chats import anonymous, membership, notice, quoted, speaker
from handlers.said import Notice, Said
from models import sources

Json = dict[str, Any]


def heard_in(update: Json, received_at: int) -> Said | Notice | None:
    """What an update tells: what a person said, what happened to a chat, or nothing of interest.

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
    if post := update.get("channel_post"):
        return notice(post, seq)
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


def _message(message: Json, seq: int, *, edited: bool) -> Said | Notice | None:
    if message["chat"]["type"] != "private":
        return _in_group(message, seq, edited=edited)
    by = message.get("from")
    if by is None or by.get("is_bot") or "sender_chat" in message:
        return None
    if not _NOTICES.isdisjoint(message):
        return None
    return _said(message, seq, edited=edited, private=True, **speaker(by))


def _in_group(message: Json, seq: int, *, edited: bool) -> Said | Notice | None:
    """A comment, or what Telegram tells of a group.

    Channels, bots and what was passed on make no comments.
    """
    if (happened := None if edited else notice(message, seq)) is not None:
        return happened
    by = message.get("from")
    if by is None or "via_bot" in message or "forward_origin" in message:
        return None
    if anonymous(message):
        return _said(message, seq, edited=edited, anonymous=True, person_id=0, name="")
    if by.get("is_bot") or "sender_chat" in message:
        return None
    return _said(message, seq, edited=edited, **speaker(by))


def _said(
    message: Json, seq: int, *, edited: bool, private: bool = False, anonymous: bool = False,
    **by: Any,
) -> Said:  # fmt: skip
    chat_id = message["chat"]["id"]
    photos = message.get("photo")
    document = message.get("document")
    reply = message.get("reply_to_message")
    return Said(
        seq=seq,
        at=int(message.get("edit_date") or message["date"]) * 1000,
        source=sources.of_message(chat_id, message["message_id"]),
        chat_id=chat_id,
        private=private,
        message_id=message["message_id"],
        text=message.get("text") or message.get("caption") or "",
        photo=photos[-1]["file_id"] if photos else None,
        document=document["file_id"] if document else None,
        document_name=(document.get("file_name") or "")[:80] if document else "",
        document_size=int(document.get("file_size") or 0) if document else 0,
        document_mime=str(document.get("mime_type") or "").lower() if document else "",
        album=message.get("media_group_id"),
        edited=edited,
        anonymous=anonymous,
        reply=None if reply is None else quoted(reply),
        passed_on=quoted(message) if "forward_origin" in message else None,
        **by,
    )


def _press(press: Json, seq: int, received_at: int) -> Said:
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
        on_photo=bool(message.get("photo") or message.get("document")),
        **speaker(press["from"]),
    )


def _membership(change: Json, seq: int) -> Said | Notice:
    chat = change["chat"]
    if chat["type"] != "private":
        return membership(change, seq)
    return Said(
        seq=seq,
        at=int(change["date"]) * 1000,
        source=f"j:{seq}",
        chat_id=chat["id"],
        private=True,
        joined=change["new_chat_member"]["status"] not in ("kicked", "left"),
        **speaker(change["from"]),
    )
