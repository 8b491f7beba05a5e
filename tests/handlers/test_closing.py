"""After a show: the grace time, and selling between shows."""

from pathlib import Path

import pytest

from models import people
from models.terms import Terms
from tests.handlers.square import Square
from tests.handlers.stall import ANNA, SELLER, SHOP, kinds, open_stall
from tests.market import Market


async def test_the_seller_sets_the_grace_time_of_shows_to_come(market: Market) -> None:
    Square(market)
    [shown] = [one for one in await market.press(SELLER, "closing") if one.kind == "closing"]
    assert "5 min" in shown.text
    told = await market.press(SELLER, "grace:2")
    assert told[-1].facts["grace"] == 120_000
    await market.say(SELLER, "/end")
    market.clock.pass_(minutes=1.9)
    assert kinds(await market.say(ANNA, "A12")) == ["held"]
    market.clock.pass_(minutes=0.2)
    [told_anna] = await market.say(ANNA, "A12")
    assert (told_anna.kind, told_anna.facts["why"]) == ("closed", "ended")


async def test_a_claim_in_time_counts_however_late_it_is_heard(market: Market) -> None:
    Square(market)
    await market.say(SELLER, "/end")
    market.clock.pass_(minutes=10)
    said = market.clock.now // 1000
    assert kinds(await market.say(ANNA, "A12", date=said - 301)) == ["held"]
    assert kinds(await market.say(ANNA, "B7", date=said - 300)) == ["closed"]


async def test_a_forged_button_sets_no_odd_time(market: Market) -> None:
    Square(market)
    for minutes in (-5, 10**12):
        [told] = [
            one for one in await market.press(SELLER, f"grace:{minutes}") if one.kind == "closing"
        ]
        assert 0 <= told.facts["grace"] <= 7_200_000
    assert kinds(await market.press(ANNA, "grace:2")) == ["no_shop"]


async def test_a_shop_sells_between_its_shows_if_it_wants(market: Market) -> None:
    Square(market)
    await market.say(SELLER, "/end")
    market.clock.pass_(minutes=30)
    await market.press(SELLER, "between:1")
    assert kinds(await market.say(ANNA, "A12")) == ["held"]
    await market.press(SELLER, "between:0")
    assert kinds(await market.say(ANNA, "A12")) == ["closed"]
    await market.press(SELLER, "between:1")
    await market.say(SELLER, "/live")
    await market.say(SELLER, "/end")
    market.clock.pass_(minutes=30)
    assert kinds(await market.say(ANNA, "A12")) == ["held"]
    await market.say(SELLER, "/live")
    await market.press(SELLER, "between:0")
    with market.tx() as tx:
        assert people.shop(tx, SHOP).closes_at is None


async def test_a_shop_without_a_show_stays_open(market: Market) -> None:
    Square(market, live=False)
    await market.press(SELLER, "between:0")
    assert kinds(await market.say(ANNA, "A12")) == ["held"]


async def test_a_show_to_come_closes_no_shop_that_had_none(market: Market) -> None:
    Square(market, live=False)
    await market.say(SELLER, "/schedule tomorrow 8pm Silk")
    await market.press(SELLER, "between:1")
    await market.press(SELLER, "between:0")
    assert kinds(await market.say(ANNA, "A12")) == ["held"]


@pytest.mark.parametrize(
    ("grace", "said"), [(30_000, "for <b>30 sec</b> after"), (0, "until a show ends")]
)
async def test_a_grace_of_less_than_a_minute_is_told(tmp_path: Path, grace: int, said: str) -> None:
    market = Market(tmp_path, Terms(grace=grace))
    open_stall(market)
    shown, *_ = await market.press(SELLER, "closing")
    assert said in shown.text
    market.store.engine.dispose()


async def test_a_hold_of_less_than_a_minute_is_told(tmp_path: Path) -> None:
    market = Market(tmp_path, Terms(hold=30_000))
    open_stall(market)
    [panel] = [one for one in await market.say(SELLER, "/sell") if one.kind == "panel"]
    assert "Holds last 30 sec" in panel.text
    terms, *_ = await market.press(SELLER, "terms")
    assert "held for <b>30 sec</b>" in terms.text
    market.store.engine.dispose()
