"""A group: linked by its seller, comments are claims, answers are emoji, and nobody is left out."""

from pathlib import Path

import pytest

from sandbox.telegram.groups import Group
from sandbox.telegram.people import User
from sandbox.telegram.shapes import Json
from tests.town import Town, buttons, link, text, town

GOODS = ("A12 Silk scarf 390 x3", "B7 Cotton bag 120 x5")


async def linked(here: Town, seller: User, *others: User, title: str = "Fans") -> Group:
    """The seller's group, with the bot as an administrator."""
    group = here.telegram.group(title, [seller, *others], bot=None, supergroup=True)
    group.add_bot(seller, administrator=True)
    await here.hears(seller, f"{title} is linked to")
    return group


async def answered(here: Town, comment: Json, emoji: str) -> None:
    """Waits until a comment carries this emoji."""
    try:
        await here.until(lambda: here.telegram.reaction(comment) == emoji)
    except TimeoutError:
        raise AssertionError(f"{here.telegram.reaction(comment)!r}, not {emoji}") from None


async def said(here: Town, group: Group, *parts: str) -> Json:
    """Waits for a message of the bot's in the group that holds all these words."""
    return await here.until(lambda: _said(here, group, parts) or {})


def _said(here: Town, group: Group, parts: tuple[str, ...]) -> Json | None:
    sent = [one for one in here.telegram.sent(group.id) if all(part in text(one) for part in parts)]
    return sent[-1] if sent else None


async def test_a_sale_in_a_group_at_telegrams_own_pace(folder: Path) -> None:
    async with town(folder, limits=True) as here:
        seller = await here.shop("Malee", "malee", *GOODS)
        anna, bruno = await here.buyer("Anna", "malee"), await here.buyer("Bruno", "malee")
        chai, dao = here.telegram.user("Chai"), here.telegram.user("Dao")
        group = await linked(here, seller, anna, bruno, chai, dao)
        seller.say("/live Silk tonight")
        board = await said(here, group, "🔴", "Silk tonight")
        await here.until(lambda: group.chat.pinned == [board["message_id"]])

        anna.say("is A12 sold?", chat_id=group.id)
        first = anna.say("cf A12 x2", chat_id=group.id)
        second = chai.say("A12", chat_id=group.id)
        third = bruno.say("a12", chat_id=group.id)
        fourth = dao.say("B7 x2", chat_id=group.id)
        for comment, emoji in ((first, "👍"), (second, "👍"), (third, "👀"), (fourth, "👍")):
            await answered(here, comment, emoji)
        await here.hears(anna, "A12", "yours")
        await here.hears(bruno, "👀")
        call = await said(here, group, "Dao, Chai", "press Start")
        assert link(call, "Start").endswith("?start=v_1")

        chai.start("v_1")
        await here.hears(chai, "A12", "390")
        await said(here, group, "👋 Dao: press Start")
        dao.start()
        await here.hears(dao, "B7", "240")
        await said(here, group, "Everybody who claimed here")

        anna.edit(first, "A12 x1", chat_id=group.id)
        await here.hears(bruno, "A12", "yours")
        chai.say("pass", chat_id=group.id, reply_to=second["message_id"])
        await answered(here, second, "")
        await said(here, group, "Silk tonight")

        seller.say("/end")
        over = await said(here, group, "The show is over")
        assert over["message_id"] == board["message_id"]
        await here.until(lambda: not group.chat.pinned)
        here.check_manners()


