"""Buyers who let holds lapse: what counts, the shop's rule, blocking."""

import pytest

from models import checkouts, people, standings
from models.stock import change_stock
from tests import books
from tests.handlers.lapses import lapse, lapsed, rule, sweep
from tests.handlers.stall import (
    ANNA,
    BEN,
    SCARF,
    SELLER,
    SHOP,
    buttons,
    kinds,
    open_other,
    open_page,
    open_stall,
    pay,
    stock,
)
from tests.market import Market


@pytest.fixture(autouse=True)
def _stall(market: Market) -> None:
    open_stall(market, scarves=3, started=(SELLER, ANNA, BEN))


async def test_a_hold_that_ran_out_counts_and_a_payment_begins_anew(market: Market) -> None:
    await lapse(market)
    await lapse(market)
    assert lapsed(market) == 2
    await market.say(ANNA, "cf a12")
    pay(market, open_page(market, ANNA))
    assert lapsed(market) == 0


async def test_a_hold_given_up_in_time_does_not_count(market: Market) -> None:
    await market.say(ANNA, "cf a12")
    await market.say(ANNA, "pass")
    assert lapsed(market) == 0


async def test_a_page_that_ran_out_unpaid_counts(market: Market) -> None:
    await market.say(ANNA, "cf a12")
    order_id = open_page(market, ANNA)
    with market.tx() as tx:
        checkouts.ended_unpaid(tx, order_id)
        checkouts.ended_unpaid(tx, order_id)
    assert lapsed(market) == 1


async def test_what_nobody_could_have_paid_does_not_count(market: Market) -> None:
    await market.say(ANNA, "cf a12")
    with market.tx() as tx:
        checkouts.open_checkout(tx, ANNA, SHOP, by_chat=True)
        checkouts.refused(tx, 1, "unreachable")
    market.clock.pass_(minutes=15)
    sweep(market)
    await market.say(ANNA, "cf a12")
    market.clock.pass_(minutes=25)  # the market was away when it ran out
    sweep(market)
    assert stock(market)[0] == 3
    assert lapsed(market) == 0


async def test_a_hold_of_somebody_who_can_t_be_written_to_does_not_count(market: Market) -> None:
    await market.say(ANNA, "cf a12")
    with market.tx() as tx:
        tx.run(people.PERSON.update().where(people.PERSON.c.id == ANNA).values(started=False))
    market.clock.pass_(minutes=15)
    sweep(market)
    assert stock(market)[0] == 3
    with market.tx() as tx:
        assert standings.standing(tx, SHOP, ANNA) is None


async def test_by_default_nothing_comes_of_it(market: Market) -> None:
    for _ in range(4):
        await lapse(market)
    [held] = await market.say(ANNA, "cf a12")
    assert (held.kind, held.facts["deadline"]) == ("held", market.clock.now + 900_000)


async def test_shorter_holds_are_a_third(market: Market) -> None:
    await rule(market, "shorter", 2)
    await lapse(market)
    [held] = await market.say(ANNA, "cf a12")
    assert held.facts["deadline"] == market.clock.now + 900_000
    market.clock.pass_(minutes=15)
    sweep(market)
    market.told(ANNA)
    [held] = await market.say(ANNA, "cf a12")
    assert held.facts["deadline"] == market.clock.now + 300_000
    [other] = await market.say(BEN, "cf a12")
    assert other.facts["deadline"] == market.clock.now + 900_000


@pytest.mark.parametrize(("hold", "shorter"), [(300, 180), (120, 120)])
async def test_a_short_hold_is_no_shorter_than_three_minutes(
    market: Market, hold: int, shorter: int
) -> None:
    await rule(market, "shorter")
    await lapse(market)
    with market.tx() as tx:
        people.edit_shop(tx, SHOP, hold=hold)
    [held] = await market.say(ANNA, "cf a12")
    assert held.facts["deadline"] == market.clock.now + shorter * 1000


