"""The sender at work: whose turn it is, how fast, and what a restart leaves to do."""

import asyncio
import time
from collections import Counter
from contextlib import AsyncExitStack
from functools import partial

import pytest
from sqlalchemy import update
from telegram import Bot

from bot import duty
from bot.pace import Pace
from bot.sender import Sender
from models import announcements, delivery, follows, people
from models.outgoing import OUTGOING
from models.priority import Priority
from models.store import Store
from models.tx import Tx
from sandbox.telegram import Telegram
from tests.bot.post import Post, facts

SELLER = 100
FANS = range(1001, 1201)
BUYER = 5000


@pytest.fixture
async def fans(telegram: Telegram, post: Post) -> None:
    """Two hundred followers of a shop, and somebody who only buys."""
    for person in (SELLER, BUYER, *FANS):
        telegram.user(f"P{person}", id=person, started=True)
    await post.meet(SELLER, BUYER, *FANS)

    def job(tx: Tx) -> None:
        people.open_shop(
            tx, slug="nok", name="Nok", owner_id=SELLER, currency="THB", zone="Asia/Bangkok"
        )
        for person in FANS:
            follows.follow(tx, person, 1)

    await post.store.write(job)


async def announce(store: Store) -> None:
    """Writes an alert for every follower."""
    await store.write(
        lambda tx: announcements.announce(tx, "live:7", 1, "alert_live", facts("now"))
    )
    while await store.write(announcements.spread):
        pass


def _more_than(telegram: Telegram, count: int) -> bool:
    return len(telegram.sent(BUYER)) > count


def _called(telegram: Telegram, count: int) -> bool:
    return telegram.count("sendMessage") >= count


async def test_a_fan_out_keeps_to_the_limits_and_uses_them(
    fans: None, post: Post, telegram: Telegram
) -> None:
    await announce(post.store)
    async with post.sending(30):
        await post.settled(within=30)
    moments = sorted(call.at for call in telegram.calls)
    assert telegram.refused_429 == 0
    assert Counter(call.parameters["chat_id"] for call in telegram.calls) == dict.fromkeys(FANS, 1)
    # On a machine at rest it is 0.99; one that runs other tests besides makes the journeys uneven.
    assert (len(moments) - 1) / (moments[-1] - moments[0]) >= 30 * 0.85


async def test_an_answer_overtakes_the_fan_out(fans: None, post: Post, telegram: Telegram) -> None:
    await announce(post.store)
    async with post.sending(30):
        for _ in range(3):
            await asyncio.sleep(0.5)
            began, before = time.monotonic(), len(telegram.sent(BUYER))
            await post.say(BUYER, "it is yours", priority=Priority.WINNER)
            await telegram.until(partial(_more_than, telegram, before))
            assert time.monotonic() - began < 0.5
    assert len(telegram.calls) < len(FANS)


async def test_winners_come_before_answers_before_alerts(
    fans: None, post: Post, telegram: Telegram
) -> None:
    for person, priority in zip(FANS, reversed(Priority), strict=False):
        await post.say(person, "x", priority=priority)
    async with post.sending(10):
        await post.settled()
    arrived = [call.parameters["chat_id"] for call in telegram.calls]
    assert arrived == list(FANS[:6])[::-1]


async def test_a_chats_messages_keep_their_order(post: Post, telegram: Telegram) -> None:
    telegram.user("Ann", id=101, started=True)
    await post.meet(101)
    telegram.fault("sendMessage", status=500)
    for number in range(5):
        await post.say(101, f"{number}.")
    async with post.sending(30):
        await post.settled(within=15)
    titles = [one["text"].split(": ")[1][0] for one in telegram.sent(101)]
    assert titles == ["0", "1", "2", "3", "4"]
    assert telegram.refused_429 == 0


async def test_a_busy_chat_holds_nobody_up(fans: None, post: Post, telegram: Telegram) -> None:
    for number in range(300):
        await post.say(BUYER, str(number))
    for person in FANS[:20]:
        await post.say(person, "hello")
    async with post.sending(900):
        await telegram.until(lambda: all(telegram.sent(person) for person in FANS[:20]))
        assert len(telegram.sent(BUYER)) < 10
    assert telegram.refused_429 == 0


