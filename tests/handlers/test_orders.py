"""/orders: the list and one order."""

from pathlib import Path

from models import orders, refunds, settlement
from models.terms import Terms
from tests.handlers.stall import ANNA, BEN, buttons, kinds, open_page, open_stall, pay
from tests.market import Market


async def bought(market: Market, *codes: str) -> int:
    for code in codes:
        await market.say(ANNA, code)
    order_id = open_page(market)
    pay(market, order_id)
    market.told(ANNA)
    return order_id


async def test_it_is_empty_at_first(market: Market) -> None:
    open_stall(market)
    await market.say(ANNA, "A12")
    open_page(market)
    [told] = await market.say(ANNA, "/orders")
    assert told.facts["orders"] == []


async def test_it_lists_the_newest_first_and_turns_pages(market: Market) -> None:
    open_stall(market, scarves=10)
    for _ in range(10):
        await bought(market, "A12")
    [told] = await market.say(ANNA, "/orders")
    assert [one["order"] for one in told.facts["orders"]] == [10, 9, 8, 7, 6, 5, 4, 3]
    [told, _] = await market.press(ANNA, "orders:1")
    assert [one["order"] for one in told.facts["orders"]] == [2, 1]


async def test_it_shows_one_in_full(market: Market) -> None:
    open_stall(market, shipping=5000)
    order_id = await bought(market, "A12 x2", "B7")
    [told, _] = await market.press(ANNA, f"order:{order_id}")
    assert "2 × <b>Silk &lt;scarf&gt;</b> (A12) · ฿780" in told.text
    assert "Total: <b>฿1,080</b>" in told.text
    assert buttons(told) == ["shop:1", "orders"]


async def test_it_links_the_receipt_where_there_is_an_address(tmp_path: Path) -> None:
    market = Market(tmp_path, Terms(public_url="https://shop.example"))
    open_stall(market)
    [told] = await market.say(ANNA, "A12")
    assert str(told.button("Pay").url).startswith("https://shop.example/pay/")
    order_id = open_page(market)
    pay(market, order_id)
    market.told(ANNA)
    [told, _] = await market.press(ANNA, f"order:{order_id}")
    with market.tx() as tx:
        token = orders.order(tx, order_id).token
    assert told.button("Receipt").url == f"https://shop.example/orders/{token}"
    market.store.engine.dispose()


async def test_it_shows_tracking_and_refunds(market: Market) -> None:
    open_stall(market)
    order_id = await bought(market, "A12")
    with market.tx() as tx:
        orders.ship(tx, order_id, "TH123")
    [told, _] = await market.press(ANNA, f"order:{order_id}")
    assert told.button("Copy").copy == "TH123"
    with market.tx() as tx:
        refunds.refund(tx, order_id, 39000, "seller")
    [told, _] = await market.press(ANNA, f"order:{order_id}")
    assert "On its way back to you: ฿390" in told.text


async def test_it_shows_a_payment_that_takes_its_time(market: Market) -> None:
    open_stall(market)
    await market.say(ANNA, "A12")
    order_id = open_page(market)
    with market.tx() as tx:
        settlement.processing(tx, order_id)
    market.told(ANNA)
    [told] = await market.say(ANNA, "/orders")
    assert told.facts["orders"][0]["stage"] == "processing"
    assert "takes its time" in (await market.press(ANNA, f"order:{order_id}"))[0].text


async def test_it_shows_nobody_elses_order(market: Market) -> None:
    open_stall(market)
    order_id = await bought(market, "A12")
    for data in (f"order:{order_id}", "order:999", "order:-1"):
        assert kinds(await market.press(BEN, data)) == ["toast_not_yours"]
