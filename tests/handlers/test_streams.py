"""Live streams in linked chats: they plan, start and end shows by themselves."""

from typing import Any

from sqlalchemy import select

from handlers import streams
from models.announcements import ANNOUNCEMENT
from models.shows import SHOW
from tests.handlers.square import CHANNEL, GROUP, Square, linked
from tests.handlers.stall import ANNA, SELLER, kinds
from tests.market import Market


async def square_of(market: Market) -> Square:
    square = await linked(market, live=False)
    await square.link(CHANNEL, "channel")
    market.told(SELLER)
    return square


async def stream(square: Square, what: str, chat: int = GROUP, **value: Any) -> None:
    kind = "channel" if chat == CHANNEL else "supergroup"
    await square.service(chat, kind, **{f"video_chat_{what}": value})


def shows_of(market: Market) -> list[tuple[str, str]]:
    with market.tx() as tx:
        return [(row.title, row.state) for row in tx.all(select(SHOW).order_by(SHOW.c.id))]


def alerts(market: Market) -> list[str]:
    with market.tx() as tx:
        return [row.about for row in tx.all(select(ANNOUNCEMENT))]


def sweep(market: Market) -> None:
    with market.tx() as tx:
        streams.sweep(tx)


async def test_a_stream_starts_and_ends_a_show(market: Market) -> None:
    square = await square_of(market)
    await stream(square, "started")
    assert shows_of(market) == [("Malee's fans · 2026-11-23", "live")]
    assert alerts(market) == ["live:1"]
    assert "live_started" in kinds(market.told(SELLER))
    assert square.reaction(await square.comment(ANNA, "A12")) == "👍"
    await stream(square, "ended", duration=60)
    market.clock.pass_(seconds=80)
    sweep(market)
    assert shows_of(market)[0][1] == "live"
    market.clock.pass_(seconds=11)
    sweep(market)
    sweep(market)
    assert shows_of(market)[0][1] == "ended"
    assert kinds(market.told(SELLER)).count("show_report") == 1


async def test_a_show_begins_when_its_stream_did(market: Market) -> None:
    square = await square_of(market)
    began, comment = square.body(SELLER, "", video_chat_started={}), square.body(ANNA, "A12")
    market.clock.pass_(seconds=30)
    await market.update({"message": began}, {"message": comment})
    assert square.reaction(comment["message_id"]) == "👍"
    with market.tx() as tx:
        row = tx.one(select(SHOW))
    assert row is not None
    assert row.started_at == market.clock.now - 30_000


async def test_a_stream_that_is_back_goes_on(market: Market) -> None:
    square = await square_of(market)
    await stream(square, "started")
    market.told(SELLER)
    for _ in range(3):
        await stream(square, "ended", duration=60)
        market.clock.pass_(seconds=60)
        await stream(square, "started")
        market.clock.pass_(seconds=60)
        sweep(market)
    assert [state for _, state in shows_of(market)] == ["live"]
    assert (alerts(market), market.told(SELLER)) == (["live:1"], [])


async def test_it_goes_on_in_another_chat_of_the_shop(market: Market) -> None:
    square = await square_of(market)
    await stream(square, "started")
    await stream(square, "ended", duration=60)
    await stream(square, "started", CHANNEL)
    market.clock.pass_(minutes=5)
    sweep(market)
    assert [state for _, state in shows_of(market)] == ["live"]
    await stream(square, "ended", CHANNEL, duration=60)
    market.clock.pass_(minutes=2)
    sweep(market)
    assert [state for _, state in shows_of(market)] == ["ended"]


async def test_two_streams_at_once_are_one_show(market: Market) -> None:
    square = await square_of(market)
    await stream(square, "started", CHANNEL)
    await stream(square, "started")
    await stream(square, "ended", duration=60)
    market.clock.pass_(minutes=5)
    sweep(market)
    assert [state for _, state in shows_of(market)] == ["live"]


async def test_a_show_that_began_by_hand_ends_by_hand(market: Market) -> None:
    square = await square_of(market)
    await market.say(SELLER, "/live By hand")
    await stream(square, "started")
    await stream(square, "ended", duration=60)
    market.clock.pass_(minutes=5)
    sweep(market)
    assert shows_of(market) == [("By hand", "live")]


async def ended_by_hand(market: Market) -> Square:
    """The seller ends the show of a stream, which breaks off then."""
    square = await square_of(market)
    await stream(square, "started")
    await market.say(SELLER, "/end")
    await stream(square, "ended", duration=60)
    market.clock.pass_(seconds=20)
    return square


async def test_a_show_ended_by_hand_isnt_started_by_a_reconnection(market: Market) -> None:
    square = await ended_by_hand(market)
    await stream(square, "started")
    assert [state for _, state in shows_of(market)] == ["ended"]
    await stream(square, "ended", duration=60)
    market.clock.pass_(minutes=10)
    await stream(square, "started")
    assert [state for _, state in shows_of(market)] == ["ended", "live"]


async def test_a_reconnection_that_is_heard_late_starts_nothing_either(market: Market) -> None:
    square = await ended_by_hand(market)
    back = square.body(SELLER, "", video_chat_started={})
    market.clock.pass_(minutes=10)
    await market.update({"message": back})
    assert [state for _, state in shows_of(market)] == ["ended"]


async def test_a_stream_goes_along_when_its_group_becomes_a_supergroup(market: Market) -> None:
    square = Square(market, live=False)
    await square.link(-55, "group")
    await stream(square, "started", -55)
    await square.service(-55, "group", migrate_to_chat_id=GROUP)
    await stream(square, "ended", duration=60)
    market.clock.pass_(minutes=2)
    sweep(market)
    assert [state for _, state in shows_of(market)] == ["ended"]


async def test_a_planned_stream_plans_a_show_moves_and_starts_it(market: Market) -> None:
    square = await square_of(market)
    at = square.now() + 86_400
    await stream(square, "scheduled", start_date=at)
    [told] = market.told(SELLER)
    assert (told.kind, told.facts["at"]) == ("stream_planned", at * 1000)
    await stream(square, "scheduled", CHANNEL, start_date=at + 60)
    await stream(square, "scheduled", start_date=at + 3600)
    [told] = market.told(SELLER)
    assert told.facts["moved"] is True
    assert shows_of(market) == [("Malee's fans · 2026-11-24", "scheduled")]
    market.clock.pass_(minutes=24 * 60 + 62)
    await stream(square, "started")
    assert shows_of(market) == [("Malee's fans · 2026-11-24", "live")]


async def test_the_end_of_another_stream_doesn_t_end_a_show_to_come(market: Market) -> None:
    square = await square_of(market)
    await stream(square, "scheduled", start_date=square.now() + 3600)
    await stream(square, "ended", duration=60)
    market.clock.pass_(minutes=30)
    await market.say(SELLER, "/live")
    sweep(market)
    assert [state for _, state in shows_of(market)] == ["live"]


async def test_a_stream_planned_for_what_is_over_plans_nothing(market: Market) -> None:
    square = await square_of(market)
    await stream(square, "scheduled", start_date=square.now() - 60)
    assert (shows_of(market), market.told(SELLER)) == ([], [])


async def test_a_stream_in_a_chat_that_isnt_linked_is_none_of_ours(market: Market) -> None:
    square = Square(market, live=False)
    await stream(square, "started")
    await stream(square, "scheduled", start_date=square.now() + 60)
    assert shows_of(market) == []
