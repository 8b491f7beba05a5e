"""Both clients parse what every method of the Telegram stand-in answers."""

import aiogram
import pytest
import telegram as ptb_package
from aiogram import types as gram_types
from telegram import BotCommand, BotCommandScopeChat, InlineKeyboardButton, InlineKeyboardMarkup

from sandbox.telegram import Telegram, User
from sandbox.telegram.fields import METHODS, PARAMETERS
from tests.sandbox.telegram_cast import picture

KEYBOARD = InlineKeyboardMarkup([[InlineKeyboardButton("Pay", callback_data="pay:1")]])
GRAM_KEYBOARD = gram_types.InlineKeyboardMarkup(
    inline_keyboard=[[gram_types.InlineKeyboardButton(text="Pay", callback_data="pay:1")]]
)


@pytest.fixture(autouse=True)
def nothing_unknown(street: Telegram) -> object:
    """Every test ends with no parameter sent that the Bot API does not have."""
    yield
    assert street.unknown_parameters == []
    assert street.mistyped_parameters == []


async def test_it_says_who_the_bot_is(ptb: ptb_package.Bot, gram: aiogram.Bot) -> None:
    me = await ptb.get_me()
    assert (me.id, me.username, me.is_bot) == (123456, "livestall_bot", True)
    assert me.can_read_all_group_messages is False
    assert (await gram.get_me()).username == "livestall_bot"


async def test_it_sends_text(ptb: ptb_package.Bot, gram: aiogram.Bot, anna: User) -> None:
    message = await ptb.send_message(
        anna.id, "<b>Held</b> for 😀 <i>you</i>", parse_mode="HTML", reply_markup=KEYBOARD
    )
    assert message.text == "Held for 😀 you"
    assert [(one.type, one.offset, one.length) for one in message.entities] == [
        ("bold", 0, 4),
        ("italic", 12, 3),
    ]
    assert message.reply_markup == KEYBOARD
    assert message.from_user is not None and message.from_user.is_bot
    other = await gram.send_message(anna.id, "hello", reply_markup=GRAM_KEYBOARD)
    assert other.message_id == message.message_id + 1
    assert _data(other) == "pay:1"
    assert [one["text"] for one in anna.inbox] == ["Held for 😀 you", "hello"]


async def test_it_takes_entities_spelled_out_and_mentions_people_it_knows(
    ptb: ptb_package.Bot, anna: User
) -> None:
    stranger = ptb_package.User(99, "Nobody", is_bot=False)
    known = ptb_package.User(anna.id, "Anna", is_bot=False)
    message = await ptb.send_message(
        anna.id,
        " Anna and Nobody /cart",
        entities=[
            ptb_package.MessageEntity("bold", 1, 4),
            ptb_package.MessageEntity("text_mention", 1, 4, user=known),
            ptb_package.MessageEntity("text_mention", 10, 6, user=stranger),
        ],
    )
    found = {(one.type, one.offset, one.length) for one in message.entities}
    assert found == {("bold", 0, 4), ("text_mention", 0, 4), ("bot_command", 16, 5)}


async def test_a_reply_keyboard_is_seen_on_the_phone_and_not_returned(
    ptb: ptb_package.Bot, anna: User
) -> None:
    keyboard = ptb_package.ReplyKeyboardMarkup([["Yes", "No"]], one_time_keyboard=True)
    message = await ptb.send_message(anna.id, "Sure?", reply_markup=keyboard)
    assert message.reply_markup is None
    assert anna.inbox[0]["reply_markup"]["keyboard"] == [[{"text": "Yes"}, {"text": "No"}]]


async def test_it_answers_a_message(ptb: ptb_package.Bot, gram: aiogram.Bot, anna: User) -> None:
    said = anna.say("A12")
    reply = ptb_package.ReplyParameters(said["message_id"])
    message = await ptb.send_message(anna.id, "held", reply_parameters=reply)
    assert message.reply_to_message is not None and message.reply_to_message.text == "A12"
    gone = gram_types.ReplyParameters(message_id=999, allow_sending_without_reply=True)
    other = await gram.send_message(anna.id, "held", reply_parameters=gone)
    assert other.reply_to_message is None


async def test_it_sends_pictures(ptb: ptb_package.Bot, gram: aiogram.Bot, anna: User) -> None:
    message = await ptb.send_photo(
        anna.id, picture(800, 600), caption="<b>Scarf</b>", parse_mode="HTML"
    )
    small, large = message.photo
    assert (large.width, large.height) == (800, 600)
    assert (small.width, small.height) == (90, 68)
    assert message.caption == "Scarf" and message.caption_entities[0].type == "bold"
    again = await gram.send_photo(anna.id, large.file_id)
    assert again.photo is not None and again.photo[-1].file_id == large.file_id
    uploaded = gram_types.BufferedInputFile(picture(10, 10, "PNG"), "scarf.png")
    fresh = await gram.send_photo(anna.id, uploaded, has_spoiler=True)
    assert fresh.has_media_spoiler
    remote = await ptb.send_photo(anna.id, "https://example.com/scarf.jpg")
    assert len(remote.photo) == 2


