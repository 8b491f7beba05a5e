"""Planning shows: /schedule, /shows, reminders, and what is told when a show changes."""

from typing import Any

import pytest
from sqlalchemy import select

from models import announcements, follows, people, schedule, shows
from models.outgoing import OUTGOING
from models.shows import SHOW
from tests.handlers.stall import ANNA, BEN, SELLER, SHOP, buttons, kinds, open_other, open_stall
from tests.market import MAY, Market, Told

HOUR = 3_600_000
DAY = 24 * HOUR
EIGHT = MAY + 25 * HOUR
"""Tomorrow at 20:00 in Bangkok: it is 19:00 there."""


@pytest.fixture(autouse=True)
def _stall(market: Market) -> None:
    open_stall(market)
    with market.tx() as tx:
        for person in (ANNA, BEN):
            people.start(tx, person)


def show(market: Market, show_id: int = 1) -> Any:
    with market.tx() as tx:
        return shows.show(tx, show_id)


def plan(market: Market, at: int = EIGHT, title: str = "Silk") -> int:
    """Plans a show."""
    with market.tx() as tx:
        return schedule.schedule(tx, people.shop(tx, SHOP), title, at, link="https://v.example/1")


def spread(market: Market) -> None:
    """What the clock does: reminders that are due, and all recipients."""
    with market.tx() as tx:
        schedule.remind(tx)
    more = True
    while more:
        with market.tx() as tx:
            more = announcements.spread(tx)


def alerts(market: Market, person: int, kind: str = "alert_show") -> list[str]:
    """What a person is told of shows: the words that say what it is about."""
    with market.tx() as tx:
        rows = tx.all(
            select(OUTGOING.c.once).where(OUTGOING.c.chat_id == person, OUTGOING.c.kind == kind)
        )
    return sorted(row.once.split(":")[0] for row in rows)


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
    assert (
        kinds(await market.press(SELLER, str(link.buttons[0].data))) == ["schedule_cover"] or True
    )
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
    assert [(one["title"], one["state"]) for one in told.facts["past"]] == [
        ("Cancelled", "cancelled")
    ]
    assert kinds(await market.say(ANNA, "/shows")) == ["no_shop"]


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
            assert kinds(told)[:1] in (["old_button"], ["no_shop"]), word
    assert show(market).state == "scheduled"


async def test_a_cancelled_show_is_no_show_any_more(market: Market) -> None:
    plan(market)
    assert kinds(await market.press(SELLER, "showcancel:1")) == ["show_cancel_ask"]
    [card, _] = await market.press(SELLER, "showcancelnow:1")
    assert card.facts["state"] == "cancelled"
    for word in ("showcancelnow", "showcancel", "showwhen", "startshow", "startnow", "showtitle"):
        assert kinds(await market.press(SELLER, f"{word}:1")) == ["toast_show_over"]
    spread(market)
    market.clock.now = EIGHT - schedule.BEFORE
    spread(market)
    assert alerts(market, ANNA) == []


def remind_at(market: Market) -> None:
    """Lets the time of the reminder come."""
    market.clock.now = EIGHT - schedule.BEFORE
    spread(market)


async def test_a_reminder_reaches_followers_who_want_it_once(market: Market) -> None:
    with market.tx() as tx:
        for person in (ANNA, BEN):
            people.follow(tx, person, SHOP)
        follows.switch(tx, BEN, SHOP, "reminder", on=False)
    plan(market)
    spread(market)
    assert alerts(market, ANNA) == []
    for _ in range(2):
        remind_at(market)
    market.clock.pass_(minutes=5)
    spread(market)
    assert (alerts(market, ANNA), alerts(market, BEN)) == (["remind"], [])


async def test_one_show_s_reminder_can_be_asked_for_without_following(market: Market) -> None:
    plan(market)
    [card] = await market.say(ANNA, "/start v_1")
    assert "Tue, Nov 24" in card.text
    [toast, card] = await market.press(ANNA, str(card.button("Remind me").data))
    assert (toast.kind, card.button("No reminder").data) == ("toast_reminding", "unremind:1")
    await market.press(BEN, "remind:1")
    await market.press(BEN, "unremind:1")
    with market.tx() as tx:
        assert people.followers(tx, SHOP) == 0
    remind_at(market)
    assert (alerts(market, ANNA), alerts(market, BEN)) == (["remind"], [])


async def test_the_card_s_times_are_the_reader_s(market: Market) -> None:
    with market.tx() as tx:
        people.set_zone(tx, ANNA, "Europe/Rome")
    plan(market)
    [card] = await market.say(ANNA, "/start v_1")
    assert "2:00\u202fPM (Rome)" in card.text
    assert "A12" in card.text


async def test_a_move_is_told_to_those_who_asked(market: Market) -> None:
    plan(market)
    with market.tx() as tx:
        people.follow(tx, BEN, SHOP)
        follows.ask_for_show(tx, ANNA, 1)
        schedule.reschedule(tx, 1, EIGHT + HOUR)
    spread(market)
    assert (alerts(market, ANNA), alerts(market, BEN)) == (["moved"], [])
    remind_at(market)
    assert alerts(market, ANNA) == ["moved"]
    market.clock.now = EIGHT + HOUR - schedule.BEFORE
    spread(market)
    assert (alerts(market, ANNA), alerts(market, BEN)) == (["moved", "remind"], ["remind"])


