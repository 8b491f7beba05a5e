"""/privacy: what is kept, handed over and forgotten."""

import orjson
from sqlalchemy import String, cast, select, text

from models import follows, ledger, orders, people, schedule, schema, standings
from models.orders import ORDER
from models.people import PERSON
from models.tx import Tx
from tests.books import LAWS
from tests.handlers.stall import (
    ANNA,
    BEN,
    SELLER,
    SHOP,
    kinds,
    lines,
    open_page,
    open_stall,
    pay,
    stock,
)
from tests.market import Market, Told

NUMBER = 987_654_321
"""A Telegram number that can be looked for in every row."""


async def test_it_explains(market: Market) -> None:
    [told] = await market.say(ANNA, "/privacy")
    assert [button.data for button in told.buttons] == ["export", "forget"]


async def test_it_hands_over_all_that_is_known(market: Market) -> None:
    open_stall(market)
    await market.press(ANNA, f"follow:{SHOP}")
    await market.say(ANNA, "A12")
    pay(market, open_page(market))
    await market.say(BEN, "B7")
    await market.say(ANNA, "B7")
    market.told(ANNA)
    [told, _] = await market.press(ANNA, "export")
    known = orjson.loads(told.facts["file"]["text"])
    assert known["person"]["id"] == ANNA
    assert [one["slug"] for one in known["follows"]] == ["malee-silk"]
    assert [one["state"] for one in known["reservations"]] == ["waiting", "paid"]
    assert known["orders"][0]["email"] == "anna@mail.example"
    assert known["orders"][0]["address"]["lines"] == ["1 Silk Road"]
    assert known["person"]["created_at"] == "2026-11-23T12:00:00+00:00"


async def test_it_forgets_after_one_confirmation(market: Market) -> None:
    open_stall(market, scarves=3)
    await market.press(NUMBER, f"follow:{SHOP}")
    await market.say(NUMBER, "A12")
    order_id = open_page(market, NUMBER)
    pay(market, order_id)
    with market.tx() as tx:
        orders.ship(tx, order_id, "TH1")
    await market.say(NUMBER, "A12 x3")
    await market.say(BEN, "A12")
    await market.press(NUMBER, "zoneother")
    market.told(BEN)
    market.told(NUMBER)
    [sure, _] = await market.press(NUMBER, "forget")
    assert (sure.kind, sure.facts["held"], sure.facts["waiting"]) == ("forget_sure", 1, 1)
    assert lines(market, NUMBER) == [("paid", 1), ("held", 2), ("waiting", 1)]
    [done, _] = await press(market, NUMBER, str(sure.button("Yes").data))
    assert (done.kind, done.method) == ("forgotten", "edit")
    assert kinds(market.told(BEN)) == ["promoted"]
    assert lines(market, NUMBER) == []
    assert stock(market) == (1, 1, 1, 0)
    with market.tx() as tx:
        check(tx)
        order = orders.order(tx, order_id)
        assert (order.person_id, order.email, order.address) == (-1, None, None)
        assert (order.state, order.amount) == ("paid", 39000)
        assert people.person(tx, NUMBER).name == ""
    assert traces(market, NUMBER) == {"person", "outgoing", "incoming"}


def check(tx: Tx) -> None:
    """The books still balance; what people were told isn't kept once they are forgotten."""
    for law, query in LAWS.items():
        assert not tx.all(text(query)), law


async def press(market: Market, person: int, data: str) -> list[Told]:
    """``market.press`` when what was said before may be deleted by it."""
    market._read.pop(person, None)
    return await market.press(person, data)


def traces(market: Market, number: int) -> set[str]:
    """The tables of which any row mentions a number."""
    with market.tx() as tx:
        return {
            rows.name
            for rows in schema.TABLES
            for column in rows.c
            if tx.scalar(select(column).where(cast(column, String).contains(str(number))).limit(1))
        }


