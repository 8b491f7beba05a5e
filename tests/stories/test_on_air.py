"""On the air: the lineup, flash prices, and the one message that the seller steers by."""

import time

import pytest

from tests.town import Town, buttons, count, text

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def next_second(here: Town) -> None:
    """Telegram dates messages in whole seconds: what was said within one may carry its beginning,
    and has the price of then."""
    await here.until_rows(f"SELECT unixepoch() > {int(time.time())}", 1)


async def test_a_seller_steers_her_show_with_one_message(here: Town) -> None:
    seller = await here.shop(
        "Ratri", "ratri", "R1 Scarf 390 x2", "R2 Bowl 250 x2", "R3 Lamp 500 x2"
    )
    anna, ben = [await here.buyer(name, "ratri") for name in ("Anna", "Ben")]
    await here.ask(seller, "/live Night market")
    control = await here.hears(seller, "Night market", "Nothing is on screen yet")
    await here.ask(seller, "/lineup R3 R1 R2")
    await here.ask(seller, "/lineup R1 max 1")

    await here.press(seller, "next", control)
    control = await here.hears(seller, "📺 R3", "Lamp")
    assert any("R1" in button["text"] for button in buttons(control))
    seller.say("/show R1 199 5")
    await here.hears(seller, "📺 R1", "฿199", "⏳")
    assert "199" in text(await here.ask(anna, "cf r1 x2"))
    await here.ask(ben, "cf r2")
    await here.hears(seller, "2 claims", "2 held")
    assert count(seller, "2 claims") == 1

    assert "usual" in await here.press(seller, "flashend")
    await here.hears(seller, "📺 R1", "\n฿390")
    await next_second(here)
    assert "390" in text(await here.ask(ben, "cf r1"))

    await here.press(seller, "pause")
    await here.hears(seller, "is paused")
    assert "takes no claims" in text(await here.ask(anna, "cf r3"))
    await here.press(seller, "resume")
    await here.hears(seller, "🔴 Night market")
    assert "yours" in text(await here.ask(anna, "cf r3"))

    await here.press(seller, "end")
    await here.press(seller, "endnow")
    await here.hears(seller, "Night market is over", "left in all")
    assert not buttons(await here.hears(seller, "Night market is over", "left in all"))


async def test_a_flash_price_and_its_message_survive_a_restart(here: Town) -> None:
    seller = await here.shop("Suda", "suda", "S1 Scarf 390 x5")
    anna = await here.buyer("Anna", "suda")
    await here.ask(seller, "/live Restart")
    seller.say("/show S1 199 5")
    await here.hears(seller, "📺 S1", "฿199")
    await here.restart()
    assert "199" in text(await here.ask(anna, "cf s1"))
    await here.hears(seller, "1 claim", "1 held")
    await here.press(seller, "flashend")
    await next_second(here)
    assert "390" in text(await here.ask(anna, "cf s1 x2"))
    await here.ask(seller, "/end")


async def test_who_follows_a_product_hears_that_it_is_next(here: Town) -> None:
    seller = await here.shop("Tida", "tida", "T1 Scarf 390 x5", "T2 Bowl 250 x1")
    anna = await here.buyer("Anna", "tida")
    await here.open(anna, "p_tida_T2")
    assert "shown next" in await here.press(anna, "await")
    await here.ask(seller, "/live Bowls")
    seller.say("/show T1")
    await here.hears(anna, "Bowl", "is next")
    seller.say("/next")
    await here.hears(seller, "📺 T2")
    await here.ask(anna, "cf t2")
    await here.ask(seller, "/stock T2 +1")
    await here.hears(anna, "Bowl", "back in stock")
    assert count(anna, "is next") == 1
    await here.ask(seller, "/end")
