"""A channel, as tests and the street move it: posts, its discussion group, the bot let in."""

from collections.abc import Iterable

from sandbox.telegram.chats import Chat
from sandbox.telegram.groups import Group
from sandbox.telegram.members import granted
from sandbox.telegram.people import User
from sandbox.telegram.rooms import Room, new_number
from sandbox.telegram.shapes import Json
from sandbox.telegram.speaking import NotPossible
from sandbox.telegram.views import show_chat
from sandbox.telegram.world import World


class Channel(Room):
    """A channel; its owner posts in it unless said otherwise."""

    __slots__ = ()

    def add_bot(self, by: User, *, without: Iterable[str] = ()) -> None:
        """Somebody makes the bot an administrator; a channel has no other place for bots."""
        self.promote_bot(by, without=without)

    def demote_bot(self, by: User) -> None:
        """The bot is no administrator any more, so it is out."""
        self._bot("left", by)

    def post(self, text: str, by: User | None = None) -> Json:
        """A new post."""
        return (by or self.owner).say(text, chat_id=self.id)

    def photo(self, data: bytes, caption: str = "", by: User | None = None) -> Json:
        """A new post with a picture."""
        return (by or self.owner).photo(data, caption, chat_id=self.id)

    def album(self, pictures: Iterable[bytes], caption: str = "") -> list[Json]:
        """A post of two to ten pictures."""
        return self.owner.album(pictures, caption, chat_id=self.id)

    def edit(self, message: Json | int, text: str) -> Json:
        """Other words in a post of the owner's."""
        return self.owner.edit(message, text, chat_id=self.id)

    def link(self, group: Group) -> Group:
        """Makes a group the channel's discussion; the group as it is then, a supergroup."""
        if group.chat.type == "group":
            group = group.upgrade()
        self.unlink()
        self.chat.linked, group.chat.linked = group.id, self.id
        return group

    def unlink(self) -> None:
        """The channel has no discussion group any more."""
        if self.chat.linked:
            self.world.chats[self.chat.linked].linked = 0
        self.chat.linked = 0

    def echo(self, post: Json) -> Json:
        """The automatic forward of a post in the discussion group; NotPossible without one."""
        entry = self.chat.find(post["message_id"])
        if entry is None or entry.echo is None:
            raise NotPossible("this post was not forwarded")
        group_id, message_id = entry.echo
        return self.world.chats[group_id].messages[message_id].message


def new_channel(
    world: World,
    title: str,
    owner: User,
    *,
    bot: str | None,
    without: Iterable[str],
    username: str,
    channel_id: int | None,
) -> Channel:
    """A channel; bot: the bot's status (administrator), None when it is not in."""
    number = new_number(world) if channel_id is None else channel_id
    shape: Json = {"id": number, "title": title, "type": "channel"}
    if username:
        shape["username"] = username
    chat = Chat(number, "channel", shape, last_id=1)
    chat.members[owner.id] = "creator"
    if bot is not None:
        chat.members[world.bot_id] = bot
        chat.rights[world.bot_id] = granted("channel", without)
    world.chats[number] = chat
    show_chat(world, chat, [owner.id])
    return Channel(world, number)
