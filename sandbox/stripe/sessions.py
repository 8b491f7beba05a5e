"""Checkout Sessions: made, looked up, expired by a call or by their own time."""

from heapq import heappop, heappush
from typing import Any

from . import basket
from .books import Books, need, pick
from .errors import Json, Refusal, missing, not_modelled
from .methods import offered
from .money import check_currency, check_total

HALF_AN_HOUR = 30 * 60
A_DAY = 24 * 60 * 60


def create(books: Books, asked: dict[str, Any]) -> Json:
    """A new open session; `asked` are the parameters as read by `session_form.CREATE`."""
    check_mode(asked)
    expires_at = deadline(books, asked.get("expires_at"))
    check_destination(books, asked.get("payment_intent_data", {}))
    items = basket.line_items(books, asked["line_items"])
    currency = items[0]["currency"]
    if check_currency(str(asked.get("currency", currency)), "currency") != currency:
        raise Refusal(
            "The `currency` of a Checkout Session must be that of its prices.", param="currency"
        )
    options = basket.shipping_options(books, asked.get("shipping_options", []), currency)
    session = draft(books, asked) | basket.sums(
        sum(item["amount_total"] for item in items),
        basket.shipping_cost(options[0] if options else None),
    )
    check_total(session["amount_total"], currency, books.least)
    session["currency"] = currency
    session["expires_at"] = expires_at
    session["shipping_options"] = options
    session["payment_method_types"] = offered(
        currency,
        asked.get("allowed_payment_method_types"),
        asked.get("excluded_payment_method_types"),
    )
    if session["amount_total"] == 0:
        session["payment_status"] = "no_payment_required"
    books.sessions[session["id"]] = session
    heappush(books.deadlines, (expires_at, session["id"]))
    books.line_items[session["id"]] = items
    books.intent_data[session["id"]] = asked.get("payment_intent_data", {})
    return session


def check_mode(asked: dict[str, Any]) -> None:
    """Only hosted pages that take one payment are modelled."""
    if asked["mode"] != "payment":
        raise not_modelled(f"mode={asked['mode']}")
    if asked.get("ui_mode", "hosted_page") != "hosted_page":
        raise not_modelled(f"ui_mode={asked['ui_mode']}")
    if asked.get("payment_intent_data", {}).get("capture_method") == "manual":
        raise not_modelled("payment_intent_data[capture_method]=manual")
    if "success_url" not in asked:
        raise missing("success_url")
    both = {"allowed_payment_method_types", "excluded_payment_method_types"} & asked.keys()
    if len(both) == 2:
        raise Refusal(
            "You may only specify one of these parameters: allowed_payment_method_types, "
            "excluded_payment_method_types.",
            param="excluded_payment_method_types",
        )


def check_destination(books: Books, data: dict[str, Any]) -> None:
    """Connected accounts named by the payment must exist; a fee needs one."""
    transfer = data.get("transfer_data")
    if transfer:
        books.connected_account(
            transfer["destination"], "payment_intent_data[transfer_data][destination]"
        )
    if "on_behalf_of" in data:
        books.connected_account(data["on_behalf_of"], "payment_intent_data[on_behalf_of]")
    if "application_fee_amount" in data and not transfer:
        raise Refusal(
            "Can only apply an application_fee_amount when the PaymentIntent is attempting a "
            "direct payment (using an OAuth key or Stripe-Account header) or destination payment "
            "(using `transfer_data[destination]`).",
            param="payment_intent_data[application_fee_amount]",
        )


def deadline(books: Books, asked: int | None) -> int:
    """When the session ends: a day from now unless asked for, in half an hour to a day."""
    now = books.now()
    if asked is None:
        return now + A_DAY
    if asked < now + HALF_AN_HOUR:
        raise Refusal(
            "The `expires_at` timestamp must be at least 30 minutes from Checkout Session "
            "creation.",
            param="expires_at",
        )
    if asked > now + A_DAY:
        raise Refusal(
            "The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.",
            param="expires_at",
        )
    return asked


