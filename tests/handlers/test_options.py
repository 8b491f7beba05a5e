"""Claims for products with options: named, asked about, held meanwhile."""

import pytest

from models import catalog, ledger, options, shows
from models.options import Wanted
from tests.handlers.choices import BLACK, BLUE, L, S, check, choice, price
from tests.handlers.stall import ANNA, BEN, SELLER, buttons, edit, go_live, kinds, lines, stock
from tests.market import Market

pytestmark = pytest.mark.usefixtures("dress")


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
    live = go_live(market, "Friday")
    with market.tx() as tx:
        catalog.edit_product(tx, 3, most=1)
    await market.say(ANNA, "d1")
    assert kinds(await market.say(ANNA, "d1")) == ["at_limit"]
    price(market, BLUE, 42000)
    assert kinds(await market.say(ANNA, "d1")) == ["at_limit"]
    assert kinds(await market.say(BEN, "d1")) == ["which_option"]
    with market.tx() as tx:
        shows.pause(tx, live)
    assert kinds(await market.say(BEN, "d1")) == ["closed"]
    with market.tx() as tx:
        show = shows.show(tx, live)
        assert show is not None
        written = [(line.option, line.outcome) for line in ledger.of_show(tx, show, last=99)]
    assert written == [("", "held"), ("", "limit"), ("", "limit"), ("", "paused")]