async def test_a_refused_buyer_hears_why_and_what_to_do(market: Market) -> None:
    await market.say(ANNA, "cf b7")
    await lapse(market)
    await market.say(ANNA, "cf b7")
    await rule(market, "blocked")
    [closed] = await market.say(ANNA, "cf a12")
    assert (closed.kind, closed.facts["why"]) == ("closed", "lapsed")
    pay(market, open_page(market, ANNA))
    market.told(ANNA)
    assert kinds(await market.say(ANNA, "cf a12")) == ["held"]


async def test_the_seller_blocks_and_unblocks(market: Market) -> None:
    with market.tx() as tx:
        change_stock(tx, SCARF, -2)
    await market.say(ANNA, "cf b7")
    await market.say(BEN, "cf a12")
    await market.say(ANNA, "cf a12")
    [claims, _] = await market.press(SELLER, "claims")
    assert [(row["person"], row["held"], row["waiting"]) for row in claims.facts["buyers"]] == [
        (ANNA, 1, 1), (BEN, 1, 0),
    ]  # fmt: skip
    [card, _] = await market.press(SELLER, f"buyer:{ANNA}")
    [ask, _] = await market.press(SELLER, str(card.button("Block").data))
    assert (ask.kind, ask.facts["held"], ask.facts["waiting"]) == ("block_ask", 1, 1)
    market.told(ANNA)
    for _ in range(2):  # pressed twice
        answers = await market.press(SELLER, str(ask.button("Yes").data))
        assert kinds(answers) == ["toast_blocked", "buyer"]
    assert kinds(market.told(ANNA)) == ["waitlist_closed"]
    assert stock(market) == (0, 1, 0, 0)
    [closed] = await market.say(ANNA, "cf a12")
    assert (closed.kind, closed.facts["why"]) == ("closed", "blocked")
    pay(market, open_page(market, ANNA))
    assert stock(market, 2)[2] == 1
    market.told(ANNA)
    market.told(SELLER)
    [closed] = await market.say(ANNA, "cf a12")
    assert closed.facts["why"] == "blocked"
    for _ in range(2):
        answers = await market.press(SELLER, f"unblock:{ANNA}")
        assert kinds(answers) == ["toast_unblocked", "buyer"]
    assert kinds(await market.say(ANNA, "cf a12")) == ["waiting"]
    with market.tx() as tx:
        books.check(tx)


async def test_nobody_else_blocks(market: Market) -> None:
    open_other(market, 1)
    await market.say(ANNA, "cf a12")
    for word in ("block", "blocknow", "unblock", "forgive", "buyer"):
        assert kinds(await market.press(1001, f"{word}:{ANNA}")) == ["toast_gone"]
        assert kinds(await market.press(BEN, f"{word}:{ANNA}"))[0] == "no_shop"
    with market.tx() as tx:
        assert standings.standing(tx, SHOP, ANNA) is None


async def test_shop_settings_show_the_rule_and_whom_it_meets(market: Market) -> None:
    await lapse(market)
    [page, _] = await market.press(SELLER, "lapses")
    assert (page.facts["rule"], page.facts["total"]) == ("nothing", 1)
    assert f"buyer:{ANNA}" in buttons(page)
    [page, _] = await market.press(SELLER, str(page.button("First paid").data))
    assert (page.facts["rule"], page.facts["limit"]) == ("first_paid", 3)
    [page, _] = await market.press(SELLER, str(page.button("5").data))
    assert page.facts["limit"] == 5
    assert kinds(await market.press(SELLER, "lapserule:9:3")) == ["old_button"]
    answers = await market.press(SELLER, f"forgive:{ANNA}")
    assert kinds(answers) == ["toast_forgiven", "buyer"]
    assert lapsed(market) == 0


async def test_a_shop_without_rules_looks_nothing_up(market: Market) -> None:
    def guarded() -> bool:
        with market.tx() as tx:
            return bool(people.shop(tx, SHOP).guarded)

    await market.say(ANNA, "cf a12")
    assert not guarded()
    await rule(market, "shorter")
    assert guarded()
    await market.press(SELLER, f"blocknow:{ANNA}")
    await rule(market, "nothing")
    assert guarded()
    await market.press(SELLER, f"unblock:{ANNA}")
    assert not guarded()