async def test_it_sends_files_and_albums(
    ptb: ptb_package.Bot, gram: aiogram.Bot, anna: User
) -> None:
    message = await ptb.send_document(
        anna.id, b"code,title\n", filename="sales.csv", caption="Sales"
    )
    assert message.document is not None
    assert (message.document.file_name, message.document.mime_type) == ("sales.csv", "text/csv")
    album = await ptb.send_media_group(
        anna.id,
        [
            ptb_package.InputMediaPhoto(picture(), caption="one"),
            ptb_package.InputMediaPhoto(picture()),
        ],
    )
    assert len({one.media_group_id for one in album}) == 1
    parts: list[gram_types.MediaUnion] = [
        gram_types.InputMediaDocument(media=gram_types.BufferedInputFile(b"a", "a.txt")),
        gram_types.InputMediaDocument(media=message.document.file_id),
    ]
    assert len(await gram.send_media_group(anna.id, parts)) == 2


async def test_a_file_can_be_fetched(ptb: ptb_package.Bot, gram: aiogram.Bot, anna: User) -> None:
    data = picture()
    sent = anna.photo(data, "A12")
    file = await ptb.get_file(sent["photo"][-1]["file_id"])
    assert bytes(await file.download_as_bytearray()) == data
    found = await gram.get_file(sent["photo"][0]["file_id"])
    assert found.file_path is not None
    downloaded = await gram.download_file(found.file_path)
    assert downloaded is not None and downloaded.read() == data


async def test_it_edits_what_it_sent(ptb: ptb_package.Bot, gram: aiogram.Bot, anna: User) -> None:
    message = await ptb.send_message(anna.id, "one", reply_markup=KEYBOARD)
    edited = await message.edit_text("two")
    assert isinstance(edited, ptb_package.Message)
    assert (edited.text, edited.reply_markup, edited.edit_date is not None) == ("two", None, True)
    again = await gram.edit_message_reply_markup(
        chat_id=anna.id, message_id=message.message_id, reply_markup=GRAM_KEYBOARD
    )
    assert isinstance(again, gram_types.Message) and _data(again) == "pay:1"
    photo = await ptb.edit_message_media(
        ptb_package.InputMediaPhoto(picture(), caption="three"), anna.id, message.message_id
    )
    assert isinstance(photo, ptb_package.Message)
    assert (photo.text, photo.caption, len(photo.photo)) == (None, "three", 2)
    captioned = await gram.edit_message_caption(
        chat_id=anna.id, message_id=message.message_id, caption="four", reply_markup=GRAM_KEYBOARD
    )
    assert isinstance(captioned, gram_types.Message) and captioned.caption == "four"
    assert [one["caption"] for one in anna.inbox] == ["four"]


async def test_it_deletes_pins_and_unpins(
    ptb: ptb_package.Bot, gram: aiogram.Bot, anna: User
) -> None:
    first = await ptb.send_message(anna.id, "one")
    second = await ptb.send_message(anna.id, "two")
    assert await ptb.pin_chat_message(anna.id, first.message_id)
    assert await gram.pin_chat_message(anna.id, second.message_id)
    chat = await ptb.get_chat(anna.id)
    assert chat.pinned_message is not None and chat.pinned_message.text == "two"
    assert await ptb.unpin_chat_message(anna.id)
    assert await gram.unpin_chat_message(anna.id, message_id=first.message_id)
    assert await ptb.delete_message(anna.id, first.message_id)
    assert await gram.delete_message(anna.id, second.message_id)
    assert anna.inbox == []


async def test_it_answers_a_button(
    street: Telegram, ptb: ptb_package.Bot, gram: aiogram.Bot, anna: User
) -> None:
    await ptb.send_message(anna.id, "Pay?", reply_markup=KEYBOARD)
    first, second = anna.press(anna.inbox[0], "Pay"), anna.press(anna.inbox[0], "pay:1")
    assert await ptb.answer_callback_query(first.id, "Wait", show_alert=True)
    assert first.answer == {"text": "Wait", "show_alert": True, "url": ""}
    link = "https://t.me/livestall_bot?start=r_1"
    assert await gram.answer_callback_query(second.id, url=link)
    assert second.answer == {"text": "", "show_alert": False, "url": link}


