"""A picture without a code: what was on screen is suggested, and nothing reserved unasked."""

from models import screenings, shows
from tests.handlers.pictures import code, look, put_on_screen, send, shots
from tests.handlers.stall import (
    ANNA,
    BEN,
    SELLER,
    buttons,
    kinds,
    lines,
    open_other,
)
from tests.market import Market


async def test_two_codes_in_one_picture_are_asked_about(stall: Market) -> None:
    put_on_screen(stall, 2)
    told = await send(stall, codes=[code(stall), code(stall, screening=2)])
    assert kinds(told) == ["picture_which"]
    assert lines(stall) == []


async def test_without_a_code_the_product_on_screen_is_suggested(stall: Market) -> None:
    told = await send(stall, ranked=[2])
    assert kinds(told) == ["picture_which"]
    assert "Silk <b>" not in told[0].text
    assert told[0].facts["photo"] == "scarf-photo"
    assert buttons(told[0]) == ["shot:1:1", "shot:1:2", "shotnone:1"]
    assert lines(stall) == []
    assert kinds(await stall.press(ANNA, "shot:1:1")) == ["held"]
    assert shots(stall)[0].state == "claimed"


async def test_what_was_on_screen_when_the_picture_was_sent_counts(stall: Market) -> None:
    await stall.photo(ANNA)
    stall.clock.pass_(seconds=5)
    put_on_screen(stall, 2)
    look(stall)
    assert buttons(stall.told(ANNA)[0]) == ["shot:1:1", "shotnone:1"]


async def test_a_stream_that_lags_still_shows_the_one_before(stall: Market) -> None:
    put_on_screen(stall, 2)
    stall.clock.pass_(seconds=3)
    assert buttons((await send(stall))[0]) == ["shot:1:2", "shot:1:1", "shotnone:1"]


async def test_a_picture_of_the_same_second_counts_as_after_the_change(stall: Market) -> None:
    stall.clock.pass_(seconds=0.7)
    put_on_screen(stall, 2)
    assert buttons((await send(stall))[0])[0] == "shot:1:2"


async def test_yes_pressed_twice_reserves_once(stall: Market) -> None:
    await send(stall)
    await stall.press(ANNA, "shot:1:1")
    assert kinds(await stall.press(ANNA, "shot:1:1")) == ["already_decided"]
    assert kinds(await stall.press(ANNA, "shot:1:2")) == ["already_decided"]
    assert kinds(await stall.press(ANNA, "shotnone:1")) == ["already_decided"]
    assert lines(stall) == [("held", 1)]


async def test_a_late_yes_is_a_claim_of_its_own_time(stall: Market) -> None:
    put_on_screen(stall, 1, price=29000, seconds=30)
    stall.clock.pass_(seconds=5)
    await send(stall)
    stall.clock.pass_(minutes=15)
    told = await stall.press(ANNA, "shot:1:1")
    assert told[0].facts["price"] == 39000


async def test_nobody_else_can_press_a_buyer_s_buttons(stall: Market) -> None:
    await send(stall)
    buyers, sellers = ("shot:1:1", "shotnone:1"), ("shotname:1:1", "shotskip:1", "shotpage:1:0")
    for data in buyers + sellers:
        assert kinds(await stall.press(BEN, data)) == ["toast_not_yours"], data
    for data in buyers:
        assert kinds(await stall.press(SELLER, data)) == ["toast_not_yours"], data
    for data in sellers:
        assert kinds(await stall.press(SELLER, data)) == ["toast_named"], data
    assert shots(stall)[0].state == "asked"
    assert lines(stall) == lines(stall, BEN) == []


async def test_forged_numbers_name_nothing(stall: Market) -> None:
    open_other(stall, 1)
    await send(stall)
    assert kinds(await stall.press(ANNA, "shot:1:3")) == ["gone_product"]
    for data in ("shot:99:1", "shotnone:99", "shot:0:0", "shot:-1:-1"):
        assert kinds(await stall.press(ANNA, data)) == ["old_button"]


async def test_the_likest_products_are_suggested_when_nothing_is_on_screen(stall: Market) -> None:
    with stall.tx() as tx:
        screenings.end(tx, 1)
    stall.clock.pass_(minutes=5)
    told = await send(stall, ranked=[2])
    assert buttons(told[0]) == ["shot:1:2", "shotnone:1"]


async def test_a_claim_that_is_not_taken_leaves_the_question_open(stall: Market) -> None:
    await send(stall)
    with stall.tx() as tx:
        shows.pause(tx, 1)
    assert kinds(await stall.press(ANNA, "shot:1:1")) == ["closed"]
    with stall.tx() as tx:
        shows.resume(tx, 1)
    assert kinds(await stall.press(ANNA, "shot:1:1")) == ["held"]
