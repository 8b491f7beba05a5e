"""What is sent into groups: reactions, boards, pins, words for one person alone."""

from functools import partial
from typing import Any

import pytest
from sqlalchemy import select
from telegram import Bot

from bot import whispers
from models import calling, chats, group_messages, marks, people
from models.chats import Chat
from models.outgoing import OUTGOING
from models.priority import Priority
from models.store import Store
from models.tx import Tx
from sandbox.telegram import Telegram
from sandbox.telegram.groups import Group
from sandbox.telegram.people import User
from tests.bot.post import Post, eventually

MALEE, ANN = 101, 102


@pytest.fixture
async def group(telegram: Telegram, post: Post) -> Group:
    """Malee's linked group, with Ann in it; neither has anything to do with the other's shop."""
    malee = telegram.user("Malee", id=MALEE, started=True)
    ann = telegram.user("Ann", id=ANN)
    made = telegram.group("Fans", [malee, ann], bot="administrator", supergroup=True)
    await post.meet(MALEE)
    await post.store.write(partial(_link, chat_id=made.id))
    return made


def _link(tx: Tx, chat_id: int) -> None:
    people.open_shop(tx, slug="nok", name="Nok", owner_id=MALEE, currency="THB", zone="UTC")
    people.meet(tx, ANN, name="Ann", username=None, language="it")
    tx.insert(Chat, id=chat_id, shop_id=1, kind="supergroup", title="Fans", can_post=True,
              can_pin=True, linked_at=tx.now)  # fmt: skip


def board(facts: dict[str, Any], *, every: int = 0, chat_id: int = 0) -> Any:
    said = {"names": [], "more": 0, "people": {}, "url": "https://t.me/b", "shop": "Nok",
            "shop_id": 1} | facts  # fmt: skip
    return lambda tx: group_messages.show(
        tx, "board", "group_start", said, chat_id=chat_id, reader_id=MALEE,
        priority=Priority.BOARD, every=every,
    )  # fmt: skip


async def test_reactions_are_put_changed_and_taken_away(
    post: Post, telegram: Telegram, group: Group
) -> None:
    comments = [User(telegram.world, ANN).say(f"A{n}", chat_id=group.id) for n in range(30)]
    ids = [int(one["message_id"]) for one in comments]

    def react(tx: Tx) -> None:
        for message_id in ids:
            group_messages.react(tx, group.id, message_id, group_messages.HELD)

    await post.store.write(react)
    async with post.sending():
        await post.settled()
        assert [group.chat.reactions[one] for one in ids] == ["👍"] * 30
        await post.store.write(lambda tx: group_messages.react_anew(tx, group.id, ids[0], "👀"))
        await post.store.write(lambda tx: group_messages.react_anew(tx, group.id, ids[1], None))
        await post.settled()
    assert group.chat.reactions[ids[0]] == "👀"
    assert not group.chat.reactions.get(ids[1])
    assert telegram.refused_429 == 0


async def test_a_reaction_that_a_group_forbids_goes_without_a_word(
    post: Post, telegram: Telegram, group: Group
) -> None:
    group.allow_reactions(["🔥"])
    said = User(telegram.world, ANN).say("A12", chat_id=group.id)
    await post.store.write(
        lambda tx: group_messages.react(tx, group.id, said["message_id"], group_messages.HELD)
    )
    async with post.sending():
        (row,) = await post.settled()
    assert row.state == "gave_up"


async def test_a_board_is_pinned_once_edited_at_its_pace_unpinned_and_pinned_again(
    post: Post, telegram: Telegram, group: Group
) -> None:
    await post.store.write(board({"names": ["Ann"]}, chat_id=group.id))
    async with post.sending():
        (row,) = await post.settled()
        for _ in range(2):
            await post.store.write(lambda tx: group_messages.pin(tx, group.id, row.message_id))
        await post.settled()
        assert group.chat.pinned == [row.message_id]
        await post.store.write(board({"names": ["Ann", "Ben"]}, every=60_000, chat_id=group.id))
        (waits,) = await post.rows(board="board")
        assert waits.state == "queued"
        assert waits.due >= row.sent_at + 60_000
        await post.store.write(lambda tx: group_messages.unpin(tx, group.id, row.message_id))
        await eventually(partial(_is, lambda: group.chat.pinned == []))
        await post.store.write(lambda tx: group_messages.pin(tx, group.id, row.message_id))
        await eventually(partial(_is, lambda: group.chat.pinned == [row.message_id]))


async def _is(so: Any) -> bool:
    return bool(so())


