"""The request for a Checkout Session: what an order's payment page shows and asks."""

from html import unescape
from typing import Any

from sqlalchemy import Row

from models import orders, people
from models.tx import Tx
from payments.countries import ships_to
from texts.render import render

MINUTES_OPEN = 31
"""Stripe wants at least 30; one more is for the way there and a clock that is off."""
_LONGEST_NAME = 250

Json = dict[str, Any]


def request(tx: Tx, order: Row[Any]) -> Json:
    """The parameters of ``POST /v1/checkout/sessions`` for an order, in the buyer's language.

    Which ways to pay are offered is decided by Stripe from the account's settings: a list in the
    request is no longer accepted. https://docs.stripe.com/api/checkout/sessions/create
    """
    shop, buyer = people.shop(tx, order.shop_id), people.person(tx, order.person_id)
    covered = orders.lines(tx, order.id)
    known = {"order": order.token, "shop": shop.slug}
    made: Json = {
        "mode": "payment",
        "line_items": [_item(line) for line in covered],
        "locale": buyer.language,
        "client_reference_id": order.token,
        "metadata": known,
        "payment_intent_data": {
            "description": f"{shop.name} · {', '.join(line.code for line in covered)}"[:500],
            "metadata": known,
        },
        "expires_at": tx.now // 1000 + MINUTES_OPEN * 60,
        "success_url": _back(tx, order, covered),
        "cancel_url": _back(tx, order, covered),
        "adaptive_pricing": {"enabled": False},
    }
    ships = shop.shipping == "flat" or order.shipping
    return made | (_shipping(shop, order, buyer.language) if ships else {})


def _item(line: Row[Any]) -> Json:
    name = f"{line.title} ({line.code})" + (f" · {line.option}" if line.option else "")
    return {
        "quantity": line.quantity,
        "price_data": {
            "currency": line.currency.lower(),
            "unit_amount": line.price,
            "product_data": {"name": name[:_LONGEST_NAME]},
        },
    }


def _shipping(shop: Row[Any], order: Row[Any], language: str) -> Json:
    fee = {"amount": order.shipping, "currency": order.currency.lower()}
    name = unescape(render("provider_shipping", language, {}).text)
    rate = {"display_name": name, "type": "fixed_amount", "fixed_amount": fee}
    countries = ships_to(shop)
    asked: Json = {
        "shipping_options": [{"shipping_rate_data": rate}],
        "phone_number_collection": {"enabled": True},
    }
    if countries:
        asked["shipping_address_collection"] = {"allowed_countries": countries}
    return asked


def _back(tx: Tx, order: Row[Any], covered: list[Row[Any]]) -> str:
    """Where the buyer goes from the page: to the receipt, else back into the chat."""
    if tx.terms.public_url:
        return f"{tx.terms.public_url}/orders/{order.token}"
    return tx.terms.deep_link(f"r_{covered[0].id}")
