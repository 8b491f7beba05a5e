"""Claims for products with options: named, asked about, chosen, changed."""

import pytest

from models import catalog, checkouts, ledger, options, people, shows
from models import stock as shelf
from models.options import Wanted
from tests import books
from tests.handlers.stall import (
    ANNA,
    BEN,
    SELLER,
    SHOP,
    buttons,
    edit,
    go_live,
    kinds,
    lines,
    open_page,
    open_stall,
    stock,
)
from tests.market import Market, Told

DRESS: dict[str, Wanted] = {
    name: Wanted(name, 39000, units)
    for name, units in (("Red S", 1), ("Red L", 2), ("Blue L", 3), ("Black", 0))
}
S, L, BLUE, BLACK = 3, 4, 5, 6
"""The option ids of D1."""


@pytest.fixture(autouse=True)
def _stall(market: Market) -> None:
    open_stall(market)
    with market.tx() as tx:
        made = catalog.add_product(
            tx, shop_id=SHOP, code="D1", key="D1", title="Dress", price=39000, stock=1
        )
        assert made == S
        options.put(tx, catalog.item_of(tx, S), list(DRESS.values()))


def price(market: Market, option_id: int, amount: int) -> None:
    with market.tx() as tx:
        catalog.set_price(tx, option_id, amount)


def check(market: Market) -> None:
    with market.tx() as tx:
        books.check(tx, answered=True)


def choice(told: Told, name: str) -> str:
    return str(told.button(name).data)


@pytest.mark.parametrize(
    ("words", "option"),
    [
        ("D1 red L", L), ("d1 l RED", L), ("cf d1 Red/S", S), ("D1 blue", BLUE), ("d1 s", S),
        ("CF D1 blue l x1", BLUE), ("D1 ｂｌｕｅ Ｌ", BLUE),
    ],
)  # fmt: skip
async def test_it_takes_the_option_that_is_named(market: Market, words: str, option: int) -> None:
    [told] = await market.say(ANNA, words)
    assert (told.kind, told.facts["option_id"]) == ("held", option)
    assert stock(market, option)[1] == 1
    check(market)


async def test_it_takes_a_quantity_behind_the_option(market: Market) -> None:
    [told] = await market.say(ANNA, "d1 red l x2")
    assert (told.facts["option"], told.facts["quantity"]) == ("Red L", 2)
    [told] = await market.say(BEN, "d1 black 2")
    assert (told.kind, told.facts["option"]) == ("waiting", "Black")


@pytest.mark.parametrize(
    ("words", "offered", "other"),
    [
        ("D1", [S, L, BLUE, BLACK], False), ("d1 red", [S, L], True), ("d1 L", [L, BLUE], True),
        ("cf d1 green", [S, L, BLUE, BLACK], False),
    ],
)  # fmt: skip
async def test_it_holds_one_and_asks_which(
    market: Market, words: str, offered: list[int], other: bool
) -> None:
    [told] = await market.say(ANNA, words)
    assert told.kind == "held_which"
    more = [f"product:{S}"] if other else []
    assert buttons(told) == [f"choose:1:{one}" for one in offered] + more + ["drop:1"]
    assert lines(market) == [("held", 1)]
    assert ("I don't know <b>GREEN</b>" in told.text) == ("green" in words)
    if BLACK in offered:
        assert "sold out" in told.button("Black").label
    check(market)


async def test_the_unit_is_held_where_there_are_most(market: Market) -> None:
    await market.say(ANNA, "D1")
    assert stock(market, BLUE) == (2, 1, 0, 0)
    await market.say(BEN, "D1 red x2")
    assert stock(market, L) == (0, 2, 0, 0)


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


async def test_other_prices_are_asked_about_first(market: Market) -> None:
    price(market, L, 45000)
    [asked] = await market.say(ANNA, "D1 red x2")
    assert asked.kind == "which_option"
    assert "฿450" in asked.button("Red L").label
    assert lines(market) == []
    assert kinds(await market.press(ANNA, choice(asked, "Red L"))) == ["held"]
    assert kinds(await market.press(ANNA, choice(asked, "Red L"))) == ["one_more"]
    assert stock(market, L) == (0, 2, 0, 0)


async def test_nothing_left_of_any_is_asked_about(market: Market) -> None:
    for words in ("d1 red s", "d1 red l x2", "d1 blue x3"):
        await market.say(BEN, words)
    [asked] = await market.say(ANNA, "D1")
    assert asked.kind == "which_option"
    assert all("sold out" in button.label for button in asked.buttons)
    assert "A tap puts you on the waitlist" in asked.text
    assert "as soon as you tap" not in asked.text
    assert kinds(await market.press(ANNA, choice(asked, "Red S"))) == ["waiting"]


