"""Going live, pausing, showing products, ending."""

from typing import Any

import pytest
from sqlalchemy import select

from models import control, follows, holds, people, reporting, shows
from models.announcements import ANNOUNCEMENT
from tests.handlers.stall import (
    ANNA,
    BEN,
    SELLER,
    SHOP,
    buttons,
    kinds,
    lines,
    open_other,
    open_page,
    pay,
    suspend,
)
from tests.market import Market

pytestmark = pytest.mark.usefixtures("malee")


def on_air(market: Market) -> Any:
    with market.tx() as tx:
        return shows.on_air(tx, SHOP)


def told_of(market: Market) -> list[str]:
    with market.tx() as tx:
        return [row.about for row in tx.all(select(ANNOUNCEMENT))]


@pytest.mark.parametrize(
    ("words", "title", "link"),
    [
        ("", "Malee", None),
        ("Silk night", "Silk night", None),
        ("Silk night https://video.example.com/a?b=1", "Silk night", "https://video.example.com/a?b=1"),
        ("http://fb.com/live Silk", "Silk", "http://fb.com/live"),
        ("Sale youtube.com/live/x", "Sale", "https://youtube.com/live/x"),
        ("ผ้าไหม ราคา 19.90", "ผ้าไหม ราคา 19.90", None),
    ],
)  # fmt: skip
async def test_it_goes_live(market: Market, words: str, title: str, link: str | None) -> None:
    with market.tx() as tx:
        follows.follow(tx, ANNA, SHOP)
    told, control = await market.say(SELLER, f"/live {words}")
    assert (told.kind, told.facts["followers"]) == ("live_started", 1)
    assert (control.kind, control.facts["title"]) == ("control", title)
    show = on_air(market)
    assert (show.title, show.link) == (title, link)
    assert told_of(market) == ["live:1"]


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("x" * 101, "title_too_long"),
        ("http://localhost:8080/x", "not_public"),
        ("https://127.0.0.1/x", "not_public"),
        ("http://192.168.1.5", "not_public"),
        ("https://[::1]/", "not_public"),
        ("https://studio.local/x", "not_public"),
        ("https://intranet/x", "not_public"),
        ("https://me:secret@video.example.com/", "not_public"),
        ("ftp://video.example.com/x", "link"),
        ("javascript:alert(1)", "link"),
        ("https://", "link"),
        ("https://a.com:99999999/", "link"),
        ("https://a.com https://b.com", "several"),
        ("https://a.com/" + "x" * 500, "link_too_long"),
    ],
)
async def test_it_refuses_what_followers_couldnt_open(
    market: Market, words: str, reason: str
) -> None:
    [told] = await market.say(SELLER, f"/live {words}")
    assert (told.kind, told.facts["reason"]) == ("live_problem", reason)
    assert on_air(market) is None
    assert told_of(market) == []


async def test_a_wrong_link_during_a_show_leaves_it_as_it_is(market: Market) -> None:
    await market.say(SELLER, "/live Silk")
    [told] = await market.say(SELLER, "/live Again ftp://x")
    assert "isn't a web address" in told.text
    assert "Your show goes on as it was" in told.text
    assert on_air(market).title == "Silk"


async def test_it_counts_the_followers_who_can_be_told(market: Market) -> None:
    with market.tx() as tx:
        for person in (ANNA, BEN):
            follows.follow(tx, person, SHOP)
        people.block(tx, BEN)
    [told, _] = await market.say(SELLER, "/live Silk")
    assert (told.facts["followers"], told.facts["gone"]) == (1, 1)
    assert "I'm telling your 1 follower." in told.text
    assert "blocked me" in told.text


async def test_going_live_again_tells_nobody_twice(market: Market) -> None:
    await market.say(SELLER, "/live Silk")
    told, _ = await market.say(SELLER, "/live https://video.example.com/1")
    assert (told.kind, told.facts["title"]) == ("live_updated", "Silk")
    assert on_air(market).link == "https://video.example.com/1"
    assert told_of(market) == ["live:1"]


async def test_the_button_asks_before_followers_are_told(market: Market) -> None:
    [asked, _] = await market.press(SELLER, "live")
    assert (asked.kind, on_air(market)) == ("live_ask", None)
    assert kinds(await market.say(SELLER, "http://localhost/")) == ["live_problem"]
    now = str(asked.buttons[0].data)
    assert kinds(await market.press(SELLER, now)) == ["live_started", "control"]
    assert kinds(await market.press(SELLER, now)) == ["toast_answered"]
    assert told_of(market) == ["live:1"]


