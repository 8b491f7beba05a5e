"""/follow, /following, and the buttons that go with them."""

import pytest
from sqlalchemy import select

from models.follows import FOLLOW
from tests.handlers.stall import ANNA, SCARF, SELLER, SHOP, buttons, kinds, open_other, open_stall
from tests.market import Market


def follows(market: Market) -> list[tuple[int, bool]]:
    with market.tx() as tx:
        rows = tx.all(select(FOLLOW).where(FOLLOW.c.person_id == ANNA).order_by(FOLLOW.c.shop_id))
    return [(row.shop_id, row.muted) for row in rows]


@pytest.mark.parametrize(
    "typed",
    ["malee-silk", "MALEE-SILK", "@malee-silk", "https://t.me/some_bot?start=s_malee-silk"],
)
async def test_it_follows_by_name(market: Market, typed: str) -> None:
    open_stall(market)
    [told] = await market.say(ANNA, f"/follow {typed}")
    assert (told.kind, told.facts["following"]) == ("following_now", "on")
    assert follows(market) == [(SHOP, False)]


@pytest.mark.parametrize("typed", ["nobody", "a" * 4000, "มาลี", "%", "s_"])
async def test_it_knows_no_such_shop(market: Market, typed: str) -> None:
    open_stall(market)
    [told] = await market.say(ANNA, f"/follow {typed}")
    assert told.kind in ("no_such_shop", "follow_how")
    assert len(told.text) < 200
    assert follows(market) == []


async def test_it_offers_the_shop_that_was_looked_at(market: Market) -> None:
    open_stall(market)
    assert buttons((await market.say(ANNA, "/follow"))[0]) == ["shops"]
    await market.say(ANNA, "/start s_malee-silk")
    assert buttons((await market.say(ANNA, "/follow"))[0]) == [f"follow:{SHOP}", "shops"]


async def test_it_mutes_and_unfollows_in_the_list(market: Market) -> None:
    open_stall(market)
    assert kinds(await market.say(ANNA, "/following")) == ["following"]
    await market.say(ANNA, "/follow malee-silk")
    [told] = await market.say(ANNA, "/following")
    [toast, again] = await market.press(ANNA, str(told.button("Mute").data))
    assert [toast.kind, again.kind, again.method] == ["toast_muted", "following", "edit"]
    assert follows(market) == [(SHOP, True)]
    [toast, again] = await market.press(ANNA, str(again.button("Unmute").data))
    assert follows(market) == [(SHOP, False)]
    [toast, again] = await market.press(ANNA, str(again.button("✖").data))
    assert [toast.kind, again.facts["total"]] == ["toast_unfollowed", 0]
    assert follows(market) == []


async def test_it_answers_an_alerts_mute_with_a_way_back(market: Market) -> None:
    open_stall(market)
    await market.say(ANNA, "/follow malee-silk")
    told = await market.press(ANNA, f"mute:{SHOP}")
    assert kinds(told) == ["toast_muted", "following_now"]
    assert told[-1].method == "send"
    assert told[-1].button("Unmute").data == f"unmute:{SHOP}"


async def test_it_mutes_nothing_for_somebody_who_doesnt_follow(market: Market) -> None:
    open_stall(market)
    told = await market.press(ANNA, f"mute:{SHOP}")
    assert kinds(told) == ["toast_not_following", "following_now"]
    assert follows(market) == []


async def test_it_follows_from_the_shops_page_and_from_a_card(market: Market) -> None:
    open_stall(market)
    [toast, page] = await market.press(ANNA, f"follow:{SHOP}:2:0")
    assert [toast.kind, page.kind, page.method] == ["toast_following", "shop", "edit"]
    assert page.facts["following"] == "on"
    [toast, card] = await market.press(ANNA, f"follow:{SHOP}:3:{SCARF}", on_photo=True)
    assert [toast.kind, card.kind, card.method] == ["toast_following", "product", "edit"]
    assert card.facts["photo"] is True
    [_, page] = await market.press(ANNA, f"unfollow:{SHOP}:2:0")
    assert page.facts["following"] is None


async def test_it_survives_doubled_presses_and_forged_ones(market: Market) -> None:
    open_stall(market)
    for _ in range(2):
        await market.press(ANNA, f"follow:{SHOP}")
    assert follows(market) == [(SHOP, False)]
    for data in ("follow:99", "mute:-1", f"unfollow:{2**52}", "unmute:0:1:0"):
        assert kinds(await market.press(ANNA, data)) == ["old_button"]
    for data in ("follow", "follow:x", f"follow:{10**40}", "follow:1:2:3:4"):
        assert kinds(await market.press(ANNA, data)) == ["old_button"]


async def test_it_pages_through_many(market: Market) -> None:
    for number in range(20):
        open_other(market, number)
        await market.press(ANNA, f"follow:{number + 1}")
    [told] = await market.say(ANNA, "/following")
    assert told.facts["pages"] == 3
    [told, _] = await market.press(ANNA, "following:2")
    assert len(told.facts["shops"]) == 4


async def test_it_says_that_the_shop_is_live_right_now(market: Market) -> None:
    open_stall(market)
    await market.say(SELLER, "/live Silk https://video.example.com/1")
    [told] = await market.say(ANNA, "/follow malee-silk")
    assert "live now" in told.text
    assert told.button("Watch").url == "https://video.example.com/1"
