"""A picture of the video as a claim: by its code, by who sends it, and when."""

import orjson
import pytest
from sqlalchemy import select

from models import catalog, people, privacy, screen_code, screenings, shows
from models.history import HISTORY
from tests.handlers.pictures import code, look, put_on_screen, reserved, send, shots
from tests.handlers.stall import (
    ANNA,
    BEN,
    BOWL,
    SCARF,
    SELLER,
    SHOP,
    buttons,
    go_live,
    kinds,
    lines,
    open_other,
    open_stall,
    stock,
)
from tests.market import Market


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
    await stall.say(SELLER, "/stock A12 +1")
    assert lines(stall) == [("held", 1)]
    assert lines(stall, 9) == [("waiting", 1)]


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
    go_live(stall, "Saturday")
    put_on_screen(stall, 2)
    told = await send(stall, codes=[old])
    assert kinds(told) == ["picture_old"]
    assert "is over" in told[0].text
    assert "Another one is on: <b>Saturday</b>" in told[0].text
    assert buttons(told[0]) == [f"product:{SCARF}"]
    assert shots(stall)[0].state == "ended"
    assert lines(stall) == []


@pytest.mark.parametrize("follows", [True, False])
async def test_who_follows_isn_t_asked_to_after_an_old_show(stall: Market, follows: bool) -> None:
    old = code(stall)
    with stall.tx() as tx:
        shows.end(tx, 1)
    if follows:
        await stall.press(ANNA, f"follow:{SHOP}")
    stall.clock.pass_(minutes=30)
    open_other(stall, 2)
    await stall.say(1002, "/live Other")
    stall.told(ANNA)
    [told] = [one for one in await send(stall, codes=[old]) if one.kind == "picture_old"]
    assert (f"follow:{SHOP}" in buttons(told)) is not follows


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


async def test_a_photo_with_nobody_on_the_air_is_no_screenshot(market: Market) -> None:
    open_stall(market)
    assert kinds(await market.photo(ANNA)) == ["help_unknown"]
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


async def test_a_seller_s_photo_stays_a_product(stall: Market) -> None:
    assert kinds(await stall.photo(SELLER, "C9 Cup 5 x1")) == ["product_added"]
    await stall.say(SELLER, "/start s_malee-silk")
    assert kinds(await stall.photo(SELLER)) == ["photo_alone"]
    assert shots(stall) == []


async def test_a_seller_can_buy_by_picture_elsewhere(stall: Market) -> None:
    open_other(stall, 1)
    with stall.tx() as tx:
        people.look_at(tx, 1001, SHOP)
    told = await send(stall, 1001, codes=[code(stall)])
    assert kinds(told) == ["held"]


async def test_pictures_are_handed_over_and_forgotten(stall: Market) -> None:
    await send(stall)
    [told, *_] = await stall.press(ANNA, "export")
    known = orjson.loads(told.facts["file"]["text"])
    assert [one["file_id"] for one in known["pictures"]] == ["shot-2"]
    await stall.photo(ANNA)
    await stall.press(ANNA, "forget")
    with stall.tx() as tx:
        privacy.forget(tx, ANNA)
    blank = {(row.person_id, row.file_id, row.state) for row in shots(stall)}
    assert blank == {(-1, "", "ended")}
    look(stall, [code(stall)])
    assert lines(stall) == []


async def test_what_a_code_proved_outlives_who_sent_it(stall: Market) -> None:
    await send(stall, codes=[code(stall)])
    before = shots(stall)[0]
    assert before.code is not None
    with stall.tx() as tx:
        privacy.forget(tx, ANNA)
    kept = shots(stall)[0]
    assert (kept.state, kept.person_id) == ("claimed", -1)
    assert (kept.code, kept.moment, kept.reservation_id) == (
        before.code, before.moment, before.reservation_id,
    )  # fmt: skip


async def test_a_button_under_a_forgotten_picture_names_no_other(stall: Market) -> None:
    await send(stall)
    await stall.press(ANNA, "shotnone:1")
    with stall.tx() as tx:
        privacy.forget(tx, ANNA)
    [asked] = await send(stall, BEN)
    await stall.press(BEN, f"shotnone:{asked.facts['screenshot']}")
    stall.told(SELLER)
    assert kinds(await stall.press(SELLER, "shotname:1:1")) == ["toast_answered"]
    assert lines(stall, BEN) == []