async def test_it_keeps_the_address_of_a_parcel_until_it_is_sent(market: Market) -> None:
    open_stall(market)
    await market.say(ANNA, "A12")
    order_id = open_page(market)
    pay(market, order_id)
    market.told(ANNA)
    [sure, _] = await market.press(ANNA, "forget")
    assert "1 order isn't sent yet" in sure.text
    await market.press(ANNA, "forget:1")
    with market.tx() as tx:
        order = orders.order(tx, order_id)
        assert order.person_id < 0
        assert orjson.loads(order.address)["name"] == "Anna"


async def test_it_closes_an_open_payment_page_too(market: Market) -> None:
    open_stall(market)
    await market.say(ANNA, "A12")
    order_id = open_page(market)
    assert kinds(await press(market, ANNA, "forget:1")) == ["forgotten"]
    with market.tx() as tx:
        assert orders.order(tx, order_id).state == "closing"
        check(tx)
    pay(market, order_id)
    with market.tx() as tx:
        check(tx)
    assert stock(market) == (1, 0, 1, 0)
    assert market.told(ANNA) == []


async def test_it_forgets_once_however_often_it_is_pressed(market: Market) -> None:
    open_stall(market)
    await market.say(ANNA, "A12")
    for _ in range(3):
        assert kinds(await press(market, ANNA, "forget:1")) == ["forgotten"]
    with market.tx() as tx:
        assert len(tx.all(select(PERSON).where(PERSON.c.id < 0))) == 1
    await market.say(BEN, "A12")
    await market.press(BEN, "forget:1")
    with market.tx() as tx:
        assert len(tx.all(select(PERSON).where(PERSON.c.id < 0))) == 2
        assert tx.all(select(ORDER)) == []
        check(tx)


async def test_it_starts_anew_with_somebody_forgotten(market: Market) -> None:
    open_stall(market)
    await market.say(ANNA, "A12")
    await market.press(ANNA, "forget:1")
    assert kinds(await market.say(ANNA, "A12"))[-1] == "held"
    [told] = await market.say(ANNA, "/orders")
    assert told.facts["orders"] == []


async def test_it_keeps_sellers(market: Market) -> None:
    open_stall(market)
    for data in ("forget", "forget:1"):
        assert kinds(await market.press(SELLER, data)) == ["forget_shop"]
    with market.tx() as tx:
        assert people.person(tx, SELLER).name == "P1"


async def test_it_hands_over_and_forgets_what_shows_brought(market: Market) -> None:
    open_stall(market)
    await market.say(NUMBER, "cf a12")
    with market.tx() as tx:
        standings.count(tx, SHOP, NUMBER)
        follows.follow(tx, NUMBER, SHOP)
        follows.switch(tx, NUMBER, SHOP, "back", on=False)
        show = schedule.schedule(tx, people.shop(tx, SHOP), "Silk", tx.now + 3_600_000)
        follows.ask_for_show(tx, NUMBER, show)
    market.told(NUMBER)
    told = next(one for one in await market.press(NUMBER, "export") if one.facts.get("file"))
    known = orjson.loads(told.facts["file"]["text"])
    [stands], [line] = known["standings"], known["ledger"]
    assert [one["title"] for one in known["shows"]] == ["Silk"]
    assert [(one["live"], one["back"]) for one in known["follows"]] == [(True, False)]
    assert (stands["slug"], stands["lapsed"]) == ("malee-silk", 1)
    assert (line["shop"], line["code"], line["outcome"]) == ("malee-silk", "A12", "held")
    [sure, _] = await market.press(NUMBER, "forget")
    await market.press(NUMBER, str(sure.button("Yes").data))
    with market.tx() as tx:
        assert tx.all(select(standings.STANDING)) == []
        [kept] = tx.all(select(ledger.LEDGER))
        assert (kept.buyer, ledger.checked([kept])) == (line["buyer"], None)