def draft(books: Books, asked: dict[str, Any]) -> Json:
    """The session object before its sums: what was asked, and None for what was not."""
    id = books.ids.new("cs_test", 58)
    echoed = (
        "allow_promotion_codes",
        "allowed_payment_method_types",
        "billing_address_collection",
        "cancel_url",
        "client_reference_id",
        "customer_email",
        "excluded_payment_method_types",
        "integration_identifier",
        "locale",
        "origin_context",
        "shipping_address_collection",
        "submit_type",
        "success_url",
    )
    unused = (
        "after_expiration",
        "client_secret",
        "collected_information",
        "consent",
        "consent_collection",
        "currency_conversion",
        "customer",
        "customer_account",
        "customer_details",
        "invoice",
        "managed_payments",
        "name_collection",
        "optional_items",
        "payment_intent",
        "payment_link",
        "payment_method_configuration_details",
        "permissions",
        "presentment_details",
        "recovered_from",
        "redirect_on_completion",
        "return_url",
        "saved_payment_method_options",
        "setup_intent",
        "subscription",
        "wallet_options",
    )
    return {
        "id": id,
        "object": "checkout.session",
        **dict.fromkeys(unused),
        **{name: asked.get(name) for name in echoed},
        "adaptive_pricing": asked.get("adaptive_pricing", {"enabled": False}),
        "automatic_tax": {"enabled": False, "liability": None, "provider": None, "status": None},
        "branding_settings": branding(asked.get("branding_settings", {})),
        "created": books.now(),
        "custom_fields": [],
        "custom_text": custom_text(asked.get("custom_text", {})),
        "customer_creation": asked.get("customer_creation", "if_required"),
        "discounts": [],
        "invoice_creation": no_invoice(),
        "livemode": False,
        "metadata": asked.get("metadata", {}),
        "mode": "payment",
        "payment_method_collection": "if_required",
        "payment_method_options": {},
        "payment_status": "unpaid",
        "phone_number_collection": asked.get("phone_number_collection", {"enabled": False}),
        "status": "open",
        "tax_id_collection": {"enabled": False, "required": "never"},
        "ui_mode": "hosted_page",
        "url": f"{books.origin}/c/pay/{id}",
    }


def branding(asked: Json) -> Json:
    """How the page should look; the stand-in's page uses the name only."""
    plain = {
        "background_color": "#ffffff",
        "border_style": "rounded",
        "button_color": "#17614f",
        "display_name": "Test checkout",
        "font_family": "default",
        "icon": None,
        "logo": None,
    }
    return plain | asked


def custom_text(asked: Json) -> Json:
    """The seller's own words at four places of the page."""
    places = ("after_submit", "shipping_address", "submit", "terms_of_service_acceptance")
    return {place: asked.get(place) for place in places}


def no_invoice() -> Json:
    """Invoices are not modelled."""
    empty = ("account_tax_ids", "custom_fields", "description", "footer", "issuer")
    data = dict.fromkeys(empty) | {"metadata": {}, "rendering_options": None}
    return {"enabled": False, "invoice_data": data}


def retrieve(books: Books, id: str) -> Json:
    """The session of that id, or 404."""
    return pick(books.sessions, "checkout.session", id, "session")


def expire(books: Books, id: str) -> Json:
    """End an open session; refused when it is not open."""
    session = retrieve(books, id)
    need(
        session["status"] == "open",
        'Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session '
        f"has a status of `{session['status']}`.",
    )
    return close(books, session)


def close(books: Books, session: Json) -> Json:
    """Mark a session expired and tell."""
    session["status"] = "expired"
    session["url"] = None
    books.tell("checkout.session.expired", session)
    return session


def expire_due(books: Books) -> None:
    """End every open session whose time has come."""
    now = books.now()
    while books.deadlines and books.deadlines[0][0] <= now:
        _, id = heappop(books.deadlines)
        if books.sessions[id]["status"] == "open":
            close(books, books.sessions[id])
