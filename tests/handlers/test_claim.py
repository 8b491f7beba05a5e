"""Claims in the private chat and from buttons."""

import pytest

from models import people, shows
from tests.handlers.stall import (
    ANNA,
    BEN,
    BOWL,
    SCARF,
    buttons,
    go_live,
    kinds,
    lines,
    open_other,
    open_stall,
    stock,
    suspend,
)
from tests.market import Market


async def test_it_holds_what_is_claimed(market: Market) -> None:
    open_stall(market, scarves=2)
    [told] = await market.say(ANNA, "cf a12 x2")
    assert told.kind == "held"
    assert "Silk &lt;scarf&gt;" in told.text
    assert "7:15" in told.text
    assert told.button("Pay").data == "pay:1"
    assert stock(market) == (0, 2, 0, 0)


async def test_it_tells_deadlines_in_the_persons_own_zone(market: Market) -> None:
    open_stall(market)
    with market.tx() as tx:
        people.set_zone(tx, ANNA, "Europe/Rome")
    [told] = await market.say(ANNA, "A12")
    assert "1:15" in told.text
    market.clock.pass_(minutes=16)
    await market.say(BEN, "A12 x2")
    [told] = market.told(ANNA)
    assert (told.kind, told.facts["zone"]) == ("lapsed", "Europe/Rome")


async def test_it_fills_what_is_left_and_waitlists_the_rest(market: Market) -> None:
    open_stall(market, scarves=2)
    [told] = await market.say(ANNA, "A12 x5")
    assert (told.kind, told.facts["missing"], told.facts["place"]) == ("partly_held", 3, 1)
    [told] = await market.say(BEN, "A12")
    assert (told.kind, told.facts["place"]) == ("waiting", 2)
    assert stock(market) == (0, 2, 0, 2)


async def test_it_promotes_who_waits_when_a_hold_lapses(market: Market) -> None:
    open_stall(market, scarves=1)
    await market.say(ANNA, "A12")
    await market.say(BEN, "A12")
    market.clock.pass_(minutes=16)
    told = await market.press(ANNA, "drop:1")
    assert kinds(told) == ["lapsed", "toast_ended"]
    assert kinds(market.told(BEN)) == ["promoted"]
    assert stock(market) == (0, 1, 0, 0)


async def test_it_never_reserves_two_for_a_button_pressed_twice(market: Market) -> None:
    open_stall(market)
    assert kinds(await market.press(ANNA, f"take:{SCARF}:1")) == ["held"]
    [asked, _] = await market.press(ANNA, f"take:{SCARF}:1")
    assert asked.kind == "one_more"
    assert stock(market) == (1, 1, 0, 0)
    more = str(asked.button("one more").data)
    assert kinds(await market.press(ANNA, more)) == ["held"]
    assert kinds(await market.press(ANNA, more)) == ["one_more"]
    assert stock(market) == (0, 2, 0, 0)


async def test_it_asks_too_when_the_person_waits_already(market: Market) -> None:
    open_stall(market, scarves=0)
    assert kinds(await market.press(ANNA, f"take:{SCARF}:1")) == ["waiting"]
    [asked, _] = await market.press(ANNA, f"take:{SCARF}:1")
    assert "You wait for 1" in asked.text
    assert stock(market) == (0, 0, 0, 1)


async def test_it_takes_at_once_when_what_was_held_is_gone_by_now(market: Market) -> None:
    open_stall(market)
    await market.press(ANNA, f"take:{SCARF}:1")
    [asked, _] = await market.press(ANNA, f"take:{SCARF}:1")
    await market.say(ANNA, "pass")
    assert kinds(await market.press(ANNA, str(asked.button("one more").data))) == ["held"]
    assert lines(market) == [("released", 1), ("held", 1)]


@pytest.mark.parametrize(
    "data",
    ["take:1:0", "take:1:-1", "take:1:1000", f"take:1:{2**52}", "more:1:1:0", "take:1", "take:a:1",
     "take:1:1:1:1", "take::", "", "nonsense:1", "take:1:1.5", f"take:{10**30}:1"],
)  # fmt: skip
async def test_it_refuses_forged_buttons(market: Market, data: str) -> None:
    open_stall(market)
    assert kinds(await market.press(ANNA, data)) == ["old_button"]
    assert stock(market) == (2, 0, 0, 0)


@pytest.mark.parametrize("text", ["A12 x0", "A12 -3", "A12 x5000", "cf a12 +0"])
async def test_it_reserves_nothing_for_a_quantity_that_cant_be(market: Market, text: str) -> None:
    open_stall(market)
    await market.say(ANNA, "/start s_malee-silk")
    assert kinds(await market.say(ANNA, text)) == ["bad_quantity"]
    assert stock(market) == (2, 0, 0, 0)


async def test_it_offers_the_code_that_was_meant(market: Market) -> None:
    open_stall(market)
    await market.say(ANNA, "/start s_malee-silk")
    [told] = await market.say(ANNA, "cf AI2 x2")
    assert told.kind == "did_you_mean"
    assert buttons(told) == ["take:1:2"]
    assert kinds(await market.press(ANNA, "take:1:2")) == ["held"]


async def test_it_asks_which_shop_is_meant(market: Market) -> None:
    open_stall(market)
    for number in range(30):
        open_other(market, number)
    [told] = await market.say(ANNA, "A12 x2")
    assert told.kind == "which_shop"
    assert len(told.buttons) == 8
    assert buttons(told)[0] == "take:1:2"


async def test_it_doesnt_know_a_code_nobody_sells(market: Market) -> None:
    open_stall(market)
    assert kinds(await market.say(ANNA, "cf Q99")) == ["unknown_code"]


async def test_it_refuses_while_the_shop_is_closed(market: Market) -> None:
    open_stall(market)
    await market.say(ANNA, "/start s_malee-silk")
    paused = go_live(market)
    with market.tx() as tx:
        shows.pause(tx, paused)
    [told] = await market.say(ANNA, "A12")
    assert (told.kind, told.facts["why"]) == ("closed", "paused")
    suspend(market)
    [told, _] = await market.press(ANNA, f"take:{BOWL}:1")
    assert (told.kind, told.facts["why"]) == ("closed", "suspended")
    assert lines(market) == []


async def test_it_decides_the_same_update_once(market: Market) -> None:
    open_stall(market)
    message = {
        "message_id": 5, "date": market.clock.now // 1000, "text": "A12",
        "from": {"id": ANNA, "is_bot": False, "first_name": "P2", "language_code": "en"},
        "chat": {"id": ANNA, "type": "private"},
    }  # fmt: skip
    for _ in range(2):
        await market.update({"message": message})
    assert kinds(market.told(ANNA)) == ["held", "already_decided"]
    assert stock(market) == (1, 1, 0, 0)
