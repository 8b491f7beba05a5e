"""Second thoughts: edited claims, and "pass"."""

import pytest

from models import catalog, shows
from tests.handlers.stall import (
    ANNA,
    BEN,
    BOWL,
    SCARF,
    edit,
    go_live,
    kinds,
    lines,
    open_other,
    open_page,
    open_stall,
    pay,
    stock,
    suspend,
)
from tests.market import Market


async def claim(market: Market, text: str, person: int = ANNA, message: int = 500) -> None:
    await market.say(person, text, message_id=message)


async def test_it_takes_more_when_a_claim_is_edited_up(market: Market) -> None:
    open_stall(market, scarves=5)
    await claim(market, "A12")
    market.clock.pass_(minutes=5)
    [told] = await edit(market, ANNA, 500, "A12 x3")
    assert told.kind == "changed"
    assert (told.facts["held"], told.facts["waiting"], told.facts["total"]) == (3, 0, 117000)
    assert stock(market) == (2, 3, 0, 0)


async def test_it_waits_for_what_isnt_left_at_the_edits_own_place(market: Market) -> None:
    open_stall(market, scarves=2)
    await claim(market, "A12")
    await claim(market, "A12 x2", BEN, 501)
    [told] = await edit(market, ANNA, 500, "A12 x2")
    assert (told.facts["held"], told.facts["waiting"], told.facts["place"]) == (1, 1, 2)
    await edit(market, BEN, 501, "A12 x1")
    assert stock(market) == (0, 2, 0, 1)
    assert lines(market) == [("held", 1), ("waiting", 1)]


async def test_it_gives_back_when_a_claim_is_edited_down(market: Market) -> None:
    open_stall(market, scarves=3)
    await claim(market, "A12 x5")
    await claim(market, "A12", BEN, 501)
    market.told(BEN)
    [told] = await edit(market, ANNA, 500, "A12 x2")
    assert (told.facts["held"], told.facts["waiting"]) == (2, 0)
    assert lines(market) == [("held", 2), ("released", 2)]
    assert kinds(market.told(BEN)) == ["promoted"]
    assert stock(market) == (0, 3, 0, 0)


async def test_it_says_nothing_when_the_quantity_is_the_same(market: Market) -> None:
    open_stall(market)
    await claim(market, "A12")
    assert await edit(market, ANNA, 500, "cf a12 x1!") == []
    assert lines(market) == [("held", 1)]


async def test_it_gives_up_a_claim_edited_into_a_pass(market: Market) -> None:
    open_stall(market, scarves=1)
    await claim(market, "A12 x3")
    [told] = await edit(market, ANNA, 500, "pass")
    assert (told.kind, told.facts["quantity"]) == ("given_up", 3)
    assert stock(market) == (1, 0, 0, 0)
    assert kinds(await edit(market, ANNA, 500, "pass A12")) == ["toast_ended"]


@pytest.mark.parametrize("text", ["B7", "hello there", "is A12 sold?", "🙂", ""])
async def test_it_keeps_a_claim_edited_into_something_else(market: Market, text: str) -> None:
    open_stall(market)
    await claim(market, "A12 x2")
    assert kinds(await edit(market, ANNA, 500, text)) == ["edit_unclear"]
    assert stock(market) == (0, 2, 0, 0)
    assert stock(market, BOWL) == (1, 0, 0, 0)


async def test_it_keeps_a_claim_edited_to_a_quantity_that_cant_be(market: Market) -> None:
    open_stall(market)
    await claim(market, "A12 x2")
    assert kinds(await edit(market, ANNA, 500, "A12 x0")) == ["bad_quantity"]
    assert stock(market) == (0, 2, 0, 0)


async def test_it_leaves_what_is_on_a_payment_page(market: Market) -> None:
    open_stall(market, scarves=3)
    await claim(market, "A12 x2")
    open_page(market)
    [told] = await edit(market, ANNA, 500, "A12 x1")
    assert (told.kind, told.facts["why"]) == ("change_too_late", "checkout")
    [told] = await edit(market, ANNA, 500, "A12 x3")
    assert (told.kind, told.facts["held"]) == ("changed", 3)
    [told] = await edit(market, ANNA, 500, "A12 x2")
    assert told.facts["held"] == 2
    assert lines(market) == [("held", 2), ("released", 1)]


async def test_it_says_so_after_it_is_paid(market: Market) -> None:
    open_stall(market, scarves=3)
    await claim(market, "A12")
    pay(market, open_page(market))
    market.told(ANNA)
    [told] = await edit(market, ANNA, 500, "A12 x2")
    assert (told.kind, told.facts["why"]) == ("change_too_late", "paid")
    assert stock(market) == (2, 0, 1, 0)


async def test_it_says_so_after_it_lapsed_though_nothing_swept_it(market: Market) -> None:
    open_stall(market)
    await claim(market, "A12")
    market.clock.pass_(minutes=16)
    told = await edit(market, ANNA, 500, "A12 x2")
    assert kinds(told) == ["lapsed", "change_too_late"]
    assert told[-1].facts["why"] == "ended"
    assert stock(market) == (2, 0, 0, 0)


