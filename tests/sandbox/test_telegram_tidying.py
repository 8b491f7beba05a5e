"""Pinning, unpinning and deleting in groups and channels: who may, what is said of it."""

import aiogram
import pytest
import telegram as ptb_package
from aiogram import exceptions as gram_errors
from telegram import error as ptb_errors

from sandbox.telegram import Telegram, User
from tests.sandbox.telegram_cast import Hand
from tests.sandbox.telegram_heard import Ears

NO_PIN = "not enough rights to manage pinned messages in the chat"
NO_DELETE = "message can't be deleted"


@pytest.fixture
async def ears(ptb: ptb_package.Bot, gram: aiogram.Bot) -> Ears:
    ears = Ears(ptb, gram)
    await ears.open()
    return ears


async def test_a_pin_is_noticed_in_the_chat(street: Telegram, ears: Ears, anna: User) -> None:
    group = street.group("Scarves", [anna], bot="administrator", supergroup=True)
    channel = street.channel("Silk Live", anna)
    for room, kind in ((group, "message"), (channel, "channel_post")):
        first = await ears.ptb.send_message(room.id, "Now showing A12")
        second = await ears.gram.send_message(room.id, "Now showing A13")
        assert await ears.ptb.pin_chat_message(room.id, first.message_id, disable_notification=True)
        assert await ears.ptb.pin_chat_message(room.id, first.message_id)
        (notice,) = await ears.messages()
        assert ears.kinds == [kind]
        assert isinstance(notice.pinned_message, ptb_package.Message)
        assert notice.pinned_message.text == "Now showing A12"
        assert await ears.gram.pin_chat_message(room.id, second.message_id)
        pinned = (await ears.ptb.get_chat(room.id)).pinned_message
        assert pinned and pinned.text == "Now showing A13"
        assert await ears.gram.unpin_chat_message(room.id)
        pinned = (await ears.ptb.get_chat(room.id)).pinned_message
        assert pinned and pinned.text == "Now showing A12"
        await ears.ptb.delete_message(room.id, first.message_id)
        assert (await ears.ptb.get_chat(room.id)).pinned_message is None
        with pytest.raises(ptb_errors.BadRequest, match="Message to unpin not found"):
            await ears.ptb.unpin_chat_message(room.id)
        await ears.updates()
    said = anna.say("read this", chat_id=group.id)
    group.pin(said)
    assert [bool(one.pinned_message) for one in await ears.messages()] == [False, True]


async def test_pinning_needs_the_right_of_its_kind_of_chat(
    street: Telegram, ears: Ears, anna: User
) -> None:
    plain = street.group("Scarves", [anna])
    big = street.group("Silk", [anna], bot="administrator", supergroup=True)
    big.promote_bot(anna, without=["can_pin_messages"])
    channel = street.channel("Silk Live", anna, without=["can_edit_messages"])
    for room in (plain, big, channel):
        sent = await ears.ptb.send_message(room.id, "Now showing A12")
        with pytest.raises(ptb_errors.BadRequest) as seen:
            await ears.ptb.pin_chat_message(room.id, sent.message_id)
        assert seen.value.message == NO_PIN.capitalize()
        room.chat.pinned.append(sent.message_id)
        with pytest.raises(gram_errors.TelegramBadRequest) as also:
            await ears.gram.unpin_chat_message(room.id)
        assert also.value.message == f"Bad Request: {NO_PIN}"
        assert len(room.messages) == 1
    big.promote_bot(anna)
    notice = big.start_stream()
    with pytest.raises(ptb_errors.BadRequest, match="Service messages can't be pinned"):
        await ears.ptb.pin_chat_message(big.id, notice["message_id"])


async def test_deleting_needs_ones_own_message_or_the_right(
    street: Telegram, ears: Ears, anna: User, hand: Hand
) -> None:
    big = street.group("Silk", [anna], bot="administrator", supergroup=True)
    big.promote_bot(anna, without=["can_delete_messages"])
    said = anna.say("cf a12", chat_id=big.id)
    own = await ears.ptb.send_message(big.id, "A12 is gone")
    await ears.ptb.pin_chat_message(big.id, own.message_id)
    notice = big.messages[-1]
    for message_id in (said["message_id"], notice["message_id"]):
        with pytest.raises(ptb_errors.BadRequest) as seen:
            await ears.ptb.delete_message(big.id, message_id)
        assert seen.value.message == NO_DELETE.capitalize()
    await own.delete()
    big.promote_bot(anna)
    await ears.ptb.delete_message(big.id, notice["message_id"])
    hand.seconds += 48 * 3600 + 1
    with pytest.raises(gram_errors.TelegramBadRequest) as also:
        await ears.gram.delete_message(big.id, said["message_id"])
    assert also.value.message == f"Bad Request: {NO_DELETE}"
    assert [one.get("text") for one in big.messages] == ["cf a12"]

    channel = street.channel("Silk Live", anna, without=["can_delete_messages"])
    post, own = channel.post("A12"), await ears.ptb.send_message(channel.id, "A13")
    with pytest.raises(ptb_errors.BadRequest, match="Message can't be deleted"):
        await ears.ptb.delete_message(channel.id, post["message_id"])
    channel.promote_bot(anna, without=["can_delete_messages", "can_post_messages"])
    with pytest.raises(ptb_errors.BadRequest, match="Message can't be deleted"):
        await own.delete()
    channel.promote_bot(anna)
    await own.delete()
    await ears.ptb.delete_message(channel.id, post["message_id"])
    assert channel.messages == []


async def test_a_supergroups_first_notice_stays(
    street: Telegram, ptb: ptb_package.Bot, anna: User
) -> None:
    big = street.group("Silk", [anna], bot="administrator").upgrade()
    with pytest.raises(ptb_errors.BadRequest, match="Message can't be deleted"):
        await ptb.delete_message(big.id, big.messages[0]["message_id"])
    assert len(big.messages) == 1


async def test_an_invite_link_needs_the_right_to_invite(
    street: Telegram, ptb: ptb_package.Bot, gram: aiogram.Bot, anna: User
) -> None:
    group = street.group("Scarves", [anna], bot="administrator", supergroup=True)
    link = await ptb.export_chat_invite_link(group.id)
    assert link.startswith("https://t.me/+")
    assert (await gram.get_chat(group.id)).invite_link == link
    assert await gram.export_chat_invite_link(group.id) != link
    group.promote_bot(anna, without=["can_invite_users"])
    words = "Not enough rights to manage chat invite link"
    with pytest.raises(ptb_errors.BadRequest, match=words):
        await ptb.export_chat_invite_link(group.id)
    with pytest.raises(ptb_errors.BadRequest, match="Can't invite members to a private chat"):
        await ptb.export_chat_invite_link(anna.id)
    assert await ptb.get_chat_member_count(group.id) == 2


async def test_administrators_are_listed_without_other_bots(
    street: Telegram, ptb: ptb_package.Bot, anna: User, somchai: User
) -> None:
    group = street.group("Scarves", [anna, somchai], bot="administrator", supergroup=True)
    rose = street.other_bot("Rose")
    group.add(rose)
    group.promote(rose)
    group.promote(somchai, without=["can_manage_video_chats"])
    listed = {one.user.id: one for one in await ptb.get_chat_administrators(group.id)}
    assert set(listed) == {anna.id, somchai.id, street.world.bot_id}
    helper = listed[somchai.id]
    assert isinstance(helper, ptb_package.ChatMemberAdministrator)
    assert (helper.can_manage_video_chats, helper.can_delete_messages) == (False, True)
