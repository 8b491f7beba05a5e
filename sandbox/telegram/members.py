"""ChatMember objects and the rights of administrators: who is what in a chat and may do what."""

from collections.abc import Iterable

from sandbox.telegram.shapes import Json

_EVERYWHERE = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_send_welcome_messages",
)
_GROUP = ("can_pin_messages", "can_manage_tags")
_OF_TYPE = {
    "group": _GROUP,
    "supergroup": (*_GROUP, "can_manage_topics"),
    "channel": ("can_post_messages", "can_edit_messages", "can_manage_direct_messages"),
}

# What a plain member needs for a message with this in it, and how a refusal calls it.
NEEDED = {
    "text": ("can_send_messages", "text messages"),
    "photo": ("can_send_photos", "photos"),
    "document": ("can_send_documents", "documents"),
}
GOVERNING = frozenset({"creator", "administrator"})


def rights_of(chat_type: str) -> tuple[str, ...]:
    """The names of the rights that an administrator of such a chat can have."""
    return _EVERYWHERE + _OF_TYPE[chat_type]


def granted(chat_type: str, without: Iterable[str] = ()) -> frozenset[str]:
    """Every right but these; an administrator always has ``can_manage_chat``.

    Raises ValueError for a name that is no right there.
    """
    known, missing = rights_of(chat_type), set(without)
    if unknown := missing - set(known):
        raise ValueError(f"no rights in a {chat_type}: {sorted(unknown)}")
    return frozenset(known) - missing | {"can_manage_chat"}


def chat_member(
    user: Json, status: str, chat_type: str = "group", rights: frozenset[str] | None = None
) -> Json:
    """The ChatMember of a user with this status; rights: an administrator's, None for all."""
    member: Json = {"user": user, "status": status}
    match status:
        case "creator":
            member["is_anonymous"] = False
        case "administrator":
            given = granted(chat_type) if rights is None else rights
            member |= {"can_be_edited": False, "is_anonymous": False}
            member |= {name: name in given for name in rights_of(chat_type)}
        case "kicked":
            member["until_date"] = 0
    return member
