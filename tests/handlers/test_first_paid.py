"""First paid, first served: claims that hold nothing until their buyer taps Pay."""

import pytest
from sqlalchemy import select

from models.ledger import LEDGER
from tests import books
from tests.handlers.lapses import lapse, lapsed, rule, sweep, told
from tests.handlers.stall import ANNA, BEN, SELLER, SHOP, kinds, open_page, open_stall, pay, stock
from tests.market import Market


@pytest.fixture(autouse=True)
def _stall(market: Market) -> None:
    open_stall(market, scarves=3, started=(SELLER, ANNA, BEN))


async def test_first_paid_takes_the_stock_with_the_tap_on_pay(market: Market) -> None:
    await rule(market, "first_paid")
    await lapse(market)
    [unheld] = await market.say(ANNA, "cf a12 x2")
    assert unheld.kind == "unheld"
    assert stock(market) == (3, 0, 0, 0)
    assert "yours if you pay first" in unheld.text
    await market.press(ANNA, str(unheld.button("Pay").data))
    assert stock(market) == (1, 2, 0, 0)
    pay(market, open_page(market, ANNA))
    assert stock(market) == (1, 0, 2, 0)
    assert lapsed(market) == 0
    market.told(ANNA)
    assert kinds(await market.say(ANNA, "cf a12")) == ["held"]


async def test_others_come_before_who_has_not_paid(market: Market) -> None:
    await rule(market, "first_paid")
    await lapse(market)
    [unheld] = await market.say(ANNA, "cf a12 x3")
    assert kinds(await market.say(BEN, "cf a12 x3")) == ["held"]
    answers = await market.press(ANNA, f"pay:{SHOP}")
    assert kinds(answers) == ["missed", "toast_missed"]
    assert kinds(await market.press(ANNA, f"pay:{SHOP}")) == ["toast_missed"]
    assert stock(market) == (0, 3, 0, 0)
    waiting, _ = await market.press(ANNA, str(answers[0].button("waitlist").data))
    assert (waiting.facts["state"], waiting.facts["place"]) == ("waiting", 1)
    assert stock(market) == (0, 3, 0, 1)
    await market.say(BEN, "pass")
    promoted = told(market.told(ANNA), "promoted")
    assert promoted.facts["deadline"] == market.clock.now + 300_000
    assert lapsed(market) == 1
    assert unheld.facts["reservation"] == promoted.facts["reservation"]
    with market.tx() as tx:
        entered = tx.all(select(LEDGER.c.outcome).order_by(LEDGER.c.number))
    assert [line.outcome for line in entered] == ["held", "unheld", "held", "waiting"]


async def test_what_is_left_in_part_is_taken_in_part(market: Market) -> None:
    await rule(market, "first_paid")
    await lapse(market)
    await market.say(ANNA, "cf a12 x3")
    await market.say(BEN, "cf a12 x2")
    await market.press(ANNA, f"pay:{SHOP}")
    assert stock(market) == (0, 3, 0, 0)
    [cart] = await market.say(ANNA, "/cart")
    assert [(line["state"], line["quantity"]) for line in cart.facts["carts"][0]["lines"]] == [
        ("missed", 2), ("checkout", 1),
    ]  # fmt: skip
    with market.tx() as tx:
        books.check(tx)


async def test_its_time_ends_in_silence_and_frees_nothing(market: Market) -> None:
    await rule(market, "first_paid")
    await lapse(market)
    await market.say(ANNA, "cf a12 x3")
    market.clock.pass_(minutes=15)
    assert kinds(await market.press(ANNA, f"pay:{SHOP}")) == ["toast_nothing_held"]
    sweep(market)
    assert market.told(ANNA) == []
    assert (stock(market), lapsed(market)) == ((3, 0, 0, 0), 1)
    [reservation] = await market.say(ANNA, "/start r_2")
    assert reservation.facts["state"] == "released"


async def test_no_place_in_line_while_one_is_free(market: Market) -> None:
    await rule(market, "first_paid")
    await lapse(market)
    [unheld] = await market.say(ANNA, "cf a12")
    wait = f"wait:{unheld.facts['reservation']}"
    assert kinds(await market.press(ANNA, wait)) == ["toast_free_again"]
    assert kinds(await market.press(BEN, wait)) == ["toast_not_yours"]
    assert stock(market) == (3, 0, 0, 0)


async def test_the_cart_says_that_others_were_faster(market: Market) -> None:
    await rule(market, "first_paid")
    await lapse(market)
    [unheld] = await market.say(ANNA, "cf a12")
    number = unheld.facts["reservation"]
    [cart] = await market.say(ANNA, "/cart")
    assert "yours if you pay first" in cart.text
    await market.say(BEN, "cf a12 x3")
    await market.press(ANNA, f"pay:{SHOP}")
    [cart] = await market.say(ANNA, "/cart")
    assert "others have it just now" in cart.text
    assert f"pay:{SHOP}" not in [button.data for button in cart.buttons]
    assert f"wait:{number}" in [button.data for button in cart.buttons]
    [shown] = await market.say(ANNA, f"/start r_{number}")
    assert "Others have it just now" in shown.text
    await market.say(BEN, "pass")
    [cart] = await market.say(ANNA, "/cart")
    assert "yours if you pay first" in cart.text


async def test_an_edit_of_it_stays_first_paid(market: Market) -> None:
    await rule(market, "first_paid")
    await lapse(market)
    market.clock.pass_(minutes=1)
    body = {"message_id": 900, "from": {"id": ANNA, "is_bot": False, "first_name": "P2"},
            "chat": {"id": ANNA, "type": "private"}, "date": market.clock.now // 1000}  # fmt: skip
    await market.update({"message": body | {"text": "cf a12"}})
    edit = {"edit_date": market.clock.now // 1000, "text": "cf a12 x3"}
    await market.update({"edited_message": body | edit})
    changed = told(market.told(ANNA), "changed")
    assert (changed.facts["held"], changed.facts["waiting"], changed.facts["unheld"]) == (0, 0, 3)
    await market.update({"edited_message": body | edit | {"text": "cf a12 x1"}})
    assert told(market.told(ANNA), "changed").facts["unheld"] == 1
    assert stock(market) == (3, 0, 0, 0)
    with market.tx() as tx:
        books.check(tx)
