"""Comments in a linked group: claims, second thoughts, and all that is none."""

from typing import Any

import pytest

from models import catalog, people, reservations, shows, standings
from tests.handlers.square import CHAI, CHANNEL, GROUP, Square, linked
from tests.handlers.stall import (
    ANNA,
    BEN,
    SCARF,
    SELLER,
    SHOP,
    go_live,
    kinds,
    lines,
    stock,
)
from tests.market import Market


async def test_a_comment_that_is_a_code_is_a_claim(market: Market) -> None:
    square = await linked(market)
    comment = await square.comment(ANNA, "cf A12")
    assert square.reaction(comment) == "👍"
    [held] = market.told(ANNA)
    assert (held.kind, held.facts["code"]) == ("held", "A12")
    assert square.said() == []
    assert stock(market) == (1, 1, 0, 0)


async def test_who_comes_too_late_waits(market: Market) -> None:
    square = await linked(market, scarves=1)
    await square.comment(ANNA, "A12")
    waiting = await square.comment(BEN, "A12 x2")
    assert square.reaction(waiting) == "👀"
    assert kinds(market.told(BEN)) == ["waiting"]


async def test_what_is_had_in_part_is_held(market: Market) -> None:
    square = await linked(market, scarves=1)
    assert square.reaction(await square.comment(ANNA, "A12 x3")) == "👍"
    assert kinds(market.told(ANNA)) == ["partly_held"]


@pytest.mark.parametrize(
    "talk",
    [
        "is A12 sold?",
        "hello",
        "A12 is so nice",
        "A99",
        "how much is A12",
        "pass",
        "🔥",
        "12",
        "A12?",
    ],
)
async def test_talk_is_answered_with_silence(market: Market, talk: str) -> None:
    square = await linked(market)
    comment = await square.comment(CHAI, talk)
    assert square.reaction(comment) is None
    assert square.said() == []
    assert stock(market) == (2, 0, 0, 0)
    with market.tx() as tx, pytest.raises(LookupError):
        people.person(tx, CHAI)


async def test_a_seller_names_codes_without_buying(market: Market) -> None:
    square = await linked(market)
    assert square.reaction(await square.comment(SELLER, "A12")) is None
    assert stock(market) == (2, 0, 0, 0)


async def test_only_the_shows_own_products_are_claimed(market: Market) -> None:
    square = await linked(market)
    square.choose(2)
    assert square.reaction(await square.comment(ANNA, "A12")) is None
    assert square.reaction(await square.comment(ANNA, "B7")) == "👍"


async def test_a_paused_show_refuses(market: Market) -> None:
    square = await linked(market)
    await market.say(SELLER, "/pause")
    assert square.reaction(await square.comment(ANNA, "A12")) == "👎"
    [told] = market.told(ANNA)
    assert (told.kind, told.facts["why"]) == ("closed", "paused")
    assert stock(market) == (2, 0, 0, 0)


async def test_claims_are_taken_for_the_grace_time_then_refused_then_talk(market: Market) -> None:
    square = await linked(market)
    await market.say(SELLER, "/end")
    market.clock.pass_(minutes=4)
    assert square.reaction(await square.comment(ANNA, "A12")) == "👍"
    market.told(ANNA)
    market.clock.pass_(minutes=2)
    assert square.reaction(await square.comment(ANNA, "A12")) == "👎"
    [told] = market.told(ANNA)
    assert told.facts["why"] == "ended"
    market.clock.pass_(minutes=70)
    assert square.reaction(await square.comment(ANNA, "A12")) is None
    assert market.told(ANNA) == []


async def test_who_comments_after_a_show_is_told_once_that_it_is_over(market: Market) -> None:
    square = await linked(market)
    for _ in range(2):
        await market.say(SELLER, "/end")
        market.clock.pass_(minutes=6)
        comments = [await square.comment(ANNA, code) for code in ("A12", "B7", "A12 x2")]
        assert [square.reaction(one) for one in comments] == ["👎"] * 3
        assert kinds(market.told(ANNA)) == ["closed"]
        assert kinds(await market.say(ANNA, "A12")) == ["closed"]
        go_live(market, "Saturday")


async def test_without_a_show_a_code_is_talk(market: Market) -> None:
    square = await linked(market, live=False)
    assert square.reaction(await square.comment(ANNA, "A12")) is None
    assert market.told(ANNA) == []


async def test_a_group_that_isnt_linked_is_none_of_ours(market: Market) -> None:
    square = Square(market)
    assert square.reaction(await square.comment(ANNA, "A12")) is None
    assert stock(market) == (2, 0, 0, 0)


async def test_a_blocked_buyer_is_refused(market: Market) -> None:
    square = await linked(market)
    with market.tx() as tx:
        standings.set_blocked(tx, SHOP, ANNA, blocked=True)
    assert square.reaction(await square.comment(ANNA, "A12")) == "👎"
    assert market.told(ANNA)[0].facts["why"] == "blocked"