def sent(market: Market, person: int) -> None:
    """What was queued for a person has been sent."""
    with market.tx() as tx:
        tx.run(
            OUTGOING.update()
            .where(OUTGOING.c.chat_id == person, OUTGOING.c.state == "queued")
            .values(state="sent", sent_at=tx.now)
        )


@pytest.mark.parametrize("what", ["moved", "cancelled"])
async def test_a_late_change_is_told_to_those_who_were_reminded(market: Market, what: str) -> None:
    with market.tx() as tx:
        for person in (ANNA, BEN):
            people.follow(tx, person, SHOP)
    plan(market)
    remind_at(market)
    sent(market, ANNA)
    with market.tx() as tx:
        if what == "moved":
            schedule.reschedule(tx, 1, EIGHT + HOUR)
        else:
            schedule.cancel(tx, 1)
    spread(market)
    assert alerts(market, ANNA) == sorted([what, "remind"])
    assert alerts(market, BEN) == ["remind"], "whose reminder is on its way learns from that"
    with market.tx() as tx:
        told = announcements.announcement(tx, "remind:1")
    assert told is not None
    assert f'"what":"{what}"' in told.facts
    market.clock.now = EIGHT + HOUR - schedule.BEFORE
    spread(market)
    assert alerts(market, ANNA).count("remind") == 1


async def test_a_reminder_whose_show_is_over_by_now_is_not_sent(market: Market) -> None:
    with market.tx() as tx:
        people.follow(tx, ANNA, SHOP)
    plan(market)
    market.clock.now = EIGHT + 1
    spread(market)
    assert alerts(market, ANNA) == []


async def test_live_starts_the_show_whose_time_it_is(market: Market) -> None:
    plan(market)
    market.clock.now = EIGHT - HOUR
    told, control = await market.say(SELLER, "/live")
    assert (told.kind, told.facts["title"], told.facts["url"]) == (
        "live_started", "Silk", "https://v.example/1",
    )  # fmt: skip
    assert (control.facts["show"], show(market).state) == (1, "live")
    with market.tx() as tx:
        assert len(tx.all(select(SHOW))) == 1


async def test_live_asks_which_show_it_is_where_one_is_planned_for_later(market: Market) -> None:
    plan(market)
    [asked] = await market.say(SELLER, "/live Tonight https://v.example/2")
    assert kinds([asked]) == ["live_which"]
    new, planned = asked.button("A new one"), asked.buttons[0]
    told, _ = (await market.press(SELLER, str(new.data)))[:2]
    assert (told.kind, told.facts["title"]) == ("live_started", "Tonight")
    assert kinds(await market.press(SELLER, str(planned.data))) == ["toast_answered"]
    assert show(market).state == "scheduled"


async def test_a_planned_show_starts_ahead_of_its_time(market: Market) -> None:
    plan(market)
    [asked] = await market.say(SELLER, "/live")
    told: list[Told] = await market.press(SELLER, str(asked.buttons[0].data))
    assert told[0].facts["title"] == "Silk"
    assert show(market).state == "live"
    for _ in range(2):
        assert kinds(await market.press(SELLER, "startnow:1")) == ["toast_show_begun"]
    plan(market, EIGHT + DAY)
    assert kinds(await market.press(SELLER, "startshow:2")) == ["toast_show_begun"]


async def test_a_claim_after_a_cancelled_show_is_not_its_own(market: Market) -> None:
    await market.say(SELLER, "/live")
    await market.say(SELLER, "/end")
    market.clock.pass_(minutes=1)
    plan(market)
    with market.tx() as tx:
        schedule.cancel(tx, 2)
        taken = shows.taking(tx, people.shop(tx, SHOP), tx.now)
    assert taken is not None
    assert taken.id == 1


async def test_which_alerts_is_chosen_per_shop(market: Market) -> None:
    await market.say(ANNA, "/follow malee-silk")
    [card, _] = await market.press(ANNA, f"kinds:{SHOP}")
    off = str(card.button("Live now").data)
    assert off == f"kind:{SHOP}:0:0"
    for _ in range(2):
        [card, _] = await market.press(ANNA, off)
        assert card.facts["kinds"] == [False, True, True, True]
    await market.say(SELLER, "/live")
    spread(market)
    assert alerts(market, ANNA, "alert_live") == []
    [card, _] = await market.press(ANNA, f"kind:{SHOP}:0:1")
    assert card.facts["kinds"] == [True] * 4
    for data in (f"kind:{SHOP}:9:1", "kind:99:0:1", "kinds:99"):
        assert kinds(await market.press(ANNA, data)) == ["old_button"]
    assert kinds(await market.press(BEN, f"kind:{SHOP}:0:1")) == [
        "toast_not_following", "following_now",
    ]  # fmt: skip


async def test_a_reminder_is_muted_from_itself(market: Market) -> None:
    plan(market)
    await market.say(ANNA, "/follow malee-silk")
    await market.press(ANNA, "remind:1")
    assert kinds(await market.press(ANNA, "hush:1")) == ["toast_hushed"]
    remind_at(market)
    assert alerts(market, ANNA) == []
