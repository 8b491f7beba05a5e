"""A Checkout Session as Stripe tells of it, and what it means for its order."""

from dataclasses import dataclass, replace
from typing import Any, Literal, assert_never

from sqlalchemy import Row

from models import checkouts, orders, settlement
from models.tx import Facts, Tx

Json = dict[str, Any]
State = Literal["open", "processing", "paid", "over"]
_DEAD_PAYMENTS = ("requires_payment_method", "canceled")


@dataclass(frozen=True, slots=True)
class Session:
    """What we read of a Checkout Session. ``state`` over: it can no longer be paid.

    ``amount`` is in minor units of ``currency`` (upper case), None where Stripe names none;
    ``expires_at`` in ms.
    """

    id: str
    order_token: str | None
    state: State
    amount: int | None
    currency: str
    payment: str | None
    email: str | None
    address: Facts | None
    url: str | None
    expires_at: int


def read(session: Json) -> Session:
    """Reads a session object, whether from an event or an answer.

    With its ``payment_intent`` expanded it also tells a delayed payment that came to nothing from
    one that is still under way. https://docs.stripe.com/api/checkout/sessions/object
    """
    payment = session.get("payment_intent")
    expanded = payment if isinstance(payment, dict) else {}
    customer = session.get("customer_details") or {}
    return Session(
        id=session["id"],
        order_token=(session.get("metadata") or {}).get("order")
        or session.get("client_reference_id"),
        state=_state(session, expanded.get("status")),
        amount=session.get("amount_total"),
        currency=str(session.get("currency") or "").upper(),
        payment=expanded.get("id") if expanded else payment,
        email=customer.get("email") or session.get("customer_email"),
        address=_address(session, customer),
        url=session.get("url"),
        expires_at=int(session.get("expires_at") or 0) * 1000,
    )


def over(session: Session) -> Session:
    """The same session, known to be payable no more."""
    return replace(session, state="over")


def _state(session: Json, payment_status: str | None) -> State:
    match session.get("status"):
        case "open":
            return "open"
        case "complete" if session.get("payment_status") != "unpaid":
            return "paid"
        case "complete" if payment_status not in _DEAD_PAYMENTS:
            return "processing"
        case _:
            return "over"


def _address(session: Json, customer: Json) -> Facts | None:
    """Where it goes, if that was asked: today's field first, then those of older API versions."""
    collected = session.get("collected_information") or {}
    found = collected.get("shipping_details") or session.get("shipping_details")
    if not found or not found.get("address"):
        return None
    at = found["address"]
    town = " ".join(part for part in (at.get("postal_code"), at.get("city")) if part)
    lines = (at.get("line1"), at.get("line2"), town, at.get("state"), at.get("country"))
    return {
        "name": found.get("name") or customer.get("name"),
        "phone": customer.get("phone") or found.get("phone"),
        "lines": [line for line in lines if line],
    }


def apply_session(tx: Tx, order: Row[Any], session: Session) -> None:
    """Does with an order what its session's state asks for; any number of times, in any order.

    A session beside the order's own (a second one, made because the first seemed lost) counts only
    if it was paid.
    """
    own = order.session_id in (None, session.id)
    match session.state:
        case "paid":
            settlement.settle(
                tx, order.id, session_id=session.id,
                amount=order.amount if session.amount is None else session.amount,
                currency=session.currency or None, payment=session.payment, email=session.email,
                address=session.address,
            )  # fmt: skip
        case "processing":
            if own:
                _know(tx, order, session)
                settlement.processing(tx, order.id)
        case "over":
            if own:
                _know(tx, order, session)
                checkouts.ended_unpaid(tx, order.id)
        case "open":
            if own and order.state == "opening" and session.url:
                checkouts.opened(
                    tx, order.id, session_id=session.id, url=session.url,
                    expires_at=session.expires_at,
                )  # fmt: skip
        case _:
            assert_never(session.state)


def _know(tx: Tx, order: Row[Any], session: Session) -> None:
    """Keeps the session's id with an order that never got our own answer."""
    if order.session_id is None and order.state in orders.UNPAID:
        orders.change(tx, order.id, session_id=session.id)


def order_of(tx: Tx, session: Session) -> Row[Any] | None:
    """The order a session belongs to: by its id, else by the token it carries."""
    known = orders.by_session(tx, session.id)
    if known is None and session.order_token:
        return orders.by_token(tx, session.order_token)
    return known