async def test_a_group_gets_twenty_a_minute_and_others_go_on(
    fans: None, post: Post, telegram: Telegram
) -> None:
    group = telegram.group("Fans", [telegram.user("Cho")])
    for _ in range(25):
        await post.say(group.id, "news")
    await post.say(BUYER, "hello")
    async with post.sending(30):
        await telegram.until(lambda: len(telegram.sent(group.id)) == 20 and telegram.sent(BUYER))
        await asyncio.sleep(0.2)
    assert len(telegram.sent(group.id)) == 20
    assert telegram.refused_429 == 0


async def test_a_restart_goes_on_where_the_last_one_stopped(
    fans: None, post: Post, telegram: Telegram
) -> None:
    await announce(post.store)
    for enough in (40, 80):
        async with post.sending(60):
            await telegram.until(partial(_called, telegram, enough))
    telegram.limit(telegram.world.meter.limits.lifted())
    async with post.sending(5000):
        rows = await post.settled()
    assert Counter(row.state for row in rows) == {"sent": len(FANS)}
    sent = Counter(call.parameters["chat_id"] for call in telegram.calls if call.status == 200)
    assert sent == dict.fromkeys(FANS, 1)


async def test_it_finishes_what_is_on_its_way_when_it_is_stopped(
    fans: None, post: Post, telegram: Telegram
) -> None:
    telegram.fault("sendMessage", seconds=0.3)
    await post.say(BUYER, "slow")
    async with post.sending():
        await telegram.until(lambda: not telegram.world.faults.waiting)
    (row,) = await post.rows()
    assert (row.state, len(telegram.sent(BUYER))) == ("sent", 1)


async def test_what_a_dead_sender_had_leased_is_sent_at_once(
    fans: None, post: Post, telegram: Telegram
) -> None:
    await post.say(BUYER, "one")
    far = post.store.clock() + 30_000
    await post.store.write(lambda tx: delivery.lease(tx, [1], "dead", far))
    async with post.sending():
        await post.settled(within=3)
    assert len(telegram.sent(BUYER)) == 1


async def test_of_two_senders_one_is_on_duty_until_it_goes(
    fans: None, post: Post, telegram: Telegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(duty, "LOOK", 0.02)
    async with AsyncExitStack() as first:
        await first.enter_async_context(post.sending())
        await post.say(BUYER, "one")
        await post.settled()
        async with post.sending():
            for person in FANS[:10]:
                await post.say(person, "two")
            await post.settled()
            await first.aclose()
            await post.say(BUYER, "three")
            rows = await post.settled()
    assert {row.attempts for row in rows} == {1}
    assert telegram.count("sendMessage") == 12


async def test_one_who_wakes_late_cannot_overwrite_the_successor(post: Post) -> None:
    await post.meet(BUYER)
    await post.say(BUYER, "one")
    until = post.store.clock() + 30_000
    await post.store.write(lambda tx: delivery.lease(tx, [1], "new", until))
    await post.store.write(lambda tx: delivery.mark_gave_up(tx, "old", 1, "late"))
    await post.store.write(lambda tx: delivery.mark_sent(tx, "old", [(1, 5)]))
    (row,) = await post.rows()
    assert (row.state, row.token, row.message_id) == ("leased", "new", None)


async def test_after_a_restart_it_remembers_what_went_out(
    fans: None, store: Store, bot: Bot, post: Post
) -> None:
    now = store.clock()

    def sent_just_now(tx: Tx) -> None:
        tx.run(update(OUTGOING).values(state="sent", sent_at=now))

    for person in FANS[:30]:
        await post.say(person, "x")
    await store.write(sent_just_now)
    pace = Pace(30)
    sender = Sender(store, bot, pace)
    began = time.monotonic()
    await sender._remember()
    assert pace.opens(bulk=False) - began > 0.8


async def test_nothing_is_lost_while_telegram_cannot_be_reached(
    fans: None, store: Store, telegram: Telegram, post: Post
) -> None:
    bot = post.bot
    post.bot = Bot("4242:livestall-tests", base_url="http://127.0.0.1:9/bot", request=bot.request,
                   get_updates_request=bot.request)  # fmt: skip
    for person in FANS[:10]:
        await post.say(person, "x")
    async with post.sending():
        await asyncio.sleep(0.8)
    assert {(row.state, row.attempts) for row in await post.rows()} == {("queued", 0)}
    post.bot = bot
    async with post.sending():
        await post.settled()
    assert telegram.count("sendMessage") == 10