async def test_it_takes_no_more_while_the_show_is_paused_but_gives_back(market: Market) -> None:
    open_stall(market)
    await claim(market, "A12 x2")
    paused = go_live(market)
    with market.tx() as tx:
        shows.pause(tx, paused)
    assert kinds(await edit(market, ANNA, 500, "A12 x3")) == ["closed"]
    assert kinds(await edit(market, ANNA, 500, "A12 x1")) == ["changed"]
    suspend(market)
    assert kinds(await edit(market, ANNA, 500, "A12 x2")) == ["closed"]
    assert stock(market) == (1, 1, 0, 0)


async def test_it_takes_no_more_of_what_isnt_sold_any_longer(market: Market) -> None:
    open_stall(market, scarves=3)
    await claim(market, "A12 x2")
    with market.tx() as tx:
        catalog.edit_product(tx, 1, archived=True)
    [told] = await edit(market, ANNA, 500, "A12 x3")
    assert (told.kind, told.facts["why"]) == ("change_too_late", "gone")
    assert kinds(await edit(market, ANNA, 500, "A12 x1")) == ["changed"]
    assert stock(market) == (2, 1, 0, 0)


async def test_it_charges_todays_price_for_more(market: Market) -> None:
    open_stall(market, scarves=3)
    await claim(market, "A12")
    with market.tx() as tx:
        catalog.set_price(tx, SCARF, 50000)
    [told] = await edit(market, ANNA, 500, "A12 x2")
    assert told.facts["total"] == 39000 + 50000


async def test_it_claims_when_a_slip_is_edited_into_a_claim(market: Market) -> None:
    open_stall(market)
    await claim(market, "A112")
    assert kinds(await edit(market, ANNA, 500, "A12 x2")) == ["held"]
    assert kinds(await edit(market, ANNA, 500, "A12 x1")) == ["changed"]


async def test_it_ignores_edits_of_plain_talk_and_commands(market: Market) -> None:
    open_stall(market)
    await claim(market, "hello")
    for text in ("hello there", "/cart", "", "thanks!"):
        assert await edit(market, ANNA, 500, text) == []


async def test_it_doesnt_change_anothers_claim(market: Market) -> None:
    open_stall(market)
    await claim(market, "A12")
    assert kinds(await edit(market, BEN, 500, "A12 x2")) == ["partly_held"]
    assert lines(market) == [("held", 1)]


async def test_it_passes_on_the_last_claim(market: Market) -> None:
    open_stall(market, scarves=1)
    await market.say(ANNA, "B7")
    await market.say(ANNA, "A12 x2")
    await market.say(BEN, "A12")
    market.told(BEN)
    [told] = await market.say(ANNA, "pass")
    assert (told.kind, told.facts["code"], told.facts["quantity"]) == ("given_up", "A12", 2)
    assert kinds(market.told(BEN)) == ["promoted"]
    assert lines(market) == [("held", 1), ("released", 1), ("released", 1)]


async def test_it_passes_on_a_code_in_the_shop_that_is_looked_at(market: Market) -> None:
    open_stall(market)
    open_other(market, 1)
    await market.say(ANNA, "/start")
    await market.press(ANNA, "take:3:1")
    await market.press(ANNA, f"take:{SCARF}:1")
    await market.press(ANNA, "shop:2")
    [told] = await market.say(ANNA, "ไม่เอา a12")
    assert (told.kind, told.facts["shop"]) == ("given_up", "Other 001")
    assert lines(market) == [("released", 1), ("held", 1)]


async def test_it_closes_the_payment_page_first(market: Market) -> None:
    open_stall(market)
    await market.say(ANNA, "A12")
    open_page(market)
    assert kinds(await market.say(ANNA, "pass A12")) == ["giving_up"]
    assert kinds(await market.say(ANNA, "pass A12")) == ["nothing_to_pass"]
    assert stock(market) == (1, 1, 0, 0)


async def test_a_pass_in_reply_gives_up_what_it_answers(market: Market) -> None:
    open_stall(market)
    bot = {"id": 9, "is_bot": True, "first_name": "Livestall"}
    asked = market.message(ANNA, "A12", message_id=500)["message"]
    await market.update({"message": asked})
    market.told(ANNA)
    [held] = await market.say(ANNA, "B7", message_id=501)
    assert "(B7)" in held.text
    talk = market.message(ANNA, "lovely", message_id=499)["message"]
    assert kinds(await market.say(ANNA, "pass", reply_to_message=talk)) == ["cart"]
    [told] = await market.say(ANNA, "pass", reply_to_message=asked)
    assert (told.kind, told.facts["code"]) == ("given_up", "A12")
    assert lines(market) == [("released", 1), ("held", 1)]
    answer = asked | {"from": bot, "text": held.text, "message_id": 502}
    [told] = await market.say(ANNA, "pass", reply_to_message=answer)
    assert (told.kind, told.facts["code"]) == ("given_up", "B7")


async def test_it_says_when_there_is_nothing_to_give_up(market: Market) -> None:
    open_stall(market)
    await market.say(BEN, "A12")
    assert kinds(await market.say(ANNA, "pass")) == ["nothing_to_pass"]
    assert kinds(await market.say(ANNA, "pass A12")) == ["nothing_to_pass"]
    assert kinds(await market.say(ANNA, "pass away")) == ["help_unknown"]
    assert stock(market) == (1, 1, 0, 0)
