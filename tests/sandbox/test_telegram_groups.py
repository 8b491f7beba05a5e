"""What the bot hears in a group: privacy, faceless writers, forwards, albums, other bots."""

import aiogram
import pytest
import telegram as ptb_package
from telegram import error as ptb_errors

from sandbox.telegram import Group, NotPossible, Telegram, User
from tests.sandbox.telegram_cast import picture
from tests.sandbox.telegram_heard import Ears, texts


@pytest.fixture
async def ears(ptb: ptb_package.Bot, gram: aiogram.Bot) -> Ears:
    ears = Ears(ptb, gram)
    await ears.open()
    return ears


@pytest.fixture
def group(street: Telegram, anna: User, somchai: User) -> Group:
    """A supergroup of Anna's that the bot administers."""
    return street.group("Scarves", [anna, somchai], bot="administrator", supergroup=True)


async def test_it_tells_whether_the_bot_may_act_when_it_is_let_in(
    street: Telegram, ears: Ears, anna: User
) -> None:
    group = street.group("Scarves", [anna], bot=None, supergroup=True)
    group.add_bot(anna, administrator=True, without=["can_pin_messages"])
    group.demote_bot(anna)
    group.kick_bot(anna)
    updates = await ears.updates()
    assert ears.kinds == [
        "my_chat_member",
        "message",
        "my_chat_member",
        "my_chat_member",
        "message",
        "my_chat_member",
    ]
    changes = [one.my_chat_member for one in updates if one.my_chat_member]
    assert [one.new_chat_member.status for one in changes] == [
        "member",
        "administrator",
        "member",
        "kicked",
    ]
    promoted = changes[1].new_chat_member
    assert isinstance(promoted, ptb_package.ChatMemberAdministrator)
    assert (promoted.can_pin_messages, promoted.can_delete_messages) == (False, True)
    assert (promoted.can_post_messages, promoted.can_manage_topics) == (None, True)
    came, left = updates[1].message, updates[4].message
    assert came and [one.id for one in came.new_chat_members] == [street.world.bot_id]
    assert left and left.left_chat_member and left.left_chat_member.id == street.world.bot_id


async def test_an_administrator_hears_what_a_member_does_not(
    street: Telegram, ears: Ears, anna: User, somchai: User
) -> None:
    group = street.group("Scarves", [anna, somchai])
    somchai.edit(somchai.say("cf a12", chat_id=group.id), "cf a12 x2")
    group.start_stream()
    somchai.say("/cart", chat_id=group.id)
    street.other_bot("Rose")
    assert texts(await ears.messages()) == [None, "/cart"]
    group.promote_bot(anna)
    said = somchai.say("cf a12", chat_id=group.id)
    somchai.edit(said, "cf a12 x2")
    anna.say("is that M?", chat_id=group.id, reply_to=said["message_id"])
    somchai.delete(said)
    heard = await ears.messages()
    assert texts(heard) == ["cf a12", "cf a12 x2", "is that M?"]
    assert ears.kinds == ["my_chat_member", "message", "edited_message", "message"]
    assert heard[1].message_id == said["message_id"] and heard[1].edit_date
    assert heard[2].reply_to_message and heard[2].reply_to_message.text == "cf a12 x2"


async def test_a_bare_command_is_for_the_bot_that_spoke_last(
    street: Telegram, ptb: ptb_package.Bot, ears: Ears, anna: User
) -> None:
    group, rose = street.group("Scarves", [anna]), street.other_bot("Rose")
    group.add(rose)
    rose.say("I keep order here", chat_id=group.id)
    anna.say("/cart", chat_id=group.id)
    anna.say("/cart@livestall_bot", chat_id=group.id)
    await ptb.send_message(group.id, "Your cart")
    anna.say("/orders", chat_id=group.id)
    heard = texts(await ears.messages())
    assert heard == [None, "/cart@livestall_bot", "/orders"]


async def test_other_bots_are_never_heard(street: Telegram, ears: Ears, group: Group) -> None:
    rose = street.other_bot("Rose")
    group.add(rose)
    rose.say("cf a12", chat_id=group.id)
    rose.edit(group.messages[-1], "cf a12 x9")
    (joined,) = await ears.messages()
    assert joined.new_chat_members[0].is_bot
    assert ears.kinds == ["chat_member", "message"]


async def test_administrators_and_channels_write_without_a_face(
    street: Telegram, ears: Ears, group: Group, anna: User, somchai: User
) -> None:
    channel = street.channel("Silk Live", anna, bot=None)
    hidden = anna.say("welcome", chat_id=group.id, as_chat=group.id)
    anna.say("from the channel", chat_id=group.id, as_chat=channel.id)
    anna.edit(hidden, "welcome all")
    anonymous, as_channel, edited = await ears.messages()
    assert anonymous.from_user and anonymous.sender_chat
    assert (anonymous.from_user.id, anonymous.sender_chat.id) == (1087968824, group.id)
    assert as_channel.from_user and as_channel.sender_chat
    assert (as_channel.from_user.id, as_channel.sender_chat.id) == (136817688, channel.id)
    assert as_channel.sender_chat.type == "channel"
    assert edited.sender_chat and edited.text == "welcome all"
    for number in (group.id, channel.id):
        with pytest.raises(NotPossible, match="may not write as"):
            somchai.say("me too", chat_id=group.id, as_chat=number)
    with pytest.raises(NotPossible, match="one's own"):
        somchai.edit(hidden, "mine now")


