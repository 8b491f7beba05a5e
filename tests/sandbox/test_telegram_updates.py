"""Updates by long polling: every kind parsed by two clients, offsets, filters, order, conflicts."""

import asyncio
from typing import Any

import aiogram
import aiohttp
import pytest
import telegram as ptb_package
from aiogram import exceptions as gram_errors
from aiogram import types as gram_types
from telegram import error as ptb_errors

from sandbox.telegram import NotPossible, Telegram, User
from tests.sandbox.telegram_cast import TOKEN, Hand, picture

ALL = ["message", "edited_message", "callback_query", "my_chat_member", "chat_member"]
ALL += ["message_reaction", "channel_post"]


async def test_every_kind_of_update_is_parsed(
    street: Telegram, ptb: ptb_package.Bot, gram: aiogram.Bot, anna: User, somchai: User
) -> None:
    assert await ptb.get_updates(allowed_updates=ALL) == ()
    anna.start("s_silk")
    anna.photo(picture(), "A12 x2")
    anna.document(b"a,b\n", "goods.csv")
    anna.edit(anna.say("A12"), "A12 x2")
    street.world.post(
        anna.chat,
        street.world.bot,
        {
            "text": "Pay?",
            "reply_markup": {"inline_keyboard": [[{"text": "P", "callback_data": "p"}]]},
        },
    )
    anna.press(anna.inbox[-1], "P")
    anna.stale_press(999, "gone")
    anna.react(anna.inbox[-1], "👍")
    anna.block()
    anna.unblock()
    group = street.group("Scarves", [anna], bot=None)
    group.add_bot(anna)
    group.promote_bot(anna)
    group.add(somchai)
    somchai.say("A12", chat_id=group.id)
    group.remove(somchai)
    group.upgrade()
    post = {"message_id": 1, "date": 1, "chat": {"id": -1001, "type": "channel", "title": "Live"}}
    street.inject({"update_id": 800_000_000, "channel_post": post | {"video_chat_started": {}}})

    seen = await ptb.get_updates()
    kinds = [next(key for key in one.to_dict() if key != "update_id") for one in seen]
    assert kinds == [
        *["message"] * 4,
        "edited_message",
        *["callback_query"] * 2,
        "message_reaction",
        *["my_chat_member"] * 3,
        "message",
        "my_chat_member",
        "chat_member",
        *["message"] * 3,
        "chat_member",
        *["message"] * 2,
        "channel_post",
    ]
    also = await gram.get_updates()
    assert [one.update_id for one in also] == [one.update_id for one in seen]
    assert [one.event_type for one in also] == kinds
    start, photo, document, claim, edited, press, stale = seen[:7]
    assert start.message is not None and start.message.text == "/start s_silk"
    assert start.message.entities[0].type == "bot_command"
    assert photo.message is not None and photo.message.caption == "A12 x2"
    assert document.message is not None and document.message.document is not None
    assert claim.message is not None and claim.message.text == "A12"
    assert edited.edited_message is not None and edited.edited_message.text == "A12 x2"
    assert press.callback_query is not None and press.callback_query.data == "p"
    assert isinstance(press.callback_query.message, ptb_package.Message)
    gone = also[6].callback_query
    assert gone is not None and isinstance(gone.message, gram_types.InaccessibleMessage)
    assert stale.callback_query is not None and stale.callback_query.message is not None
    assert stale.callback_query.message.date.timestamp() == 0


async def test_an_update_stays_until_it_is_confirmed(ptb: ptb_package.Bot, anna: User) -> None:
    for text in ("one", "two", "three"):
        anna.say(text)
    first, second, _ = await ptb.get_updates()
    assert second.update_id == first.update_id + 1
    assert [one.message.text for one in await ptb.get_updates(limit=2) if one.message] == [
        "one",
        "two",
    ]
    rest = await ptb.get_updates(offset=second.update_id)
    assert [one.message.text for one in rest if one.message] == ["two", "three"]
    last = await ptb.get_updates(offset=-1)
    assert [one.message.text for one in last if one.message] == ["three"]
    assert len(await ptb.get_updates()) == 1
    assert await ptb.get_updates(offset=last[0].update_id + 1) == ()


async def test_a_long_poll_ends_with_the_first_update(
    street: Telegram, ptb: ptb_package.Bot, anna: User
) -> None:
    poll = asyncio.ensure_future(ptb.get_updates(timeout=30))
    await street.until(lambda: street.polling)
    anna.say("now")
    (update,) = await poll
    assert update.message is not None and update.message.text == "now"


