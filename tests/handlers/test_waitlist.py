"""The waitlist as buyers hear of it: who is before whom, what the odds are, who is next."""

import pytest

from tests.handlers.lapses import sweep
from tests.handlers.stall import ANNA, BEN, SCARF, SELLER, kinds, lines, open_stall, stock
from tests.market import Market

CHLOE = 4


@pytest.fixture(autouse=True)
async def _stall(market: Market) -> None:
    open_stall(market, started=(SELLER, ANNA, BEN))
    await market.say(CHLOE, "/start s_malee-silk")


async def test_a_place_goes_by_when_it_was_said_not_by_when_it_came(market: Market) -> None:
    await market.say(CHLOE, "a12 x2")
    market.clock.pass_(seconds=60)
    [first] = await market.say(ANNA, "a12")
    [earlier] = await market.say(BEN, "a12", date=market.clock.now // 1000 - 30)
    assert (first.facts["place"], earlier.facts["place"]) == (1, 1)
    await market.say(SELLER, "/stock a12 +1")
    assert (lines(market, ANNA), lines(market, BEN)) == ([("waiting", 1)], [("held", 1)])


async def test_the_odds_leave_out_what_one_holds_oneself(market: Market) -> None:
    [told] = await market.say(ANNA, "a12 x3")
    assert (told.kind, told.facts["place"]) == ("partly_held", 1)
    assert told.facts["odds"] == {"ending": 0, "until": None, "paying": 0, "sold": True}
    [told] = await market.say(ANNA, "a12")
    assert told.facts["odds"] == {"ending": 0, "until": None, "paying": 0, "sold": True}
    [told] = await market.say(BEN, "a12")
    assert (told.facts["place"], told.facts["odds"]["ending"]) == (3, 0)


async def test_the_odds_count_what_is_claimed_in_the_same_breath(market: Market) -> None:
    said = [market.message(person, "cf a12") for person in (ANNA, BEN, CHLOE)]
    await market.update(*said)
    [told] = market.told(CHLOE)
    assert (told.kind, told.facts["place"], told.facts["odds"]["ending"]) == ("waiting", 1, 2)


async def test_who_becomes_the_next_is_told_once(market: Market) -> None:
    await market.say(SELLER, "/stock a12 =1")
    await market.say(ANNA, "a12")
    await market.say(BEN, "a12")
    await market.say(CHLOE, "a12")
    market.clock.pass_(seconds=5)
    await market.say(BEN, "pass")
    assert kinds(market.told(CHLOE)) == ["waitlist_next"]
    await market.say(BEN, "a12")
    await market.say(BEN, "pass")
    assert kinds(market.told(CHLOE)) == []
    await market.say(ANNA, "pass")
    assert kinds(market.told(CHLOE)) == ["promoted"]


async def test_the_first_isn_t_told_when_somebody_behind_leaves(market: Market) -> None:
    await market.say(ANNA, "a12 x2")
    [told] = await market.say(BEN, "a12")
    assert told.facts["place"] == 1
    await market.say(CHLOE, "a12")
    market.clock.pass_(seconds=5)
    await market.say(CHLOE, "pass")
    assert kinds(market.told(BEN)) == []


async def test_who_claims_at_the_end_of_a_hold_is_told_the_place_only_once(market: Market) -> None:
    await market.say(SELLER, "/stock a12 =1")
    await market.say(ANNA, "a12 x2")
    market.clock.pass_(minutes=15)
    told = await market.say(BEN, "a12 x2")
    assert [(one.kind, one.facts["place"]) for one in told] == [("partly_held", 1)]
    assert (lines(market, BEN), stock(market, SCARF)) == (
        [("held", 1), ("waiting", 1)],
        (0, 1, 0, 1),
    )


async def test_what_lapses_goes_down_the_line(market: Market) -> None:
    await market.say(ANNA, "a12 x2")
    await market.say(BEN, "a12")
    await market.say(CHLOE, "a12 x3")
    market.clock.pass_(minutes=15)
    sweep(market)
    assert kinds(market.told(ANNA)) == ["lapsed"]
    assert kinds(market.told(BEN)) == ["promoted"]
    assert lines(market, CHLOE) == [("waiting", 2), ("held", 1)]
    assert stock(market) == (0, 2, 0, 1)
