"""Refunds: never more than what is left, at once or with a result that comes later."""

from typing import Any

from .books import Books, need, pick
from .errors import Json, Refusal, missing, no_such
from .methods import NO_NATIVE_REFUND
from .money import check_amount, check_currency, shown
from .parameters import Boolean, Integer, Metadata, Missing, Object, Span, Text, Unmodelled
from .session_form import EMAIL, EXPAND, PAGING

CREATE = Object(
    {
        "amount": Integer(1),
        "charge": Text(),
        "currency": Text(),
        "customer": Missing("customer"),
        "expand": EXPAND,
        "instructions_email": EMAIL,
        "metadata": Metadata(),
        "origin": Unmodelled(),
        "payment_intent": Text(),
        "reason": Text(choices=("duplicate", "fraudulent", "requested_by_customer")),
        "refund_application_fee": Boolean(),
        "reverse_transfer": Boolean(),
    }
)
LIST = Object(PAGING | {"charge": Text(), "created": Span(), "payment_intent": Text()})
FINAL = ("succeeded", "failed", "canceled")


def create(books: Books, asked: dict[str, Any]) -> Json:
    """A refund of a charge, named by itself or by its payment intent; in full unless `amount`."""
    charge = charge_of(books, asked)
    amount = amount_of(charge, asked)
    check_transfer(charge, asked)
    refund = refund_object(books, charge, amount, asked)
    books.refunds[refund["id"]] = refund
    take(charge, amount)
    books.tell("refund.created", refund)
    books.tell("charge.refunded", charge)
    return refund


def charge_of(books: Books, asked: dict[str, Any]) -> Json:
    """The paid charge that is to be refunded."""
    if "charge" in asked:
        charge = pick(books.charges, "charge", asked["charge"], "charge")
        need(charge["paid"], f"Charge {charge['id']} is not paid; it cannot be refunded.")
        return charge
    if "payment_intent" not in asked:
        raise Refusal(
            "One of the following params should be provided for this request: payment_intent or "
            "charge.",
            code="parameter_missing",
            param="payment_intent",
        )
    intent = pick(books.intents, "payment_intent", asked["payment_intent"], "payment_intent")
    need(
        intent["status"] == "succeeded",
        f"This PaymentIntent ({intent['id']}) does not have a successful charge to refund.",
    )
    return books.charges[intent["latest_charge"]]


def amount_of(charge: Json, asked: dict[str, Any]) -> int:
    """What to give back, refused when it is more than what is left."""
    left = charge["amount"] - charge["amount_refunded"]
    if charge["disputed"]:
        raise Refusal(
            f"Charge {charge['id']} has been charged back; cannot issue a refund.",
            code="charge_disputed",
            stored=True,
        )
    if left == 0:
        raise Refusal(
            f"Charge {charge['id']} has already been refunded.",
            code="charge_already_refunded",
            stored=True,
        )
    currency = charge["currency"]
    if check_currency(str(asked.get("currency", currency)), "currency") != currency:
        raise Refusal("The currency of a refund must be that of its charge.", param="currency")
    amount = check_amount(asked.get("amount", left), currency, "amount")
    whole = "charge amount" if left == charge["amount"] else "unrefunded amount on charge"
    need(
        amount <= left,
        f"Refund amount ({shown(amount, currency)}) is greater than {whole} "
        f"({shown(left, currency)})",
        param="amount",
    )
    return amount


def check_transfer(charge: Json, asked: dict[str, Any]) -> None:
    """Transfers and fees can be taken back only where there are any."""
    reverse = asked.get("reverse_transfer", False)
    need(
        not reverse or charge["transfer_data"] is not None,
        f"Cannot reverse transfer on charge {charge['id']}: it has no associated transfer.",
        param="reverse_transfer",
    )
    need(
        not asked.get("refund_application_fee") or charge["application_fee_amount"] is not None,
        f"Cannot refund application fee on charge {charge['id']}: it has no application fee.",
        param="refund_application_fee",
    )


def refund_object(books: Books, charge: Json, amount: int, asked: dict[str, Any]) -> Json:
    """The refund; where the method has no refund of its own, the buyer is asked by e-mail first."""
    method = charge["payment_method_details"]["type"]
    email = asked.get("instructions_email", "")
    if method in NO_NATIVE_REFUND and not email:
        raise missing("instructions_email")
    status = "requires_action" if method in NO_NATIVE_REFUND else books.refund_mode
    return {
        "id": books.ids.new("re" if method == "card" else "pyr"),
        "object": "refund",
        "amount": amount,
        "balance_transaction": books.ids.new("txn"),
        "charge": charge["id"],
        "created": books.now(),
        "currency": charge["currency"],
        "customer": None,
        "customer_account": None,
        "description": None,
        "destination_details": destination(method, status),
        "failure_balance_transaction": None,
        "failure_reason": None,
        "instructions_email": email or None,
        "metadata": asked.get("metadata", {}),
        "next_action": next_action(books, email) if status == "requires_action" else None,
        "payment_intent": charge["payment_intent"],
        "payment_method": charge["payment_method"],
        "pending_reason": "processing" if status == "pending" else None,
        "presentment_details": None,
        "reason": asked.get("reason"),
        "receipt_number": None,
        "source_transfer_reversal": None,
        "status": status,
        "transfer_reversal": books.ids.new("trr") if asked.get("reverse_transfer") else None,
    }


def destination(method: str, status: str) -> Json:
    """Where the money goes: to a card with a reference to come, or wherever the method goes."""
    if method != "card":
        return {"type": method, method: {}}
    card = {
        "reference": None,
        "reference_status": "pending",
        "reference_type": "acquirer_reference_number",
        "type": "refund" if status == "succeeded" else "pending",
    }
    return {"type": "card", "card": card}


def next_action(books: Books, email: str) -> Json:
    """The buyer was asked by e-mail where to send the money."""
    sent = {"email_sent_at": books.now(), "email_sent_to": email}
    return {
        "type": "display_details",
        "display_details": {"email_sent": sent, "expires_at": books.now() + 45 * 86400},
    }


def take(charge: Json, amount: int) -> None:
    """Count a refund (or, negative, its failure) into the charge."""
    charge["amount_refunded"] += amount
    charge["refunded"] = charge["amount_refunded"] == charge["amount"]


def finish(books: Books, id: str, succeeded: bool, reason: str) -> Json:
    """The result of a refund that was pending or waited for the buyer."""
    refund = books.refunds[id]
    if refund["status"] in FINAL:
        raise ValueError(f"refund {id} is already {refund['status']}")
    before = {"status": refund["status"], "next_action": refund["next_action"]}
    refund.update(
        status="succeeded" if succeeded else "failed", next_action=None, pending_reason=None
    )
    if not succeeded:
        refund["failure_reason"] = reason
        refund["failure_balance_transaction"] = books.ids.new("txn")
        take(books.charges[refund["charge"]], -refund["amount"])
    books.tell("refund.updated", refund, before)
    if not succeeded:
        books.tell("refund.failed", refund)
    return refund


def retrieve(books: Books, id: str) -> Json:
    """The refund of that id, or 404."""
    if id not in books.refunds:
        raise no_such("refund", id, "id", status=404)
    return books.refunds[id]
