"""A picture that the seller names."""

import orjson
from sqlalchemy import select

from models import catalog, screenings, screenshots, shows, standings
from models.history import HISTORY
from tests.handlers.pictures import look, reserved, send, shots
from tests.handlers.stall import ANNA, SELLER, SHOP, buttons, kinds, lines, open_other
from tests.market import Market


async def test_none_of_these_goes_to_the_seller_who_names_it(stall: Market) -> None:
    await send(stall)
    assert kinds(await stall.press(ANNA, "shotnone:1")) == ["picture_passed"]
    asked = stall.told(SELLER)[-1]
    assert (asked.kind, asked.facts["photo"]) == ("picture_name", "shot-2")
    assert buttons(asked) == ["shotname:1:1", "shotname:1:2", "shotskip:1"]
    stall.clock.pass_(minutes=2)
    named = await stall.press(SELLER, "shotname:1:2", on_photo=True)
    assert kinds(named) == ["picture_named"]
    assert "is asked to pay" in named[0].text
    held = stall.told(ANNA)
    assert kinds(held) == ["held"]
    assert held[0].button("Pay")
    assert reserved(stall).said_at == shots(stall)[0].said_at
    assert kinds(await stall.press(SELLER, "shotname:1:2")) == ["toast_named"]
    assert kinds(await stall.press(SELLER, "shotskip:1")) == ["toast_named"]
    assert lines(stall) == [("held", 1)]


async def test_the_buyer_may_choose_while_the_seller_looks(stall: Market) -> None:
    await send(stall)
    await stall.press(ANNA, "shotnone:1")
    assert kinds(await stall.press(ANNA, "shot:1:1")) == ["held"]
    stall.told(SELLER)
    assert kinds(await stall.press(SELLER, "shotname:1:2")) == ["toast_named"]
    assert lines(stall) == [("held", 1)]


async def test_another_shop_s_seller_names_nothing(stall: Market) -> None:
    open_other(stall, 1)
    await send(stall)
    await stall.press(ANNA, "shotnone:1")
    for data in ("shotname:1:1", "shotskip:1", "shotpage:1:0"):
        assert kinds(await stall.press(1001, data)) == ["toast_not_yours"]
    assert (shots(stall)[0].state, lines(stall)) == ("passed", [])


async def test_a_seller_who_can_t_tell_says_so_once(stall: Market) -> None:
    await send(stall)
    await stall.press(ANNA, "shotnone:1")
    stall.told(SELLER)
    assert kinds(await stall.press(SELLER, "shotskip:1")) == ["picture_skipped"]
    assert kinds(stall.told(ANNA)) == ["picture_unknown"]
    assert kinds(await stall.press(SELLER, "shotname:1:1")) == ["toast_answered"]
    assert kinds(await stall.press(ANNA, "shot:1:1")) == ["already_decided"]
    assert lines(stall) == []


async def test_with_nothing_to_suggest_the_seller_is_asked_at_once(stall: Market) -> None:
    with stall.tx() as tx:
        screenings.end(tx, 1)
    stall.clock.pass_(minutes=5)
    assert kinds(await send(stall)) == ["picture_passed"]
    assert kinds(stall.told(SELLER)) == ["picture_name"]


async def test_a_seller_of_many_things_turns_pages(stall: Market) -> None:
    with stall.tx() as tx:
        for number in range(10):
            catalog.add_product(
                tx, shop_id=SHOP, code=f"C{number}", key=f"C{number}", title=f"Cup {number}",
                price=1000, stock=1,
            )  # fmt: skip
    await send(stall)
    await stall.press(ANNA, "shotnone:1")
    first = stall.told(SELLER)[-1]
    assert "shotpage:1:1" in buttons(first)
    second = (await stall.press(SELLER, "shotpage:1:1", on_photo=True))[0]
    assert "shotname:1:12" in buttons(second)
    assert kinds(await stall.press(SELLER, "shotname:1:12")) == ["picture_named"]


async def test_a_seller_is_told_when_the_claim_is_not_taken(stall: Market) -> None:
    await send(stall)
    await stall.press(ANNA, "shotnone:1")
    stall.told(SELLER)
    with stall.tx() as tx:
        shows.pause(tx, 1)
    assert kinds(await stall.press(SELLER, "shotname:1:1")) == ["toast_not_taken"]
    assert shots(stall)[0].state == "passed"


async def test_a_seller_is_told_when_the_buyer_is_asked_for_an_option(stall: Market) -> None:
    with stall.tx() as tx:
        tx.insert(catalog.Option, product_id=2, name="Large", price=99000, free=1)
    await send(stall)
    await stall.press(ANNA, "shotnone:1")
    stall.told(SELLER)
    [named, _] = await stall.press(SELLER, "shotname:1:2", on_photo=True)
    assert (named.kind, named.facts["state"]) == ("picture_named", "asked")
    assert kinds(stall.told(ANNA)) == ["which_option"]
    assert (shots(stall)[0].state, lines(stall)) == ("claimed", [])


async def test_a_blocked_buyer_s_pictures_don_t_reach_the_seller(stall: Market) -> None:
    with stall.tx() as tx:
        standings.set_blocked(tx, SHOP, ANNA, blocked=True)
    await send(stall)
    assert kinds(await stall.press(ANNA, "shotnone:1")) == ["closed"]
    assert stall.told(SELLER) == []


async def test_nobody_floods_the_program_or_the_seller(stall: Market) -> None:
    for _ in range(screenshots.MOST_AT_ONCE):
        assert await stall.photo(ANNA) == []
    assert kinds(await stall.photo(ANNA)) == ["picture_many"]
    look(stall)
    stall.told(ANNA)
    for number in range(1, 1 + screenshots.MOST_AT_ONCE):
        await stall.press(ANNA, f"shotnone:{number}")
    await send(stall)
    assert kinds(await stall.press(ANNA, "shotnone:6")) == ["picture_many"]
    assert len(stall.told(SELLER)) == screenshots.MOST_AT_ONCE


async def test_who_was_never_answered_can_ask_again_another_day(stall: Market) -> None:
    for number in range(1, 1 + screenshots.MOST_AT_ONCE):
        await send(stall)
        assert kinds(await stall.press(ANNA, f"shotnone:{number}")) == ["picture_passed"]
    stall.clock.pass_(minutes=24 * 60)
    await send(stall)
    assert kinds(await stall.press(ANNA, "shotnone:6")) == ["picture_passed"]


async def test_history_is_kept_for_what_the_seller_named(stall: Market) -> None:
    await send(stall)
    await stall.press(ANNA, "shotnone:1")
    await stall.press(SELLER, "shotname:1:1")
    with stall.tx() as tx:
        notes = tx.all(select(HISTORY).where(HISTORY.c.what == "screenshot"))
    assert [orjson.loads(note.facts)["by"] for note in notes] == ["seller"]
