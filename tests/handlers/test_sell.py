"""Opening a shop."""

from pathlib import Path

import pytest
from sqlalchemy import Row, select

from models import people
from models.outgoing import OUTGOING
from models.terms import Terms
from tests.handlers.goods import step
from tests.handlers.stall import buttons, kinds
from tests.market import Market, Told

MALEE, NOK, OPERATOR = 1, 2, 99


def shop_of(market: Market, person: int = MALEE) -> "Row[object] | None":
    with market.tx() as tx:
        return people.shop_of(tx, person)


async def say_all(market: Market, person: int, *texts: str) -> Told:
    for text in texts:
        told = await market.say(person, text)
    return told[-1]


async def test_it_opens_a_shop_from_typed_answers(market: Market) -> None:
    told = await say_all(market, MALEE, "/sell", "Malee Silk", "malee", "THB", "50")
    assert (told.kind, told.facts["news"]) == ("panel", "opened")
    shop = shop_of(market)
    assert shop is not None
    assert (shop.slug, shop.name, shop.currency, shop.state) == (
        "malee", "Malee Silk", "THB", "open",
    )  # fmt: skip
    assert (shop.zone, shop.countries) == ("Asia/Bangkok", "TH")
    assert (shop.shipping, shop.shipping_fee) == ("flat", 5000)
    assert step(market) is None


async def test_it_opens_a_shop_with_buttons_alone_after_the_name(market: Market) -> None:
    market.languages[MALEE] = "th"
    slug = await say_all(market, MALEE, "/sell", "ผ้าไหมมาลี")
    assert slug.buttons[0].label == "phamaimali"
    [currency, _] = await market.press(MALEE, str(slug.buttons[0].data))
    assert [button.label for button in currency.buttons] == ["THB", "EUR", "USD", "GBP"]
    [shipping, _] = await market.press(MALEE, str(currency.buttons[0].data))
    [fee, _] = await market.press(MALEE, str(shipping.buttons[1].data))
    assert (shipping.kind, fee.kind) == ("sell_shipping", "sell_fee")
    assert kinds(await market.press(MALEE, str(fee.buttons[0].data))) == ["panel"]
    shop = shop_of(market)
    assert shop is not None
    assert (shop.slug, shop.currency, shop.shipping, shop.shipping_fee) == (
        "phamaimali", "THB", "flat", 0,
    )  # fmt: skip


async def test_it_brings_the_sellers_menu(market: Market) -> None:
    await say_all(market, MALEE, "/sell", "Malee", "malee", "THB", "pickup")
    with market.tx() as tx:
        menus = tx.all(select(OUTGOING.c.facts).where(OUTGOING.c.method == "menu"))
    assert [row.facts for row in menus] == ['{"roles":["seller"]}']


@pytest.mark.parametrize(
    ("answers", "typed", "kind", "problem"),
    [
        ((), "   …   ", "sell_name", "empty"),
        ((), "x" * 61, "sell_name", "too_long"),
        (("Malee",), "Malee's shop!", "sell_slug", "letters"),
        (("Malee",), "มาลี", "sell_slug", "letters"),
        (("Malee",), "-malee-", "sell_slug", "letters"),
        (("Malee",), "ab", "sell_slug", "length"),
        (("Malee",), "m" * 33, "sell_slug", "length"),
        (("Malee",), "Admin", "sell_slug", "taken"),
        (("Malee", "malee"), "$", "sell_currency", "several"),
        (("Malee", "malee"), "bitcoin", "sell_currency", "unknown"),
        (("Malee", "malee"), "XAU", "sell_currency", "unknown"),
        (("Malee", "malee", "THB"), "-3", "sell_shipping", "negative"),
        (("Malee", "malee", "THB"), "1e9", "sell_shipping", "not_a_number"),
        (("Malee", "malee", "THB"), "by boat", "sell_shipping", "not_a_number"),
        (("Malee", "malee", "THB", "flat"), "999999999", "sell_fee", "too_large"),
        (("Malee", "malee", "THB", "flat"), "1.234", "sell_fee", None),
    ],
)
async def test_it_says_what_is_wrong_with_an_answer(
    market: Market, answers: tuple[str, ...], typed: str, kind: str, problem: str | None
) -> None:
    asked = await say_all(market, MALEE, "/sell", *answers)
    if problem is None:
        assert (await say_all(market, MALEE, typed)).kind == "panel"
        return
    before = step(market)
    told = await say_all(market, MALEE, typed)
    assert (told.kind, told.facts["problem"]) == (kind, problem)
    assert step(market) == before
    assert shop_of(market) is None
    assert kind == asked.kind


