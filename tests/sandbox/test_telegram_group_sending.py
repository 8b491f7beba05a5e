"""What the bot may put into a group or channel: replies, threads, keyboards, albums."""

import aiogram
import aiohttp
import pytest
import telegram as ptb_package
from aiogram import types as gram_types
from telegram import error as ptb_errors

from sandbox.telegram import NotPossible, Telegram, User
from tests.sandbox.telegram_cast import TOKEN, picture


async def test_a_reply_in_a_group_finds_its_message_or_is_refused(
    street: Telegram, ptb: ptb_package.Bot, gram: aiogram.Bot, anna: User
) -> None:
    group = street.group("Scarves", [anna], bot="administrator", supergroup=True)
    said = anna.say("cf a12", chat_id=group.id)
    there = ptb_package.ReplyParameters(said["message_id"])
    sent = await ptb.send_photo(group.id, picture(), reply_parameters=there)
    assert sent.reply_to_message and sent.reply_to_message.text == "cf a12"
    assert sent.message_thread_id == said["message_id"]
    anna.delete(said)
    with pytest.raises(ptb_errors.BadRequest) as seen:
        await ptb.send_message(group.id, "held", reply_parameters=there)
    assert seen.value.message == "Message to be replied not found"
    gone = gram_types.ReplyParameters(
        message_id=said["message_id"], allow_sending_without_reply=True
    )
    alone = await gram.send_message(group.id, "held", reply_parameters=gone)
    assert alone.reply_to_message is None


async def test_a_reply_into_another_chat_tells_of_the_message_elsewhere(
    street: Telegram, ptb: ptb_package.Bot, anna: User
) -> None:
    group = street.group("Scarves", [anna], bot="administrator", supergroup=True)
    said = anna.say("cf a12", chat_id=group.id)
    there = ptb_package.ReplyParameters(said["message_id"], chat_id=group.id)
    sent = await ptb.send_message(anna.id, "held", reply_parameters=there)
    assert sent.reply_to_message is None and sent.external_reply
    assert sent.external_reply.chat and sent.external_reply.chat.id == group.id
    assert sent.external_reply.message_id == said["message_id"]


async def test_threads_are_for_forums(street: Telegram, ptb: ptb_package.Bot, anna: User) -> None:
    group = street.group("Scarves", [anna], bot="administrator", supergroup=True)
    sent = await ptb.send_message(group.id, "hello", message_thread_id=7)
    assert sent.message_thread_id is None
    with pytest.raises(ptb_errors.BadRequest, match="Message thread not found"):
        await ptb.send_message(anna.id, "hello", message_thread_id=7)


async def test_keyboards_fit_their_kind_of_chat(
    street: Telegram, ptb: ptb_package.Bot, anna: User
) -> None:
    group = street.group("Scarves", [anna], supergroup=True)
    channel = street.channel("Silk Live", anna)
    inline = ptb_package.InlineKeyboardMarkup.from_button
    web = ptb_package.WebAppInfo("https://market.example/app")
    open_app = inline(ptb_package.InlineKeyboardButton("Open", web_app=web))
    ask = ptb_package.ReplyKeyboardMarkup([[ptb_package.KeyboardButton("x", request_contact=True)]])
    hide = ptb_package.ReplyKeyboardRemove()
    for chat_id, markup, words in (
        (group.id, open_app, "Button_type_invalid"),
        (channel.id, open_app, "Button_type_invalid"),
        (group.id, ask, "Phone number can be requested in private chats only"),
        (channel.id, hide, "Inline keyboard expected"),
    ):
        with pytest.raises(ptb_errors.BadRequest, match=words):
            await ptb.send_message(chat_id, "x", reply_markup=markup)
    link = inline(ptb_package.InlineKeyboardButton("Start", url="https://t.me/livestall_bot"))
    for room in (group, channel):
        assert (await ptb.send_message(room.id, "x", reply_markup=link)).reply_markup == link
        assert len(room.messages) == 1


async def test_albums_have_a_group_of_their_own_and_no_buttons(
    street: Telegram, ptb: ptb_package.Bot, http: aiohttp.ClientSession, anna: User
) -> None:
    channel = street.channel("Silk Live", anna)
    sent = await ptb.send_photo(channel.id, picture())
    media = [ptb_package.InputMediaPhoto(sent.photo[-1], caption=one) for one in ("A12", "A13")]
    albums = [await ptb.send_media_group(channel.id, media) for _ in range(2)]
    assert len({one.media_group_id for album in albums for one in album}) == 2
    asked = {
        "chat_id": channel.id,
        "media": [{"type": "photo", "media": sent.photo[-1].file_id}] * 2,
        "reply_markup": {"inline_keyboard": [[{"text": "x", "callback_data": "x"}]]},
    }
    async with http.post(f"{street.url}/bot{TOKEN}/sendMediaGroup", json=asked) as response:
        result = (await response.json())["result"]
    assert all("reply_markup" not in one for one in result)
    assert street.unknown_parameters == ["sendMediaGroup.reply_markup"]
    swapped = await ptb.edit_message_media(
        ptb_package.InputMediaPhoto(picture(9, 9), caption="A14"), channel.id, sent.message_id
    )
    assert isinstance(swapped, ptb_package.Message) and swapped.caption == "A14"
    assert await ptb.send_chat_action(channel.id, "upload_photo")


async def test_a_plain_member_sends_what_the_group_lets_members_send(
    street: Telegram, ptb: ptb_package.Bot, anna: User, somchai: User
) -> None:
    group = street.group("Scarves", [anna, somchai], supergroup=True)
    group.forbid("can_send_messages", "can_send_photos", "can_send_documents")
    permissions = (await ptb.get_chat(group.id)).permissions
    assert permissions and not permissions.can_send_photos and permissions.can_send_polls
    album = [ptb_package.InputMediaPhoto(picture()), ptb_package.InputMediaPhoto(picture())]
    for refused, what in (
        (ptb.send_message(group.id, "held"), "text messages"),
        (ptb.send_photo(group.id, picture(), caption="held"), "photos"),
        (ptb.send_document(group.id, b"a"), "documents"),
        (ptb.send_media_group(group.id, album), "photos"),
    ):
        with pytest.raises(ptb_errors.BadRequest) as seen:
            await refused
        assert seen.value.message == f"Not enough rights to send {what} to the chat"
    with pytest.raises(NotPossible, match="text messages"):
        somchai.say("cf a12", chat_id=group.id)
    assert anna.say("only I speak", chat_id=group.id)
    assert len(group.messages) == 1
    group.promote_bot(anna)
    assert await ptb.send_message(group.id, "held")
    group.demote_bot(anna)
    group.forbid()
    assert await ptb.send_message(group.id, "held")
    with pytest.raises(ValueError, match="can_fly"):
        group.forbid("can_fly")
