"""Reminders, what is told when a show changes, which alerts are wanted, and /live of a plan."""

import pytest
from sqlalchemy import select

from models import announcements, follows, people, schedule, shows
from models.outgoing import OUTGOING
from models.shows import SHOW
from tests.handlers.planning import (
    DAY,
    EIGHT,
    HOUR,
    alerts,
    plan,
    remind,
    remind_at,
    show,
)
from tests.handlers.stall import ANNA, BEN, SELLER, SHOP, kinds, open_stall
from tests.market import Market, Told


@pytest.fixture(autouse=True)
def _stall(market: Market) -> None:
    open_stall(market, started=(ANNA, BEN))


async def test_a_reminder_reaches_followers_who_want_it_once(market: Market) -> None:
    with market.tx() as tx:
        for person in (ANNA, BEN):
            follows.follow(tx, person, SHOP)
        follows.switch(tx, BEN, SHOP, "reminder", on=False)
    plan(market)
    remind(market)
    assert alerts(market, ANNA) == []
    for _ in range(2):
        remind_at(market)
    market.clock.pass_(minutes=5)
    remind(market)
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
        assert follows.followers(tx, SHOP) == 0
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
        follows.follow(tx, BEN, SHOP)
        follows.ask_for_show(tx, ANNA, 1)
        schedule.reschedule(tx, 1, EIGHT + HOUR)
    remind(market)
    assert (alerts(market, ANNA), alerts(market, BEN)) == (["moved"], [])
    remind_at(market)
    assert alerts(market, ANNA) == ["moved"]
    market.clock.now = EIGHT + HOUR - schedule.BEFORE
    remind(market)
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
            follows.follow(tx, person, SHOP)
    plan(market)
    remind_at(market)
    sent(market, ANNA)
    with market.tx() as tx:
        if what == "moved":
            schedule.reschedule(tx, 1, EIGHT + HOUR)
        else:
            schedule.cancel(tx, 1)
    remind(market)
    assert alerts(market, ANNA) == sorted([what, "remind"])
    assert alerts(market, BEN) == ["remind"], "whose reminder is on its way learns from that"
    with market.tx() as tx:
        told = announcements.announcement(tx, "remind:1")
    assert told is not None
    assert f'"what":"{what}"' in told.facts
    market.clock.now = EIGHT + HOUR - schedule.BEFORE
    remind(market)
    assert alerts(market, ANNA).count("remind") == 1


async def test_a_reminder_whose_show_is_over_by_now_is_not_sent(market: Market) -> None:
    with market.tx() as tx:
        follows.follow(tx, ANNA, SHOP)
    plan(market)
    market.clock.now = EIGHT + 1
    remind(market)
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
    remind(market)
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
