"""/shops, /find, a shop's page and a product's card."""

import pytest

from handlers.follow import CARD
from models import catalog, closing_down, follows, options
from models.options import Wanted
from tests.handlers.planning import plan
from tests.handlers.stall import (
    ANNA,
    BEN,
    BOWL,
    SCARF,
    SELLER,
    SHOP,
    Statements,
    buttons,
    go_live,
    kinds,
    open_other,
    open_stall,
    suspend,
)
from tests.market import Market


async def test_it_lists_what_is_live_first_and_turns_pages(market: Market) -> None:
    open_stall(market)
    for number in range(10):
        open_other(market, number)
    go_live(market, "Silk <night>")
    [told] = await market.say(ANNA, "/shops")
    assert "Malee: Silk &lt;night&gt;" in told.text
    assert buttons(told)[0] == f"shop:{SHOP}"
    assert buttons(told)[-1] == "shops:1"
    [turned, _] = await market.press(ANNA, "shops:1")
    assert (turned.kind, turned.method) == ("shops", "edit")
    assert buttons(turned)[3:] == ["shops:0", "shops:1"]
    [last, _] = await market.press(ANNA, "shops:99")
    assert last.facts["page"] == 1


async def test_it_says_when_no_shop_is_open(market: Market) -> None:
    [told] = await market.say(ANNA, "/shops")
    assert buttons(told) == ["sell"]


async def test_it_asks_the_database_no_more_for_hundreds(market: Market) -> None:
    open_stall(market)
    for number in range(200):
        open_other(market, number)
        with market.tx() as tx:
            follows.follow(tx, ANNA, number + 2)
    for command in ("/shops", "/following", "/find thing", "/start s_malee-silk", "/settings"):
        with Statements(market) as asked:
            await market.say(ANNA, command)
        assert asked.count < 30, command


async def test_it_turns_the_pages_of_a_shop(market: Market) -> None:
    open_stall(market)
    with market.tx() as tx:
        for number in range(20):
            catalog.add_product(
                tx, shop_id=SHOP, code=f"C{number}", key=f"C{number}", title="Cup", price=100,
                stock=number % 2,
            )  # fmt: skip
    [told, _] = await market.press(ANNA, f"shop:{SHOP}")
    assert (told.method, told.facts["pages"]) == ("send", 3)
    assert "sold out" in told.button("C0").label
    [told, _] = await market.press(ANNA, f"shop:{SHOP}:2")
    assert (told.method, len(told.facts["goods"])) == ("edit", 6)
    assert kinds(await market.press(ANNA, "shop:77")) == ["old_button"]


@pytest.mark.parametrize(
    ("words", "options"),
    [("silk", [SCARF]), ("SCARF silk", [SCARF]), ("a12", [SCARF]), ("ａ１２", [SCARF]),
     ("b", [BOWL]), ("%", []), ("_", []), ("\\", []), ("100%", []), ("' OR 1=1", []),
     ("z" * 4000, []), ("silk bowl", [])],
)  # fmt: skip
async def test_it_finds_products(market: Market, words: str, options: list[int]) -> None:
    open_stall(market)
    [told] = await market.say(ANNA, f"/find {words}")
    assert told.kind == "found"
    assert [good["option_id"] for good in told.facts["goods"]] == options


async def test_it_finds_only_what_is_for_sale_and_says_when_there_is_more(market: Market) -> None:
    open_stall(market)
    for number in range(20):
        open_other(market, number)
    suspend(market, 2)
    with market.tx() as tx:
        catalog.edit_product(tx, 3, archived=True)
    [told] = await market.say(ANNA, "/find thing")
    assert len(told.facts["goods"]) == 12
    assert told.facts["more"]
    [told] = await market.say(ANNA, "/find Thing 0")
    assert 3 not in [good["option_id"] for good in told.facts["goods"]]
    assert kinds(await market.say(ANNA, "/find")) == ["find_how"]


