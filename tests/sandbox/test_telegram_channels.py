"""Channels: the bot's place and rights, posts, what may be sent, the discussion group."""

import aiogram
import pytest
import telegram as ptb_package
from aiogram import exceptions as gram_errors
from aiogram import types as gram_types
from telegram import error as ptb_errors

from sandbox.telegram import NotPossible, Telegram, User
from tests.sandbox.telegram_cast import picture
from tests.sandbox.telegram_heard import Ears, texts


@pytest.fixture
async def ears(ptb: ptb_package.Bot, gram: aiogram.Bot) -> Ears:
    ears = Ears(ptb, gram)
    await ears.open()
    return ears


async def test_the_bot_comes_in_as_an_administrator_with_named_rights(
    street: Telegram, ears: Ears, anna: User
) -> None:
    channel = street.channel("Silk Live", anna, bot=None, username="silk_live")
    channel.add_bot(anna, without=["can_post_messages"])
    channel.promote_bot(anna, without=["can_manage_video_chats"])
    channel.demote_bot(anna)
    came, changed, went = [one.my_chat_member for one in await ears.updates()]
    assert came and changed and went
    assert (came.chat.type, came.chat.title, came.chat.username) == (
        "channel",
        "Silk Live",
        "silk_live",
    )
    assert came.from_user.id == anna.id
    assert came.old_chat_member.status == "left"
    new = came.new_chat_member
    assert isinstance(new, ptb_package.ChatMemberAdministrator)
    assert (new.can_post_messages, new.can_edit_messages, new.can_manage_video_chats) == (
        False,
        True,
        True,
    )
    assert (new.can_pin_messages, new.can_manage_topics) == (None, None)
    again = changed.new_chat_member
    assert isinstance(again, ptb_package.ChatMemberAdministrator)
    assert (again.can_post_messages, again.can_manage_video_chats) == (True, False)
    assert (went.old_chat_member.status, went.new_chat_member.status) == ("administrator", "left")
    with pytest.raises(ValueError, match="can_pin_messages"):
        channel.promote_bot(anna, without=["can_pin_messages"])


async def test_posts_are_heard_without_a_person_behind_them(
    street: Telegram, ears: Ears, anna: User, somchai: User
) -> None:
    channel = street.channel("Silk Live", anna)
    post = channel.post("Tonight at eight")
    channel.photo(picture(), "A12")
    channel.album([picture(), picture()], "More")
    channel.edit(post, "Tonight at nine")
    channel.add(somchai)
    channel.promote(somchai)
    channel.post("by Somchai", by=somchai)
    updates = await ears.updates()
    assert ears.kinds == [
        *["channel_post"] * 4,
        "edited_channel_post",
        *["chat_member"] * 2,
        "channel_post",
    ]
    first = updates[0].channel_post
    assert first and first.sender_chat
    assert (first.text, first.from_user, first.sender_chat.id) == (
        "Tonight at eight",
        None,
        channel.id,
    )
    albums = {one.channel_post.media_group_id for one in updates[2:4] if one.channel_post}
    assert len(albums) == 1 and None not in albums
    edited = updates[4].edited_channel_post
    assert edited and edited.edit_date
    assert (edited.text, edited.message_id) == ("Tonight at nine", post["message_id"])


async def test_readers_do_not_post(street: Telegram, anna: User, somchai: User) -> None:
    channel = street.channel("Silk Live", anna)
    channel.add(somchai)
    with pytest.raises(NotPossible, match="only administrators"):
        channel.post("hello", by=somchai)
    with pytest.raises(NotPossible, match="no comments"):
        somchai.comment(channel.post("A12"), "cf")


async def test_the_bot_posts_with_the_right_to_do_so(
    street: Telegram, ptb: ptb_package.Bot, gram: aiogram.Bot, ears: Ears, anna: User
) -> None:
    channel = street.channel("Silk Live", anna)
    sent = await ptb.send_message(channel.id, "Now showing A12")
    assert sent.sender_chat and sent.from_user is None
    assert (sent.sender_chat.id, sent.chat.type) == (channel.id, "channel")
    photo = await gram.send_photo(channel.id, gram_types.BufferedInputFile(picture(), "a.jpg"))
    assert photo.sender_chat and photo.sender_chat.id == channel.id
    edited = await sent.edit_text("Now showing A13")
    assert isinstance(edited, ptb_package.Message) and edited.text == "Now showing A13"
    assert await sent.delete()
    assert await ears.updates() == []

    channel.promote_bot(anna, without=["can_post_messages"])
    with pytest.raises(ptb_errors.BadRequest) as seen:
        await ptb.send_message(channel.id, "x")
    assert seen.value.message == "Need administrator rights in the channel chat"
    with pytest.raises(gram_errors.TelegramBadRequest) as also:
        await gram.send_photo(channel.id, photo.photo[-1].file_id if photo.photo else "")
    assert also.value.message == "Bad Request: need administrator rights in the channel chat"
    channel.demote_bot(anna)
    with pytest.raises(ptb_errors.Forbidden, match="bot is not a member of the channel chat"):
        await ptb.send_message(channel.id, "x")
    channel.promote_bot(anna)
    channel.kick_bot(anna)
    with pytest.raises(ptb_errors.Forbidden, match="bot was kicked from the channel chat"):
        await ptb.get_chat(channel.id)
    assert len(street.sent(channel.id)) == 1