async def test_a_comment_is_rescued_by_reply_and_by_forward(folder: Path) -> None:
    async with town(folder) as here:
        seller = await here.shop("Nok", "nok", *GOODS)
        anna = await here.buyer("Anna", "nok")
        group = await linked(here, seller, anna)
        seller.say("/live")
        await said(here, group, "🔴")
        wish = anna.say("the silk one, two please!", chat_id=group.id)
        seller.say("/claim A12 2", chat_id=group.id, reply_to=wish["message_id"])
        await answered(here, wish, "👍")
        await here.hears(seller, "2 × A12 is held for Anna")
        await here.hears(anna, "A12", "yours")

        other = anna.say("and a bag", chat_id=group.id)
        seller.forward(other)
        await here.hears(seller, "Anna wrote", "and a bag")
        seller.say("/claim B7")
        await here.hears(seller, "1 × B7 is held for Anna")
        anna.say("/claim A12", chat_id=group.id, reply_to=other["message_id"])
        await here.hears(anna, "is for the seller")
        seller.say("/claim A12", chat_id=group.id, as_chat=group.id, reply_to=other["message_id"])
        await here.hears(seller, "An administrator of your group")
        here.check_manners()


async def test_a_group_grows_up_in_the_middle_of_a_show(folder: Path) -> None:
    async with town(folder) as here:
        seller = await here.shop("Ploy", "ploy", *GOODS)
        anna = await here.buyer("Anna", "ploy")
        group = here.telegram.group("Small", [seller, anna], bot=None)
        group.add_bot(seller, administrator=True)
        await here.hears(seller, "Small is linked to")
        seller.say("/live")
        await said(here, group, "🔴")
        await answered(here, anna.say("A12", chat_id=group.id), "👍")
        grown = group.upgrade()
        await here.restart()
        await answered(here, anna.say("A12", chat_id=grown.id), "👍")
        await here.ask(seller, "/show A12")
        await said(here, grown, "🔴", "A12")
        assert here.rows("SELECT id FROM chat") == [{"id": grown.id}]
        assert here.errors() == []


async def test_a_group_that_silences_the_bot_silences_no_claim(folder: Path) -> None:
    async with town(folder) as here:
        seller = await here.shop("Lek", "lek", *GOODS)
        anna = await here.buyer("Anna", "lek")
        group = await linked(here, seller, anna)
        seller.say("/live")
        await said(here, group, "🔴")
        group.demote_bot(seller)
        group.forbid("can_send_messages")
        await here.hears(seller, "make me an administrator")
        await here.ask(anna, "A12")
        await here.hears(anna, "A12", "yours")
        seller.say("/end")
        await here.hears(seller, "is over")
        await here.until_rows("SELECT count(*) FROM outgoing WHERE state = 'queued'", 0)
        assert here.rows("SELECT error FROM outgoing WHERE state = 'gave_up'") == []
        here.check_manners()


async def test_one_person_alone_is_told_where_telegram_can(folder: Path) -> None:
    async with town(folder) as here:
        here.telegram.offer_ephemeral()
        await here.restart()
        await here.until_rows(
            "SELECT coalesce(max(value), -1) FROM mark WHERE name = 'whispers'", 1
        )
        seller = await here.shop("Fah", "fah", *GOODS)
        chai = here.telegram.user("Chai")
        group = await linked(here, seller, chai)
        seller.say("/live")
        await said(here, group, "🔴")
        chai.say("A12", chat_id=group.id)
        [seen] = await here.until(lambda: group.whispers(chai))
        assert "I have your claim" in text(seen)
        assert buttons(seen)
        here.check_manners()


@pytest.mark.parametrize("status", ["member", "stranger"])
async def test_who_adds_the_bot_is_told_what_is_missing(folder: Path, status: str) -> None:
    async with town(folder) as here:
        if status == "member":
            seller = await here.shop("Aom", "aom")
            group = here.telegram.group("Fans", [seller], bot=None)
            group.add_bot(seller)
            await here.hears(seller, "make me an administrator")
            group.promote_bot(seller)
            await here.hears(seller, "Fans is linked to")
            group.kick_bot(seller)
            await here.hears(seller, "removed from Fans")
        else:
            stranger = here.telegram.user("Xi")
            group = here.telegram.group("Fans", [stranger], bot=None, supergroup=True)
            group.add_bot(stranger, administrator=True)
            told = await said(here, group, "Open your shop first")
            assert link(told, "Open").startswith("https://t.me/")
        here.check_manners()