async def test_it_shows_what_is_left_and_what_is_mine(market: Market) -> None:
    open_stall(market)
    await market.say(BEN, "B7")
    await market.say(ANNA, "B7")
    [told, _] = await market.press(ANNA, f"product:{BOWL}")
    assert "Sold out · 👀 1 waiting" in told.text
    assert "You wait for 1." in told.text
    assert told.button("waitlist").data == f"take:{BOWL}:1"


async def test_it_answers_a_button_of_a_product_that_is_gone(market: Market) -> None:
    open_stall(market)
    with market.tx() as tx:
        catalog.edit_product(tx, 1, archived=True)
    for option in (SCARF, 999):
        assert kinds(await market.press(ANNA, f"product:{option}")) == ["gone_product"]
        assert kinds(await market.press(ANNA, f"take:{option}:1")) == ["gone_product"]


@pytest.mark.parametrize(
    "data", [f"shop:{SHOP}:0", "show:1", "remind:1", "unremind:1", f"unfollow:{SHOP}:2:0"]
)
async def test_no_button_shows_a_shop_that_isnt_open(market: Market, data: str) -> None:
    open_stall(market)
    plan(market)
    suspend(market)
    told = kinds(await market.press(ANNA, data))
    assert "closed" in told
    assert not {"shop", "show"} & set(told)


async def test_no_button_shows_a_card_that_may_not_be_seen(market: Market) -> None:
    open_stall(market)
    with market.tx() as tx:
        catalog.edit_product(tx, catalog.item_of(tx, BOWL).product_id, archived=True)
    follow = f"follow:{SHOP}:{CARD}"
    assert kinds(await market.press(ANNA, f"{follow}:{BOWL}")) == ["toast_following"]
    assert "product" in kinds(await market.press(ANNA, f"{follow}:{SCARF}"))
    suspend(market)
    assert "product" not in kinds(await market.press(ANNA, f"await:1:{SCARF}"))


async def test_nobody_follows_a_shop_that_is_closed_for_good(market: Market) -> None:
    open_stall(market)
    with market.tx() as tx:
        assert closing_down.close(tx, SHOP, SELLER) is None
    assert kinds(await market.press(ANNA, f"follow:{SHOP}")) == ["closed"]
    with market.tx() as tx:
        assert follows.of_shop(tx, ANNA, SHOP) is None


def sell_in_two_colours(market: Market) -> None:
    with market.tx() as tx:
        wanted = [Wanted("Red", 39000, 2), Wanted("Blue", 29000, 2)]
        options.put(tx, catalog.item_of(tx, SCARF), wanted)


async def test_lists_have_the_prices_of_the_show(market: Market) -> None:
    open_stall(market)
    sell_in_two_colours(market)
    await market.say(SELLER, "/live")

    async def asked() -> list[list[tuple[int, int]]]:
        return [
            [(one["price"], one["price_to"]) for one in told.facts["goods"]]
            for words in ("/start s_malee-silk", "/find silk")
            for told in await market.say(ANNA, words)
        ]

    assert await asked() == [[(29000, 39000), (25000, 25000)], [(29000, 39000)]]
    await market.say(SELLER, "/lineup B7 200")
    await market.say(SELLER, "/show A12 199 5")
    assert await asked() == [[(19900, 19900), (20000, 20000)], [(19900, 19900)]]
    market.clock.pass_(minutes=5)
    assert await asked() == [[(29000, 39000), (20000, 20000)], [(29000, 39000)]]


async def test_a_paused_show_asks_for_no_option(market: Market) -> None:
    open_stall(market)
    sell_in_two_colours(market)
    await market.say(SELLER, "/live")
    await market.say(SELLER, "/pause")
    assert kinds(await market.press(ANNA, f"want:{SCARF}:1")) == ["closed"]
    await market.say(SELLER, "/resume")
    assert kinds(await market.press(ANNA, f"want:{SCARF}:1")) == ["which_option"]
