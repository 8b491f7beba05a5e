"""A chat: its kind, its members, its messages, and whether the bot may act there."""

from dataclasses import dataclass, field
from enum import IntEnum

from sandbox.telegram.refusal import Refusal, refuse
from sandbox.telegram.shapes import Json

PRESENT = frozenset({"creator", "administrator", "member"})


class Access(IntEnum):
    """What a method wants to do in a chat, each more than the one before."""

    READ = 1
    EDIT = 2
    WRITE = 3
    SEND = 4


@dataclass(slots=True)
class Entry:
    """One message as it now stands.

    keyboard: a reply keyboard, its removal or a forced reply, which clients see and bots don't
    get back. own: whether the bot sent it.
    """

    message: Json
    keyboard: Json | None = None
    own: bool = False

    @property
    def message_id(self) -> int:
        """Its number in the chat."""
        return int(self.message["message_id"])

    def bare(self) -> Json:
        """The message without the one it answers, as it appears inside a reply."""
        return {key: value for key, value in self.message.items() if key != "reply_to_message"}

    def seen(self) -> Json:
        """The message as a person's phone shows it."""
        return self.message | {"reply_markup": self.keyboard} if self.keyboard else self.message


@dataclass(slots=True)
class Chat:
    """type: private, group, supergroup or channel. members: user id → status.

    For a private chat, started says that the person pressed Start, blocked that they blocked the
    bot, deactivated that their account is gone. upgraded_to: the supergroup a group became.
    """

    id: int
    type: str
    shape: Json
    members: dict[int, str] = field(default_factory=dict)
    messages: dict[int, Entry] = field(default_factory=dict)
    pinned: list[int] = field(default_factory=list)
    reactions: dict[int, str] = field(default_factory=dict)
    started: bool = False
    blocked: bool = False
    deactivated: bool = False
    upgraded_to: int = 0
    last_id: int = 0

    def check(self, access: Access, bot_id: int) -> None:
        """Lets the bot act here or raises Refusal 400 or 403 as the server words it."""
        if self.type == "private":
            self._check_private(access)
        elif self.type == "group":
            self._check_group(access, self.members.get(bot_id, "left"))
        else:
            self._check_supergroup(self.members.get(bot_id, "left"))

    def _check_private(self, access: Access) -> None:
        if access >= Access.EDIT and self.deactivated:
            raise refuse("user is deactivated", 403)
        if access >= Access.WRITE and not self.started:
            raise refuse("bot can't initiate conversation with a user", 403)
        if access is Access.SEND and self.blocked:
            raise refuse("bot was blocked by the user", 403)
        if not self.started:
            raise refuse("chat not found")

    def _check_group(self, access: Access, status: str) -> None:
        if self.upgraded_to and access >= Access.WRITE:
            raise Refusal(
                400,
                "Bad Request: group chat was upgraded to a supergroup chat",
                {"migrate_to_chat_id": self.upgraded_to},
            )
        if access >= Access.EDIT and not self.upgraded_to and status not in PRESENT:
            gone = "kicked from" if status == "kicked" else "not a member of"
            verb = "was" if status == "kicked" else "is"
            raise refuse(f"bot {verb} {gone} the group chat", 403)

    def _check_supergroup(self, status: str) -> None:
        if status == "kicked":
            raise refuse(f"bot was kicked from the {self.type} chat", 403)
        if status not in PRESENT:
            raise refuse(f"bot is not a member of the {self.type} chat", 403)

    def audience(self) -> list[int]:
        """The people who see what happens here."""
        if self.type == "private":
            return [self.id]
        return [user_id for user_id, status in self.members.items() if status in PRESENT]

    def find(self, message_id: int) -> Entry | None:
        """A message that still stands."""
        return self.messages.get(message_id)


def full_info(chat: Chat) -> Json:
    """The ChatFullInfo object of a chat."""
    info = chat.shape | {
        "accent_color_id": abs(chat.id) % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": {
            "unlimited_gifts": False,
            "limited_gifts": False,
            "unique_gifts": False,
            "premium_subscription": False,
            "gifts_from_channels": False,
        },
    }
    if "username" in chat.shape:
        info["active_usernames"] = [chat.shape["username"]]
    pinned = [chat.messages[one] for one in chat.pinned if one in chat.messages]
    if pinned:
        info["pinned_message"] = pinned[-1].bare()
    return info