@pytest.mark.parametrize(
    ("typed", "shipping", "fee"),
    [("pick-up", "pickup", 0), ("ritiro", "pickup", 0), ("รับเอง", "pickup", 0), ("0", "flat", 0),
     ("free", "flat", 0), ("19,90", "flat", 1990), ("1.234,50", "flat", 123_450),
     ("฿50", "flat", 5000), ("๕๐ บาท", "flat", 5000)],
)  # fmt: skip
async def test_it_reads_the_shipping(market: Market, typed: str, shipping: str, fee: int) -> None:
    told = await say_all(market, MALEE, "/sell", "Malee", "malee", "thb", typed)
    assert told.kind == "panel"
    shop = shop_of(market)
    assert shop is not None
    assert (shop.shipping, shop.shipping_fee) == (shipping, fee)


async def test_it_asks_for_the_time_zone_where_the_currency_doesnt_tell_it(market: Market) -> None:
    asked = await say_all(market, MALEE, "/sell", "Malee", "malee", "EUR", "pickup")
    assert (asked.kind, step(market)) == ("terms_zone", "zone")
    again = await say_all(market, MALEE, "Atlantis")
    assert (again.kind, again.facts["problem"]) == ("terms_zone", "unknown")
    assert kinds(await market.press(MALEE, str(asked.buttons[0].data))) == ["toast_answered"]
    assert kinds(await market.press(NOK, str(again.buttons[0].data))) == ["toast_answered"]
    told = await market.press(MALEE, str(again.button("Europe/Berlin").data))
    [panel] = [one for one in told if one.kind == "panel"]
    assert panel.facts["news"] == "opened"
    assert "Berlin" in panel.text
    assert "termzone" in buttons(panel)
    shop = shop_of(market)
    assert shop is not None
    assert shop.zone == "Europe/Berlin"


async def test_it_takes_a_typed_city_for_the_time_zone(market: Market) -> None:
    told = await say_all(market, MALEE, "/sell", "Malee", "malee", "USD", "pickup", "chicago")
    assert told.kind == "panel"
    shop = shop_of(market)
    assert shop is not None
    assert shop.zone == "America/Chicago"


async def test_it_knows_the_zone_of_who_set_one(market: Market) -> None:
    await market.press(MALEE, "zone:2")
    assert (await say_all(market, MALEE, "/sell", "M", "malee", "EUR", "pickup")).kind == "panel"


async def test_it_offers_free_names_for_a_taken_one(market: Market) -> None:
    await say_all(market, NOK, "/sell", "Nok", "malee", "THB", "pickup")
    told = await say_all(market, MALEE, "/sell", "Malee", "MALEE")
    assert told.facts["problem"] == "taken"
    assert told.facts["slugs"] == ["malee-shop", "malee-live", "malee-2"]
    [currency, _] = await market.press(MALEE, str(told.buttons[2].data))
    assert currency.kind == "sell_currency"
    await say_all(market, MALEE, "THB", "pickup")
    shop = shop_of(market)
    assert shop is not None
    assert shop.slug == "malee-2"


async def test_it_asks_again_for_a_name_that_was_taken_meanwhile(market: Market) -> None:
    await say_all(market, MALEE, "/sell", "Malee", "malee", "THB")
    await say_all(market, NOK, "/sell", "Nok", "malee", "THB", "pickup")
    told = await say_all(market, MALEE, "pickup")
    assert (told.kind, told.facts["problem"]) == ("sell_slug", "taken")
    assert (await say_all(market, MALEE, "malee-silk")).kind == "panel"
    shop = shop_of(market)
    assert shop is not None
    assert (shop.slug, shop.shipping) == ("malee-silk", "pickup")