async def test_a_board_that_somebody_deletes_stays_away_for_a_while(
    post: Post, telegram: Telegram, group: Group
) -> None:
    await post.store.write(board({"names": ["Ann"]}, chat_id=group.id))
    async with post.sending():
        (row,) = await post.settled()
        telegram.world.delete(group.chat, row.message_id)
        await post.store.write(board({"names": ["Ben"]}, chat_id=group.id))

        async def away() -> Any:
            (now,) = await post.rows(board="board")
            return now if now.message_id is None else None

        now = await eventually(away)
    assert (now.method, now.state) == ("send", "queued")
    assert now.due > post.store.clock() + 50_000


async def test_one_person_alone_is_told_where_that_can_be(
    post: Post, telegram: Telegram, group: Group, bot: Bot, store: Store
) -> None:
    telegram.offer_ephemeral()
    await whispers.probe(bot, store)
    await store.write(_called(group.id))
    async with post.sending():
        whispered = partial(post.rows, method="whisper", state="sent")
        await eventually(whispered)
    (seen,) = group.whispers(User(telegram.world, ANN))
    assert seen["text"].startswith("👋 Ann")
    (call,) = await post.rows(kind="group_start")
    assert call.state == "queued"
    assert call.due > store.clock() + 30_000
    assert telegram.unknown_parameters == telegram.mistyped_parameters == []


async def test_where_it_cant_be_the_group_is_told(
    post: Post, telegram: Telegram, group: Group, bot: Bot, store: Store
) -> None:
    await whispers.probe(bot, store)
    assert await store.read(lambda tx: marks.mark(tx, calling.WHISPER_MARK)) == 0
    await store.write(_called(group.id))
    async with post.sending():
        (row,) = await post.settled()
    assert (row.kind, row.state) == ("group_start", "sent")


async def test_a_refused_whisper_is_said_to_the_group_at_once(
    post: Post, telegram: Telegram, group: Group, bot: Bot, store: Store
) -> None:
    telegram.offer_ephemeral()
    await whispers.probe(bot, store)
    group.remove(User(telegram.world, ANN))
    await store.write(_called(group.id))
    async with post.sending():
        rows = await post.settled()
    assert [(row.method, row.state) for row in rows] == [("whisper", "gave_up"), ("send", "sent")]


async def test_a_whisper_that_was_said_aloud_is_taken_back(
    post: Post, telegram: Telegram, group: Group, store: Store
) -> None:
    await store.write(lambda tx: marks.put(tx, calling.WHISPER_MARK, 1))
    await store.write(_called(group.id))
    async with post.sending():
        rows = await post.settled()
    assert {row.method for row in rows} == {"whisper", "send", "delete"}
    assert not any("I have your claim at" in one.get("text", "") for one in group.messages)
    assert await store.read(lambda tx: marks.mark(tx, calling.WHISPER_MARK)) == 0


def _called(chat_id: int) -> Any:
    def job(tx: Tx) -> None:
        calling.call(tx, chat_id, people.person(tx, ANN), "v_1")
        calling.settle(tx)

    return job


async def test_nobody_who_never_pressed_start_is_written_to(
    post: Post, telegram: Telegram, group: Group
) -> None:
    await post.say(ANN, "too early")
    async with post.sending():
        (row,) = await post.settled()
    assert row.state == "gave_up"
    assert telegram.calls == []
    ann = await post.store.read(lambda tx: people.person(tx, ANN))
    assert not ann.blocked


async def test_a_group_that_threw_us_out_is_unlinked(
    post: Post, telegram: Telegram, group: Group
) -> None:
    group.kick_bot(User(telegram.world, MALEE))
    await post.store.write(board({"names": ["Ann"]}, chat_id=group.id))
    async with post.sending():
        await eventually(partial(post.rows, kind="chat_unlinked", state="sent"))
    assert await post.store.read(lambda tx: chats.chat(tx, group.id)) is None


async def test_a_group_that_became_a_supergroup_takes_its_board_along(
    post: Post, telegram: Telegram
) -> None:
    malee = telegram.user("Malee", id=MALEE, started=True)
    group = telegram.group("Fans", [malee], bot="administrator")
    await post.meet(MALEE)
    await post.store.write(partial(_link, chat_id=group.id))
    await post.store.write(board({"names": ["Ann"]}, chat_id=group.id))
    async with post.sending():
        await post.settled()
        new = group.upgrade()
        facts = {"title": "Fans", "kind": "group", "url": "https://t.me/b"}
        await post.store.write(
            lambda tx: group_messages.say(tx, group.id, None, "chat_who", facts, once="who")
        )
        await eventually(partial(post.rows, chat_id=new.id, kind="chat_who", state="sent"))
        await post.store.write(board({"names": ["Ben"]}, chat_id=new.id))
        await eventually(
            partial(_is, lambda: any("Ben" in one.get("text", "") for one in new.messages))
        )
    rows = await post.store.read(
        lambda tx: tx.all(select(OUTGOING).where(OUTGOING.c.board == "board"))
    )
    assert [row.chat_id for row in rows] == [new.id]
    assert await post.store.read(lambda tx: chats.chat(tx, new.id)) is not None
