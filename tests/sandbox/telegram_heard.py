"""What the bot hears, read by both clients: they must agree on every update."""

import aiogram
import telegram as ptb_package

ALL = ["message", "edited_message", "channel_post", "edited_channel_post", "callback_query"]
ALL += ["my_chat_member", "chat_member", "message_reaction", "message_reaction_count"]


class Ears:
    """Takes the pending updates once, through both clients."""

    def __init__(self, ptb: ptb_package.Bot, gram: aiogram.Bot) -> None:
        self.ptb = ptb
        self.gram = gram
        self.kinds: list[str] = []

    async def open(self) -> None:
        """Asks for every kind of update."""
        await self.ptb.get_updates(allowed_updates=ALL)

    async def updates(self) -> list[ptb_package.Update]:
        """What is new, oldest first; the kinds are in kinds."""
        seen, also = await self.ptb.get_updates(), await self.gram.get_updates()
        assert [one.update_id for one in also] == [one.update_id for one in seen]
        self.kinds = [one.event_type for one in also]
        assert self.kinds == [
            next(key for key in one.to_dict() if key != "update_id") for one in seen
        ]
        if seen:
            await self.ptb.get_updates(offset=seen[-1].update_id + 1)
        return list(seen)

    async def messages(self) -> list[ptb_package.Message]:
        """The messages and posts among what is new, edited ones too."""
        found = [one.effective_message for one in await self.updates() if one.effective_message]
        return [one for one in found if isinstance(one, ptb_package.Message)]


def texts(messages: list[ptb_package.Message]) -> list[str | None]:
    """Their words."""
    return [one.text or one.caption for one in messages]
