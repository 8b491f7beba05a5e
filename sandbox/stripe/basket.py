"""What a checkout sells: line items, shipping options and their sums."""

from typing import Any

from .books import Books
from .errors import Json, Refusal, missing
from .money import check_amount, check_currency


def line_items(books: Books, asked: list[Json]) -> list[Json]:
    """Line item objects for the `line_items` of a request, in its order; one currency for all."""
    items = [line_item(books, item, f"line_items[{place}]") for place, item in enumerate(asked)]
    for place, item in enumerate(items):
        if item["currency"] != items[0]["currency"]:
            raise Refusal(
                "All prices on a Checkout Session must use the same currency.",
                param=f"line_items[{place}][price_data][currency]",
            )
    return items


def line_item(books: Books, asked: Json, name: str) -> Json:
    """One line item with the price and product made for it."""
    if "price_data" not in asked:
        raise missing(f"{name}[price]")
    if "quantity" not in asked:
        raise Refusal(
            f"Quantity is required. Add `quantity` to `{name}`",
            code="parameter_missing",
            param=f"{name}[quantity]",
        )
    price = price_of(books, asked["price_data"], f"{name}[price_data]")
    subtotal = price["unit_amount"] * asked["quantity"]
    return {
        "id": books.ids.new("li"),
        "object": "item",
        "adjustable_quantity": None,
        "amount_discount": 0,
        "amount_subtotal": subtotal,
        "amount_tax": 0,
        "amount_total": subtotal,
        "currency": price["currency"],
        "description": asked["price_data"]["product_data"]["name"],
        "metadata": asked.get("metadata", {}),
        "price": price,
        "quantity": asked["quantity"],
    }


def price_of(books: Books, asked: Json, name: str) -> Json:
    """A one-time price from `price_data`."""
    currency = check_currency(asked["currency"], f"{name}[currency]")
    if "product_data" not in asked:
        raise missing(f"{name}[product_data]")
    if "unit_amount" not in asked:
        raise missing(f"{name}[unit_amount]")
    amount = check_amount(asked["unit_amount"], currency, f"{name}[unit_amount]")
    return {
        "id": books.ids.new("price"),
        "object": "price",
        "active": False,
        "billing_scheme": "per_unit",
        "created": books.now(),
        "currency": currency,
        "custom_unit_amount": None,
        "livemode": False,
        "lookup_key": None,
        "metadata": {},
        "nickname": None,
        "product": product(books, asked["product_data"])["id"],
        "recurring": None,
        "tax_behavior": asked.get("tax_behavior", "unspecified"),
        "tiers_mode": None,
        "transform_quantity": None,
        "type": "one_time",
        "unit_amount": amount,
        "unit_amount_decimal": str(amount),
    }


def product(books: Books, asked: Json) -> Json:
    """The product of one price, kept in the books."""
    id = books.ids.new("prod", 14)
    books.products[id] = {
        "id": id,
        "object": "product",
        "active": False,
        "created": books.now(),
        "default_price": None,
        "description": asked.get("description"),
        "images": asked.get("images", []),
        "livemode": False,
        "marketing_features": [],
        "metadata": asked.get("metadata", {}),
        "name": asked["name"],
        "package_dimensions": None,
        "shippable": None,
        "statement_descriptor": None,
        "tax_code": asked.get("tax_code"),
        "tax_details": None,
        "type": "service",
        "unit_label": asked.get("unit_label"),
        "updated": books.now(),
        "url": None,
    }
    return books.products[id]


def shipping_options(books: Books, asked: list[Json], currency: str) -> list[Json]:
    """The `shipping_options` of a session; their rates are kept in the books."""
    options = []
    for place, option in enumerate(asked):
        name = f"shipping_options[{place}]"
        if "shipping_rate_data" not in option:
            raise missing(f"{name}[shipping_rate]")
        rate = shipping_rate(books, option["shipping_rate_data"], currency, name)
        books.shipping_rates[rate["id"]] = rate
        amount = rate["fixed_amount"]["amount"]
        options.append({"shipping_amount": amount, "shipping_rate": rate["id"]})
    return options


def shipping_rate(books: Books, asked: Json, currency: str, name: str) -> Json:
    """A shipping rate made for one session."""
    inner = f"{name}[shipping_rate_data]"
    if "fixed_amount" not in asked:
        raise missing(f"{inner}[fixed_amount]")
    fixed = asked["fixed_amount"]
    if check_currency(fixed["currency"], f"{inner}[fixed_amount][currency]") != currency:
        raise Refusal(
            "Shipping rates must use the same currency as the Checkout Session.",
            param=f"{inner}[fixed_amount][currency]",
        )
    check_amount(fixed["amount"], currency, f"{inner}[fixed_amount][amount]")
    return {
        "id": books.ids.new("shr"),
        "object": "shipping_rate",
        "active": False,
        "created": books.now(),
        "delivery_estimate": estimate(asked.get("delivery_estimate")),
        "display_name": asked["display_name"],
        "fixed_amount": {"amount": fixed["amount"], "currency": currency},
        "livemode": False,
        "metadata": asked.get("metadata", {}),
        "tax_behavior": asked.get("tax_behavior", "unspecified"),
        "tax_code": asked.get("tax_code"),
        "type": "fixed_amount",
    }


def estimate(asked: Json | None) -> Json | None:
    """How long the delivery takes, both bounds named."""
    return asked and {"maximum": asked.get("maximum"), "minimum": asked.get("minimum")}


def shipping_cost(option: Json | None) -> Json | None:
    """The session's `shipping_cost` when that option is chosen."""
    if option is None:
        return None
    amount = option["shipping_amount"]
    return {
        "amount_subtotal": amount,
        "amount_tax": 0,
        "amount_total": amount,
        "shipping_rate": option["shipping_rate"],
    }


def sums(subtotal: int, cost: Json | None) -> dict[str, Any]:
    """The session's amounts for its items and chosen shipping."""
    shipping = cost["amount_total"] if cost else 0
    return {
        "amount_subtotal": subtotal,
        "amount_total": subtotal + shipping,
        "shipping_cost": cost,
        "total_details": {"amount_discount": 0, "amount_shipping": shipping, "amount_tax": 0},
    }
