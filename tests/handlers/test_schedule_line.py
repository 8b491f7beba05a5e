"""/schedule in one line: a date that can't be read for sure is asked about, not guessed at."""

import pytest

from tests.handlers.planning import EIGHT, show
from tests.handlers.stall import SELLER, kinds
from tests.market import Market

pytestmark = pytest.mark.usefixtures("malee")


@pytest.mark.parametrize(
    ("line", "problem", "title"),
    [
        ("Show 30/2 20:00", "no_day", "Show"),
        ("Show 31.11. 20:00", "no_day", "Show"),
        ("Show yesterday 8pm", "past", "Show"),
        ("Show 5 Jan 2031 10:00", "too_far", "Show"),
        ("Silk tomorrow 8pm or 9pm", "unclear", "Silk tomorrow 8pm or 9pm"),
    ],
)
async def test_it_asks_and_keeps_the_title(
    market: Market, line: str, problem: str, title: str
) -> None:
    [told] = await market.say(SELLER, f"/schedule {line}")
    assert (told.kind, told.facts["problem"]) == ("ask_when", problem)
    assert show(market) is None
    assert kinds(await market.say(SELLER, "tomorrow 8pm")) == ["my_show"]
    assert (show(market).title, show(market).starts_at) == (title, EIGHT)


@pytest.mark.parametrize("line", ["2026-02-30 20:00", "ieri alle 20", "tomorrow at 8pm or 9pm"])
async def test_a_line_without_a_title_is_asked_for_both(market: Market, line: str) -> None:
    assert kinds(await market.say(SELLER, f"/schedule {line}")) == ["ask_when"]
    assert kinds(await market.say(SELLER, "tomorrow 8pm")) == ["schedule_title"]
    assert kinds(await market.say(SELLER, "Silk")) == ["my_show"]
    assert show(market).starts_at == EIGHT