async def test_it_answers_buttons_of_earlier_questions(market: Market) -> None:
    slug = await say_all(market, MALEE, "/sell", "Malee")
    old = str(slug.buttons[0].data)
    await say_all(market, MALEE, "silk")
    assert kinds(await market.press(MALEE, old)) == ["toast_answered"]
    assert step(market) == "currency"


async def test_it_takes_a_button_pressed_twice_once(market: Market) -> None:
    shipping = await say_all(market, MALEE, "/sell", "Malee", "malee", "THB")
    pickup = str(shipping.buttons[0].data)
    assert kinds(await market.press(MALEE, pickup)) == ["panel"]
    assert kinds(await market.press(MALEE, pickup)) == ["toast_answered"]


async def test_it_takes_no_button_of_somebody_else(market: Market) -> None:
    shipping = await say_all(market, MALEE, "/sell", "Malee", "malee", "THB")
    assert kinds(await market.press(NOK, str(shipping.buttons[0].data))) == ["toast_answered"]
    assert shop_of(market) is None
    assert step(market) == "shipping"


@pytest.mark.parametrize(
    "data", ["sellslug:1:99", "sellcur:1:0", "sellship:1", "sellfree", "sell:9"]
)
async def test_it_takes_no_forged_button(market: Market, data: str) -> None:
    await say_all(market, MALEE, "/sell", "Malee")
    told = await market.press(MALEE, data)
    assert kinds(told) in (["toast_answered"], ["old_button"])
    assert step(market) == "slug"


async def test_it_needs_words_not_pictures(market: Market) -> None:
    await say_all(market, MALEE, "/sell")
    assert kinds(await market.photo(MALEE, "Malee")) == ["text_due"]
    assert kinds(await market.say(MALEE, "", sticker={"file_id": "s"})) == ["text_due"]
    assert step(market) == "name"


async def test_it_shows_what_people_type_as_typed(market: Market) -> None:
    told = await say_all(market, MALEE, "/sell", "<b>Malee</b> & co")
    assert "&lt;b&gt;Malee&lt;/b&gt; &amp; co" in told.text


async def test_it_shows_the_panel_to_whoever_has_a_shop(market: Market) -> None:
    await say_all(market, MALEE, "/sell", "Malee", "malee", "THB", "pickup")
    told = await say_all(market, MALEE, "/sell")
    assert (told.kind, told.facts["news"]) == ("panel", None)
    assert {"products", "newproduct", "sales", "links", "terms"} <= set(buttons(told))


async def test_it_survives_a_restart_at_every_step(tmp_path: Path) -> None:
    steps = ("/sell", "Malee", "malee", "EUR", "flat", "4,90", "Rome")
    for number, text in enumerate(steps):
        market = Market(tmp_path)
        market._update += 100 * number
        [*_, told] = await market.say(MALEE, text)
        market.store.engine.dispose()
    assert told.kind == "panel"


async def test_it_waits_for_approval_where_the_operator_wants_it(tmp_path: Path) -> None:
    market = Market(tmp_path, Terms(signup="approval", operators=frozenset({OPERATOR})))
    told = await say_all(market, MALEE, "/sell", "Malee", "malee", "THB", "pickup")
    assert (told.facts["news"], told.facts["state"]) == ("pending", "pending")
    [asked] = market.told(OPERATOR)
    assert buttons(asked) == ["approve:1", "refuse:1"]
    assert kinds(await market.say(MALEE, "/live")) == ["shop_not_open"]
    assert kinds(await market.press(OPERATOR, "approve:1")) == ["seller"]
    assert "shop_approved" in kinds(market.told(MALEE))
    assert kinds(await market.say(MALEE, "/live")) == ["live_started", "control"]
    assert kinds(await market.press(OPERATOR, "refuse:1")) == ["toast_ruled_already", "seller"]
    market.store.engine.dispose()


async def test_an_operators_own_shop_is_open_at_once(tmp_path: Path) -> None:
    market = Market(tmp_path, Terms(signup="approval", operators=frozenset({OPERATOR})))
    told = await say_all(market, OPERATOR, "/sell", "Malee", "malee", "THB", "pickup")
    assert told.facts["news"] == "opened"
    market.store.engine.dispose()
