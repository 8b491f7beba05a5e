"""/claim: the seller makes somebody's message their claim."""

from typing import Any

import pytest

from models import shows, talks
from tests.handlers.square import CHAI, GROUP, Square, linked
from tests.handlers.stall import ANNA, BEN, SELLER, kinds, lines, stock
from tests.market import Market, Told


async def rescue(
    square: Square, comment: dict[str, Any], words: str = "/claim", by: int = SELLER, **more: Any
) -> list[Told]:
    await square.comment(by, words, reply_to_message=comment, **more)
    return square.market.told(by)


def origin(square: Square, person: int, ago: int = 0) -> dict[str, Any]:
    user = square.user(person)
    return {"forward_origin": {"type": "user", "date": square.now() - ago, "sender_user": user}}


async def test_a_reply_makes_a_comment_that_persons_claim(market: Market) -> None:
    square = await linked(market)
    talk = square.body(ANNA, "I would love two of A12 please!!")
    await market.update({"message": talk})
    [told] = await rescue(square, talk, "/claim A12 2")
    assert (told.kind, told.facts["outcome"], told.facts["buyer"]) == ("rescued", "held", "P2")
    assert square.reaction(talk["message_id"]) == "👍"
    assert kinds(market.told(ANNA)) == ["held"]
    assert lines(market) == [("held", 2)]


async def test_it_leaves_what_the_seller_was_asked_meanwhile(market: Market) -> None:
    square = await linked(market)
    await market.say(SELLER, "/newproduct")
    await rescue(square, square.body(ANNA, "A12 for me please"))
    with market.tx() as tx:
        talking = talks.talk(tx, SELLER)
    assert talking is not None
    assert talking.kind == "newproduct"


async def test_it_takes_its_place_by_the_time_of_the_comment(market: Market) -> None:
    square = await linked(market, scarves=1)
    talk = square.body(ANNA, "the blue one is mine")
    market.clock.pass_(seconds=5)
    await square.comment(BEN, "A12")
    market.clock.pass_(seconds=5)
    await square.comment(CHAI, "A12")
    [told] = await rescue(square, talk, "/claim a12")
    assert told.facts["outcome"] == "waiting"
    [waiting] = market.told(ANNA)
    assert waiting.facts["place"] == 1


async def test_without_a_code_it_is_the_messages_own_else_what_is_on_screen(
    market: Market,
) -> None:
    square = await linked(market)
    await rescue(square, square.body(ANNA, "A12 nice"), "/claim")
    await market.say(SELLER, "/show B7")
    await rescue(square, square.body(BEN, "me me me!"), "/claim 1")
    assert (stock(market), stock(market, 2)) == ((1, 1, 0, 0), (0, 1, 0, 0))


async def test_with_nothing_to_go_by_it_asks_for_a_code(market: Market) -> None:
    square = await linked(market)
    [told] = await rescue(square, square.body(ANNA, "me me me!"), "/claim")
    assert (told.kind, told.facts["problem"]) == ("rescue_how", "no_code")
    [told] = await rescue(square, square.body(ANNA, "A12"), "/claim Z9 what ever")
    assert told.facts["problem"] == "no_code"
    assert stock(market) == (2, 0, 0, 0)


async def test_twice_is_once(market: Market) -> None:
    square = await linked(market)
    comment = square.body(ANNA, "A12")
    await market.update({"message": comment})
    market.told(ANNA)
    [told] = await rescue(square, comment)
    assert told.facts["outcome"] == "repeated"
    [told] = await rescue(square, comment, "/claim A12 2")
    assert told.facts["outcome"] == "repeated"
    assert (stock(market), market.told(ANNA)) == ((1, 1, 0, 0), [])


async def test_others_are_refused_kindly(market: Market) -> None:
    square = await linked(market)
    [told] = await rescue(square, square.body(BEN, "A12"), by=ANNA)
    assert told.kind == "rescue_seller_only"
    assert await rescue(square, square.body(BEN, "A12"), by=CHAI) == []
    assert kinds(await market.say(ANNA, "/claim")) == ["rescue_seller_only"]
    assert stock(market) == (2, 0, 0, 0)


