"""Claims of the grace time: counted, reported, and then the show rests."""

from typing import Any

import orjson
import pytest

from models import boards, catalog, control, people, shows, stock
from tests.handlers.stall import ANNA, BEN, SELLER, SHOP, buttons, go_live, kinds, open_stall
from tests.market import Market, Told

GRACE = 1
"""Minutes."""


@pytest.fixture(autouse=True)
def _stall(market: Market) -> None:
    open_stall(market, scarves=3, started=(SELLER, ANNA, BEN))
    with market.tx() as tx:
        people.edit_shop(tx, SHOP, grace=60 * GRACE)
    go_live(market, "Friday")


async def reports(market: Market, *, minutes: float) -> list[Told]:
    """The reports that the seller gets within so long."""
    market.clock.pass_(minutes=minutes)
    await market.drain()
    return [told for told in market.told(SELLER) if told.kind == "show_report"]


async def test_what_comes_in_the_grace_time_is_reported_when_it_is_over(market: Market) -> None:
    await market.say(ANNA, "cf b7")
    [first] = await market.say(SELLER, "/end")
    assert (first.kind, first.facts["claims"]) == ("show_report", 1)
    assert "Claims are open until" in first.text
    market.clock.pass_(seconds=1.2)
    assert kinds(await market.say(BEN, "cf a12 x2")) == ["held"]
    assert await reports(market, minutes=GRACE - 0.1) == []
    [last] = await reports(market, minutes=0.2)
    assert (last.facts["claims"], last.facts["late"], last.facts["unpaid"]) == (2, 1, 2)
    assert sum(last.facts["chart"]["claims"]) == 2
    assert "With the 1 claim that came after the end." in last.text
    assert "Claims are open" not in last.text
    assert "remindall:1" in buttons(last)
    assert await reports(market, minutes=60) == []


async def test_a_report_that_nothing_came_after_is_the_last(market: Market) -> None:
    await market.say(ANNA, "cf b7")
    await market.say(SELLER, "/end")
    assert await reports(market, minutes=2 * GRACE) == []


async def test_without_a_grace_time_the_report_is_the_last(market: Market) -> None:
    with market.tx() as tx:
        people.edit_shop(tx, SHOP, grace=0)
    [report] = await market.say(SELLER, "/end")
    assert report.facts["closes"] is None
    assert "Claims are open" not in report.text


async def test_a_claim_in_time_that_comes_late_is_in_the_report(market: Market) -> None:
    await market.say(SELLER, "/end")
    said = market.clock.now + 60_000 * GRACE - 1000
    market.clock.pass_(seconds=60 * GRACE + 2)
    await market.drain()
    await market.say(BEN, "cf a12", date=said // 1000)
    [last] = await reports(market, minutes=0.1)
    assert last.facts["late"] == 1


async def test_a_show_that_goes_on_is_reported_when_it_ends_again(market: Market) -> None:
    await market.say(SELLER, "/end")
    market.clock.pass_(seconds=20)
    await market.say(BEN, "cf a12")
    with market.tx() as tx:
        assert shows.go_on(tx, 1)
    assert await reports(market, minutes=2) == []
    [report] = await market.say(SELLER, "/end")
    assert report.facts["claims"] == 1
    assert await reports(market, minutes=2) == []


async def test_the_next_show_doesnt_keep_the_last_one_s_report(market: Market) -> None:
    await market.say(SELLER, "/end")
    market.clock.pass_(seconds=10)
    await market.say(BEN, "cf a12")
    go_live(market, "Saturday")
    await market.say(ANNA, "cf a12")
    [last] = await reports(market, minutes=2)
    assert (last.facts["title"], last.facts["claims"], last.facts["late"]) == ("Friday", 1, 1)


def shown(market: Market) -> dict[str, Any]:
    """What the first show's control message says once the clock has looked."""
    with market.tx() as tx:
        control.sweep(tx)
        return dict(orjson.loads(boards.shown(tx, "control:1") or "{}"))


def restock(market: Market) -> None:
    """The stock changes, as on an import."""
    with market.tx() as tx:
        stock.change_stock(tx, catalog.item_of(tx, 1).option_id, 5)


async def test_the_control_message_counts_the_last_claims_and_rests(market: Market) -> None:
    await market.say(SELLER, "/show a12")
    await market.say(SELLER, "/end")
    market.clock.pass_(seconds=20)
    await market.say(BEN, "cf a12")
    before = shown(market)
    assert (before["claims"], before["closes"] is None) == (1, False)
    await market.say(ANNA, "cf b7")
    await reports(market, minutes=2)
    with market.tx() as tx:
        last = orjson.loads(boards.shown(tx, "control:1") or "{}")
    assert (last["claims"], last["closes"]) == (2, None)
    restock(market)
    await market.say(SELLER, "/live Saturday")
    await market.say(ANNA, "cf a12")
    assert shown(market) == last


async def test_the_control_message_rests_while_the_next_show_is_on(market: Market) -> None:
    await market.say(SELLER, "/show a12")
    await market.say(SELLER, "/end")
    market.clock.pass_(seconds=5)
    await market.say(SELLER, "/live Saturday")
    before = shown(market)
    restock(market)
    await market.say(ANNA, "cf a12")
    assert shown(market) == before


async def test_without_a_grace_time_it_rests_at_once(market: Market) -> None:
    with market.tx() as tx:
        people.edit_shop(tx, SHOP, grace=0)
    await market.say(SELLER, "/show a12")
    await market.say(SELLER, "/end")
    before = shown(market)
    assert (before["state"], before["closes"]) == ("ended", None)
    restock(market)
    assert shown(market) == before