async def test_the_button_hears_title_and_link(market: Market) -> None:
    await market.press(SELLER, "live")
    told = await market.say(SELLER, "Silk night fb.com/malee")
    assert kinds(told) == ["live_started", "control"]
    assert on_air(market).link == "https://fb.com/malee"
    assert kinds(await market.say(SELLER, "hello")) != ["live_updated"]


async def test_paused_it_takes_no_claims(market: Market) -> None:
    await market.say(SELLER, "/live")
    [control] = await market.say(SELLER, "/pause")
    assert "paused" in control.text
    assert kinds(await market.say(ANNA, "cf a12")) == ["closed"]
    assert kinds(await market.say(SELLER, "/pause")) == ["control"]
    assert kinds(await market.press(SELLER, "resume")) == ["toast_resumed"]
    assert on_air(market).state == "live"
    assert kinds(await market.say(ANNA, "cf a12")) == ["held"]


async def test_it_ends_with_a_report(market: Market) -> None:
    await market.say(SELLER, "/live Silk")
    await market.say(ANNA, "cf a12 x3")
    await market.say(BEN, "cf b7")
    await market.say(BEN, "cf a12")
    market.clock.pass_(minutes=1)
    pay(market, open_page(market, BEN))
    [*_, told] = await market.say(SELLER, "/end")
    facts = told.facts
    assert told.kind == "show_report"
    assert (facts["claims"], facts["buyers"]) == (3, 2)
    assert (facts["held"], facts["waiting"], facts["paid"]) == (2, 2, 1)
    assert (facts["held_amount"], facts["paid_amount"]) == (78000, 25000)
    assert [(top["code"], top["claimed"], top["paid"]) for top in facts["top"]] == [
        ("A12", 4, 0), ("B7", 1, 1),
    ]  # fmt: skip
    assert facts["duration"] == 60_000
    assert on_air(market) is None
    assert lines(market)[0] == ("held", 2)


async def test_control_and_report_count_the_claims_of_their_show_alone(market: Market) -> None:
    await market.say(SELLER, "/live Silk")
    await market.say(ANNA, "cf a12")
    await market.say(SELLER, "/pause")
    await market.say(BEN, "cf a12")
    await market.say(SELLER, "/resume")
    [report, *_] = [one for one in await market.say(SELLER, "/end") if one.kind == "show_report"]
    assert (report.facts["claims"], sum(report.facts["chart"]["claims"])) == (2, 2)
    market.clock.pass_(minutes=20)
    await market.say(BEN, "cf a12")
    await market.say(SELLER, "/live Bowls")
    await market.say(BEN, "cf b7")
    with market.tx() as tx:
        first, second = shows.show(tx, 1), shows.show(tx, 2)
        assert first is not None
        assert second is not None
        assert control.facts(tx, first)["claims"] == reporting.facts(tx, first)["claims"] == 2
        assert control.facts(tx, second)["claims"] == reporting.facts(tx, second)["claims"] == 1


async def test_a_lapsed_hold_counts_as_lapsed_before_the_sweep(market: Market) -> None:
    await market.say(SELLER, "/live")
    await market.say(ANNA, "cf b7")
    market.clock.pass_(minutes=16)
    [told] = await market.say(SELLER, "/end")
    assert (told.facts["held"], told.facts["held_amount"], told.facts["claims"]) == (0, 0, 1)
    with market.tx() as tx:
        assert holds.expire(tx) == 1


async def test_the_end_button_asks_once(market: Market) -> None:
    await market.say(SELLER, "/live")
    [asked, _] = await market.press(SELLER, "end")
    assert buttons(asked) == ["endnow:1"]
    assert on_air(market) is not None
    assert kinds(await market.press(SELLER, "endnow:1")) == ["show_report"]
    assert kinds(await market.press(SELLER, "endnow:1")) == ["toast_show_over"]
    await market.say(SELLER, "/live Again")
    assert kinds(await market.press(SELLER, "endnow:1")) == ["toast_show_over"]
    assert on_air(market) is not None


@pytest.mark.parametrize("command", ["/pause", "/resume", "/end", "/show A12", "/next"])
async def test_off_the_air_it_says_so(market: Market, command: str) -> None:
    assert kinds(await market.say(SELLER, command)) == ["not_live"]
    assert kinds(await market.say(ANNA, command)) == ["no_shop"]


async def test_a_suspended_shop_can_end_but_not_begin(market: Market) -> None:
    await market.say(SELLER, "/live")
    suspend(market)
    assert kinds(await market.say(SELLER, "/live")) == ["shop_not_open"]
    assert kinds(await market.say(SELLER, "/end")) == ["show_report"]


