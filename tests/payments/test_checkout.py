"""The request for a session: what it asks, checked by the SDK's own types."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import aiohttp
import orjson
import pytest
import stripe
from pydantic import ConfigDict, TypeAdapter, ValidationError, with_config
from sqlalchemy import update
from stripe._stripe_object import UntypedStripeObject
from stripe.params.checkout import _session_create_params as params

from models import catalog
from models.people import SHOP
from models.terms import Terms
from models.tx import Tx
from payments import checkout
from payments.countries import ships_to
from tests.till import BUYER, OTHER, SELLER, THIRD, Till


def validator() -> TypeAdapter[Any]:
    """The SDK's TypedDicts as a judge: no unknown names, no wrong types."""
    names = {
        "StripeContext": stripe.StripeContext, "Mapping": Mapping,
        "UntypedStripeObject": UntypedStripeObject,
    }  # fmt: skip
    for name, kind in names.items():
        setattr(params, name, kind)
    strict = ConfigDict(extra="forbid", strict=True, arbitrary_types_allowed=True)
    for kind in vars(params).values():
        if isinstance(kind, type) and hasattr(kind, "__total__"):
            with_config(strict)(kind)
    return TypeAdapter(params.SessionCreateParams)


def request(till: Till, person: int) -> dict[str, Any]:
    """What would be asked for a person's newest order."""
    order = till.order(person)

    def made(tx: Tx) -> dict[str, Any]:
        return checkout.request(tx, order)

    return till.do(made)


async def test_it_asks_what_the_sdk_knows(till: Till) -> None:
    till.claim(BUYER, till.scarf, 2)
    till.claim(BUYER, till.bowl)
    till.tap(BUYER)
    judge = validator()
    asked = request(till, BUYER)
    judge.validate_python(asked)
    with pytest.raises(ValidationError):
        judge.validate_python(asked | {"payment_method_types": ["card"]})
    with pytest.raises(ValidationError):
        judge.validate_python(asked | {"line_items": [{"price_date": {}}]})


async def test_it_asks_for_the_promised_prices(till: Till) -> None:
    till.claim(BUYER, till.scarf, 2)
    till.claim(BUYER, till.bowl)
    till.tap(BUYER)
    asked = request(till, BUYER)
    order = till.order(BUYER)
    assert [
        (item["price_data"]["product_data"]["name"], item["price_data"]["unit_amount"],
         item["quantity"])
        for item in asked["line_items"]
    ] == [("Silk scarf (A1)", 39_000, 2), ("Blue bowl (B2)", 25_000, 1)]  # fmt: skip
    rate = asked["shipping_options"][0]["shipping_rate_data"]
    assert rate == {
        "display_name": "Shipping", "type": "fixed_amount",
        "fixed_amount": {"amount": 5_000, "currency": "thb"},
    }  # fmt: skip
    assert asked["shipping_address_collection"] == {"allowed_countries": ["TH"]}
    assert asked["phone_number_collection"] == {"enabled": True}
    assert asked["expires_at"] == till.clock.now // 1000 + 31 * 60
    assert asked["client_reference_id"] == order.token
    assert asked["metadata"] == {"order": order.token, "shop": "nok"}
    assert asked["adaptive_pricing"] == {"enabled": False}
    assert "payment_method_types" not in asked
    assert asked["success_url"] == "https://t.me/livestall_bot?start=r_1"


async def test_it_speaks_the_buyer_s_language(till: Till) -> None:
    for person, language in ((BUYER, "en"), (OTHER, "it"), (THIRD, "th")):
        till.claim(person, till.product(f"L{person}", "Tote", 9_900, 1))
        till.tap(person)
        assert request(till, person)["locale"] == language


async def test_the_price_promised_holds_when_the_shop_changes_it(till: Till) -> None:
    till.claim(BUYER, till.scarf)
    till.do(lambda tx: catalog.set_price(tx, till.scarf, 99_000))
    till.tap(BUYER)
    await till.work()
    assert till.stand.sessions[till.order(BUYER).session_id]["amount_total"] == 44_000


@pytest.mark.parametrize(
    ("shop", "wanted"),
    [
        ({"countries": "it, SM,va"}, ["IT", "SM", "VA"]),
        ({"countries": "", "zone": "Asia/Bangkok"}, ["TH"]),
        ({"countries": "CU", "zone": "UTC", "currency": "JPY"}, ["JP"]),
        ({"countries": "", "zone": "UTC", "currency": "XAF"}, []),
    ],
)
def test_it_ships_where_the_shop_says_or_is(shop: dict[str, str], wanted: list[str]) -> None:
    row: Any = type("Shop", (), {"countries": "", "zone": "UTC", "currency": "THB"} | shop)
    assert ships_to(row) == wanted


async def test_a_euro_shop_without_zone_ships_to_the_euro_countries() -> None:
    row: Any = type("Shop", (), {"countries": "", "zone": "UTC", "currency": "EUR"})
    assert {"IT", "DE", "FR"} <= set(ships_to(row))


@pytest.mark.parametrize(
    ("currency", "price", "fee", "total"),
    [("JPY", 1_200, 300, 1_500), ("KWD", 12_340, 500, 12_840), ("EUR", 1_999, 0, 1_999)],
)
async def test_it_is_right_in_currencies_of_any_decimals(
    tmp_path: Path, currency: str, price: int, fee: int, total: int
) -> None:
    terms = Terms(public_url="https://market.example")
    till = Till(tmp_path, terms)
    async with till.stand.serve(), aiohttp.ClientSession() as session, till.store:
        till.open(session, currency=currency, shipping_fee=fee)
        option = till.product("X1", "Tea", price, 3)
        order = await till.buy(BUYER, option)
        assert (order.state, order.paid, order.currency) == ("paid", total, currency)
        made = till.stand.sessions[order.session_id]
        assert made["success_url"] == f"https://market.example/orders/{order.token}"
        till.check_sums()


async def test_a_pick_up_shop_asks_for_no_address(tmp_path: Path) -> None:
    till = Till(tmp_path)
    async with till.stand.serve(), aiohttp.ClientSession() as session, till.store:
        till.open(session, shipping="pickup")
        order = await till.buy(BUYER, till.bowl)
        assert (order.state, order.paid, order.address) == ("paid", 25_000, None)
        assert till.facts(SELLER, "sold")["address"] is None
        assert till.facts(BUYER, "paid")["pickup"] is True


async def test_what_the_shop_ships_for_doesn_t_change_after_the_tap(till: Till) -> None:
    till.claim(BUYER, till.bowl)
    till.tap(BUYER)
    till.do(lambda tx: tx.run(update(SHOP).values(shipping="pickup", shipping_fee=0)))
    await till.work()
    order = till.order(BUYER)
    assert till.stand.sessions[order.session_id]["amount_total"] == order.amount == 30_000
    assert orjson.loads(order.request)["shipping_options"]