@pytest.mark.parametrize(
    "who",
    [
        {"sender_chat": {"id": GROUP, "type": "supergroup", "title": "Malee's fans"}},
        {"sender_chat": {"id": CHANNEL, "type": "channel", "title": "Another"}},
        {"forward_origin": {"type": "hidden_user", "sender_user_name": "X", "date": 1}},
        {"via_bot": {"id": 9, "is_bot": True, "first_name": "Bot"}},
        {"from": {"id": 9, "is_bot": True, "first_name": "Bot"}},
    ],
)
async def test_who_is_no_person_never_buys(market: Market, who: dict[str, Any]) -> None:
    square = await linked(market)
    comment = await square.comment(ANNA, "A12", **who)
    assert square.reaction(comment) is None
    assert stock(market) == (2, 0, 0, 0)


async def test_a_batch_of_comments_heeds_what_changes_within_it(market: Market) -> None:
    square = await linked(market)
    claim = square.body(ANNA, "C3")
    new = square.body(SELLER, "/newproduct C3 Cap 90 x1")
    new["chat"] = {"id": SELLER, "type": "private"}
    late = square.body(BEN, "C3")
    await market.update({"message": claim}, {"message": new}, {"message": late})
    assert square.reaction(claim["message_id"]) is None
    assert square.reaction(late["message_id"]) == "👍"


async def test_options_that_are_missing_are_asked_for_in_private(market: Market) -> None:
    square = await linked(market)
    with market.tx() as tx:
        item = catalog.item_of(tx, SCARF)
        tx.run(catalog.OPTION.update().where(catalog.OPTION.c.id == SCARF).values(name="red"))
        tx.insert(catalog.Option, product_id=item.product_id, name="blue", price=39000, free=2,
                  position=1)  # fmt: skip
    named = await square.comment(ANNA, "A12 blue")
    assert square.reaction(named) == "👍"
    market.told(ANNA)
    open_ = await square.comment(BEN, "A12")
    assert square.reaction(open_) == "👍"
    assert kinds(market.told(BEN)) == ["held_which"]


async def test_commands_of_others_are_left_unanswered(market: Market) -> None:
    square = await linked(market)
    await square.comment(ANNA, "/cart@livestall_bot")
    await square.comment(CHAI, "/start@livestall_bot link")
    assert (market.told(ANNA), market.told(CHAI), square.said()) == ([], [], [])


async def test_a_suspended_shop_refuses(market: Market) -> None:
    square = await linked(market)
    with market.tx() as tx:
        assert shows.on_air(tx, SHOP) is not None
        people.rule_on_shop(tx, SHOP, ("open",), "suspended")
    assert square.reaction(await square.comment(ANNA, "A12")) == "👎"


async def test_what_was_said_before_the_show_is_none_of_its_claims(market: Market) -> None:
    square = await linked(market, live=False)
    market.clock.pass_(seconds=60)
    await market.say(SELLER, "/live Friday")
    before = await square.comment(ANNA, "A12", date=square.now() - 1)
    assert square.reaction(before) is None
    assert square.reaction(await square.comment(BEN, "A12")) == "👍"
    assert (lines(market), lines(market, BEN)) == ([], [("held", 1)])


@pytest.mark.parametrize(("ago", "show"), [(5, 2), (15, 1), (300, None)])
async def test_a_show_right_behind_another_leaves_it_its_claims(
    market: Market, ago: int, show: int | None
) -> None:
    square = await linked(market)
    market.clock.pass_(minutes=1)
    await market.say(SELLER, "/end")
    market.clock.pass_(seconds=20)
    go_live(market)
    market.clock.pass_(seconds=10)
    await square.comment(ANNA, "A12", date=square.now() - ago)
    with market.tx() as tx:
        rows = reservations.open_lines(tx, ANNA)
    assert [row.show_id for row in rows] == ([] if show is None else [show])


async def test_a_show_begins_when_its_seller_said_so(market: Market) -> None:
    square = await linked(market, live=False)
    said, comment = square.body(SELLER, "/live Friday"), square.body(ANNA, "A12")
    said["chat"] = {"id": SELLER, "type": "private"}
    market.clock.pass_(seconds=30)
    await market.update({"message": said}, {"message": comment})
    assert square.reaction(comment["message_id"]) == "👍"


async def test_in_private_nothing_is_taken_for_a_time_without_a_show(market: Market) -> None:
    square = await linked(market)
    await market.say(SELLER, "/end")
    with market.tx() as tx:
        people.edit_shop(tx, SHOP, between_shows=False, closes_at=tx.now)
    market.clock.pass_(minutes=30)
    go_live(market)
    market.told(ANNA)
    told = await market.say(ANNA, "A12", date=square.now() - 60)
    assert [(one.kind, one.facts["why"]) for one in told] == [("closed", "ended")]
