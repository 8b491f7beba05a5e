"""/settings: language, time zone, alerts."""

import pytest

from models import follows, people
from tests.handlers.stall import ANNA, SELLER, SHOP, buttons, kinds, lines, open_other, open_stall
from tests.market import Market


def zone(market: Market) -> str | None:
    with market.tx() as tx:
        found: str | None = people.person(tx, ANNA).zone
    return found


async def test_it_changes_the_language_at_once(market: Market) -> None:
    [told] = await market.say(ANNA, "/settings")
    assert told.button("English").label == "✓ English"
    [menu, toast, again] = await market.press(ANNA, "language:2")
    assert (menu.method, menu.facts) == ("menu", {"roles": []})
    assert [toast.kind, again.kind, again.method] == ["toast_changed", "settings", "edit"]
    assert again.button("ไทย").label == "✓ ไทย"
    await market.say(ANNA, "/help")
    with market.tx() as tx:
        person = people.person(tx, ANNA)
    assert (person.language, person.language_chosen) == ("th", True)


async def test_a_sellers_menu_keeps_her_commands_in_the_language_she_chooses(
    market: Market,
) -> None:
    open_stall(market)
    [menu, *_] = await market.press(SELLER, "language:1")
    assert (menu.method, menu.facts) == ("menu", {"roles": ["seller"]})


async def test_who_tells_no_language_keeps_the_one_they_had(market: Market) -> None:
    market.languages[ANNA] = "it"
    await market.say(ANNA, "/help")
    anna = {"id": ANNA, "is_bot": False, "first_name": "Anna"}
    assert "Per prenotare" in (await market.say(ANNA, "/help", **{"from": anna}))[0].text
    market.languages[ANNA] = "pt-br"
    assert "To reserve" in (await market.say(ANNA, "/help"))[0].text


async def test_it_sets_a_zone_by_button_and_goes_back(market: Market) -> None:
    await market.press(ANNA, "zone:2")
    assert zone(market) == "Europe/Rome"
    [_, told] = await market.press(ANNA, "zone:0")
    assert (zone(market), told.button("shop's time").label[0]) == (None, "✓")


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [("Tokyo", "Asia/Tokyo"), ("europe/rome", "Europe/Rome"), ("roma", "Europe/Rome"),
     ("กรุงเทพ", "Asia/Bangkok"), ("กรุงเทพฯ", "Asia/Bangkok"), ("new york", "America/New_York"),
     ("UTC", "UTC")],
)  # fmt: skip
async def test_it_sets_a_zone_by_a_typed_city(market: Market, typed: str, wanted: str) -> None:
    [asked, _] = await market.press(ANNA, "zoneother")
    assert asked.kind == "zone_ask"
    assert kinds(await market.say(ANNA, typed)) == ["settings"]
    assert zone(market) == wanted
    assert kinds(await market.say(ANNA, typed)) != ["settings"]


async def test_it_asks_again_for_a_place_it_doesnt_know(market: Market) -> None:
    await market.press(ANNA, "zoneother")
    for typed in ("Atlantis", "x" * 4000, "💃"):
        assert kinds(await market.say(ANNA, typed)) == ["zone_ask"]
    assert kinds(await market.photo(ANNA)) == ["text_due"]
    assert kinds(await market.say(ANNA, "/cancel")) == ["left"]
    assert kinds(await market.say(ANNA, "Rome")) == ["help_unknown"]
    assert zone(market) is None


async def test_it_asks_which_of_several_is_meant(market: Market) -> None:
    await market.press(ANNA, "zoneother")
    [told] = await market.say(ANNA, "istanbul")
    assert told.kind == "zone_which"
    first, second = buttons(told)
    assert kinds(await market.press(ANNA, str(second).rsplit(":", 1)[0] + ":9")) == []
    assert kinds(await market.press(ANNA, str(second))) == ["settings"]
    assert zone(market) == told.facts["zones"][1]
    assert kinds(await market.press(ANNA, str(first))) == ["toast_answered"]


async def test_it_loses_no_claim_while_it_asks(market: Market) -> None:
    open_stall(market)
    await market.press(ANNA, "zoneother")
    assert kinds(await market.say(ANNA, "CF A12")) == ["held"]
    assert lines(market) == [("held", 1)]
    assert kinds(await market.say(ANNA, "Rome")) == ["settings"]


async def test_it_mutes_all_at_once_and_back(market: Market) -> None:
    open_stall(market)
    open_other(market, 1)
    for shop in (SHOP, 2):
        await market.press(ANNA, f"follow:{shop}")
    [_, told] = await market.press(ANNA, "alerts:0")
    assert (told.facts["followed"], told.facts["muted"]) == (2, 2)
    with market.tx() as tx:
        assert follows.followers(tx, SHOP) == 0
    [_, told] = await market.press(ANNA, str(told.button("Unmute").data))
    assert told.facts["muted"] == 0


@pytest.mark.parametrize("data", ["language:3", "language:-1", "zone:5", "zone:-1", "language"])
async def test_it_refuses_forged_buttons(market: Market, data: str) -> None:
    assert kinds(await market.press(ANNA, data)) == ["old_button"]
    assert zone(market) is None
