"""Messages in a group that one person sees: offered by the server, or unknown to it."""

import aiogram
import aiohttp
import pytest
import telegram as ptb_package
from aiogram import exceptions as gram_errors
from aiogram import types as gram_types
from telegram import error as ptb_errors

from sandbox.telegram import Group, Limits, NotPossible, Telegram, User
from tests.sandbox.telegram_cast import TOKEN, Hand, picture
from tests.sandbox.telegram_heard import Ears

TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
KEYBOARD = gram_types.InlineKeyboardMarkup(
    inline_keyboard=[[gram_types.InlineKeyboardButton(text="Pay", callback_data="pay:1")]]
)


@pytest.fixture
def group(street: Telegram, anna: User, somchai: User) -> Group:
    """A supergroup that the bot administers, on a server that has ephemeral messages."""
    street.offer_ephemeral()
    return street.group("Scarves", [anna, somchai], bot="administrator", supergroup=True)


def only(user: User, query_id: str | None = None) -> gram_types.EphemeralMessageParameters:
    return gram_types.EphemeralMessageParameters(
        receiver_user_id=user.id, callback_query_id=query_id
    )


async def test_one_person_sees_it(
    street: Telegram, gram: aiogram.Bot, ptb: ptb_package.Bot, group: Group, somchai: User
) -> None:
    said = somchai.say("cf a12", chat_id=group.id)
    there = gram_types.ReplyParameters(message_id=said["message_id"])
    sent = await gram.send_message(
        group.id,
        "A12 is yours",
        reply_markup=KEYBOARD,
        reply_parameters=there,
        ephemeral_message_parameters=only(somchai),
    )
    assert (sent.message_id, sent.ephemeral_message_id) == (0, 1)
    assert sent.receiver_user and sent.receiver_user.id == somchai.id
    assert [one["text"] for one in group.whispers(somchai)] == ["A12 is yours"]
    assert [one.get("text") for one in group.messages] == ["cf a12"]
    also = await ptb.send_photo(
        group.id,
        picture(),
        api_kwargs={"ephemeral_message_parameters": {"receiver_user_id": somchai.id}},
    )
    assert (also.message_id, also.api_kwargs["ephemeral_message_id"]) == (0, 2)
    assert street.unknown_parameters == []


async def test_it_is_edited_and_deleted_by_three_numbers(
    gram: aiogram.Bot, ptb: ptb_package.Bot, group: Group, anna: User, somchai: User
) -> None:
    sent = await gram.send_message(group.id, "hold on", ephemeral_message_parameters=only(somchai))
    number = sent.ephemeral_message_id or 0
    named = {"chat_id": group.id, "receiver_user_id": somchai.id, "ephemeral_message_id": number}
    assert await gram.edit_ephemeral_message_text(
        group.id, somchai.id, number, text="A12 is yours", reply_markup=KEYBOARD
    )
    assert group.whispers(somchai)[0]["text"] == "A12 is yours"
    assert await gram.edit_ephemeral_message_reply_markup(group.id, somchai.id, number)
    assert "reply_markup" not in group.whispers(somchai)[0]
    with pytest.raises(gram_errors.TelegramBadRequest, match="message is not modified"):
        await gram.edit_ephemeral_message_reply_markup(group.id, somchai.id, number)
    with pytest.raises(gram_errors.TelegramBadRequest, match="there is no caption in the message"):
        await gram.edit_ephemeral_message_caption(group.id, somchai.id, number, caption="A13")
    media = gram_types.InputMediaPhoto(
        media=gram_types.BufferedInputFile(picture(), "a.jpg"), caption="A12"
    )
    assert await gram.edit_ephemeral_message_media(group.id, somchai.id, number, media=media)
    assert await gram.edit_ephemeral_message_caption(group.id, somchai.id, number, caption="A13")
    assert group.whispers(somchai)[0]["caption"] == "A13"
    with pytest.raises(gram_errors.TelegramBadRequest, match="MESSAGE_ID_INVALID"):
        await gram.delete_ephemeral_message(group.id, anna.id, number)
    assert await ptb.do_api_request("deleteEphemeralMessage", api_kwargs=named) is True
    assert group.whispers(somchai) == []
    with pytest.raises(ptb_errors.BadRequest, match="Message_id_invalid"):
        await ptb.do_api_request("deleteEphemeralMessage", api_kwargs=named)


