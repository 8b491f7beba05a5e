"""/cart: lines, Pay, Cancel."""

from models import catalog, holds, options, orders, settlement
from models.options import Wanted
from models.orders import ORDER
from tests.handlers.stall import (
    ANNA,
    BEN,
    BOWL,
    SCARF,
    SHOP,
    Statements,
    buttons,
    kinds,
    lines,
    open_other,
    open_page,
    open_stall,
    pay,
    stock,
)
from tests.market import Market


async def test_it_is_empty_at_first(market: Market) -> None:
    [told] = await market.say(ANNA, "/cart")
    assert told.facts["carts"] == []
    assert buttons(told) == ["shops", "orders"]


async def test_it_shows_deadline_total_shipping_and_place(market: Market) -> None:
    open_stall(market, shipping=5000)
    await market.say(BEN, "B7")
    await market.say(ANNA, "A12 x2")
    await market.say(ANNA, "B7")
    [told] = await market.say(ANNA, "/cart")
    assert "until 7:15" in told.text
    assert "place 1" in told.text
    assert "Shipping: ฿50" in told.text
    assert "To pay: <b>฿830</b>" in told.text
    assert buttons(told) == [f"pay:{SHOP}", "drop:2:0", "drop:3:0"]


async def test_it_tells_lines_of_one_product_apart(market: Market) -> None:
    open_stall(market, scarves=9)
    with market.tx() as tx:
        options.put(tx, catalog.item_of(tx, SCARF), [Wanted("Red", 39000, 9),
                                                     Wanted("Blue", 39000, 1)])  # fmt: skip
    for claim in ("A12 red", "A12 blue", "A12 red x2", "A12 blue", "A12 blue"):
        await market.say(ANNA, claim)
    [told] = await market.say(ANNA, "/cart")
    assert [one.label for one in told.buttons if one.label.startswith("Cancel")] == [
        "Cancel · A12 Red · Silk <scarf> · ฿390",
        "Cancel · A12 Blue · Silk <scarf> · ฿390",
        "Cancel · A12 Red · Silk <scarf> · ฿780",
        "Cancel · A12 Blue · Silk <scarf> · place 1",
        "Cancel · A12 Blue · Silk <scarf> · place 2",
    ]


async def test_it_keeps_shops_apart(market: Market) -> None:
    open_stall(market)
    open_other(market, 1, code="X1")
    await market.say(ANNA, "A12")
    await market.say(ANNA, "X1")
    [told] = await market.say(ANNA, "/cart")
    assert [at["total"] for at in told.facts["carts"]] == [39000, 1000]
    assert buttons(told) == ["pay:1", "drop:1:0", "pay:2", "drop:2:0"]


async def test_it_doesnt_show_what_lapsed_though_nothing_swept_it(market: Market) -> None:
    open_stall(market)
    await market.say(ANNA, "A12")
    market.clock.pass_(minutes=15)
    [told] = await market.say(ANNA, "/cart")
    assert told.facts["carts"] == []
    told_all = await market.press(ANNA, "pay:1")
    assert kinds(told_all) == ["toast_nothing_held"]


async def test_it_gives_a_lapsed_hold_to_others_not_back_to_who_let_it_lapse(
    market: Market,
) -> None:
    open_stall(market, scarves=1)
    await market.say(ANNA, "A12 x5")
    await market.say(BEN, "A12")
    market.clock.pass_(minutes=15)
    with market.tx() as tx:
        holds.expire(tx)
    [told] = [told for told in market.told(ANNA) if told.kind == "lapsed"]
    assert told.facts["left"] == 4
    assert "promoted" in kinds(market.told(BEN))
    market.clock.pass_(minutes=15)
    with market.tx() as tx:
        holds.expire(tx)
    assert kinds(market.told(ANNA)).count("promoted") == 0
    assert stock(market) == (1, 0, 0, 0)


async def test_it_drops_a_line_in_place(market: Market) -> None:
    open_stall(market)
    await market.say(ANNA, "A12")
    await market.say(ANNA, "B7")
    [toast, cart] = await market.press(ANNA, "drop:1:0")
    assert [toast.kind, cart.kind, cart.method] == ["toast_given_up", "cart", "edit"]
    assert buttons(cart) == ["pay:1", "drop:2:0"]
    [toast, cart] = await market.press(ANNA, "drop:1:0")
    assert (toast.kind, toast.facts["state"]) == ("toast_ended", "released")
    assert stock(market) == (2, 0, 0, 0)


