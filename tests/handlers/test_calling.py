"""Calling people who never pressed Start: by name, several at once, at a pace a group can bear."""

from models import calling, marks, people, pinned, standings
from models.outgoing import OUTGOING
from tests.handlers.square import CHAI, DAO, linked
from tests.handlers.stall import ANNA, SELLER, SHOP, kinds
from tests.market import Market


async def test_who_never_pressed_start_is_called_by_name_with_others(market: Market) -> None:
    square = await linked(market, scarves=5)
    for person in (CHAI, DAO):
        assert square.reaction(await square.comment(person, "A12")) == "👍"
        assert market.told(person) == []
    call = square.board("group_start")
    assert call["names"] == ["P5", "P4"]
    [said] = square.said()
    assert "press Start" in said.text
    assert said.button("Start").url == "https://t.me/livestall_bot?start=v_1"


async def test_a_start_shows_what_was_reserved_and_takes_the_name_off(market: Market) -> None:
    square = await linked(market, scarves=5)
    await square.comment(CHAI, "A12")
    await square.comment(DAO, "A12 x2")
    told = await market.say(CHAI, "/start v_1")
    assert kinds(told)[-1] == "cart"
    assert square.board("group_start")["names"] == ["P5"]
    assert kinds(await market.say(CHAI, "/start")) == ["welcome"]
    square.sent("group_start")
    await market.say(DAO, "/start")
    [said] = square.said()
    assert "Everybody" in said.text


async def test_a_message_nobody_needs_any_more_isnt_sent(market: Market) -> None:
    square = await linked(market)
    await square.comment(CHAI, "A12")
    await market.say(CHAI, "/start")
    assert square.said() == []


async def test_a_new_message_comes_when_an_edit_would_reach_nobody(market: Market) -> None:
    square = await linked(market, scarves=9)
    await square.comment(CHAI, "A12")
    square.sent("group_start", 900)
    market.clock.pass_(seconds=30)
    await square.comment(DAO, "A12")
    assert square.board("group_start")["names"] == ["P5", "P4"]
    square.sent("group_start", 900)
    market.clock.pass_(seconds=30)
    await square.comment(CHAI, "B7")
    for person in (6, 7):
        await square.comment(person, "A12")
    assert [told.facts["names"] for told in square.said()] == [["P5", "P4"], ["P7", "P6"]]


async def test_who_is_refused_for_the_moment_is_called_and_hears_why(market: Market) -> None:
    square = await linked(market)
    await market.say(SELLER, "/pause")
    assert square.reaction(await square.comment(CHAI, "A12")) == "👎"
    [said] = square.said()
    assert "<b>P4</b>: press Start to see what came of your claim." in said.text
    [shown] = await market.say(CHAI, "/start v_1")
    assert "No claims are taken until it goes on" in shown.text
    assert square.said() == []


async def test_talk_and_other_refusals_call_nobody(market: Market) -> None:
    square = await linked(market)
    await market.say(SELLER, "/pause")
    await square.comment(CHAI, "is A12 sold?")
    await market.say(SELLER, "/resume")
    with market.tx() as tx:
        people.meet(tx, DAO, name="P5", username=None, language="en")
        standings.set_blocked(tx, SHOP, DAO, blocked=True)
    assert square.reaction(await square.comment(DAO, "A12")) == "👎"
    assert square.said() == []


async def test_who_was_called_long_ago_is_called_again(market: Market) -> None:
    square = await linked(market, scarves=5)
    await square.comment(CHAI, "A12")
    square.sent("group_start")
    market.clock.pass_(minutes=6)
    await square.comment(CHAI, "A12")
    assert [told.facts["names"] for told in square.said()] == [["P4"], ["P4"]]


async def test_who_is_called_by_a_message_still_to_be_sent_is_not_called_again(
    market: Market,
) -> None:
    square = await linked(market, scarves=5)
    await square.comment(CHAI, "A12")
    market.clock.pass_(minutes=6)
    await square.comment(CHAI, "A12")
    await square.comment(DAO, "A12")
    assert [told.facts["names"] for told in square.said()] == [["P5", "P4"]]


async def test_calls_of_another_day_are_forgotten(market: Market) -> None:
    square = await linked(market, scarves=5)
    await square.comment(CHAI, "A12")
    square.sent("group_start")
    market.clock.pass_(minutes=25 * 60)
    await square.comment(DAO, "A12")
    assert [told.facts["names"] for told in square.said()] == [["P5"]]


async def test_who_blocked_the_bot_is_called_too(market: Market) -> None:
    square = await linked(market)
    with market.tx() as tx:
        people.block(tx, ANNA)
    await square.comment(ANNA, "A12")
    assert square.board("group_start")["names"] == ["P2"]
    assert market.told(ANNA) == []


async def test_who_waited_and_was_never_here_is_called_when_it_is_theirs(market: Market) -> None:
    square = await linked(market, scarves=1)
    await square.comment(ANNA, "A12")
    await square.comment(CHAI, "A12")
    square.sent("group_start")
    market.clock.pass_(minutes=6)
    await square.comment(ANNA, "pass")
    assert square.board("group_start")["names"] == ["P4"]
    assert market.told(CHAI) == []


async def test_one_message_names_five_and_counts_the_others(market: Market) -> None:
    square = await linked(market, scarves=9)
    said = [square.body(person, "A12") for person in range(11, 18)]
    await market.update(*({"message": one} for one in said))
    [told] = square.said()
    assert told.facts["names"] == ["P17", "P16", "P15", "P14", "P13"]
    assert told.facts["more"] == 2
    assert "P17, P16, P15, P14, P13" in told.text


async def test_five_are_told_alone_and_all_are_named_later(market: Market) -> None:
    square = await linked(market, scarves=9)
    with market.tx() as tx:
        marks.put(tx, calling.WHISPER_MARK, 1)
    said = [square.body(person, "A12") for person in range(11, 18)]
    await market.update(*({"message": one} for one in said))
    with market.tx() as tx:
        rows = tx.all(OUTGOING.select().where(OUTGOING.c.method == "whisper"))
        call = tx.one(OUTGOING.select().where(OUTGOING.c.kind == "group_start"))
    assert [row.person_id for row in rows] == [11, 12, 13, 14, 15]
    assert call is not None
    assert call.due == market.clock.now + 45_000


async def test_a_call_is_brought_up_to_date_at_its_pace(market: Market) -> None:
    square = await linked(market, scarves=9)
    await square.comment(CHAI, "A12")
    square.sent("group_start")
    market.clock.pass_(seconds=1)
    await square.comment(DAO, "A12")
    with market.tx() as tx:
        call = tx.one(OUTGOING.select().where(OUTGOING.c.kind == "group_start"))
    assert call is not None
    assert call.due == call.sent_at + calling.EVERY


def test_a_group_bears_its_board_and_the_calls_together() -> None:
    edits = 60_000 / pinned.EVERY + 60_000 / calling.EVERY
    assert edits <= 20 - 2, "of twenty messages a minute some are left for other words"
