"""Planning shows: /schedule and /shows."""

import pytest

from models import schedule
from tests.handlers.planning import DAY, EIGHT, HOUR, alerts, plan, remind, show
from tests.handlers.stall import ANNA, BEN, SELLER, buttons, kinds, open_other, open_stall
from tests.market import MAY, Market


@pytest.fixture(autouse=True)
def _stall(market: Market) -> None:
    open_stall(market, started=(ANNA, BEN))


async def test_it_is_planned_question_by_question(market: Market) -> None:
    assert kinds(await market.say(SELLER, "/schedule")) == ["schedule_title"]
    assert kinds(await market.say(SELLER, "Spring silk")) == ["ask_when"]
    assert kinds(await market.say(SELLER, "tomorrow 8pm")) == ["schedule_link"]
    assert kinds(await market.say(SELLER, "https://fb.com/malee")) == ["schedule_cover"]
    [card] = await market.photo(SELLER, file_id="cover-1")
    assert (card.kind, card.facts["news"], card.facts["photo"]) == ("my_show", "planned", "cover-1")
    row = show(market)
    assert (row.title, row.starts_at, row.link, row.cover, row.state) == (
        "Spring silk", EIGHT, "https://fb.com/malee", "cover-1", "scheduled",
    )  # fmt: skip
    assert row.remind_at == EIGHT - schedule.BEFORE


async def test_it_is_planned_in_one_line(market: Market) -> None:
    [card] = await market.say(SELLER, "/schedule Friday 20:00 Spring silk https://fb.com/malee")
    assert "https://t.me/livestall_bot?start=v_1" in card.text
    row = show(market)
    assert (row.title, row.link) == ("Spring silk", "https://fb.com/malee")
    assert row.starts_at == MAY + 4 * DAY + HOUR


async def test_it_asks_for_what_a_line_lacks(market: Market) -> None:
    assert kinds(await market.say(SELLER, "/schedule Spring silk")) == ["ask_when"]
    assert kinds(await market.say(SELLER, "พรุ่งนี้ 2 ทุ่ม")) == ["my_show"]
    assert show(market).starts_at == EIGHT
    assert kinds(await market.say(SELLER, "/schedule tomorrow 9pm")) == ["schedule_title"]
    assert kinds(await market.say(SELLER, "Late silk")) == ["my_show"]
    assert show(market, 2).starts_at == EIGHT + HOUR


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ("yesterday 8pm", "past"),
        ("25/12/2040 20:00", "too_far"),
        ("31/2 20:00", "no_day"),
        ("whenever", "unclear"),
    ],
)
async def test_it_says_kindly_what_is_no_time(market: Market, words: str, problem: str) -> None:
    await market.say(SELLER, "/schedule Spring silk")
    [told] = await market.say(SELLER, words)
    assert (told.kind, told.facts["problem"]) == ("ask_when", problem)
    assert show(market) is None
    assert kinds(await market.say(SELLER, "tomorrow 8pm")) == ["my_show"]


async def test_a_day_alone_is_asked_for_its_hour(market: Market) -> None:
    await market.say(SELLER, "/schedule Spring silk")
    assert kinds(await market.say(SELLER, "tomorrow")) == ["ask_hour"]
    assert kinds(await market.say(SELLER, "20:00")) == ["my_show"]
    assert show(market).starts_at == EIGHT


async def test_it_is_picked_by_buttons(market: Market) -> None:
    [asked] = await market.say(SELLER, "/schedule Spring silk")
    day = str(asked.buttons[1].data)
    hours = (await market.press(SELLER, day))[0]
    assert (hours.kind, hours.method, len(hours.buttons)) == ("ask_hour", "edit", 25)
    quarters = (await market.press(SELLER, str(hours.button("8:00\u202fPM").data)))[0]
    assert quarters.kind == "ask_minute"
    at = str(quarters.button("8:15").data)
    assert kinds(await market.press(SELLER, at)) == ["my_show"]
    assert show(market).starts_at == EIGHT + 15 * 60_000
    assert kinds(await market.press(SELLER, at)) == ["toast_answered"]
    assert kinds(await market.press(SELLER, day)) == ["toast_answered"]
    assert show(market, 2) is None


async def test_the_picker_offers_nothing_that_is_over(market: Market) -> None:
    [asked] = await market.say(SELLER, "/schedule Spring silk")
    [today, _] = await market.press(SELLER, str(asked.buttons[0].data))
    hours = [str(button.data) for button in today.buttons[:-1]]
    assert [int(data.split(":")[3]) for data in hours] == [19, 20, 21, 22, 23]
    [quarters, _] = await market.press(SELLER, hours[0])
    assert [str(button.data)[-2:] for button in quarters.buttons[:-1]] == ["15", "30", "45"]
    number, day = asked.facts["asked"], asked.facts["days"][0]["day"]
    told = await market.press(SELLER, f"whenat:{number}:{day}:18:0")
    assert told[0].facts["problem"] == "past"
    again = told[0].facts["asked"]
    for forged in (f"{day + 4000}:20:0", f"{day}:99:0", "-5:20:0", f"{day}:20:99"):
        await market.press(SELLER, f"whenat:{again}:{forged}")
    assert show(market) is None