async def test_an_administrator_in_the_groups_name_may_and_the_seller_hears(
    market: Market,
) -> None:
    square = await linked(market)
    nameless: dict[str, Any] = {
        "sender_chat": square.chat(),
        "from": {"id": 1087968824, "is_bot": True},
    }
    await rescue(square, square.body(ANNA, "A12"), "/claim@bot", by=9, **nameless)
    [told] = market.told(SELLER)
    assert (told.facts["outcome"], told.facts["anonymous"]) == ("held", True)
    other: dict[str, Any] = {
        "sender_chat": {"id": -9, "type": "channel"},
        "from": {"id": 136817688},
    }
    await rescue(square, square.body(BEN, "A12"), by=9, **other)
    assert stock(market) == (1, 1, 0, 0)


async def test_who_never_pressed_start_is_called_in_the_group(market: Market) -> None:
    square = await linked(market)
    [told] = await rescue(square, square.body(CHAI, "A12"))
    assert "start=s_malee-silk" in told.text
    assert square.board("group_start")["names"] == ["P4"]


async def test_a_forwarded_message_is_claimed_by_what_follows_it(market: Market) -> None:
    square = await linked(market)
    [asked] = await market.say(SELLER, "A12 for me", **origin(square, ANNA, ago=30))
    assert asked.kind == "rescue_ask"
    [told] = await market.say(SELLER, "/claim A12 2")
    assert told.facts["outcome"] == "held"
    assert lines(market) == [("held", 2)]
    assert kinds(market.told(ANNA)) == ["held"]
    assert lines(market, SELLER) == []


async def test_a_forwarded_message_is_claimed_by_a_reply_to_it_once(market: Market) -> None:
    square = await linked(market)
    forwarded = {
        "message_id": 5, "date": square.now(), "chat": {"id": SELLER, "type": "private"},
        "from": square.user(SELLER), "text": "A12",
    } | origin(square, ANNA, ago=30)  # fmt: skip
    for outcome in ("held", "repeated"):
        [told] = await market.say(SELLER, "/claim", reply_to_message=forwarded)
        assert told.facts["outcome"] == outcome
    assert lines(market) == [("held", 1)]


async def test_the_same_message_by_comment_and_by_forward_is_one_claim(market: Market) -> None:
    square = await linked(market)
    await square.comment(ANNA, "A12")
    market.clock.pass_(seconds=9)
    await market.say(SELLER, "A12", **origin(square, ANNA, ago=9))
    [told] = await market.say(SELLER, "/claim")
    assert told.facts["outcome"] == "repeated"


@pytest.mark.parametrize(
    ("whose", "problem"),
    [
        ({"type": "hidden_user", "sender_user_name": "X"}, "hidden"),
        ({"type": "channel", "chat": {"id": -9, "type": "channel"}, "message_id": 1}, "nobody"),
    ],
)
async def test_who_cant_be_known_cant_buy(
    market: Market, whose: dict[str, Any], problem: str
) -> None:
    square = await linked(market)
    [told] = await market.say(SELLER, "A12", forward_origin=whose | {"date": square.now()})
    assert (told.kind, told.facts["problem"]) == ("rescue_how", problem)
    assert stock(market) == (2, 0, 0, 0)


async def test_what_follows_a_forward_may_be_something_else(market: Market) -> None:
    square = await linked(market)
    await market.say(SELLER, "hi", **origin(square, ANNA))
    assert kinds(await market.say(SELLER, "hello")) == ["help_unknown"]
    [told] = await market.say(SELLER, "/claim A12")
    assert told.facts["problem"] == "no_message"


async def test_a_buyers_slash_is_forgiven(market: Market) -> None:
    await linked(market)
    assert kinds(await market.say(ANNA, "/claim a12 2")) == ["held"]


async def test_a_refusal_is_told_to_the_seller(market: Market) -> None:
    square = await linked(market)
    await market.say(SELLER, "/pause")
    [told] = await rescue(square, square.body(ANNA, "A12"))
    assert (told.facts["outcome"], told.facts["why"]) == ("closed", "paused")
    with market.tx() as tx:
        assert shows.on_air(tx, 1) is not None


async def test_a_comment_in_time_is_rescued_after_the_end(market: Market) -> None:
    square = await linked(market)
    late = square.body(ANNA, "please A12 for me")
    await market.say(SELLER, "/end")
    market.clock.pass_(minutes=30)
    [told] = await rescue(square, late, "/claim A12")
    assert told.facts["outcome"] == "held"
    assert GROUP < 0
