"""/start and deep links."""

import pytest

from models import follows, people
from tests.handlers.stall import (
    ANNA,
    BEN,
    SCARF,
    SHOP,
    buttons,
    go_live,
    kinds,
    lines,
    open_stall,
    suspend,
)
from tests.market import Market


async def test_it_welcomes(market: Market) -> None:
    [told] = await market.say(ANNA, "/start")
    assert told.kind == "welcome"
    assert buttons(told) == ["shops", "cart", "sell"]


async def test_it_opens_a_shop_whose_slug_has_a_dash(market: Market) -> None:
    open_stall(market)
    [told] = await market.say(ANNA, "/start s_malee-silk")
    assert told.kind == "shop"
    assert buttons(told) == ["product:1", "product:2", "follow:1:2:0"]
    with market.tx() as tx:
        assert people.person(tx, ANNA).looking_at == SHOP


async def test_it_follows_at_once(market: Market) -> None:
    open_stall(market)
    assert kinds(await market.say(ANNA, "/start f_malee-silk")) == ["following_now"]
    with market.tx() as tx:
        assert follows.followers(tx, SHOP) == 1


async def test_it_opens_a_product_with_its_photo(market: Market) -> None:
    open_stall(market)
    [told] = await market.say(ANNA, "/start p_malee-silk_a12")
    assert told.kind == "product"
    assert told.facts["photo"] == "scarf-photo"
    assert "2 left" in told.text
    assert buttons(told)[0] == "take:1:1"


async def test_it_opens_the_shop_of_a_product_that_is_gone(market: Market) -> None:
    open_stall(market)
    assert kinds(await market.say(ANNA, "/start p_malee-silk_Z9")) == ["gone_product", "shop"]


async def test_it_opens_a_show(market: Market) -> None:
    open_stall(market)
    show = go_live(market, "Silk night", "https://video.example/1")
    [told] = await market.say(ANNA, f"/start v_{show}")
    assert (told.kind, told.button("Watch").url) == ("show", "https://video.example/1")


async def test_it_opens_a_reservation_to_its_owner_only(market: Market) -> None:
    open_stall(market)
    await market.say(ANNA, "A12")
    [told] = await market.say(ANNA, "/start r_1")
    assert (told.kind, told.facts["state"]) == ("reservation", "held")
    [told] = await market.say(BEN, "/start r_1")
    assert told.kind == "link_gone"


async def test_it_shows_that_a_hold_ran_out_though_nothing_swept_it(market: Market) -> None:
    open_stall(market)
    await market.say(ANNA, "A12")
    market.clock.pass_(minutes=16)
    told = await market.say(ANNA, "/start r_1")
    assert kinds(told) == ["lapsed", "reservation"]
    assert told[-1].facts["state"] == "released"
    assert lines(market) == [("released", 1)]


@pytest.mark.parametrize(
    "payload",
    ["x", "s_", "s_nobody", "f_nobody", "p_malee", "p__A12", "v_0", "v_x", f"v_{'9' * 60}", "r_-1",
     "r_١", "q_1", "ไทย", "s_" + "a" * 500],
)  # fmt: skip
async def test_it_answers_links_that_lead_nowhere(market: Market, payload: str) -> None:
    open_stall(market)
    assert kinds(await market.say(ANNA, f"/start {payload}")) == ["link_gone"]


async def test_it_doesnt_open_a_suspended_shop(market: Market) -> None:
    open_stall(market)
    suspend(market)
    for payload in ("s_malee-silk", "p_malee-silk_A12"):
        assert kinds(await market.say(ANNA, f"/start {payload}")) == ["closed"]
    assert kinds(await market.press(ANNA, f"product:{SCARF}")) == ["closed"]
