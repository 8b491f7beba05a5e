"""A chat: its kind, its members, its messages, and whether the bot may act there."""

from dataclasses import dataclass, field
from enum import IntEnum

from sandbox.telegram.members import GOVERNING, NEEDED, chat_member
from sandbox.telegram.refusal import Refusal, refuse
from sandbox.telegram.shapes import Json

PRESENT = frozenset({"creator", "administrator", "member"})
# Telegram's own notices, which nobody wrote.
SERVICE = frozenset(
    {
        "new_chat_members",
        "left_chat_member",
        "migrate_to_chat_id",
        "migrate_from_chat_id",
        "pinned_message",
        "video_chat_scheduled",
        "video_chat_started",
        "video_chat_ended",
        "video_chat_participants_invited",
    }
)


class Access(IntEnum):
    """What a method wants to do in a chat, each more than the one before."""

    READ = 1
    MEMBERS = 2
    EDIT = 3
    WRITE = 4
    SEND = 5


@dataclass(slots=True)
class Entry:
    """One message as it now stands.

    keyboard: a reply keyboard, its removal or a forced reply, which clients see and bots don't
    get back. own: whether the bot sent it. author: the id of who really wrote it, also behind the
    name of a chat. echo: the chat and number of its automatic forward in a discussion group.
    """

    message: Json
    keyboard: Json | None = None
    own: bool = False
    author: int = 0
    echo: tuple[int, int] | None = None

    @property
    def message_id(self) -> int:
        """Its number in the chat."""
        return int(self.message["message_id"])

    @property
    def service(self) -> bool:
        """Whether it is a notice of Telegram's."""
        return not SERVICE.isdisjoint(self.message)

    def bare(self) -> Json:
        """The message without the one it answers, as it appears inside a reply."""
        return {key: value for key, value in self.message.items() if key != "reply_to_message"}

    def seen(self) -> Json:
        """The message as a person's phone shows it."""
        return self.message | {"reply_markup": self.keyboard} if self.keyboard else self.message


@dataclass(slots=True)
class Chat:
    """type: private, group, supergroup or channel. members: user id → status.

    rights: what administrators may do, by user id; everything when they are not in it. forbidden:
    the permissions that plain members lack. linked: the discussion group of a channel, the channel
    of a discussion group. reactions: the bot's, by message; cheers: people's, by message and
    person; allowed: the emoji of the chat, None for any. live_since: when the running stream
    started, in seconds. last_bot: the bot that spoke last. whispers: what one person alone sees,
    by ephemeral_message_id. upgraded_to: the supergroup a group became.

    For a private chat, started says that the person pressed Start, blocked that they blocked the
    bot, deactivated that their account is gone.
    """

    id: int
    type: str
    shape: Json
    members: dict[int, str] = field(default_factory=dict)
    rights: dict[int, frozenset[str]] = field(default_factory=dict)
    messages: dict[int, Entry] = field(default_factory=dict)
    pinned: list[int] = field(default_factory=list)
    reactions: dict[int, str] = field(default_factory=dict)
    cheers: dict[int, dict[int, str]] = field(default_factory=dict)
    allowed: frozenset[str] | None = None
    forbidden: frozenset[str] = frozenset()
    linked: int = 0
    live_since: float | None = None
    whispers: dict[int, Entry] = field(default_factory=dict)
    last_whisper: int = 0
    invite_link: str = ""
    last_bot: int = 0
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
            self._check_supergroup(access, self.members.get(bot_id, "left"))

    def may(self, user_id: int, right: str) -> bool:
        """Whether somebody owns the chat or administers it with this right."""
        status = self.members.get(user_id)
        if status != "administrator":
            return status == "creator"
        return right in self.rights.get(user_id, (right,))

    def lacks(self, user_id: int, content: Json) -> str:
        """What of this content somebody may not send here, in the server's words; empty for
        nothing."""
        if self.members.get(user_id) in GOVERNING:
            return ""
        lacking = [
            what
            for key, (permission, what) in NEEDED.items()
            if key in content and permission in self.forbidden
        ]
        return lacking[0] if lacking else ""

    def member(self, user: Json) -> Json:
        """The ChatMember of a user as it now is."""
        user_id = user["id"]
        status = self.members.get(user_id, "left")
        return chat_member(user, status, self.type, self.rights.get(user_id))

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
        # The member list of a closed group is as closed as its messages.
        if access is Access.MEMBERS:
            access = Access.WRITE
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

    def _check_supergroup(self, access: Access, status: str) -> None:
        if status == "kicked":
            raise refuse(f"bot was kicked from the {self.type} chat", 403)
        public = "username" in self.shape
        if status not in PRESENT and (access >= Access.EDIT or not public):
            raise refuse(f"bot is not a member of the {self.type} chat", 403)

    def audience(self) -> list[int]:
        """The people who see what happens here."""
        if self.type == "private":
            return [self.id]
        return [user_id for user_id, status in self.members.items() if status in PRESENT]

    def find(self, message_id: int) -> Entry | None:
        """A message that still stands."""
        return self.messages.get(message_id)
