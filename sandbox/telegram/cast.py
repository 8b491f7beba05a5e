"""The people, groups, channels and other bots of this Telegram."""

from collections.abc import Iterable

from sandbox.telegram.channels import Channel, new_channel
from sandbox.telegram.groups import Group, new_group
from sandbox.telegram.people import User
from sandbox.telegram.world import World


class Cast:
    """Makes whoever takes part."""

    world: World

    def user(
        self,
        first_name: str,
        *,
        language_code: str = "en",
        id: int | None = None,
        last_name: str = "",
        username: str = "",
        started: bool = False,
    ) -> User:
        """A person; started: the bot may write to them though they have said nothing yet."""
        shape = {
            "first_name": first_name,
            "last_name": last_name,
            "username": username,
            "language_code": language_code,
        }
        person = self.world.add_person(id, {key: one for key, one in shape.items() if one})
        if started:
            self.world.chats[person["id"]].started = True
        return User(self.world, person["id"])

    def group(
        self,
        title: str,
        members: Iterable[User] = (),
        *,
        bot: str | None = "member",
        id: int | None = None,
        supergroup: bool = False,
    ) -> Group:
        """A group owned by its first member; bot: the bot's status in it, None outside."""
        cast = list(members)
        return new_group(self.world, title, cast, bot=bot, group_id=id, supergroup=supergroup)

    def channel(
        self,
        title: str,
        owner: User,
        *,
        bot: str | None = "administrator",
        without: Iterable[str] = (),
        username: str = "",
        id: int | None = None,
    ) -> Channel:
        """A channel; bot: administrator with every right but these, or None when it is outside."""
        return new_channel(
            self.world,
            title,
            owner,
            bot=bot,
            without=without,
            username=username,
            channel_id=id,
        )

    def other_bot(self, first_name: str, username: str = "") -> User:
        """Somebody else's bot: what it writes in a group, this one never hears."""
        shape = {"first_name": first_name, "username": username or f"{first_name.lower()}_bot"}
        return User(self.world, self.world.add_person(None, shape, is_bot=True)["id"])