async def test_a_forward_says_where_it_comes_from(
    street: Telegram, ears: Ears, group: Group, anna: User, somchai: User
) -> None:
    channel = street.channel("Silk Live", anna, bot=None)
    channel.add(somchai)
    said = anna.say("A12", chat_id=group.id)
    faceless = anna.say("A13", chat_id=group.id, as_chat=group.id)
    post = channel.photo(picture(), "A14")
    await ears.updates()
    anna.hide()
    hidden = somchai.forward(said, chat_id=group.id)
    anna.hide(False)
    somchai.forward(said, chat_id=group.id)
    somchai.forward(faceless, chat_id=group.id)
    somchai.forward(post, chat_id=group.id)
    somchai.forward(hidden, chat_id=group.id)
    somchai.start()
    somchai.forward(post)
    heard = await ears.messages()
    origins = [one.forward_origin for one in heard]
    unseen, user, chat, from_channel, twice, _, private = origins
    assert isinstance(unseen, ptb_package.MessageOriginHiddenUser)
    assert unseen.sender_user_name == "Anna Rossi"
    assert isinstance(user, ptb_package.MessageOriginUser) and user.sender_user.id == anna.id
    assert isinstance(chat, ptb_package.MessageOriginChat) and chat.sender_chat.id == group.id
    assert isinstance(from_channel, ptb_package.MessageOriginChannel)
    assert (from_channel.chat.id, from_channel.message_id) == (channel.id, post["message_id"])
    assert isinstance(twice, ptb_package.MessageOriginHiddenUser)
    assert private == from_channel and heard[-1].chat.id == somchai.id
    assert heard[-1].photo and heard[-1].caption == "A14"
    assert all(one.from_user and one.from_user.id == somchai.id for one in heard)
    with pytest.raises(NotPossible, match="no message to forward"):
        somchai.forward(group.start_stream())


async def test_an_album_comes_as_one_message_each(
    ears: Ears, group: Group, anna: User, somchai: User
) -> None:
    somchai.album([picture(), picture(80, 80), picture()], "cf a12", chat_id=group.id)
    anna.album([picture(), picture()])
    heard = await ears.messages()
    assert texts(heard) == ["cf a12", None, None, None, None]
    groups = [one.media_group_id for one in heard]
    assert len(set(groups)) == 2 and groups[0] == groups[2] != groups[3] == groups[4]
    for count in (1, 11):
        with pytest.raises(NotPossible, match="two to ten"):
            anna.album([picture()] * count)


async def test_reactions_of_members_are_told_to_an_administrator(
    street: Telegram, ears: Ears, group: Group, anna: User, somchai: User
) -> None:
    said = somchai.say("cf a12", chat_id=group.id)
    await ears.ptb.set_message_reaction(group.id, said["message_id"], "👍")
    anna.react(said, "❤")
    anna.react(said, "")
    channel = street.channel("Silk Live", anna)
    anna.react(channel.post("A12"), "🔥")
    updates = await ears.updates()
    assert ears.kinds == [
        "message",
        "message_reaction",
        "message_reaction",
        "channel_post",
        "message_reaction_count",
    ]
    first, back = updates[1].message_reaction, updates[2].message_reaction
    assert first and back and first.user and first.user.id == anna.id
    assert (len(first.old_reaction), len(first.new_reaction)) == (0, 1)
    assert (len(back.old_reaction), len(back.new_reaction)) == (1, 0)
    count = updates[4].message_reaction_count
    assert count and [one.total_count for one in count.reactions] == [1]
    assert street.reaction(said) == "👍"


async def test_the_old_chat_of_a_supergroup_says_where_it_went(
    street: Telegram, ptb: ptb_package.Bot, anna: User
) -> None:
    group = street.group("Scarves", [anna], bot="administrator")
    said = anna.say("cf a12", chat_id=group.id)
    new = group.upgrade()
    calls = (
        ptb.send_message(group.id, "x"),
        ptb.send_photo(group.id, picture()),
        ptb.pin_chat_message(group.id, said["message_id"]),
        ptb.delete_message(group.id, said["message_id"]),
        ptb.get_chat_administrators(group.id),
        ptb.get_chat_member(group.id, anna.id),
        ptb.get_chat_member_count(group.id),
        ptb.send_chat_action(group.id, "typing"),
    )
    for call in calls:
        with pytest.raises(ptb_errors.ChatMigrated) as seen:
            await call
        assert seen.value.new_chat_id == new.id
    assert (await ptb.get_chat(group.id)).id == group.id
    with pytest.raises(NotPossible, match=f"goes on in {new.id}"):
        anna.say("cf a12", chat_id=group.id)
    assert anna.say("cf a12", chat_id=new.id)["chat"]["type"] == "supergroup"
    me = await ptb.get_chat_member(new.id, street.world.bot_id)
    assert isinstance(me, ptb_package.ChatMemberAdministrator)
