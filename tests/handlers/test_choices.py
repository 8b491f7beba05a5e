"""The choice of an option: by button, in words, by an edit, and too late."""

import pytest

from models import catalog, checkouts, options
from models import stock as shelf
from tests.handlers.choices import BLACK, BLUE, L, S, check, choice, price
from tests.handlers.stall import ANNA, BEN, edit, kinds, lines, open_page, stock
from tests.market import Market

pytestmark = pytest.mark.usefixtures("dress")


async def test_choosing_moves_what_is_held(market: Market) -> None:
    [asked] = await market.say(ANNA, "D1")
    [told, _] = await market.press(ANNA, choice(asked, "Red S"))
    assert (told.kind, told.method, told.facts["option"]) == ("chosen", "edit", "Red S")
    assert "Red S" in told.text
    assert stock(market, BLUE) == (3, 0, 0, 0)
    assert stock(market, S) == (0, 1, 0, 0)
    assert kinds(await market.press(ANNA, choice(asked, "Red S"))) == ["toast_chosen"]
    assert kinds(await market.press(ANNA, choice(asked, "Red L"))) == ["toast_chosen"]
    assert stock(market, S) == (0, 1, 0, 0)
    check(market)


@pytest.mark.parametrize("words", ["red s", "S", "d1 Red S", "cf d1 s red", "RED, s!"])
async def test_a_choice_in_words(market: Market, words: str) -> None:
    await market.say(ANNA, "D1")
    [told] = await market.say(ANNA, words)
    assert (told.kind, told.facts["option"]) == ("chosen", "Red S")
    assert lines(market) == [("held", 1)]
    assert stock(market, S) == (0, 1, 0, 0)
    check(market)


async def test_words_that_choose_nothing(market: Market) -> None:
    assert kinds(await market.say(ANNA, "red s")) == ["help_unknown"]
    await market.say(ANNA, "D1")
    assert kinds(await market.say(ANNA, "red")) == ["held_which"]
    assert kinds(await market.say(ANNA, "green")) == ["help_unknown"]
    assert kinds(await market.say(ANNA, "d1 red l x2")) == ["held"]
    await market.say(BEN, "d1 red s")
    [told] = await market.say(ANNA, "red s")
    assert (told.kind, told.facts["why"]) == ("held_which", "few")
    check(market)


async def test_choosing_what_is_held_anyway(market: Market) -> None:
    [asked] = await market.say(ANNA, "D1")
    [told, _] = await market.press(ANNA, choice(asked, "Blue L"))
    assert told.kind == "chosen"
    assert stock(market, BLUE) == (2, 1, 0, 0)
    assert told.facts["deadline"] == asked.facts["deadline"]


async def test_a_sold_out_choice_keeps_what_is_held(market: Market) -> None:
    [asked] = await market.say(ANNA, "D1")
    await market.say(BEN, "d1 red s")
    [told, _] = await market.press(ANNA, choice(asked, "Red S"))
    assert (told.kind, told.facts["free"]) == ("held_which", 0)
    assert "Red S is sold out by now" in told.text
    assert lines(market) == [("held", 1)]
    answers = await market.press(ANNA, choice(told, "Wait for Red S instead"))
    assert kinds(answers) == ["waiting"]
    assert lines(market) == [("released", 1), ("waiting", 1)]
    assert stock(market, BLUE) == (3, 0, 0, 0)
    assert kinds(await market.press(ANNA, choice(told, "Wait for Red S"))) == ["toast_choice_late"]
    await market.say(BEN, "pass d1")
    assert kinds(market.told(ANNA)) == ["promoted"]
    check(market)


async def test_units_given_back_go_to_who_waits_for_them(market: Market) -> None:
    [asked] = await market.say(ANNA, "D1 x3")
    await market.say(BEN, "D1 blue")
    with market.tx() as tx:
        shelf.change_stock(tx, L, 1)
    await market.press(ANNA, choice(asked, "Red L"))
    assert kinds(market.told(BEN)) == ["promoted"]
    assert lines(market, BEN) == [("held", 1)]
    assert stock(market, L) == (0, 3, 0, 0)
    check(market)


async def test_more_than_there_is_of_any_is_held_in_part(market: Market) -> None:
    [asked] = await market.say(ANNA, "D1 x5")
    assert (asked.kind, asked.facts["missing"], asked.facts["quantity"]) == ("held_which", 2, 3)
    [told, _] = await market.press(ANNA, choice(asked, "Red L"))
    assert (told.kind, told.facts["free"]) == ("held_which", 2)
    [told, _] = await market.press(ANNA, choice(asked, "Blue L"))
    assert (told.kind, told.facts["held"], told.facts["waiting"]) == ("chosen", 3, 2)
    check(market)


async def test_a_promise_is_kept_when_prices_change(market: Market) -> None:
    [asked] = await market.say(ANNA, "D1")
    for option in (S, L, BLUE, BLACK):
        price(market, option, 50000)
    [told, _] = await market.press(ANNA, choice(asked, "Red S"))
    assert (told.kind, told.facts["price"]) == ("chosen", 39000)