async def test_its_buttons_are_its_readers(
    ptb: ptb_package.Bot, gram: aiogram.Bot, group: Group, anna: User, somchai: User
) -> None:
    await gram.send_message(
        group.id, "Pay?", reply_markup=KEYBOARD, ephemeral_message_parameters=only(somchai)
    )
    (seen,) = group.whispers(somchai)
    somchai.press(seen, "Pay")
    with pytest.raises(NotPossible, match="no button"):
        anna.press(seen, "Pay")
    (update,) = await Ears(ptb, gram).updates()
    query = update.callback_query
    assert query and query.message and (query.data, query.message.message_id) == ("pay:1", 0)
    instead = gram_types.EphemeralMessageParameters(
        receiver_user_id=somchai.id, callback_query_id=query.id, replace_callback_query_message=True
    )
    with pytest.raises(gram_errors.TelegramBadRequest, match="MESSAGE_ID_INVALID"):
        await gram.send_message(group.id, "Paid", ephemeral_message_parameters=instead)


async def test_a_plain_member_answers_a_press_within_fifteen_seconds(
    street: Telegram, gram: aiogram.Bot, anna: User, somchai: User, hand: Hand
) -> None:
    street.offer_ephemeral()
    group = street.group("Scarves", [anna, somchai], supergroup=True)
    with pytest.raises(gram_errors.TelegramBadRequest, match="BOT_NOT_ADMIN"):
        await gram.send_message(group.id, "held", ephemeral_message_parameters=only(somchai))
    board = await gram.send_message(group.id, "A12", reply_markup=KEYBOARD)
    press = somchai.press(board.message_id, "Pay", chat_id=group.id)
    for late, receiver in ((0, anna), (15.5, somchai)):
        hand.seconds += late
        with pytest.raises(gram_errors.TelegramBadRequest, match=TOO_OLD):
            await gram.send_message(
                group.id, "held", ephemeral_message_parameters=only(receiver, press.id)
            )
    press = somchai.press(board.message_id, "Pay", chat_id=group.id)
    hand.seconds += 14
    sent = await gram.send_message(
        group.id, "held", ephemeral_message_parameters=only(somchai, press.id)
    )
    assert sent.ephemeral_message_id == 1
    await gram.answer_callback_query(press.id)
    with pytest.raises(gram_errors.TelegramBadRequest, match=TOO_OLD):
        await gram.send_message(
            group.id, "held", ephemeral_message_parameters=only(somchai, press.id)
        )
    assert len(group.whispers(somchai)) == 1


async def test_it_is_for_members_of_groups(
    street: Telegram, gram: aiogram.Bot, group: Group, anna: User
) -> None:
    stranger = street.user("Nok")
    channel = street.channel("Silk Live", anna)
    for chat_id, user, words in (
        (group.id, stranger, "USER_NOT_PARTICIPANT"),
        (anna.id, anna, "BOT_NOT_ADMIN"),
        (channel.id, anna, "BOT_NOT_ADMIN"),
    ):
        with pytest.raises(gram_errors.TelegramBadRequest, match=words):
            await gram.send_message(chat_id, "x", ephemeral_message_parameters=only(user))
    nobody = gram_types.EphemeralMessageParameters(receiver_user_id=77)
    with pytest.raises(gram_errors.TelegramBadRequest, match="user not found"):
        await gram.send_message(group.id, "x", ephemeral_message_parameters=nobody)
    assert group.messages == []


async def test_it_counts_as_a_message_of_the_group(
    street: Telegram, gram: aiogram.Bot, group: Group, somchai: User
) -> None:
    street.limit(Limits(group_per_minute=1))
    await gram.send_message(group.id, "one", ephemeral_message_parameters=only(somchai))
    with pytest.raises(gram_errors.TelegramRetryAfter):
        await gram.send_message(group.id, "two", ephemeral_message_parameters=only(somchai))


async def test_a_server_without_them_tells_everybody_and_knows_no_such_method(
    street: Telegram, gram: aiogram.Bot, http: aiohttp.ClientSession, anna: User, somchai: User
) -> None:
    group = street.group("Scarves", [anna, somchai], bot="administrator", supergroup=True)
    sent = await gram.send_message(
        group.id, "A12 is yours", ephemeral_message_parameters=only(somchai)
    )
    assert sent.message_id and sent.ephemeral_message_id is None
    assert [one["text"] for one in group.messages] == ["A12 is yours"]
    assert street.unknown_parameters == ["sendMessage.ephemeral_message_parameters"]
    for method in ("editEphemeralMessageText", "deleteEphemeralMessage"):
        async with http.post(f"{street.url}/bot{TOKEN}/{method}", json={}) as response:
            assert response.status == 404
            unknown = {"ok": False, "error_code": 404, "description": "Not Found"}
            assert await response.json() == unknown
