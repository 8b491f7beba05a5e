"""The shop's panel, terms and links."""

from pathlib import Path
from typing import Any

import pytest

from models import people
from models.terms import Terms
from tests.handlers.stall import ANNA, SELLER, SHOP, kinds, open_stall, suspend
from tests.market import Market


@pytest.fixture(autouse=True)
def _stall(market: Market) -> None:
    open_stall(market)


def shop(market: Market) -> Any:
    with market.tx() as tx:
        return people.shop(tx, SHOP)


async def test_it_renames_the_shop(market: Market) -> None:
    await market.press(SELLER, "termname")
    for typed in ("...", "x" * 61):
        assert kinds(await market.say(SELLER, typed)) == ["terms_name"]
    assert kinds(await market.say(SELLER, "Malee & <co>")) == ["terms"]
    assert (shop(market).name, shop(market).slug) == ("Malee & <co>", "malee-silk")


@pytest.mark.parametrize(
    ("typed", "shipping", "fee"),
    [("50", "flat", 5000), ("0", "flat", 0), ("free", "flat", 0), ("pickup", "pickup", 0)],
)
async def test_it_changes_the_shipping(market: Market, typed: str, shipping: str, fee: int) -> None:
    await market.press(SELLER, "termship")
    for wrong in ("-3", "1e9", "flat"):
        assert kinds(await market.say(SELLER, wrong)) == ["terms_shipping"]
    assert kinds(await market.say(SELLER, typed)) == ["terms"]
    assert (shop(market).shipping, shop(market).shipping_fee) == (shipping, fee)


async def test_it_changes_the_shipping_by_buttons(market: Market) -> None:
    [asked, _] = await market.press(SELLER, "termship")
    free, pickup = (str(button.data) for button in asked.buttons)
    assert kinds(await market.press(SELLER, free)) == ["terms"]
    assert shop(market).shipping == "flat"
    assert kinds(await market.press(SELLER, pickup)) == ["toast_answered"]


async def test_it_changes_the_hold_of_claims_to_come(market: Market) -> None:
    [before] = await market.say(ANNA, "cf a12")
    await market.press(SELLER, "termhold")
    for wrong in ("0", "1441", "-5", "soon", "1.5"):
        assert kinds(await market.say(SELLER, wrong)) == ["terms_hold"]
    assert kinds(await market.say(SELLER, "๒๐ นาที")) == ["terms"]
    assert shop(market).hold == 1200
    [after] = await market.say(ANNA, "cf b7")
    assert after.facts["deadline"] - before.facts["deadline"] == 300_000


@pytest.mark.parametrize("typed", ["Rome", "europe/rome", "Roma"])
async def test_it_changes_the_zone(market: Market, typed: str) -> None:
    await market.press(SELLER, "termzone")
    assert kinds(await market.say(SELLER, "Atlantis")) == ["terms_zone"]
    assert kinds(await market.say(SELLER, typed)) == ["terms"]
    assert shop(market).zone == "Europe/Rome"


async def test_it_takes_no_forged_answers(market: Market) -> None:
    [asked, _] = await market.press(SELLER, "termhold")
    number = str(asked.buttons[0].data).split(":")[1]
    for data in (f"terminutes:{number}:0", f"terminutes:{number}:99999", "terminutes:1:5",
                 f"termpick:{number}", f"termzoneset:{number}:0"):  # fmt: skip
        assert kinds(await market.press(SELLER, data)) in ([], ["toast_answered"])
    assert kinds(await market.press(ANNA, f"terminutes:{number}:5")) == ["toast_answered"]
    assert shop(market).hold is None


async def test_buyers_have_no_terms(market: Market) -> None:
    for data in ("terms", "termname", "termship", "termhold", "termzone", "panel", "links"):
        assert kinds(await market.press(ANNA, data)) == ["no_shop"]
    assert kinds(await market.say(ANNA, "/shop")) == ["no_shop"]


async def test_the_links_come_under_a_qr_code(market: Market) -> None:
    [told] = await market.say(SELLER, "/shop")
    assert told.facts["qr"] == "https://t.me/livestall_bot?start=f_malee-silk"
    assert told.button("shop link").copy == "https://t.me/livestall_bot?start=s_malee-silk"
    assert told.facts["page_url"] is None


async def test_the_public_page_is_among_them(tmp_path: Path) -> None:
    market = Market(tmp_path, Terms(public_url="https://shop.example"))
    [told] = await market.say(SELLER, "/shop")
    assert told.button("web address").copy == "https://shop.example/s/malee-silk"
    market.store.engine.dispose()


async def test_the_panel_of_a_suspended_shop_says_so(market: Market) -> None:
    suspend(market)
    [told] = await market.say(SELLER, "/sell")
    assert "Suspended" in told.text
    assert [button.data for button in told.buttons] == ["sales", "terms"]