async def test_a_dearer_option_isnt_had_for_less(market: Market) -> None:
    price(market, L, 45000)
    [asked] = await market.say(ANNA, "D1 blue l")
    assert asked.kind == "held"
    [asked] = await market.say(BEN, "D1 s")
    price(market, S, 45000)
    await market.say(BEN, "pass")
    price(market, S, 39000)
    price(market, L, 39000)
    [asked] = await market.say(BEN, "D1 red")
    price(market, S, 60000)
    [told, _] = await market.press(BEN, f"choose:{asked.facts['reservation']}:{S}")
    assert (told.kind, told.facts["why"]) == ("held_which", "price")
    instead = await market.press(BEN, choice(told, "Take Red S"))
    assert (instead[0].kind, instead[0].facts["price"]) == ("held", 60000)
    check(market)


async def test_the_chosen_option_is_what_is_paid(market: Market) -> None:
    [asked] = await market.say(ANNA, "D1")
    [told, _] = await market.press(ANNA, "pay:1")
    assert (told.kind, told.facts["why"]) == ("held_which", "pay")
    assert "Before you pay" in told.text
    await market.press(ANNA, choice(told, "Red S"))
    assert kinds(await market.press(ANNA, "pay:1")) == ["toast_checkout_coming"]
    assert kinds(await market.press(ANNA, choice(asked, "Red L"))) == ["toast_choice_late"]
    assert stock(market, S) == (0, 1, 0, 0)
    check(market)


async def test_a_page_that_is_wanted_meanwhile_waits_for_the_choice(market: Market) -> None:
    await market.say(ANNA, "A12")
    order = open_page(market)
    await market.say(ANNA, "B7")
    await market.press(ANNA, "pay:1")
    await market.say(ANNA, "D1")
    with market.tx() as tx:
        checkouts.ended_unpaid(tx, order)
    [told] = market.told(ANNA)
    assert told.kind == "choose_first"
    assert kinds(await market.press(ANNA, str(told.buttons[0].data))) == ["held_which"]


async def test_an_edit_chooses(market: Market) -> None:
    [asked] = await market.say(ANNA, "D1")
    told = await edit(market, ANNA, market._update - 1, "D1 red s")
    assert kinds(told) == ["chosen"]
    assert stock(market, S) == (0, 1, 0, 0)
    assert kinds(await market.press(ANNA, choice(asked, "Red L"))) == ["toast_chosen"]


async def test_an_edit_of_the_quantity_leaves_the_question_open(market: Market) -> None:
    [asked] = await market.say(ANNA, "D1")
    await edit(market, ANNA, market._update - 1, "D1 x2")
    [told, _] = await market.press(ANNA, choice(asked, "Red L"))
    assert (told.kind, told.facts["held"]) == ("chosen", 2)
    assert stock(market, L) == (0, 2, 0, 0)
    check(market)


async def test_nobody_chooses_for_somebody_else(market: Market) -> None:
    [asked] = await market.say(ANNA, "D1")
    assert kinds(await market.press(BEN, choice(asked, "Red S"))) == ["toast_not_yours"]
    for forged in (f"choose:1:{1}", "choose:1:999", "choose:1:-1"):
        assert kinds(await market.press(ANNA, forged)) == ["old_button"]
    for forged in ("choose:99:3", "which:99", f"instead:99:{S}", "instead:1:999"):
        told = await market.press(ANNA, forged)
        assert kinds(told)[-1] in ("toast_not_yours", "gone_product")
    assert stock(market, BLUE) == (2, 1, 0, 0)


async def test_choosing_too_late(market: Market) -> None:
    [asked] = await market.say(ANNA, "D1")
    market.clock.pass_(minutes=16)
    told = await market.press(ANNA, choice(asked, "Red S"))
    assert kinds(told) == ["lapsed", "toast_choice_late"]
    [again, _] = await market.press(ANNA, str(told[0].buttons[0].data))
    assert again.kind == "which_option"
    check(market)


async def test_what_the_seller_archived_meanwhile_isnt_had(market: Market) -> None:
    [asked] = await market.say(ANNA, "D1")
    with market.tx() as tx:
        assert options.archive(tx, catalog.item_of(tx, S))
        assert options.archive(tx, catalog.item_of(tx, BLUE))
    assert kinds(await market.press(ANNA, choice(asked, "Red S"))) == ["toast_choice_late"]
    [told, _] = await market.press(ANNA, choice(asked, "Blue L"))
    assert told.kind == "chosen"
    assert kinds(await market.press(BEN, f"take:{S}:1")) == ["gone_product"]
    check(market)


async def test_giving_up_what_wasnt_chosen(market: Market) -> None:
    await market.say(ANNA, "D1 x4")
    await market.say(ANNA, "pass")
    assert stock(market, BLUE) == (3, 0, 0, 0)
    check(market)


async def test_the_cart_says_that_a_choice_is_open(market: Market) -> None:
    await market.say(ANNA, "D1")
    [cart] = await market.say(ANNA, "/cart")
    assert "Blue" not in cart.text
    [told, _] = await market.press(ANNA, choice(cart, "Choose"))
    assert told.kind == "held_which"
    [told] = await market.say(ANNA, "/start r_1")
    assert told.button("Choose").data == "which:1"
