"""How fast the bot may send: each limit, its 429, and the silence that follows."""

import aiogram
import aiohttp
import pytest
import telegram as ptb_package
from aiogram import exceptions as gram_errors
from telegram import error as ptb_errors

from sandbox.telegram import Limits, Telegram, User
from tests.sandbox.telegram_cast import TOKEN, Hand, picture

# python-telegram-bot announces another type for retry_after.
pytestmark = pytest.mark.filterwarnings("ignore:Deprecated since version v22.2")


async def test_the_whole_bot_sends_thirty_a_second(
    street: Telegram, ptb: ptb_package.Bot, gram: aiogram.Bot, hand: Hand
) -> None:
    street.limit(Limits())
    people = [street.user(f"Buyer {number}", started=True) for number in range(40)]
    for user in people[:30]:
        await ptb.send_message(user.id, "live now")
    with pytest.raises(ptb_errors.RetryAfter) as seen:
        await ptb.send_message(people[30].id, "live now")
    assert seen.value.retry_after == 3
    hand.seconds += 2
    with pytest.raises(gram_errors.TelegramRetryAfter) as also:
        await gram.send_message(people[31].id, "live now")
    assert also.value.retry_after == 1
    assert street.refused_429 == 2
    hand.seconds += 1
    await ptb.send_message(people[30].id, "live now")
    assert sum(len(user.inbox) for user in people) == 31


async def test_the_second_slides(street: Telegram, ptb: ptb_package.Bot, hand: Hand) -> None:
    street.limit(Limits(messages_per_second=4))
    people = [street.user(f"Buyer {number}", started=True) for number in range(8)]
    for user in people:
        await ptb.send_message(user.id, "x")
        hand.seconds += 0.25
    assert street.refused_429 == 0


async def test_one_person_gets_a_short_burst_then_one_a_second(
    street: Telegram, ptb: ptb_package.Bot, anna: User, somchai: User, hand: Hand
) -> None:
    somchai.start()
    street.limit(Limits(burst=3))
    for _ in range(3):
        await ptb.send_message(anna.id, "x")
    with pytest.raises(ptb_errors.RetryAfter):
        await ptb.send_message(anna.id, "x")
    await ptb.send_message(somchai.id, "others are not stopped")
    for _ in range(3):
        hand.seconds += 1
        await ptb.send_message(anna.id, "x")
    with pytest.raises(ptb_errors.RetryAfter):
        await ptb.send_message(anna.id, "x")
    assert (len(anna.inbox), street.refused_429) == (6, 2)


async def test_a_group_gets_twenty_a_minute(
    street: Telegram, ptb: ptb_package.Bot, anna: User, hand: Hand
) -> None:
    street.limit(Limits())
    group = street.group("Scarves", [anna])
    for _ in range(20):
        await ptb.send_message(group.id, "x")
        hand.seconds += 1
    with pytest.raises(ptb_errors.RetryAfter) as seen:
        await ptb.send_message(group.id, "x")
    assert seen.value.retry_after == 40
    hand.seconds += 40
    await ptb.send_message(group.id, "x")
    assert len(street.sent(group.id)) == 21


async def test_a_channel_is_as_slow_as_a_group(
    street: Telegram, ptb: ptb_package.Bot, anna: User, hand: Hand
) -> None:
    street.limit(Limits(group_per_minute=2))
    channel = street.channel("Silk Live", anna)
    for _ in range(2):
        message = await ptb.send_message(channel.id, "x")
    with pytest.raises(ptb_errors.RetryAfter) as seen:
        await ptb.send_message(channel.id, "x")
    assert seen.value.retry_after == 60
    assert await ptb.pin_chat_message(channel.id, message.message_id)


async def test_edits_in_a_group_count_as_messages(
    street: Telegram, ptb: ptb_package.Bot, anna: User, hand: Hand
) -> None:
    street.limit(Limits(group_per_minute=3))
    group = street.group("Scarves", [anna], supergroup=True)
    message = await ptb.send_message(group.id, "0 left")
    for number in (1, 2):
        hand.seconds += 1
        await message.edit_text(f"{number} left")
    with pytest.raises(ptb_errors.RetryAfter) as seen:
        await message.edit_text("3 left")
    assert seen.value.retry_after == 58
    with pytest.raises(ptb_errors.RetryAfter):
        await ptb.send_message(group.id, "x")
    assert street.sent(group.id)[0]["text"] == "2 left"
    street.limit(Limits(group_per_minute=3, group_edits=False))
    hand.seconds += 58
    for number in range(5):
        await message.edit_text(f"still {number}")


async def test_answers_reactions_and_edits_are_free(
    street: Telegram, ptb: ptb_package.Bot, anna: User
) -> None:
    street.limit(Limits(messages_per_second=1, burst=1))
    said = anna.say("A12")
    message = await ptb.send_message(anna.id, "held")
    for number in range(5):
        await ptb.answer_callback_query(anna.stale_press(message.message_id, "x").id)
        await ptb.set_message_reaction(anna.id, said["message_id"], "👍")
        await message.edit_text(f"held {number}")
    assert street.refused_429 == 0
    street.limit(Limits(messages_per_second=1, burst=1, edits=True))
    with pytest.raises(ptb_errors.RetryAfter):
        await message.edit_text("once more")


async def test_an_album_counts_as_its_pictures(
    street: Telegram, ptb: ptb_package.Bot, anna: User
) -> None:
    street.limit(Limits(messages_per_second=4))
    album = [ptb_package.InputMediaPhoto(picture()) for _ in range(3)]
    await ptb.send_media_group(anna.id, album)
    with pytest.raises(ptb_errors.RetryAfter):
        await ptb.send_media_group(anna.id, album)
    assert len(anna.inbox) == 3


async def test_a_refusal_says_how_long_in_three_places(
    street: Telegram, http: aiohttp.ClientSession, anna: User
) -> None:
    url = f"{street.url}/bot{TOKEN}/sendMessage"
    street.limit(Limits(burst=1, per_chat=0.2))
    asked = {"chat_id": anna.id, "text": "x"}
    async with http.post(url, json=asked) as response:
        assert response.status == 200
    async with http.post(url, json=asked) as response:
        assert response.status == 429
        assert response.headers["Retry-After"] == "5"
        assert await response.json() == {
            "ok": False,
            "error_code": 429,
            "description": "Too Many Requests: retry after 5",
            "parameters": {"retry_after": 5},
        }


async def test_lifted_limits_let_everything_through(
    street: Telegram, ptb: ptb_package.Bot, anna: User
) -> None:
    for _ in range(60):
        await ptb.send_message(anna.id, "x")
    assert street.refused_429 == 0
