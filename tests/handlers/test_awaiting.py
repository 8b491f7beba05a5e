"""Following a product: it is next, on screen, back in stock."""

import pytest

from models import announcements, follows, people, privacy, schedule, shows
from models.people import Person
from tests.handlers.stall import ANNA, BEN, SELLER, SHOP, alerted, kinds, open_stall, spread
from tests.market import MAY, Market

CHLOE = 4


@pytest.fixture(autouse=True)
def _stall(market: Market) -> None:
    open_stall(market, started=(ANNA, BEN))
    with market.tx() as tx:
        tx.insert(Person, id=CHLOE, name="Chloe", language="en", started=True, created_at=MAY)


async def test_followers_of_the_next_product_are_told_once_a_show(market: Market) -> None:
    await market.say(SELLER, "/live")
    await market.press(ANNA, "await:2:2")
    await market.say(SELLER, "/show A12")
    spread(market)
    assert alerted(market, "alert_next") == [ANNA]
    await market.say(SELLER, "/next")
    await market.say(SELLER, "/show A12")
    await market.say(SELLER, "/next")
    spread(market)
    assert alerted(market, "alert_next") == [ANNA]


async def test_what_comes_on_screen_unforeseen_is_told_too(market: Market) -> None:
    await market.say(SELLER, "/live")
    await market.press(ANNA, "await:2")
    await market.say(SELLER, "/show B7")
    spread(market)
    with market.tx() as tx:
        row = announcements.announcement(tx, "next:1:2")
    assert row is not None
    assert '"now":true' in row.facts
    assert alerted(market, "alert_next") == [ANNA]


async def test_a_shop_s_switches_hold_for_its_products(market: Market) -> None:
    with market.tx() as tx:
        for person in (ANNA, BEN, CHLOE):
            follows.follow(tx, person, SHOP)
            follows.await_product(tx, person, 2)
        follows.switch(tx, ANNA, SHOP, "next", on=False)
        follows.mute(tx, BEN, SHOP, muted=True)
    await market.say(SELLER, "/live")
    await market.say(SELLER, "/show B7")
    spread(market)
    assert alerted(market, "alert_next") == [CHLOE]


async def test_a_product_is_followed_from_its_card(market: Market) -> None:
    [card] = await market.say(ANNA, "/start p_malee-silk_B7")
    press = str(card.button("Tell me when").data)
    for _ in range(2):
        [toast, card] = await market.press(ANNA, press)
        assert (toast.kind, card.kind, card.method) == ("toast_awaiting", "product", "edit")
    await market.press(ANNA, str(card.button("Don't tell me").data))
    with market.tx() as tx:
        assert not follows.is_awaited(tx, 2)
    assert kinds(await market.press(ANNA, "await:99")) == ["gone_product"]
    assert kinds(await market.press(ANNA, "unawait:99")) == ["gone_product"]
    assert kinds(await market.press(ANNA, "unawait:2")) == ["toast_unawaited"]
    with market.tx() as tx:
        follows.follow(tx, ANNA, SHOP)
        follows.mute(tx, ANNA, SHOP, muted=True)
    [toast] = await market.press(ANNA, "await:2")
    assert toast.facts["muted"] is True


async def test_what_was_sold_out_is_told_to_be_back(market: Market) -> None:
    await market.press(CHLOE, "await:2")
    await market.say(ANNA, "cf b7")
    await market.say(SELLER, "/stock B7 +1")
    spread(market)
    assert alerted(market, "alert_back") == [CHLOE]
    market.clock.pass_(minutes=1)
    await market.say(ANNA, "cf b7")
    await market.say(SELLER, "/stock B7 +1")
    spread(market)
    assert alerted(market, "alert_back") == [CHLOE], "once an hour is enough"
    market.clock.pass_(minutes=5)
    await market.say(BEN, "cf b7")
    await market.say(ANNA, "cf b7")
    market.clock.pass_(minutes=5)
    await market.say(SELLER, "/stock B7 +1")
    spread(market)
    assert alerted(market, "alert_back") == [CHLOE], "it went to who waited"


async def test_what_others_waited_for_is_not_told_to_be_back(market: Market) -> None:
    await market.press(CHLOE, "await:2")
    await market.say(ANNA, "cf b7")
    await market.say(BEN, "cf b7")
    await market.say(SELLER, "/stock B7 +2")
    spread(market)
    assert alerted(market, "alert_back") == []


async def test_who_blocked_the_bot_or_never_began_is_not_even_written_to(market: Market) -> None:
    with market.tx() as tx:
        people.meet(tx, 9, name="P9", username=None, language="en")
        for person in (ANNA, BEN, CHLOE, 9):
            follows.follow(tx, person, SHOP)
        people.block(tx, ANNA)
    await market.say(SELLER, "/live")
    spread(market)
    assert alerted(market, "alert_live") == [BEN, CHLOE]


async def test_a_forgotten_person_follows_nothing(market: Market) -> None:
    with market.tx() as tx:
        schedule.schedule(tx, people.shop(tx, SHOP), "Silk", MAY + 9_000_000)
        follows.ask_for_show(tx, ANNA, 1)
        follows.await_product(tx, ANNA, 2)
        privacy.forget(tx, ANNA)
        assert not follows.is_awaited(tx, 2)
        assert not follows.is_asked_for(tx, 1)
        assert shows.show(tx, 1) is not None
