"""A group, as tests and the street move it: members, the bot's place, becoming a supergroup."""

from dataclasses import dataclass

from sandbox.telegram.chats import Chat
from sandbox.telegram.people import User
from sandbox.telegram.shapes import Json
from sandbox.telegram.world import World

FIRST_GROUP = -4_000_001
FIRST_SUPERGROUP = -1_002_000_000_001


@dataclass(frozen=True, slots=True)
class Group:
    """A plain group or a supergroup."""

    world: World
    id: int

    @property
    def chat(self) -> Chat:
        """Its state."""
        return self.world.chats[self.id]

    @property
    def messages(self) -> list[Json]:
        """All that stands in it."""
        return [entry.seen() for entry in self.chat.messages.values()]

    def add(self, user: User) -> None:
        """A person comes in."""
        person = self.world.people[user.id]
        self.world.member_changes(self.chat, person, "member", person)
        self._service({"new_chat_members": [person]}, person)

    def remove(self, user: User) -> None:
        """A person leaves."""
        person = self.world.people[user.id]
        self._service({"left_chat_member": person}, person)
        self.world.member_changes(self.chat, person, "left", person)

    def add_bot(self, by: User) -> None:
        """Somebody brings the bot in."""
        self._bot("member", by)
        self._service({"new_chat_members": [self.world.bot]}, self.world.people[by.id])

    def promote_bot(self, by: User) -> None:
        """The bot becomes an administrator."""
        self._bot("administrator", by)

    def kick_bot(self, by: User) -> None:
        """Somebody throws the bot out."""
        self._bot("kicked", by)

    def upgrade(self) -> "Group":
        """The group becomes a supergroup: a new chat; the old one is closed for good."""
        old = self.chat
        taken = [one for one in self.world.chats if one <= FIRST_SUPERGROUP]
        number = min([FIRST_SUPERGROUP + 1, *taken]) - 1
        shape = {"id": number, "title": old.shape["title"], "type": "supergroup"}
        chat = Chat(number, "supergroup", shape, members=dict(old.members))
        self.world.chats[number] = chat
        owner = next(
            (self.world.people[one] for one in old.members if one in self.world.people),
            self.world.bot,
        )
        self._service({"migrate_to_chat_id": number}, owner)
        old.upgraded_to = number
        new = Group(self.world, number)
        new._service({"migrate_from_chat_id": old.id}, owner)
        return new

    def _bot(self, status: str, by: User) -> None:
        self.world.member_changes(self.chat, self.world.bot, status, self.world.people[by.id])

    def _service(self, content: Json, sender: Json) -> None:
        entry = self.world.post(self.chat, sender, content)
        if self.chat.members.get(self.world.bot_id) in ("member", "administrator"):
            self.world.updates.put("message", entry.message, self.id)


def new_group(
    world: World, title: str, members: list[User], bot: str | None, group_id: int | None
) -> Group:
    """A plain group whose first member owns it; bot: the bot's status, None when it is not in."""
    if group_id is None:
        taken = [one for one in world.chats if FIRST_SUPERGROUP < one < 0]
        group_id = min([FIRST_GROUP + 1, *taken]) - 1
    shape = {
        "id": group_id,
        "title": title,
        "type": "group",
        "all_members_are_administrators": False,
    }
    chat = Chat(group_id, "group", shape)
    for place, user in enumerate(members):
        chat.members[user.id] = "member" if place else "creator"
    if bot is not None:
        chat.members[world.bot_id] = bot
    world.chats[group_id] = chat
    return Group(world, group_id)