async def test_a_lapsed_hold_nobody_swept_is_free_to_be_asked_about(market: Market) -> None:
    for words in ("d1 red s", "d1 red l x2", "d1 blue x3"):
        await market.say(BEN, words)
    market.clock.pass_(minutes=16)
    assert kinds(await market.say(ANNA, "D1")) == ["held_which"]
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


async def test_an_edit_moves_to_another_option_and_quantity(market: Market) -> None:
    await market.say(ANNA, "D1 red s")
    message = market._update - 1
    told = await edit(market, ANNA, message, "D1 blue x2")
    assert (kinds(told)[-1], told[-1].facts["held"]) == ("changed", 2)
    assert stock(market, BLUE) == (1, 2, 0, 0)
    assert stock(market, S) == (1, 0, 0, 0)
    [refused] = await edit(market, ANNA, message, "D1 black")
    assert refused.kind == "held_which"
    assert stock(market, BLUE) == (1, 2, 0, 0)
    check(market)


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


async def test_the_last_option_stays(market: Market) -> None:
    with market.tx() as tx:
        for option in (S, L, BLUE):
            assert options.archive(tx, catalog.item_of(tx, option))
        assert not options.archive(tx, catalog.item_of(tx, BLACK))


async def test_a_limit_counts_all_options(market: Market) -> None:
    with market.tx() as tx:
        catalog.edit_product(tx, catalog.item_of(tx, S).product_id, most=2)
    await market.say(ANNA, "d1 red s")
    [told] = await market.say(ANNA, "d1 x3")
    assert (told.kind, told.facts["quantity"], told.facts["most"]) == ("held_which", 1, 2)
    assert "One buyer can have 2 of it." in told.text
    assert kinds(await market.say(ANNA, "d1")) == ["at_limit"]
    price(market, L, 45000)
    assert kinds(await market.say(ANNA, "d1")) == ["at_limit"]


async def test_nothing_is_asked_while_nothing_is_taken(market: Market) -> None:
    await market.say(ANNA, "/start s_malee-silk")
    paused = go_live(market)
    with market.tx() as tx:
        shows.pause(tx, paused)
    assert kinds(await market.say(ANNA, "D1")) == ["closed"]


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


async def test_a_near_miss_asks_for_the_option_too(market: Market) -> None:
    await market.say(ANNA, "/start s_malee-silk")
    [told] = await market.say(ANNA, "cf D-1 x2")
    assert told.kind == "did_you_mean"
    [asked, _] = await market.press(ANNA, str(told.buttons[0].data))
    assert (asked.kind, asked.facts["quantity"]) == ("which_option", 2)


async def test_a_plain_product_becomes_one_with_options(market: Market) -> None:
    await market.say(ANNA, "A12")
    with market.tx() as tx:
        plain = catalog.item_of(tx, 1)
        options.put(tx, plain, [Wanted("S", 39000, 1), Wanted("M", 39000, 1)])
        named = [one.option for one in catalog.options_of(tx, plain.product_id)]
    assert named == ["S", "M"]
    assert stock(market, 1) == (0, 1, 0, 0)
    assert kinds(await market.say(BEN, "A12 m")) == ["held"]
    assert kinds(await market.press(ANNA, "pay:1")) == ["toast_checkout_coming"]
    assert kinds(await market.say(SELLER, "/products")) == ["products"]
    check(market)


async def test_a_refused_claim_for_whichever_option_is_in_the_ledger_too(market: Market) -> None:
    with market.tx() as tx:
        show, _ = shows.go_live(tx, people.shop(tx, SHOP), "Friday", None)
        catalog.edit_product(tx, 3, most=1)
    await market.say(ANNA, "d1")
    assert kinds(await market.say(ANNA, "d1")) == ["at_limit"]
    price(market, BLUE, 42000)
    assert kinds(await market.say(ANNA, "d1")) == ["at_limit"]
    assert kinds(await market.say(BEN, "d1")) == ["which_option"]
    with market.tx() as tx:
        shows.pause(tx, show.id)
    assert kinds(await market.say(BEN, "d1")) == ["closed"]
    with market.tx() as tx:
        written = [(line.option, line.outcome) for line in ledger.of_show(tx, show, last=99)]
    assert written == [("", "held"), ("", "limit"), ("", "limit"), ("", "paused")]
