"""Disputes: the buyer's bank takes the money back, or lets it be in the end."""

from .books import Books
from .errors import Json
from .words import words

EVIDENCE = words(
    """
    access_activity_log appeal billing_address cancellation_policy cancellation_policy_disclosure
    cancellation_rebuttal customer_communication customer_email_address customer_name
    customer_purchase_ip customer_signature duplicate_charge_documentation
    duplicate_charge_explanation duplicate_charge_id product_description receipt refund_policy
    refund_policy_disclosure refund_refusal_explanation service_date service_documentation
    shipping_address shipping_carrier shipping_date shipping_documentation
    shipping_tracking_number uncategorized_file uncategorized_text
"""
)


def create(books: Books, intent: Json, reason: str) -> Json:
    """A dispute over the whole of an intent's paid charge."""
    charge = books.charges[intent["latest_charge"]]
    charge["disputed"] = True
    dispute: Json = {
        "id": books.ids.new("du"),
        "object": "dispute",
        "amount": charge["amount"] - charge["amount_refunded"],
        "balance_transactions": [],
        "charge": charge["id"],
        "created": books.now(),
        "currency": charge["currency"],
        "enhanced_eligibility_types": [],
        "evidence": dict.fromkeys(EVIDENCE) | {"enhanced_evidence": {}},
        "evidence_details": {
            "due_by": books.now() + 7 * 86400,
            "enhanced_eligibility": {},
            "has_evidence": False,
            "past_due": False,
            "submission_count": 0,
            "submission_method": "manual",
        },
        "intended_submission_method": "manual",
        "is_charge_refundable": False,
        "livemode": False,
        "metadata": {},
        "network_reason_code": None,
        "payment_intent": intent["id"],
        "payment_method_details": {
            "type": "card",
            "card": {
                "brand": "visa",
                "case_type": "chargeback",
                "network": "visa",
                "network_reason_code": "10.4",
            },
        },
        "reason": reason,
        "status": "needs_response",
    }
    books.disputes[dispute["id"]] = dispute
    books.tell("charge.dispute.created", dispute)
    return dispute


def close(books: Books, id: str, won: bool) -> Json:
    """The end of a dispute; when it is won the charge can be refunded again."""
    dispute = books.disputes[id]
    dispute["status"] = "won" if won else "lost"
    if won:
        books.charges[dispute["charge"]]["disputed"] = False
    books.tell("charge.dispute.closed", dispute)
    return dispute
