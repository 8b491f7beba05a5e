"""The bot's reactions in groups: which, where, and that they cost no message."""

import aiogram
import pytest
import telegram as ptb_package
from telegram import error as ptb_errors

from sandbox.telegram import Limits, Telegram, User


async def test_a_group_allows_what_it_lists(
    street: Telegram, ptb: ptb_package.Bot, gram: aiogram.Bot, anna: User
) -> None:
    group = street.group("Scarves", [anna], bot="administrator", supergroup=True)
    said = anna.say("cf a12", chat_id=group.id)
    # Only aiogram tells "all" (None) from "none" (empty); the other client says () for both.
    assert (await gram.get_chat(group.id)).available_reactions is None
    group.allow_reactions(["👀", "❤"])
    listed = (await ptb.get_chat(group.id)).available_reactions or ()
    emoji = [one.emoji for one in listed if isinstance(one, ptb_package.ReactionTypeEmoji)]
    assert sorted(emoji) == ["❤", "👀"]
    assert await ptb.set_message_reaction(group.id, said["message_id"], "👀")
    for refused in ("👍", "✅"):
        with pytest.raises(ptb_errors.BadRequest, match="Reaction_invalid"):
            await ptb.set_message_reaction(group.id, said["message_id"], refused)
    group.allow_reactions([])
    assert (await gram.get_chat(group.id)).available_reactions == []
    with pytest.raises(ptb_errors.BadRequest, match="Reaction_invalid"):
        await ptb.set_message_reaction(group.id, said["message_id"], "👀")
    assert await ptb.set_message_reaction(group.id, said["message_id"])
    assert street.reaction(said) == ""


async def test_a_forwarded_post_takes_what_its_channel_allows(
    street: Telegram, ptb: ptb_package.Bot, anna: User
) -> None:
    channel = street.channel("Silk Live", anna)
    group = channel.link(street.group("Silk talk", [anna], bot="administrator", supergroup=True))
    channel.allow_reactions(["🔥"])
    echo = channel.echo(channel.post("A12"))
    assert await ptb.set_message_reaction(group.id, echo["message_id"], "🔥")
    with pytest.raises(ptb_errors.BadRequest, match="Reaction_invalid"):
        await ptb.set_message_reaction(group.id, echo["message_id"], "👍")
    said = anna.say("cf a12", chat_id=group.id)
    assert await ptb.set_message_reaction(group.id, said["message_id"], "👍")


async def test_notices_and_strange_chats_take_none(
    street: Telegram, ptb: ptb_package.Bot, anna: User
) -> None:
    group = street.group("Scarves", [anna], supergroup=True)
    notice, said = group.start_stream(), anna.say("cf a12", chat_id=group.id)
    with pytest.raises(ptb_errors.BadRequest, match="Message_id_invalid"):
        await ptb.set_message_reaction(group.id, notice["message_id"], "👍")
    with pytest.raises(ptb_errors.BadRequest, match="Message to react not found"):
        await ptb.set_message_reaction(group.id, 999, "👍")
    assert await ptb.set_message_reaction(group.id, said["message_id"], "👍")
    group.kick_bot(anna)
    with pytest.raises(ptb_errors.Forbidden, match="bot was kicked from the supergroup chat"):
        await ptb.set_message_reaction(group.id, said["message_id"], "👀")
    assert street.reaction(said) == "👍"


async def test_reactions_are_free(street: Telegram, ptb: ptb_package.Bot, anna: User) -> None:
    street.limit(Limits(messages_per_second=1, group_per_minute=1))
    group = street.group("Scarves", [anna], bot="administrator", supergroup=True)
    for _ in range(30):
        said = anna.say("cf a12", chat_id=group.id)
        await ptb.set_message_reaction(group.id, said["message_id"], "👍")
    assert street.refused_429 == 0