async def test_it_reacts_and_shows_that_it_is_typing(
    street: Telegram, ptb: ptb_package.Bot, gram: aiogram.Bot, anna: User
) -> None:
    said = anna.say("A12")
    assert await ptb.set_message_reaction(anna.id, said["message_id"], "👍")
    assert street.reaction(said) == "👍"
    eyes = gram_types.ReactionTypeEmoji(emoji="👀")
    assert await gram.set_message_reaction(anna.id, said["message_id"], [eyes])
    assert street.reaction(said) == "👀"
    assert await ptb.set_message_reaction(anna.id, said["message_id"])
    assert street.reaction(said) == ""
    assert await ptb.send_chat_action(anna.id, "typing")
    assert await gram.send_chat_action(anna.id, "upload_photo")


async def test_menus_are_kept_by_scope_and_language(
    street: Telegram, ptb: ptb_package.Bot, gram: aiogram.Bot, anna: User
) -> None:
    assert await ptb.set_my_commands([("cart", "What I hold")])
    assert await ptb.set_my_commands([("cart", "Il carrello")], language_code="it")
    assert street.phones.snapshot(anna.id)["commands"] == [
        {"command": "cart", "description": "Il carrello"}
    ]
    scope = BotCommandScopeChat(anna.id)
    assert await ptb.set_my_commands([BotCommand("live", "Go live")], scope=scope)
    assert street.phones.snapshot(anna.id)["commands"][0]["command"] == "live"
    assert (await ptb.get_my_commands(scope=scope))[0].command == "live"
    assert (await gram.get_my_commands(language_code="it"))[0].description == "Il carrello"
    assert await gram.delete_my_commands(scope=gram_types.BotCommandScopeChat(chat_id=anna.id))
    assert await ptb.get_my_commands(scope=scope) == ()


async def test_the_bots_names_are_kept_by_language(ptb: ptb_package.Bot, gram: aiogram.Bot) -> None:
    assert (await ptb.get_my_name()).name == "Livestall"
    assert await ptb.set_my_name("Mercato", language_code="it")
    assert (await gram.get_my_name(language_code="it")).name == "Mercato"
    assert await ptb.set_my_description("Buy by chatting")
    assert (await gram.get_my_description(language_code="th")).description == "Buy by chatting"
    assert await gram.set_my_short_description(short_description="A market")
    assert (await ptb.get_my_short_description()).short_description == "A market"


async def test_it_tells_of_chats_and_members(
    street: Telegram, ptb: ptb_package.Bot, gram: aiogram.Bot, anna: User, somchai: User
) -> None:
    assert (await ptb.get_chat(anna.id)).username == "anna_r"
    assert (await gram.get_chat(anna.id)).active_usernames == ["anna_r"]
    group = street.group("Scarves", [anna, somchai], bot="administrator")
    assert (await ptb.get_chat(group.id)).title == "Scarves"
    owner = await ptb.get_chat_member(group.id, anna.id)
    assert isinstance(owner, ptb_package.ChatMemberOwner)
    member = await gram.get_chat_member(group.id, somchai.id)
    assert isinstance(member, gram_types.ChatMemberMember)
    found = await ptb.get_chat_administrators(group.id)
    assert {type(one) for one in found} == {
        ptb_package.ChatMemberOwner,
        ptb_package.ChatMemberAdministrator,
    }
    assert len(await gram.get_chat_administrators(group.id)) == 2
    assert await ptb.leave_chat(group.id)
    left = await ptb.get_chat_member(group.id, (await ptb.get_me()).id)
    assert isinstance(left, ptb_package.ChatMemberLeft)


async def test_it_tells_of_the_webhook(ptb: ptb_package.Bot, gram: aiogram.Bot) -> None:
    assert (await ptb.get_webhook_info()).url == ""
    assert await ptb.set_webhook("https://market.example/telegram", max_connections=7)
    info = await gram.get_webhook_info()
    assert (info.url, info.max_connections) == ("https://market.example/telegram", 7)
    assert await gram.delete_webhook(drop_pending_updates=True)
    assert (await ptb.get_webhook_info()).url == ""


async def test_it_logs_out_for_good(street: Telegram, ptb: ptb_package.Bot) -> None:
    assert await ptb.close()
    assert await ptb.log_out()
    with pytest.raises(ptb_package.error.BadRequest, match="Logged out"):
        await ptb.get_me()


def test_every_method_of_the_table_is_answered(street: Telegram) -> None:
    answered = set(street.methods)
    assert answered == set(METHODS.values()) == set(PARAMETERS)


def _data(message: gram_types.Message) -> str | None:
    assert isinstance(message.reply_markup, gram_types.InlineKeyboardMarkup)
    return message.reply_markup.inline_keyboard[0][0].callback_data