async def test_the_bot_edits_others_posts_with_the_right_to_do_so(
    street: Telegram, ptb: ptb_package.Bot, ears: Ears, anna: User
) -> None:
    channel = street.channel("Silk Live", anna)
    post = channel.post("A12")
    await ptb.edit_message_text("A12, two left", channel.id, post["message_id"])
    assert texts(await ears.messages()) == ["A12", "A12, two left"]
    assert ears.kinds == ["channel_post", "edited_channel_post"]
    channel.promote_bot(anna, without=["can_edit_messages"])
    with pytest.raises(ptb_errors.BadRequest, match="Message can't be edited"):
        await ptb.edit_message_text("A12", channel.id, post["message_id"])
    own = await ptb.send_message(channel.id, "own")
    await own.edit_text("still own")


async def test_a_post_is_passed_on_into_the_discussion_group(
    street: Telegram, ears: Ears, anna: User, somchai: User
) -> None:
    channel = street.channel("Silk Live", anna)
    group = street.group("Silk talk", [anna], bot="administrator")
    group = channel.link(group)
    assert (await ears.ptb.get_chat(channel.id)).linked_chat_id == group.id
    assert (await ears.gram.get_chat(group.id)).linked_chat_id == channel.id
    await ears.updates()

    post = channel.post("A12 silk scarf 199")
    published, forward = await ears.messages()
    assert ears.kinds == ["channel_post", "message"]
    assert (published.chat.id, forward.chat.id) == (channel.id, group.id)
    assert forward.is_automatic_forward is True
    assert forward.from_user and forward.from_user.id == 777000
    assert forward.sender_chat and forward.sender_chat.id == channel.id
    origin = forward.forward_origin
    assert isinstance(origin, ptb_package.MessageOriginChannel)
    assert (origin.chat.id, origin.message_id) == (channel.id, post["message_id"])
    assert forward.reply_to_message is None and forward.message_thread_id is None
    pinned = (await ears.ptb.get_chat(group.id)).pinned_message
    assert pinned and pinned.message_id == forward.message_id

    channel.add(somchai)
    first = somchai.comment(post, "cf a12")
    anna.say("two please", chat_id=group.id, reply_to=first["message_id"])
    anna.say("not a comment", chat_id=group.id)
    claim, reply, loose = await ears.messages()
    assert claim.from_user and claim.from_user.id == somchai.id
    assert claim.reply_to_message and claim.reply_to_message.is_automatic_forward
    assert claim.message_thread_id == forward.message_id
    assert reply.reply_to_message and reply.reply_to_message.text == "cf a12"
    assert reply.message_thread_id == forward.message_id
    assert loose.message_thread_id is None

    answer = await ears.ptb.send_message(
        group.id, "held", reply_parameters=ptb_package.ReplyParameters(claim.message_id)
    )
    assert answer.message_thread_id == forward.message_id


async def test_the_forward_follows_its_post(
    street: Telegram, ptb: ptb_package.Bot, ears: Ears, anna: User
) -> None:
    channel = street.channel("Silk Live", anna)
    group = channel.link(street.group("Silk talk", [anna], bot="administrator", supergroup=True))
    post = channel.post("A12")
    sent = await ptb.send_message(channel.id, "Now showing A12")
    by_bot = channel.echo({"message_id": sent.message_id})
    assert by_bot["from"]["id"] == 777000
    channel.edit(post, "A12, one left")
    await sent.edit_text("Now showing A13")
    heard = await ears.messages()
    assert texts(heard) == [
        "A12",
        "A12",
        "Now showing A12",
        "A12, one left",
        "A12, one left",
        "Now showing A13",
    ]
    assert [one.chat.id for one in heard[2:]] == [group.id, channel.id, group.id, group.id]
    assert channel.echo(post)["is_automatic_forward"] is True
    await sent.delete()
    assert "Now showing A13" not in [one.get("text") for one in group.messages]
    with pytest.raises(ptb_errors.BadRequest, match="Message can't be edited"):
        await ptb.edit_message_text("x", group.id, channel.echo(post)["message_id"])


async def test_an_unlinked_channel_posts_alone(street: Telegram, ears: Ears, anna: User) -> None:
    channel = street.channel("Silk Live", anna)
    group = channel.link(street.group("Silk talk", [anna], bot="administrator", supergroup=True))
    channel.unlink()
    channel.post("A12")
    assert [one.chat.id for one in await ears.messages()] == [channel.id]
    assert group.messages == []