async def test_it_puts_a_product_on_screen(market: Market) -> None:
    await market.say(SELLER, "/live")
    [told] = await market.say(SELLER, "/show a12")
    assert (told.kind, told.facts["now"]["code"]) == ("control", "A12")
    assert on_air(market).on_screen == 1
    assert kinds(await market.say(SELLER, "/show C9")) == ["not_your_code"]
    assert on_air(market).on_screen == 1


async def test_it_offers_products_to_show(market: Market) -> None:
    await market.say(SELLER, "/live")
    [told] = await market.say(SELLER, "/show")
    assert (told.kind, buttons(told)) == ("pick_screen", ["screen:1", "screen:2"])
    await market.press(SELLER, "screen:2")
    assert on_air(market).on_screen == 2


async def test_next_goes_through_the_codes(market: Market) -> None:
    await market.say(SELLER, "/live")
    [first] = await market.say(SELLER, "/next")
    assert first.facts["now"]["code"] == "A12"
    assert first.button("Next").data == "next:1"
    assert kinds(await market.press(SELLER, "next:1")) == ["toast_on_screen"]
    assert kinds(await market.press(SELLER, "next:1")) == ["toast_next_done"]
    assert on_air(market).on_screen == 2
    [told] = await market.say(SELLER, "/next")
    assert (told.kind, told.buttons[0].data) == ("lineup_over", "screen:1")
    await market.press(SELLER, "archivenow:2")
    [told] = await market.say(SELLER, "/next")
    assert told.facts["now"]["code"] == "A12"


async def test_next_follows_what_was_taken_off_sale_on_screen(market: Market) -> None:
    await market.say(SELLER, "/live")
    await market.say(SELLER, "/show A12")
    await market.press(SELLER, "archivenow:1")
    assert kinds(await market.press(SELLER, "next:0")) == ["toast_on_screen"]
    assert on_air(market).on_screen == 2
    assert kinds(await market.press(SELLER, "next:0")) == ["toast_next_done"]


async def test_it_shows_nothing_of_somebody_else(market: Market) -> None:
    open_other(market, 5)
    await market.say(SELLER, "/live")
    assert kinds(await market.press(SELLER, "screen:3")) == ["toast_gone"]
    await market.press(SELLER, "archivenow:1")
    assert kinds(await market.press(SELLER, "screen:1")) == ["toast_gone"]
    assert on_air(market).on_screen is None


async def test_with_nothing_to_show_it_says_so(market: Market) -> None:
    await market.say(SELLER, "/live")
    for option_id in (1, 2):
        await market.press(SELLER, f"archivenow:{option_id}")
    assert kinds(await market.say(SELLER, "/show")) == ["nothing_to_show"]
    assert kinds(await market.say(SELLER, "/next")) == ["nothing_to_show"]


async def test_a_show_that_has_just_ended_goes_on_and_nobody_is_told_again(market: Market) -> None:
    await market.say(SELLER, "/live Silk night")
    await market.say(SELLER, "/end")
    market.clock.pass_(minutes=3)
    [asked] = await market.say(SELLER, "/live https://video.example.com/2")
    assert (asked.kind, on_air(market)) == ("live_which", None)
    told = await market.press(SELLER, str(asked.button("Go on").data))
    assert kinds(told) == ["live_updated", "control"]
    show = on_air(market)
    assert (show.id, show.title, show.link) == (1, "Silk night", "https://video.example.com/2")
    assert told_of(market) == ["live:1"]
    assert kinds(await market.say(ANNA, "cf a12")) == ["held"]
    assert kinds(await market.press(SELLER, str(asked.button("Go on").data))) == ["toast_answered"]


async def test_a_new_show_may_follow_at_once(market: Market) -> None:
    await market.say(SELLER, "/live Silk night")
    await market.say(SELLER, "/end")
    [asked] = await market.say(SELLER, "/live")
    told = await market.press(SELLER, str(asked.button("A new one").data))
    assert kinds(told) == ["live_started", "control"]
    await market.say(SELLER, "/end")
    assert kinds(await market.say(SELLER, "/live Another")) == ["live_started", "control"]
    assert told_of(market) == ["live:1", "live:2", "live:3"]


async def test_what_ended_long_ago_is_over(market: Market) -> None:
    await market.say(SELLER, "/live Silk night")
    await market.say(SELLER, "/end")
    [asked] = await market.say(SELLER, "/live")
    market.clock.pass_(minutes=11)
    told = await market.press(SELLER, str(asked.button("Go on").data))
    assert kinds(told) == ["toast_show_over"]
    assert kinds(await market.say(SELLER, "/live")) == ["live_started", "control"]