async def test_a_time_that_passed_while_it_was_asked_is_asked_again(market: Market) -> None:
    await market.say(SELLER, "/schedule")
    await market.say(SELLER, "Spring silk")
    await market.say(SELLER, "in 5 minutes")
    market.clock.pass_(minutes=10)
    await market.say(SELLER, "skip")
    [told] = await market.say(SELLER, "skip")
    assert (told.kind, told.facts["problem"]) == ("ask_when", "past")


async def test_link_and_cover_can_be_passed_over(market: Market) -> None:
    await market.say(SELLER, "/schedule")
    await market.say(SELLER, "Spring silk")
    [link] = await market.say(SELLER, "tomorrow 8pm")
    assert kinds(await market.say(SELLER, "http://localhost/")) == ["schedule_link"]
    [cover, _] = await market.press(SELLER, str(link.buttons[0].data))
    assert cover.kind == "schedule_cover"
    assert kinds(await market.press(SELLER, str(link.buttons[0].data))) == ["toast_answered"]
    assert kinds(await market.say(SELLER, "what?")) == ["schedule_cover"]
    assert kinds(await market.say(SELLER, "no")) == ["my_show"]
    assert (show(market).link, show(market).cover) == (None, None)


async def test_it_lists_what_comes_and_what_was(market: Market) -> None:
    assert "No show is planned" in (await market.say(SELLER, "/shows"))[0].text
    plan(market, EIGHT + DAY, "Later")
    plan(market)
    plan(market, EIGHT + 2 * DAY, "Cancelled")
    with market.tx() as tx:
        schedule.cancel(tx, 3)
    [told] = await market.say(SELLER, "/shows")
    assert [one["title"] for one in told.facts["coming"]] == ["Silk", "Later"]
    assert told.facts["past"] == []
    market.clock.now = EIGHT + 2 * DAY
    [told] = await market.say(SELLER, "/shows")
    past = {one["title"]: one["state"] for one in told.facts["past"]}
    assert past["Cancelled"] == "cancelled"
    assert kinds(await market.say(ANNA, "/shows")) == ["no_shop"]


async def test_a_show_that_nobody_started_is_past_after_half_a_day(market: Market) -> None:
    plan(market)
    market.clock.now = EIGHT + 12 * HOUR - 1
    [told] = await market.say(SELLER, "/shows")
    assert [one["title"] for one in told.facts["coming"]] == ["Silk"]
    market.clock.now = EIGHT + 12 * HOUR
    [told] = await market.say(SELLER, "/shows")
    assert (told.facts["coming"], [one["title"] for one in told.facts["past"]]) == ([], ["Silk"])
    assert kinds(await market.say(SELLER, "/live"))[0] == "live_started"
    assert show(market).state == "scheduled"


async def test_a_show_is_changed_by_its_buttons(market: Market) -> None:
    plan(market)
    [card, _] = await market.press(SELLER, "myshow:1")
    assert set(buttons(card)) >= {"startshow:1", "lineup:1", "showtitle:1", "showwhen:1"}
    await market.press(SELLER, "showtitle:1")
    assert kinds(await market.say(SELLER, "Summer silk")) == ["my_show"]
    await market.press(SELLER, "showlink:1")
    await market.say(SELLER, "fb.com/2")
    await market.press(SELLER, "showcover:1")
    await market.photo(SELLER, file_id="c2")
    await market.press(SELLER, "showwhen:1")
    [told] = await market.say(SELLER, "Friday 21:00")
    assert told.facts["news"] == "moved"
    row = show(market)
    assert (row.title, row.link, row.cover) == ("Summer silk", "https://fb.com/2", "c2")
    assert row.starts_at == MAY + 4 * DAY + 2 * HOUR
    [asked, _] = await market.press(SELLER, "showlink:1")
    assert kinds(await market.press(SELLER, str(asked.buttons[0].data))) == ["my_show"]
    assert show(market).link is None


async def test_nobody_else_can_touch_a_show(market: Market) -> None:
    open_other(market, 5)
    plan(market)
    presses = ("myshow", "showtitle", "showwhen", "showcancelnow", "startnow", "lineup",
               "lineupall", "lineupclearnow")  # fmt: skip
    for word in presses:
        for person in (ANNA, 1005):
            told = await market.press(person, f"{word}:1")
            assert kinds(told)[:1] in (["toast_not_yours"], ["no_shop"]), word
    assert show(market).state == "scheduled"


async def test_a_show_that_was_cancelled_after_the_question_isnt_started(market: Market) -> None:
    plan(market)
    [asked] = await market.say(SELLER, "/live")
    assert asked.kind == "live_which"
    await market.press(SELLER, "showcancelnow:1")
    told = await market.press(SELLER, str(asked.button("Silk").data))
    assert kinds(told) == ["toast_cancelled"]
    assert show(market).started_at is None


async def test_a_cancelled_show_is_no_show_any_more(market: Market) -> None:
    plan(market)
    assert kinds(await market.press(SELLER, "showcancel:1")) == ["show_cancel_ask"]
    [card, _] = await market.press(SELLER, "showcancelnow:1")
    assert card.facts["state"] == "cancelled"
    words = ("showcancelnow", "showcancel", "showwhen", "showtitle", "startshow", "startnow")
    for word in words:
        assert kinds(await market.press(SELLER, f"{word}:1")) == ["toast_cancelled"]
    assert kinds(await market.press(ANNA, "remind:1")) == ["toast_cancelled"]
    remind(market)
    market.clock.now = EIGHT - schedule.BEFORE
    remind(market)
    assert alerts(market, ANNA) == []
