"""What a buyer does on the page: pay at once, pay later, be declined; and what follows from it."""

from dataclasses import dataclass
from typing import Any

from . import basket
from .books import Books
from .charges import charge_object, intent_object
from .errors import Json
from .methods import delayed


@dataclass(frozen=True, slots=True)
class Buyer:
    """Who pays: e-mail, name, phone, and address with Stripe's field names."""

    email: str
    name: str
    phone: str | None
    address: dict[str, str | None]


class NotOpen(Exception):
    """The session is complete or expired: nothing can be paid on it."""


def complete(books: Books, session: Json, buyer: Buyer, method: str, option: Json | None) -> Json:
    """Pay a session with one of its methods; a delayed one leaves it complete but unpaid."""
    start(books, session, buyer, option)
    if session["amount_total"] == 0:
        session.update(status="complete", url=None)
        books.tell("checkout.session.completed", session)
        return session
    intent = attempt(books, session, buyer, method)
    if method == delayed(session["currency"]):
        intent["status"] = "processing"
        charge = charge_object(books, intent, buyer, method, "pending")
        books.tell("charge.pending", charge)
        books.tell("payment_intent.processing", intent)
    else:
        charge_object(books, intent, buyer, method, "pending")
        succeed(books, intent)
        session["payment_status"] = "paid"
    session.update(status="complete", url=None)
    books.tell("checkout.session.completed", session)
    return session


def start(books: Books, session: Json, buyer: Buyer, option: Json | None) -> None:
    """Check that the session can be paid, and write down who pays and which shipping is chosen."""
    if session["status"] != "open":
        raise NotOpen(session["id"])
    if option is not None:
        session.update(basket.sums(session["amount_subtotal"], basket.shipping_cost(option)))
    session["customer_details"] = details(session, buyer)
    shipped = session["shipping_address_collection"] is not None
    session["collected_information"] = {
        "business_name": None,
        "individual_name": None,
        "shipping_details": {"address": buyer.address, "name": buyer.name} if shipped else None,
    }


def details(session: Json, buyer: Buyer) -> Json:
    """The session's `customer_details`."""
    asked = session["phone_number_collection"]["enabled"]
    return {
        "address": buyer.address,
        "business_name": None,
        "email": buyer.email,
        "individual_name": None,
        "name": buyer.name,
        "phone": buyer.phone if asked else None,
        "tax_exempt": "none",
        "tax_ids": [],
    }


def attempt(books: Books, session: Json, buyer: Buyer, method: str) -> Json:
    """The session's payment intent, made at the first attempt to pay."""
    if session["payment_intent"] is None:
        data = books.intent_data[session["id"]]
        intent = intent_object(books, session, data)
        books.intents[intent["id"]] = intent
        session["payment_intent"] = intent["id"]
        books.tell("payment_intent.created", intent)
    intent = books.intents[session["payment_intent"]]
    collected = session["collected_information"]["shipping_details"]
    intent["amount"] = session["amount_total"]
    intent["payment_method"] = books.ids.new("pm")
    intent["shipping"] = collected and {
        **collected,
        "carrier": None,
        "phone": buyer.phone,
        "tracking_number": None,
    }
    return intent


def succeed(books: Books, intent: Json) -> None:
    """The money of the intent's last charge came."""
    charge = books.charges[intent["latest_charge"]]
    charge.update(status="succeeded", paid=True, captured=True, amount_captured=charge["amount"])
    charge["balance_transaction"] = books.ids.new("txn")
    books.tell("charge.succeeded", charge)
    intent.update(status="succeeded", amount_received=intent["amount"], last_payment_error=None)
    books.tell("payment_intent.succeeded", intent)


def fail(books: Books, intent: Json, code: str, message: str, decline: str | None) -> None:
    """The intent's last charge came to nothing."""
    charge = books.charges[intent["latest_charge"]]
    charge.update(status="failed", paid=False, failure_code=code, failure_message=message)
    books.tell("charge.failed", charge)
    intent["status"] = "requires_payment_method"
    intent["last_payment_error"] = {
        "charge": charge["id"],
        "code": code,
        "doc_url": f"https://stripe.com/docs/error-codes/{code.replace('_', '-')}",
        "message": message,
        "type": "card_error" if decline else "invalid_request_error",
    } | ({"decline_code": decline} if decline else {})
    intent["payment_method"] = None
    books.tell("payment_intent.payment_failed", intent)


def decline(books: Books, session: Json, buyer: Buyer, option: Json | None) -> Json:
    """A card that is refused: the session stays open."""
    start(books, session, buyer, option)
    intent = attempt(books, session, buyer, "card")
    charge_object(books, intent, buyer, "card", "pending")
    fail(books, intent, "card_declined", "Your card was declined.", "generic_decline")
    return session


def later(books: Books, session: Json, succeeded: bool) -> Json:
    """The result of a delayed payment."""
    intent: dict[str, Any] = books.intents[session["payment_intent"]]
    if intent["status"] != "processing":
        raise NotOpen(session["id"])
    if succeeded:
        succeed(books, intent)
        session["payment_status"] = "paid"
        books.tell("checkout.session.async_payment_succeeded", session)
    else:
        words = "The customer did not complete the payment."
        fail(books, intent, "payment_intent_payment_attempt_failed", words, None)
        books.tell("checkout.session.async_payment_failed", session)
    return session
