"""What a group and a channel have in common: members, the bot's place, pins, live streams."""

from collections.abc import Iterable
from dataclasses import dataclass

from sandbox.telegram import membership
from sandbox.telegram.address import Address
from sandbox.telegram.members import granted
from sandbox.telegram.people import User
from sandbox.telegram.pins import pin
from sandbox.telegram.shapes import Json
from sandbox.telegram.speaking import NotPossible
from sandbox.telegram.world import World

FIRST_SUPERGROUP = -1_002_000_000_001


@dataclass(frozen=True, slots=True)
class Room(Address):
    """A chat of many, as tests and the street move it. Messages are Message objects (dicts)."""

    @property
    def messages(self) -> list[Json]:
        """All that stands in it."""
        return [entry.seen() for entry in self.chat.messages.values()]

    @property
    def owner(self) -> User:
        """Whose it is; NotPossible when it is nobody's."""
        for user_id, status in self.chat.members.items():
            if status == "creator":
                return User(self.world, user_id)
        raise NotPossible("it has no owner")

    # --- members

    def add(self, user: User) -> None:
        """A person comes in."""
        person = self.world.people[user.id]
        membership.comes(self.world, self.chat, person, person)

    def remove(self, user: User) -> None:
        """A person leaves."""
        person = self.world.people[user.id]
        membership.goes(self.world, self.chat, person, "left", person)

    def promote(self, user: User, *, without: Iterable[str] = ()) -> None:
        """The owner makes somebody an administrator with every right but these."""
        rights = granted(self.chat.type, without)
        person, owner = self.world.people[user.id], self.world.people[self.owner.id]
        membership.change(self.world, self.chat, person, "administrator", owner, rights=rights)

    # --- the bot

    def promote_bot(self, by: User, *, without: Iterable[str] = ()) -> None:
        """The bot becomes an administrator, or one with other rights: all but these."""
        rights = granted(self.chat.type, without)
        self._bot("administrator", by, rights)

    def kick_bot(self, by: User) -> None:
        """Somebody throws the bot out."""
        person = self.world.people[by.id]
        membership.goes(self.world, self.chat, self.world.bot, "kicked", person)

    def _bot(self, status: str, by: User, rights: frozenset[str] | None = None) -> None:
        person = self.world.people[by.id]
        membership.change(self.world, self.chat, self.world.bot, status, person, rights=rights)

    # --- messages

    def pin(self, message: Json, by: User | None = None) -> None:
        """Somebody, the owner unless said otherwise, pins a message; a notice says so."""
        entry = self.chat.find(message["message_id"])
        if entry is None or entry.service:
            raise NotPossible("no message to pin")
        pin(self.world, self.chat, entry, self.world.people[(by or self.owner).id])

    def allow_reactions(self, emoji: Iterable[str] | None) -> None:
        """Only these reactions from now on; None for all."""
        self.chat.allowed = None if emoji is None else frozenset(emoji)

    def whispers(self, user: User) -> list[Json]:
        """The ephemeral messages that only this person sees."""
        found = [entry.message for entry in self.chat.whispers.values()]
        return [one for one in found if one["receiver_user"]["id"] == user.id]

    # --- live streams

    @property
    def live(self) -> bool:
        """Whether a live stream runs."""
        return self.chat.live_since is not None

    def schedule_stream(self, start_date: int, by: User | None = None) -> Json:
        """Announces a live stream; start_date: whole seconds since the epoch."""
        return self._notice({"video_chat_scheduled": {"start_date": start_date}}, by)

    def start_stream(self, by: User | None = None) -> Json:
        """Starts the live stream; NotPossible while one runs."""
        if self.live:
            raise NotPossible("a stream is running")
        self.chat.live_since = self.world.clock()
        return self._stream({"video_chat_started": {}}, by)

    def end_stream(self, by: User | None = None) -> Json:
        """Ends the live stream; its duration is in whole seconds. NotPossible when none runs."""
        if self.chat.live_since is None:
            raise NotPossible("no stream is running")
        lasted = int(self.world.clock() - self.chat.live_since)
        self.chat.live_since = None
        return self._stream({"video_chat_ended": {"duration": lasted}}, by)

    def flap(self, times: int = 1, by: User | None = None) -> None:
        """The stream breaks off and starts again, as with a bad connection."""
        for _ in range(times):
            self.end_stream(by)
            self.start_stream(by)

    def invite_to_stream(self, users: Iterable[User], by: User | None = None) -> Json:
        """Calls people into the running stream."""
        invited = [self.world.people[user.id] for user in users]
        return self._notice({"video_chat_participants_invited": {"users": invited}}, by)

    def _stream(self, content: Json, by: User | None) -> Json:
        told = {"chat_id": self.id, "live": self.live}
        self.world.streams.tell(self.chat.audience(), "stream", told)
        return self._notice(content, by)

    def _notice(self, content: Json, by: User | None) -> Json:
        sender = self.world.people[(by or self.owner).id]
        return self.world.post(self.chat, sender, content).message


def new_number(world: World) -> int:
    """The next free id of a supergroup or channel."""
    taken = [one for one in world.chats if one <= FIRST_SUPERGROUP]
    return min([FIRST_SUPERGROUP + 1, *taken]) - 1