async def test_a_second_poller_ends_the_first(
    street: Telegram, ptb: ptb_package.Bot, gram: aiogram.Bot, anna: User
) -> None:
    first = asyncio.ensure_future(ptb.get_updates(timeout=30))
    await street.until(lambda: street.polling)
    second = asyncio.ensure_future(gram.get_updates(timeout=30))
    with pytest.raises(ptb_errors.Conflict, match="terminated by other getUpdates request"):
        await first
    await ptb.set_webhook("https://market.example/hook")
    with pytest.raises(gram_errors.TelegramConflictError, match="terminated by setWebhook"):
        await second
    with pytest.raises(ptb_errors.Conflict, match="while webhook is active"):
        await ptb.get_updates()
    await ptb.delete_webhook()
    assert await ptb.get_updates() == ()


async def test_only_the_kinds_asked_for_are_queued(
    street: Telegram, ptb: ptb_package.Bot, anna: User
) -> None:
    message = anna.say("A12")
    anna.react(message, "👍")
    await ptb.get_updates(allowed_updates=["callback_query"])
    anna.say("not heard")
    assert len(await ptb.get_updates()) == 1
    await ptb.get_updates(allowed_updates=[])
    anna.say("heard")
    heard = await ptb.get_updates()
    assert [one.message.text for one in heard if one.message] == ["A12", "heard"]


async def test_updates_expire(ptb: ptb_package.Bot, anna: User, hand: Hand) -> None:
    anna.say("A12")
    anna.stale_press(1, "old")
    hand.seconds += 151
    (kept,) = await ptb.get_updates()
    assert kept.message is not None
    hand.seconds += 24 * 3600
    assert await ptb.get_updates() == ()


async def test_updates_can_come_in_another_order_than_their_ids(
    street: Telegram, ptb: ptb_package.Bot, anna: User
) -> None:
    street.hold()
    early = anna.say("early", date=1_700_000_000)
    anna.say("late", date=1_700_000_009)
    assert await ptb.get_updates() == ()
    street.release()
    late, first = await ptb.get_updates()
    assert late.update_id == first.update_id + 1
    assert first.message is not None and first.message.text == "early"
    assert int(first.message.date.timestamp()) == early["date"] == 1_700_000_000
    again: dict[str, Any] = {"update_id": first.update_id, "message": early}
    street.inject(again)
    assert len(await ptb.get_updates()) == 3


async def test_privacy_mode_hides_a_groups_talk(
    street: Telegram, ptb: ptb_package.Bot, anna: User, somchai: User
) -> None:
    group = street.group("Scarves", [anna, somchai])
    somchai.say("A12", chat_id=group.id)
    somchai.say("/cart", chat_id=group.id)
    somchai.say("/cart@other_bot", chat_id=group.id)
    sent = await ptb.send_message(group.id, "Which colour?")
    somchai.say("red", chat_id=group.id, reply_to=sent.message_id)
    heard = [one.message.text for one in await ptb.get_updates() if one.message]
    assert heard == ["/cart", "red"]
    street.world.privacy = False
    somchai.say("A13", chat_id=group.id)
    assert len(await ptb.get_updates()) == 3


async def test_phones_do_only_what_phones_can(street: Telegram, anna: User) -> None:
    group = street.group("Others", [])
    for act in (
        lambda: anna.say("hello", chat_id=group.id),
        lambda: anna.say(" "),
        lambda: anna.say("x" * 4097),
        lambda: anna.start("no spaces"),
        lambda: anna.press(anna.say("x"), "Pay"),
        lambda: anna.edit(999, "x"),
    ):
        with pytest.raises(NotPossible):
            act()
    anna.block()
    with pytest.raises(NotPossible, match="blocked"):
        anna.say("hello")
    anna.start()
    assert anna.chat.blocked is False


async def test_waiting_for_what_does_not_come_ends(street: Telegram, anna: User) -> None:
    with pytest.raises(TimeoutError):
        await anna.hears("never", within=0.01)
    waiting = asyncio.ensure_future(anna.hears("held"))
    await asyncio.sleep(0)
    street.world.post(anna.chat, street.world.bot, {"text": "A12 is held"})
    assert (await waiting)["text"] == "A12 is held"


async def test_the_poll_returns_bare_json_too(
    street: Telegram, http: aiohttp.ClientSession, anna: User
) -> None:
    anna.say("A12")
    async with http.get(f"{street.url}/bot{TOKEN}/getUpdates?limit=1&timeout=0") as response:
        body = await response.json()
    assert body["ok"] is True
    assert [one["message"]["text"] for one in body["result"]] == ["A12"]
