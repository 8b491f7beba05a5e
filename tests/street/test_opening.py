"""The seller opens the shop by typing, and a bot that falls silent is named, not waited for."""

import asyncio

import pytest

from sandbox.street.crowd import MEMBERS
from sandbox.street.gathering import TITLE
from sandbox.street.goods import GOODS
from sandbox.street.opening import SCRIPT, Stuck
from sandbox.street.people import NEIGHBOURS, SELLER
from tests.street.town import Town

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def answer_all(town: Town, silent: str = "") -> None:
    """A bot that says yes to everything but `silent`."""
    offset = 0
    while True:
        for update in await town.bot("getUpdates", timeout=20, offset=offset):
            offset = update["update_id"] + 1
            told = update.get("message") or update["my_chat_member"]
            if silent not in (told.get("text"), told["chat"].get("title")):
                await town.bot("sendMessage", chat_id=told["from"]["id"], text="Yes?")


async def test_the_seller_opens_the_shop_in_order_and_once(town: Town) -> None:
    bot = asyncio.create_task(answer_all(town))
    await town.street.set_up()
    await town.street.set_up()
    bot.cancel()
    chat = town.telegram.world.chats[SELLER.id]
    typed = [one.message for one in chat.messages.values() if not one.own]
    assert [m.get("text") or m["caption"] for m in typed] == [step.words for step in SCRIPT]
    assert [m["caption"] for m in typed if "photo" in m] == [good.caption for good in GOODS]


async def test_it_names_the_step_that_the_bot_left_unanswered(town: Town) -> None:
    bot = asyncio.create_task(answer_all(town, silent="/sell"))
    with pytest.raises(Stuck, match=r"step 2 of \d+, “/sell” within 0.5 s"):
        await town.street.set_up(patience=0.5)
    bot.cancel()


async def test_the_seller_has_a_group_with_everybody_in_it(town: Town) -> None:
    bot = asyncio.create_task(answer_all(town))
    await town.street.set_up()
    bot.cancel()
    assert town.street.group is not None
    group = town.telegram.world.chats[town.street.group]
    assert group.shape["title"] == TITLE
    assert [group.members[one.id] for one in NEIGHBOURS] == ["creator", *["member"] * 3]
    assert group.members[town.telegram.world.bot_id] == "administrator"
    assert len(group.members) == 1 + len(NEIGHBOURS) + len(MEMBERS)


async def test_it_says_that_the_bot_did_not_link_the_group(town: Town) -> None:
    bot = asyncio.create_task(answer_all(town, silent=TITLE))
    with pytest.raises(Stuck, match=r"did not link “Malee Silk live” within 0.5 s"):
        await town.street.set_up(patience=0.5)
    bot.cancel()


async def test_every_picture_is_light_enough_for_a_page() -> None:
    assert all(good.picture.stat().st_size <= 60_000 for good in GOODS)
