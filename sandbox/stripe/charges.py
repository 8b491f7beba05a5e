"""PaymentIntent and Charge objects with every field that the SDK's classes promise."""

from typing import TYPE_CHECKING, Any

from .books import Books
from .errors import Json

if TYPE_CHECKING:
    from .payments import Buyer


def intent_object(books: Books, session: Json, data: dict[str, Any]) -> Json:
    """The payment intent of a session; `data` is its `payment_intent_data`."""
    id = books.ids.new("pi")
    unused = (
        "amount_details",
        "application",
        "canceled_at",
        "cancellation_reason",
        "customer",
        "customer_account",
        "hooks",
        "last_payment_error",
        "latest_charge",
        "managed_payments",
        "next_action",
        "payment_method",
        "payment_method_configuration_details",
        "payment_record",
        "presentment_details",
        "processing",
        "review",
        "setup_future_usage",
        "shipping",
        "source",
    )
    echoed = (
        "application_fee_amount",
        "description",
        "on_behalf_of",
        "receipt_email",
        "statement_descriptor",
        "statement_descriptor_suffix",
        "transfer_data",
        "transfer_group",
    )
    return {
        "id": id,
        "object": "payment_intent",
        **dict.fromkeys(unused),
        **{name: data.get(name) for name in echoed},
        "allowed_payment_method_types": session["allowed_payment_method_types"],
        "amount": session["amount_total"],
        "amount_capturable": 0,
        "amount_received": 0,
        "automatic_payment_methods": None,
        "capture_method": data.get("capture_method", "automatic_async"),
        "client_secret": f"{id}_secret_{books.ids.new('s')[2:]}",
        "confirmation_method": "automatic",
        "created": books.now(),
        "currency": session["currency"],
        "excluded_payment_method_types": session["excluded_payment_method_types"],
        "livemode": False,
        "metadata": data.get("metadata", {}),
        "payment_details": {"customer_reference": None, "order_reference": session["id"]},
        "payment_method_options": {},
        "payment_method_types": session["payment_method_types"],
        "status": "requires_payment_method",
    }


def charge_object(books: Books, intent: Json, buyer: "Buyer", method: str, status: str) -> Json:
    """A new charge of an intent, kept in the books and named as its latest."""
    id = books.ids.new("ch" if method == "card" else "py")
    unused = (
        "application",
        "application_fee",
        "authorization_code",
        "balance_transaction",
        "customer",
        "failure_balance_transaction",
        "failure_code",
        "failure_message",
        "presentment_details",
        "receipt_number",
        "receipt_url",
        "review",
        "source",
        "source_transfer",
        "transfer",
    )
    shared = (
        "amount",
        "application_fee_amount",
        "currency",
        "description",
        "metadata",
        "on_behalf_of",
        "payment_method",
        "receipt_email",
        "shipping",
        "statement_descriptor",
        "statement_descriptor_suffix",
        "transfer_data",
        "transfer_group",
    )
    charge: Json = {
        "id": id,
        "object": "charge",
        **dict.fromkeys(unused),
        **{name: intent[name] for name in shared},
        "amount_captured": 0,
        "amount_refunded": 0,
        "billing_details": {
            "address": buyer.address,
            "email": buyer.email,
            "name": buyer.name,
            "phone": buyer.phone,
            "tax_id": None,
        },
        "calculated_statement_descriptor": "TEST CHECKOUT",
        "captured": False,
        "created": books.now(),
        "disputed": False,
        "fraud_details": {},
        "livemode": False,
        "outcome": outcome(),
        "paid": False,
        "payment_intent": intent["id"],
        "payment_method_details": method_details(method),
        "radar_options": {},
        "refunded": False,
        "status": status,
    }
    books.charges[id] = charge
    intent["latest_charge"] = id
    return charge


def outcome() -> Json:
    """The network's verdict, always the same here."""
    return {
        "advice_code": None,
        "network_advice_code": None,
        "network_decline_code": None,
        "network_status": "approved_by_network",
        "reason": None,
        "risk_level": "normal",
        "risk_score": 12,
        "rule": None,
        "seller_message": "Payment complete.",
        "type": "authorized",
    }


def method_details(method: str) -> Json:
    """How it was paid: a well-known test card, or the bare name of another method."""
    if method != "card":
        return {"type": method, method: {}}
    card = {
        "brand": "visa",
        "country": "US",
        "exp_month": 12,
        "exp_year": 2034,
        "fingerprint": "TestCheckoutCard",
        "funding": "credit",
        "last4": "4242",
        "network": "visa",
        "three_d_secure": None,
        "wallet": None,
    }
    return {"type": "card", "card": card}
