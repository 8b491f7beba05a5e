"""Sales: packing, shipping, refunding, the file."""

import csv
import io
from typing import Any

import pytest

from models import history, orders, people, refunds
from tests.handlers.stall import (
    ANNA,
    BEN,
    SELLER,
    SHOP,
    buttons,
    kinds,
    open_other,
    open_page,
    open_stall,
    pay,
    stock,
    suspend,
)
from tests.market import Market

OTHER_SELLER = 1005


@pytest.fixture(autouse=True)
def _stall(market: Market) -> None:
    open_stall(market, scarves=9, shipping=5000)


async def sell(market: Market, person: int = ANNA, words: str = "cf a12 x2") -> int:
    await market.say(person, words)
    order_id = open_page(market, person)
    pay(market, order_id)
    market.told(SELLER)
    market.told(person)
    market.clock.pass_(minutes=1)
    return order_id


def order(market: Market, order_id: int) -> Any:
    with market.tx() as tx:
        return orders.order(tx, order_id)


def refund(market: Market) -> Any:
    with market.tx() as tx:
        return refunds.of(tx, 1)


async def test_it_lists_what_to_pack_oldest_first(market: Market) -> None:
    for person in (ANNA, BEN, ANNA):
        await sell(market, person)
    await market.press(SELLER, "ship:2")
    await market.say(SELLER, "TH1")
    [told] = await market.say(SELLER, "/sales")
    assert [(sale["order"], sale["state"]) for sale in told.facts["sales"]] == [
        (1, "to_pack"), (3, "to_pack"), (2, "shipped"),
    ]  # fmt: skip
    assert told.facts["to_pack"] == 2
    assert buttons(told) == ["sale:1", "sale:3", "sale:2", "claims", "salescsv"]


async def test_it_turns_pages(market: Market) -> None:
    for _ in range(7):
        await sell(market, ANNA, "cf a12")
    [told] = await market.say(SELLER, "/sales")
    assert told.button("›").data == "sales:1"
    [told, _] = await market.press(SELLER, "sales:1")
    assert (told.method, [sale["order"] for sale in told.facts["sales"]]) == ("edit", [7])


async def test_the_list_leaves_the_receipt_it_was_opened_from(market: Market) -> None:
    await sell(market)
    [told, _] = await market.press(SELLER, "sales")
    assert (told.kind, told.method) == ("sales", "send")


async def test_a_card_says_what_and_where(market: Market) -> None:
    await sell(market)
    [told, _] = await market.press(SELLER, "sale:1")
    assert "2 × Silk &lt;scarf&gt; (A12) · ฿780" in told.text
    assert "1 Silk Road" in told.text
    assert "฿830" in told.text
    assert buttons(told) == ["ship:1", "refund:1", "block:2", "sales:0"]


async def test_it_marks_shipped_with_a_number_and_tells_the_buyer(market: Market) -> None:
    await sell(market)
    [asked, _] = await market.press(SELLER, "ship:1")
    assert asked.kind == "ask_tracking"
    assert kinds(await market.photo(SELLER)) == ["text_due"]
    assert kinds(await market.say(SELLER, "x" * 101)) == ["ask_tracking"]
    assert order(market, 1).shipped_at is None
    assert kinds(await market.say(SELLER, " TH 123 ")) == ["toast_shipped", "sale"]
    assert order(market, 1).tracking == "TH 123"
    [told] = market.told(ANNA)
    assert (told.kind, told.facts["tracking"]) == ("shipped", "TH 123")


async def test_it_marks_shipped_without_a_number_once(market: Market) -> None:
    await sell(market)
    [asked, _] = await market.press(SELLER, "ship:1")
    skip = str(asked.buttons[0].data)
    assert kinds(await market.press(SELLER, skip)) == ["toast_shipped", "sale"]
    assert kinds(await market.press(SELLER, skip)) == ["toast_answered"]
    assert kinds(await market.press(SELLER, "ship:1")) == ["toast_not_to_pack"]
    assert kinds(market.told(ANNA)) == ["shipped"]


async def test_what_is_picked_up_needs_no_number(market: Market) -> None:
    order_id = await sell(market)
    with market.tx() as tx:
        orders.change(tx, order_id, address=None, pickup=True)
    [told, _] = await market.press(SELLER, "sale:1")
    assert told.button("handed over").data == "ship:1"
    assert kinds(await market.press(SELLER, "ship:1")) == ["toast_shipped", "sale"]
    assert order(market, 1).shipped_at is not None
    assert kinds(market.told(ANNA)) == ["handed_over"]
    assert kinds(await market.press(SELLER, "ship:1")) == ["toast_not_to_pack"]
    [told] = await market.say(ANNA, "/orders")
    assert "picked up" in told.text
    [told, _] = await market.press(ANNA, "order:1")
    assert "Picked up on" in told.text


async def test_it_refunds_all_after_one_confirmation(market: Market) -> None:
    await sell(market)
    [asked, _] = await market.press(SELLER, "refund:1")
    assert "฿830" in asked.text
    assert buttons(asked) == ["refundnow:1:83000", "sale:1"]
    assert order(market, 1).refunding == 0
    yes = "refundnow:1:83000"
    assert kinds(await market.press(SELLER, yes)) == ["toast_refund_begun", "sale"]
    assert kinds(await market.press(SELLER, yes)) == ["toast_refunded_already", "sale"]
    assert (order(market, 1).refunding, refund(market).amount) == (83000, 83000)
    assert kinds(await market.press(SELLER, "refund:1")) == ["toast_refunded_already"]
    [told, _] = await market.press(SELLER, "sale:1")
    assert told.facts["state"] == "refunding"
    assert kinds(await market.press(SELLER, "ship:1")) == ["toast_not_to_pack"]
    with market.tx() as tx:
        refunds.succeeded(tx, 1, "re_1")
    market.told(SELLER)
    [told, _] = await market.press(SELLER, "sale:1")
    assert told.facts["state"] == "refunded"
    assert stock(market) == (9, 0, 0, 0)


