"""What getChat tells of a chat."""

from sandbox.telegram.chats import Chat
from sandbox.telegram.shapes import Json

_GIFTS = (
    "unlimited_gifts",
    "limited_gifts",
    "unique_gifts",
    "premium_subscription",
    "gifts_from_channels",
)
MEMBERS_MAY = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_react_to_messages",
    "can_invite_users",
)
_MEMBERS_MAY_NOT = ("can_edit_tag", "can_change_info", "can_pin_messages", "can_manage_topics")


def full_info(chat: Chat) -> Json:
    """The ChatFullInfo object of a chat."""
    info = chat.shape | {
        "accent_color_id": abs(chat.id) % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(_GIFTS, False),
    }
    if "username" in chat.shape:
        info["active_usernames"] = [chat.shape["username"]]
    if chat.type in ("group", "supergroup"):
        info["permissions"] = {name: name not in chat.forbidden for name in MEMBERS_MAY}
        info["permissions"] |= dict.fromkeys(_MEMBERS_MAY_NOT, False)
    if chat.invite_link:
        info["invite_link"] = chat.invite_link
    if chat.linked:
        info["linked_chat_id"] = chat.linked
    if chat.allowed is not None:
        allowed = sorted(chat.allowed)
        info["available_reactions"] = [{"type": "emoji", "emoji": one} for one in allowed]
    if (pinned := max(chat.pinned, default=0)) and (entry := chat.find(pinned)):
        info["pinned_message"] = entry.bare()
    return info
