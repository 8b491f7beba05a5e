"""Where the bot may write: Start, blocking, vanished accounts, groups that close or move."""

import aiogram
import pytest
import telegram as ptb_package
from aiogram import exceptions as gram_errors
from telegram import error as ptb_errors

from sandbox.telegram import Telegram, User


async def test_nobody_is_written_to_before_start(
    ptb: ptb_package.Bot, gram: aiogram.Bot, somchai: User
) -> None:
    words = "bot can't initiate conversation with a user"
    with pytest.raises(ptb_errors.Forbidden, match=words):
        await ptb.send_message(somchai.id, "hello")
    with pytest.raises(gram_errors.TelegramForbiddenError, match=f"Forbidden: {words}"):
        await gram.send_message(somchai.id, "hello")
    with pytest.raises(ptb_errors.BadRequest, match="Chat not found"):
        await ptb.get_chat(somchai.id)
    assert somchai.inbox == []
    somchai.start()
    await ptb.send_message(somchai.id, "hello")
    assert len(somchai.inbox) == 1


async def test_a_blocked_bot_can_edit_but_not_send(
    street: Telegram, ptb: ptb_package.Bot, gram: aiogram.Bot, anna: User
) -> None:
    message = await ptb.send_message(anna.id, "held")
    anna.block()
    words = "Forbidden: bot was blocked by the user"
    with pytest.raises(ptb_errors.Forbidden, match=words):
        await ptb.send_message(anna.id, "pay")
    with pytest.raises(gram_errors.TelegramForbiddenError, match=words):
        await gram.send_chat_action(anna.id, "typing")
    await message.edit_text("released")
    (update,) = await ptb.get_updates()
    changed = update.my_chat_member
    assert changed is not None
    assert (changed.old_chat_member.status, changed.new_chat_member.status) == ("member", "kicked")
    assert changed.from_user.id == changed.chat.id == anna.id
    anna.unblock()
    await ptb.send_message(anna.id, "pay")
    assert [one["text"] for one in anna.inbox] == ["released", "pay"]


async def test_a_vanished_account_is_refused(
    ptb: ptb_package.Bot, gram: aiogram.Bot, anna: User
) -> None:
    message = await ptb.send_message(anna.id, "held")
    anna.vanish()
    words = "Forbidden: user is deactivated"
    with pytest.raises(ptb_errors.Forbidden, match=words):
        await ptb.send_message(anna.id, "pay")
    with pytest.raises(gram_errors.TelegramForbiddenError, match=words):
        await gram.edit_message_text("x", chat_id=anna.id, message_id=message.message_id)


async def test_a_group_that_became_a_supergroup_is_closed_for_good(
    street: Telegram, ptb: ptb_package.Bot, gram: aiogram.Bot, anna: User
) -> None:
    group = street.group("Scarves", [anna])
    await ptb.send_message(group.id, "one")
    new = group.upgrade()
    for _ in range(2):
        with pytest.raises(ptb_errors.ChatMigrated) as seen:
            await ptb.send_message(group.id, "two")
        assert seen.value.new_chat_id == new.id
        with pytest.raises(gram_errors.TelegramMigrateToChat) as also:
            await gram.send_message(group.id, "two")
        assert also.value.migrate_to_chat_id == new.id
    sent = await ptb.send_message(new.id, "two")
    assert (sent.chat.type, sent.chat.title) == ("supergroup", "Scarves")
    moved, came = [one.message for one in await ptb.get_updates() if one.message]
    assert (moved.chat.id, moved.migrate_to_chat_id) == (group.id, new.id)
    assert (came.chat.id, came.migrate_from_chat_id) == (new.id, group.id)
    assert [one["text"] for one in street.sent(group.id)] == ["one"]


async def test_a_bot_outside_a_group_is_refused(
    street: Telegram, ptb: ptb_package.Bot, gram: aiogram.Bot, anna: User
) -> None:
    group = street.group("Scarves", [anna])
    group.kick_bot(anna)
    kicked = "Forbidden: bot was kicked from the group chat"
    with pytest.raises(ptb_errors.Forbidden, match=kicked):
        await ptb.send_message(group.id, "hello")
    group.add_bot(anna)
    await gram.leave_chat(group.id)
    with pytest.raises(
        gram_errors.TelegramForbiddenError, match="bot is not a member of the group chat"
    ):
        await gram.send_message(group.id, "hello")
    changes = [one.my_chat_member for one in await ptb.get_updates() if one.my_chat_member]
    statuses = [(one.old_chat_member.status, one.new_chat_member.status) for one in changes]
    assert statuses == [("member", "kicked"), ("kicked", "member"), ("member", "left")]
    big = street.group("Silk", [anna]).upgrade()
    big.kick_bot(anna)
    with pytest.raises(ptb_errors.Forbidden, match="bot was kicked from the supergroup chat"):
        await ptb.get_chat(big.id)


async def test_only_an_administrator_deletes_what_others_wrote(
    street: Telegram, ptb: ptb_package.Bot, anna: User
) -> None:
    group = street.group("Scarves", [anna])
    said = anna.say("A12", chat_id=group.id)
    with pytest.raises(ptb_errors.BadRequest, match="Message can't be deleted"):
        await ptb.delete_message(group.id, said["message_id"])
    group.promote_bot(anna)
    await ptb.delete_message(group.id, said["message_id"])
    assert all("text" not in one for one in group.messages)


async def test_message_numbers_are_shared_by_private_chats_and_groups(
    street: Telegram, ptb: ptb_package.Bot, anna: User
) -> None:
    group = street.group("Scarves", [anna])
    numbers = [(await ptb.send_message(one, "x")).message_id for one in (anna.id, group.id)]
    assert numbers == [1, 2]
    big = group.upgrade()
    first = await ptb.send_message(big.id, "x")
    assert first.message_id == 2
