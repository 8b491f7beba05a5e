"""The seller opens the shop by typing, and a bot that falls silent is named, not waited for."""

import asyncio

import pytest

from sandbox.street.goods import GOODS
from sandbox.street.opening import SCRIPT, Stuck
from sandbox.street.people import SELLER
from tests.street.town import Town

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def answer_all(town: Town, silent: str = "") -> None:
    """A bot that says yes to everything but `silent`."""
    offset = 0
    while True:
        for update in await town.bot("getUpdates", timeout=20, offset=offset):
            offset = update["update_id"] + 1
            message = update["message"]
            if message.get("text") != silent:
                await town.bot("sendMessage", chat_id=message["chat"]["id"], text="Yes?")


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


async def test_every_picture_is_light_enough_for_a_page() -> None:
    assert all(good.picture.stat().st_size <= 60_000 for good in GOODS)
