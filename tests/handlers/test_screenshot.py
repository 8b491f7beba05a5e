"""A picture of the video as a claim: by its code, by what was on screen, by the seller's word."""

from collections.abc import Sequence
from typing import Any

import orjson
import pytest
from sqlalchemy import Row, select

from handlers import screenshot
from models import catalog, people, privacy, screen_code, screenings, screenshots, shows, standings
from models.history import HISTORY
from models.reservations import RESERVATION
from models.screenshots import SCREENSHOT
from tests.handlers.stall import (
    ANNA,
    BEN,
    BOWL,
    SCARF,
    SELLER,
    SHOP,
    buttons,
    kinds,
    lines,
    open_other,
    open_stall,
    stock,
)
from tests.market import Market, Told


@pytest.fixture
async def stall(market: Market) -> Market:
    """Malee's stall on the air with the scarf on screen; Anna and Ben look at it."""
    open_stall(market)
    with market.tx() as tx:
        for person in (ANNA, BEN):
            people.start(tx, person)
            people.look_at(tx, person, SHOP)
        show, _ = shows.go_live(tx, people.shop(tx, SHOP), "Friday", None)
        shows.put_on_screen(tx, show.id, 1)
    market.clock.pass_(seconds=10)
    return market


def code(market: Market, screening: int = 1, seconds: int = 8, shop: int = SHOP) -> str:
    with market.tx() as tx:
        token = people.shop(tx, shop).token
    return screen_code.write(screening, seconds * 1000 // screen_code.STEP, token)


def look(market: Market, codes: Sequence[str] = (), ranked: Sequence[int] = ()) -> None:
    """The pump looks at every picture, and sees this."""
    with market.tx() as tx:
        for row in screenshots.lease(tx, 100, "eye", tx.now + 1000):
            leased = screenshots.finish(tx, row.id, "eye")
            assert leased is not None
            screenshot.looked_at(tx, leased, codes, ranked)


async def send(
    market: Market, person: int = ANNA, codes: Sequence[str] = (), ranked: Sequence[int] = ()
) -> list[Told]:
    """Sends a picture that shows this; what the person is told."""
    assert await market.photo(person, file_id=f"shot-{person}") == []
    look(market, codes, ranked)
    return market.told(person)


def shots(market: Market) -> list[Row[Any]]:
    with market.tx() as tx:
        return list(tx.all(select(SCREENSHOT).order_by(SCREENSHOT.c.id)))


def reserved(market: Market) -> Row[Any]:
    """The newest reservation."""
    with market.tx() as tx:
        row = tx.one(select(RESERVATION).order_by(RESERVATION.c.id.desc()))
    assert row is not None
    return row


def put_on_screen(market: Market, product: int, price: int | None = None, seconds: int = 0) -> None:
    with market.tx() as tx:
        show = shows.on_air(tx, SHOP)
        assert show is not None
        shows.put_on_screen(tx, show.id, product, price, tx.now + seconds * 1000 if price else None)


async def test_a_code_reserves_at_once_and_is_kept_as_evidence(stall: Market) -> None:
    said_at = stall.clock.now // 1000 * 1000
    told = await send(stall, codes=[code(stall)])
    assert kinds(told) == ["held"]
    assert told[0].button("Pay")
    assert stock(stall) == (1, 1, 0, 0)
    row, made = shots(stall)[0], reserved(stall)
    assert (row.state, row.code, row.screening_id) == ("claimed", code(stall), 1)
    assert (row.reservation_id, made.source, made.said_at) == (made.id, row.source, said_at)
    with stall.tx() as tx:
        began = screenings.screening(tx, 1)
        assert began is not None
        assert row.moment == began.began_at + 8000
        note = tx.one(select(HISTORY).where(HISTORY.c.what == "screenshot"))
    assert note is not None
    assert note.reservation_id == made.id
    facts = orjson.loads(note.facts)
    assert (facts["by"], facts["code"], facts["moment"]) == ("code", row.code, row.moment)


async def test_what_was_on_screen_earlier_is_reserved_by_its_code(stall: Market) -> None:
    old = code(stall)
    put_on_screen(stall, 2)
    assert kinds(await send(stall, codes=[old])) == ["held"]
    assert stock(stall, SCARF) == (1, 1, 0, 0)
    assert stock(stall, BOWL) == (1, 0, 0, 0)


async def test_a_picture_keeps_its_place_in_the_queue(stall: Market) -> None:
    await stall.say(BEN, "a12 x2")
    await stall.photo(ANNA)
    stall.clock.pass_(seconds=5)
    with stall.tx() as tx:
        people.meet(tx, 9, name="P9", username=None, language="en")
    await stall.say(9, "/start s_malee-silk")
    await stall.say(9, "a12")
    look(stall, [code(stall)])
    waiting = stall.told(ANNA)
    assert kinds(waiting) == ["waiting"]
    assert waiting[0].facts["place"] == 1
    with stall.tx() as tx:
        catalog.change_stock(tx, SCARF, 0)
    assert [state for state, _ in lines(stall, 9)] == ["waiting"]


async def test_the_flash_price_of_the_moment_counts_though_it_ended_meanwhile(
    stall: Market,
) -> None:
    put_on_screen(stall, 1, price=29000, seconds=30)
    stall.clock.pass_(seconds=20)
    flash = code(stall, screening=2, seconds=20)
    stall.clock.pass_(seconds=40)
    assert (await send(stall, codes=[flash]))[0].facts["price"] == 29000


async def test_an_old_flash_price_isn_t_kept_for_later(stall: Market) -> None:
    put_on_screen(stall, 1, price=29000, seconds=30)
    flash = code(stall, screening=2, seconds=0)
    stall.clock.pass_(minutes=3)
    assert (await send(stall, codes=[flash]))[0].facts["price"] == 39000


async def test_a_flash_price_that_began_later_is_given_too(stall: Market) -> None:
    before = code(stall)
    put_on_screen(stall, 1, price=29000, seconds=60)
    stall.clock.pass_(seconds=2)
    assert (await send(stall, codes=[before]))[0].facts["price"] == 29000


async def test_the_same_picture_delivered_twice_reserves_once(stall: Market) -> None:
    sizes = [{"file_id": "shot", "file_unique_id": "shot", "width": 900, "height": 900}]
    for _ in range(2):
        await stall.say(ANNA, "", photo=sizes, message_id=500)
    look(stall, [code(stall)])
    assert len(shots(stall)) == 1
    assert lines(stall) == [("held", 1)]


async def test_two_pictures_are_two_claims(stall: Market) -> None:
    await send(stall, codes=[code(stall)])
    await send(stall, codes=[code(stall)])
    assert lines(stall) == [("held", 1), ("held", 1)]


async def test_a_code_read_after_the_last_unit_went_waits(stall: Market) -> None:
    await stall.photo(ANNA)
    await stall.say(BEN, "a12 x2")
    look(stall, [code(stall)])
    assert kinds(stall.told(ANNA)) == ["waiting"]
    assert stock(stall) == (0, 2, 0, 1)


async def test_a_code_of_a_show_that_is_over_is_answered_kindly(stall: Market) -> None:
    old = code(stall)
    with stall.tx() as tx:
        shows.end(tx, 1)
    stall.clock.pass_(minutes=30)
    with stall.tx() as tx:
        show, _ = shows.go_live(tx, people.shop(tx, SHOP), "Saturday", None)
        shows.put_on_screen(tx, show.id, 2)
    told = await send(stall, codes=[old])
    assert kinds(told) == ["picture_old"]
    assert "is over" in told[0].text
    assert f"product:{SCARF}" in buttons(told[0])
    assert shots(stall)[0].state == "ended"
    assert lines(stall) == []


async def test_the_grace_time_after_a_show_counts(stall: Market) -> None:
    with stall.tx() as tx:
        shows.end(tx, 1)
    stall.clock.pass_(minutes=4)
    assert kinds(await send(stall, codes=[code(stall)])) == ["held"]


async def test_an_archived_product_is_gone(stall: Market) -> None:
    with stall.tx() as tx:
        catalog.edit_product(tx, 1, archived=True)
    assert kinds(await send(stall, codes=[code(stall)])) == ["gone_product"]
    assert shots(stall)[0].state == "ended"


async def test_another_shop_s_code_claims_there(stall: Market) -> None:
    open_other(stall, 1, code="X1")
    with stall.tx() as tx:
        show, _ = shows.go_live(tx, people.shop(tx, 2), "Other", None)
        shows.put_on_screen(tx, show.id, 3)
    told = await send(stall, codes=[code(stall, screening=2, shop=2)])
    assert kinds(told) == ["held"]
    assert told[0].facts["code"] == "X1"
    assert shots(stall)[0].shop_id == 2


@pytest.mark.parametrize("made_up", ["L00000000000000A", "other", "unknown"])
async def test_a_code_that_no_overlay_here_showed_claims_nothing(
    stall: Market, made_up: str
) -> None:
    text = {
        "other": screen_code.write(1, 2, "another market's key"),
        "unknown": code(stall, screening=77),
    }.get(made_up, made_up)
    told = await send(stall, codes=[text])
    assert kinds(told) == ["picture_which"]
    assert "isn't from a show here" in told[0].text
    assert lines(stall) == []


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
    for data in ("shot:1:1", "shotnone:1", "shotname:1:1", "shotskip:1", "shotpage:1:0"):
        for person in (BEN, SELLER):
            told = await stall.press(person, data)
            assert set(kinds(told)) <= {"old_button", "toast_named"}, data
    assert shots(stall)[0].state == "asked"
    assert lines(stall) == lines(stall, BEN) == []


async def test_forged_numbers_name_nothing(stall: Market) -> None:
    open_other(stall, 1)
    await send(stall)
    assert kinds(await stall.press(ANNA, "shot:1:3")) == ["gone_product"]
    for data in ("shot:99:1", "shotnone:99", "shot:0:0", "shot:-1:-1"):
        assert kinds(await stall.press(ANNA, data)) == ["old_button"]


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


async def test_the_likest_products_are_suggested_when_nothing_is_on_screen(stall: Market) -> None:
    with stall.tx() as tx:
        screenings.end(tx, 1)
    stall.clock.pass_(minutes=5)
    told = await send(stall, ranked=[2])
    assert buttons(told[0]) == ["shot:1:2", "shotnone:1"]


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


async def test_a_claim_that_is_not_taken_leaves_the_question_open(stall: Market) -> None:
    await send(stall)
    with stall.tx() as tx:
        shows.pause(tx, 1)
    assert kinds(await stall.press(ANNA, "shot:1:1")) == ["closed"]
    with stall.tx() as tx:
        shows.resume(tx, 1)
    assert kinds(await stall.press(ANNA, "shot:1:1")) == ["held"]


async def test_a_seller_is_told_when_the_claim_is_not_taken(stall: Market) -> None:
    await send(stall)
    await stall.press(ANNA, "shotnone:1")
    stall.told(SELLER)
    with stall.tx() as tx:
        shows.pause(tx, 1)
    assert kinds(await stall.press(SELLER, "shotname:1:1")) == ["toast_not_taken"]
    assert shots(stall)[0].state == "passed"


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


async def test_a_photo_with_nobody_on_the_air_is_no_screenshot(market: Market) -> None:
    open_stall(market)
    assert kinds(await market.photo(ANNA)) == ["unknown"] or shots(market) == []
    assert shots(market) == []


async def test_a_buyer_who_watches_no_shop_is_helped_by_the_code_alone(stall: Market) -> None:
    with stall.tx() as tx:
        people.meet(tx, 9, name="P9", username=None, language="en")
    assert kinds(await send(stall, 9)) == ["picture_unclear"]
    assert kinds(await send(stall, 9, codes=[code(stall)])) == ["held"]


async def test_a_product_in_several_sizes_is_held_and_the_size_asked_for(stall: Market) -> None:
    with stall.tx() as tx:
        for name in ("S", "M"):
            tx.insert(catalog.Option, product_id=2, name=name, price=25000, free=1)
        tx.run(catalog.OPTION.delete().where(catalog.OPTION.c.id == BOWL))
        shows.put_on_screen(tx, 1, 2)
    told = await send(stall, codes=[code(stall, screening=2, seconds=0)])
    assert kinds(told) == ["held_which"]
    assert shots(stall)[0].state == "claimed"
    assert lines(stall) == [("held", 1)]


async def test_a_product_in_several_prices_is_asked_for_first(stall: Market) -> None:
    with stall.tx() as tx:
        tx.insert(catalog.Option, product_id=2, name="Large", price=99000, free=1)
        shows.put_on_screen(tx, 1, 2)
    told = await send(stall, codes=[code(stall, screening=2, seconds=0)])
    assert kinds(told) == ["which_option"]
    assert shots(stall)[0].state == "claimed"
    assert lines(stall) == []


async def test_a_caption_that_claims_is_a_claim(stall: Market) -> None:
    assert kinds(await stall.photo(ANNA, "cf a12")) == ["held"]
    assert shots(stall) == []


async def test_a_seller_s_photo_stays_a_product(stall: Market) -> None:
    assert kinds(await stall.photo(SELLER, "C9 Cup 5 x1")) == ["product_added"]
    assert kinds(await stall.photo(SELLER)) == ["photo_alone"]
    assert shots(stall) == []


async def test_a_seller_can_buy_by_picture_elsewhere(stall: Market) -> None:
    open_other(stall, 1)
    with stall.tx() as tx:
        people.look_at(tx, 1001, SHOP)
    told = await send(stall, 1001, codes=[code(stall)])
    assert kinds(told) == ["held"]


async def test_history_is_kept_for_what_the_seller_named(stall: Market) -> None:
    await send(stall)
    await stall.press(ANNA, "shotnone:1")
    await stall.press(SELLER, "shotname:1:1")
    with stall.tx() as tx:
        notes = tx.all(select(HISTORY).where(HISTORY.c.what == "screenshot"))
    assert [orjson.loads(note.facts)["by"] for note in notes] == ["seller"]


async def test_pictures_are_handed_over_and_forgotten(stall: Market) -> None:
    await send(stall)
    [told, *_] = await stall.press(ANNA, "export")
    known = orjson.loads(told.facts["file"]["text"])
    assert [one["file_id"] for one in known["pictures"]] == ["shot-2"]
    await stall.photo(ANNA)
    await stall.press(ANNA, "forget")
    with stall.tx() as tx:
        privacy.forget(tx, ANNA)
    assert shots(stall) == []
    look(stall, [code(stall)])
    assert lines(stall) == []