async def test_it_drops_a_line_under_its_own_message(market: Market) -> None:
    open_stall(market)
    await market.say(ANNA, "A12")
    [told, _] = await market.press(ANNA, "drop:1")
    assert (told.kind, told.method) == ("given_up", "edit")
    assert kinds(await market.press(ANNA, "drop:1")) == ["toast_ended"]


async def test_it_drops_nobody_elses_line(market: Market) -> None:
    open_stall(market)
    await market.say(ANNA, "A12")
    for data in ("drop:1", "drop:1:0", "drop:999", "drop:999:0", "drop:-1"):
        assert kinds(await market.press(BEN, data)) == ["toast_not_yours"]
    assert lines(market) == [("held", 1)]


async def test_it_leaves_the_waitlist(market: Market) -> None:
    open_stall(market, scarves=0)
    await market.say(ANNA, "A12 x2")
    assert kinds(await market.press(ANNA, "drop:1")) == ["given_up"]
    assert stock(market) == (0, 0, 0, 0)


async def test_it_closes_an_open_payment_page_before_it_drops(market: Market) -> None:
    open_stall(market)
    await market.say(ANNA, "A12")
    open_page(market)
    [told] = await market.say(ANNA, "/cart")
    assert "on your payment page" in told.text
    [toast, cart] = await market.press(ANNA, "drop:1:0")
    assert (toast.kind, cart.facts["carts"]) == ("toast_giving_up", [])
    assert stock(market) == (1, 1, 0, 0)


async def test_it_wants_one_payment_page_however_often_pay_is_pressed(market: Market) -> None:
    open_stall(market)
    await market.say(ANNA, "A12")
    for _ in range(3):
        assert kinds(await market.press(ANNA, f"pay:{SHOP}")) == ["toast_checkout_coming"]
    with market.tx() as tx:
        assert len(tx.all(ORDER.select())) == 1


async def test_it_shows_the_providers_link_once_the_page_is_open(market: Market) -> None:
    open_stall(market)
    await market.say(ANNA, "A12")
    open_page(market)
    [told, _] = await market.press(ANNA, f"pay:{SHOP}")
    assert (told.kind, told.facts["url"]) == ("checkout_ready", "https://pay.example/cs")


async def test_it_opens_no_second_page_for_what_is_being_paid(market: Market) -> None:
    open_stall(market)
    await market.say(ANNA, "A12")
    order_id = open_page(market)
    with market.tx() as tx:
        settlement.processing(tx, order_id)
    market.told(ANNA)
    [told] = await market.say(ANNA, "/cart")
    assert "the money is on its way" in told.text
    assert told.buttons == []
    assert kinds(await market.press(ANNA, f"pay:{SHOP}")) == ["toast_paying"]
    assert kinds(await market.press(ANNA, "drop:1")) == ["toast_ended"]
    await market.say(ANNA, "B7")
    assert kinds(await market.press(ANNA, f"pay:{SHOP}")) == ["toast_checkout_coming"]
    with market.tx() as tx:
        second = orders.active(tx, ANNA, SHOP)
        assert second is not None
        assert [line.option_id for line in orders.lines(tx, second.id)] == [BOWL]


async def test_it_answers_pay_when_nothing_is_held(market: Market) -> None:
    open_stall(market)
    await market.say(ANNA, "A12")
    pay(market, open_page(market))
    market.told(ANNA)
    for data in (f"pay:{SHOP}", "pay:999", "pay:-5"):
        assert kinds(await market.press(ANNA, data)) == ["toast_nothing_held"]


async def test_it_pages_a_long_cart_and_still_pays_all_of_it(market: Market) -> None:
    open_stall(market)
    with market.tx() as tx:
        for number in range(60):
            catalog.add_product(
                tx, shop_id=SHOP, code=f"C{number}", key=f"C{number}", title="Cup", price=100,
                stock=1,
            )  # fmt: skip
    for number in range(20):
        await market.press(ANNA, f"take:{number + 3}:1")
    await market.press(ANNA, f"take:{SCARF}:9")
    market.told(ANNA)
    with Statements(market) as asked:
        [told] = await market.say(ANNA, "/cart")
    assert asked.count < 20
    assert told.facts["pages"] == 3
    assert told.facts["carts"][0]["total"] == 20 * 100 + 2 * 39000
    [told, _] = await market.press(ANNA, "cart:2")
    assert (told.method, len(told.facts["carts"][0]["lines"])) == ("edit", 6)
