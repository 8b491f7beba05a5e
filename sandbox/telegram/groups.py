"""A group, as tests and the street move it: the bot let in, becoming a supergroup."""

from collections.abc import Iterable, Sequence

from sandbox.telegram import membership
from sandbox.telegram.chat_info import MEMBERS_MAY
from sandbox.telegram.chats import Chat
from sandbox.telegram.people import User
from sandbox.telegram.rooms import FIRST_SUPERGROUP, Room, new_number
from sandbox.telegram.shapes import Json
from sandbox.telegram.views import show_chat
from sandbox.telegram.world import World

FIRST_GROUP = -4_000_001


class Group(Room):
    """A plain group or a supergroup."""

    __slots__ = ()

    def add_bot(
        self, by: User, *, administrator: bool = False, without: Iterable[str] = ()
    ) -> None:
        """Somebody brings the bot in, at once as an administrator or not yet."""
        membership.comes(self.world, self.chat, self.world.bot, self.world.people[by.id])
        if administrator:
            self.promote_bot(by, without=without)

    def demote_bot(self, by: User) -> None:
        """The bot is a plain member again."""
        self._bot("member", by)

    def forbid(self, *permissions: str) -> None:
        """Plain members, the bot too unless it is an administrator, have these no more; none named
        gives all back. ValueError for a name that is no permission."""
        if unknown := set(permissions) - set(MEMBERS_MAY):
            raise ValueError(f"no permissions: {sorted(unknown)}")
        self.chat.forbidden = frozenset(permissions)

    def upgrade(self) -> "Group":
        """The group becomes a supergroup: a new chat; the old one is closed for good."""
        old = self.chat
        number = new_number(self.world)
        chat = _supergroup(number, old.shape["title"])
        chat.members, chat.rights = dict(old.members), dict(old.rights)
        chat.forbidden = old.forbidden
        self.world.chats[number] = chat
        owner = next(
            (self.world.people[one] for one in old.members if one in self.world.people),
            self.world.bot,
        )
        self.world.post(old, owner, {"migrate_to_chat_id": number})
        old.upgraded_to = number
        chat.last_id = 0
        show_chat(self.world, chat, chat.audience())
        self.world.post(chat, owner, {"migrate_from_chat_id": old.id})
        return Group(self.world, number)


def new_group(
    world: World,
    title: str,
    members: Sequence[User],
    *,
    bot: str | None,
    group_id: int | None,
    supergroup: bool,
) -> Group:
    """A group whose first member owns it; bot: the bot's status, None when it is not in."""
    if supergroup:
        chat = _supergroup(new_number(world) if group_id is None else group_id, title)
    else:
        chat = _plain(world, title, group_id)
    for place, user in enumerate(members):
        chat.members[user.id] = "member" if place else "creator"
    if bot is not None:
        chat.members[world.bot_id] = bot
    world.chats[chat.id] = chat
    show_chat(world, chat, chat.audience())
    return Group(world, chat.id)


def _plain(world: World, title: str, group_id: int | None) -> Chat:
    if group_id is None:
        taken = [one for one in world.chats if FIRST_SUPERGROUP < one < 0]
        group_id = min([FIRST_GROUP + 1, *taken]) - 1
    shape = {
        "id": group_id,
        "title": title,
        "type": "group",
        "all_members_are_administrators": False,
    }
    return Chat(group_id, "group", shape)


def _supergroup(number: int, title: str) -> Chat:
    shape: Json = {"id": number, "title": title, "type": "supergroup"}
    # The first number is the notice that the group was made.
    return Chat(number, "supergroup", shape, last_id=1)
