"""Where somebody is met: one chat of this Telegram, by its id."""

from dataclasses import dataclass

from sandbox.telegram.chats import Chat
from sandbox.telegram.world import World


@dataclass(frozen=True, slots=True)
class Address:
    """A person's private chat with the bot, or a room; id: the chat's, and so the person's."""

    world: World
    id: int

    @property
    def chat(self) -> Chat:
        """Its state."""
        return self.world.chats[self.id]