async def test_it_marks_disputes_failed_refunds_and_refunds_in_part(market: Market) -> None:
    for person in (ANNA, BEN, ANNA, BEN):
        await sell(market, person)
    with market.tx() as tx:
        for state in ("open", "lost"):
            history.note(tx, "dispute", order_id=1, state=state, amount=83000, reason="general")
        history.note(tx, "dispute", order_id=2, state="open", amount=83000, reason="general")
        assert refunds.refund(tx, 3, 3000, "seller") == 1
        assert refunds.refund(tx, 3, 1000, "seller") == 2
        refunds.succeeded(tx, 1, "re_1")
        assert refunds.refund(tx, 4, 2000, "seller") == 3
        refunds.failed(tx, 3, "card")
    market.told(SELLER)
    [told] = await market.say(SELLER, "/sales")
    marks = [line for line in told.text.splitlines() if line[0:1] in ("⚠", "↩")]
    assert marks == [
        "⚠️ Dispute lost", "⚠️ Disputed by the buyer's bank",
        "↩️ ฿40 refunded or on its way back", "⚠️ Refund of ฿20 failed",
    ]  # fmt: skip
    with market.tx() as tx:
        history.note(tx, "dispute", order_id=2, state="won", amount=83000, reason="general")
        refunds.succeeded(tx, 2, "re_2")
        assert refunds.refund(tx, 4, 2000, "seller") == 4
    market.told(SELLER)
    for order_id, mark in ((2, None), (3, "↩️ ฿40 refunded"), (4, "↩️ ฿20 refunded or on its way")):
        [card, _] = await market.press(SELLER, f"sale:{order_id}")
        assert ("⚠️" in card.text, mark is None or mark in card.text) == (False, True)


async def test_only_the_amount_that_was_named_goes_back(market: Market) -> None:
    await sell(market)
    for amount in (1, 82999, 99_999_999, -5, 0):
        told = await market.press(SELLER, f"refundnow:1:{amount}")
        assert kinds(told)[0] == "toast_refunded_already"
    assert order(market, 1).refunding == 0


@pytest.mark.parametrize("data", ["sale:1", "ship:1", "refund:1", "refundnow:1:83000", "sale:99"])
async def test_nobody_touches_a_sale_of_somebody_else(market: Market, data: str) -> None:
    await sell(market)
    open_other(market, 5)
    assert kinds(await market.press(OTHER_SELLER, data)) == ["toast_gone"]
    assert kinds(await market.press(ANNA, data)) == ["no_shop"]
    assert (order(market, 1).refunding, order(market, 1).shipped_at) == (0, None)


async def test_an_unpaid_order_is_no_sale(market: Market) -> None:
    await market.say(ANNA, "cf a12")
    open_page(market)
    [told] = await market.say(SELLER, "/sales")
    assert told.facts["sales"] == []
    assert kinds(await market.press(SELLER, "sale:1")) == ["toast_gone"]
    assert kinds(await market.press(SELLER, "refundnow:1:39000")) == ["toast_gone"]


async def test_a_suspended_shop_still_ships_and_refunds(market: Market) -> None:
    await sell(market)
    suspend(market)
    assert kinds(await market.say(SELLER, "/sales")) == ["sales"]
    await market.press(SELLER, "ship:1")
    assert kinds(await market.say(SELLER, "TH1")) == ["toast_shipped", "sale"]


async def test_the_file_is_safe_in_a_spreadsheet(market: Market) -> None:
    with market.tx() as tx:
        people.meet(tx, ANNA, name='=HYPERLINK("http://x")', username=None, language="en")
    await market.say(ANNA, "cf a12 x2")
    order_id = open_page(market)
    with market.tx() as tx:
        people.meet(tx, ANNA, name='=HYPERLINK("http://x")', username=None, language="en")
    pay(market, order_id)
    with market.tx() as tx:
        orders.change(
            tx, order_id,
            address='{"name":"@SUM","phone":"+66 1","lines":["-1+2","Bangkok, \\"TH\\""]}',
        )  # fmt: skip
    market.told(SELLER)
    [told, _] = await market.press(SELLER, "salescsv")
    file = told.facts["file"]
    assert file["name"] == "malee-silk-sales.csv"
    [row] = csv.DictReader(io.StringIO(file["text"].removeprefix("\ufeff")))
    assert row["buyer"] == '\'=HYPERLINK("http://x")'
    assert (row["name"], row["phone"]) == ("'@SUM", "'+66 1")
    assert row["address"] == '\'-1+2, Bangkok, "TH"'
    assert (row["price"], row["quantity"], row["shipping"], row["total"]) == (
        "390.00", "2", "50.00", "830.00",
    )  # fmt: skip
    assert row["paid_at"] == "2026-11-23 19:00+07:00"


async def test_payouts_say_who_has_the_money(market: Market) -> None:
    await sell(market)
    [told] = await market.say(SELLER, "/payouts")
    assert "฿830" in told.text
    with market.tx() as tx:
        assert refunds.refund(tx, 1, 3000, "seller") is not None
    [told] = await market.say(SELLER, "/payouts")
    assert told.facts["amount"] == 80000


async def test_it_is_for_sellers(market: Market) -> None:
    for command in ("/sales", "/payouts"):
        assert kinds(await market.say(ANNA, command)) == ["no_shop"]
    assert kinds(await market.press(ANNA, "salescsv")) == ["no_shop"]
    assert SHOP == 1
