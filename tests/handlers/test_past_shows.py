"""A past show's page, from /shows on: its report, its files, and who hasn't paid."""

import pytest

from tests.handlers.stall import (
    ANNA,
    BEN,
    SELLER,
    buttons,
    go_live,
    kinds,
    open_page,
    open_stall,
    pay,
)
from tests.market import Market, Told


@pytest.fixture(autouse=True)
def _stall(market: Market) -> None:
    open_stall(market, scarves=3, started=(SELLER, ANNA, BEN))
    go_live(market, "Friday")


async def claims(market: Market) -> None:
    """Anna pays for two scarves, Ben holds the bowl; the show is over."""
    await market.say(ANNA, "cf a12 x2")
    pay(market, open_page(market, ANNA))
    await market.say(BEN, "b7")
    await market.say(SELLER, "/end")


async def past_show(market: Market) -> Told:
    """The page, by the buttons that lead to it."""
    [listed] = await market.say(SELLER, "/shows")
    [page] = await told(market, listed, "Friday")
    assert page.kind == "my_show"
    return page


async def told(market: Market, message: Told, label: str) -> list[Told]:
    """What pressing a message's button says."""
    pressed = await market.press(SELLER, str(message.button(label).data))
    return [one for one in pressed if one.kind]


async def test_it_leads_to_all_that_came_of_the_show(market: Market) -> None:
    await claims(market)
    page = await past_show(market)
    assert "2 claims" in page.text
    assert buttons(page) == [
        "report:1", "remindall:1", "showcsv:1", "ledger:1", "first:1", "claims", "myshows",
    ]  # fmt: skip
    assert kinds(await told(market, page, "CSV")) == ["show_file"]
    assert kinds(await told(market, page, "ledger")) == ["ledger_file"]
    [toast] = await told(market, page, "Remind")
    assert (toast.kind, toast.facts["count"]) == ("toast_reminded", 1)


async def test_its_report_is_as_it_stands_now(market: Market) -> None:
    await claims(market)
    market.clock.pass_(minutes=30)
    page = await past_show(market)
    assert "remindall:1" not in buttons(page)
    [report] = await told(market, page, "Report")
    facts = report.facts
    assert (report.kind, facts["held"], facts["unpaid"], facts["paid"]) == ("show_report", 0, 0, 2)
    assert "remindall:1" not in buttons(report)


async def test_without_claims_it_has_its_report_alone(market: Market) -> None:
    await market.say(SELLER, "/end")
    assert buttons(await past_show(market)) == ["report:1", "myshows"]
