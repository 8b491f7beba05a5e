"""Sending money back: one refund for a wish, and what Stripe says of it."""

from collections.abc import AsyncIterator
from functools import partial
from typing import Any

import stripe
import structlog
from sqlalchemy import Row

from models import orders, refunds
from models.store import Store
from models.tx import Job, Tx
from payments.client import Fate, Trouble, ask, listed

NEEDS_MAIL = frozenset({"konbini", "multibanco", "promptpay"})
"""Ways to pay that can't be paid back the same way: Stripe asks the buyer for a bank account."""
SURE_AFTER = 30_000
"""So long (ms) after it was asked for, a refund that Stripe doesn't list was never made."""

Json = dict[str, Any]
log = structlog.get_logger()


async def send_back(store: Store, client: stripe.StripeClient, refund_id: int) -> Job[None]:
    """Has a refund made; gives what to write. Raises Trouble.

    Where the key's answer is a kept failure, or Stripe says that all is refunded already, the
    payment's refunds are looked through for ours.
    """
    refund, order = await store.read(partial(_wished, refund_id=refund_id))
    if refund.state != "wanted":
        return _nothing
    payment = refund.payment or order.payment
    if payment is None:
        raise Trouble(Fate.WAIT, "the order's payment isn't known yet")
    try:
        made = await _create(client, order, refund, payment)
    except Trouble as trouble:
        if trouble.code == "charge_already_refunded":
            return await _done_elsewhere(client, order, refund, payment)
        if trouble.fate is not Fate.KEPT:
            raise
        found = await _made_before(client, order, refund, payment)
        if found is None:
            await store.write(partial(_try_anew, refund_id=refund_id, key=refund.key))
            raise
        made = found
    return partial(answer, refund_id=refund_id, told=made)


def refusal(trouble: Trouble) -> str:
    """Why a refund can't be made, as the texts know it."""
    if trouble.code in ("charge_disputed", "refund_disputed_payment"):
        return "disputed"
    return "balance" if trouble.code in ("balance_insufficient", "insufficient_funds") else "other"


def answer(tx: Tx, refund_id: int, told: Json) -> None:
    """Does with a refund what Stripe's object of it says; any number of times, in any order."""
    known = refunds.of(tx, refund_id)
    if known.external_id not in (None, told["id"]):
        log.error("refund_beside", refund=refund_id, order=known.order_id, stripe=told["id"])
        noticed(tx, known.order_id, told)
        return
    match told["status"]:
        case "succeeded":
            refunds.succeeded(tx, refund_id, told["id"])
        case "failed" | "canceled":
            refunds.failed(tx, refund_id, _why(told))
        case status:
            by_mail = status == "requires_action"
            refunds.under_way(tx, refund_id, told["id"], by_mail=by_mail)


def noticed(tx: Tx, order_id: int, told: Json) -> None:
    """Counts a refund that was begun at Stripe, not by us."""
    if told["status"] in ("failed", "canceled") or refunds.by_external(tx, told["id"]) is not None:
        return
    found = refunds.noticed(tx, order_id, told["id"], int(told["amount"]))
    if found is None:
        log.error("refund_beyond_payment", order=order_id, stripe=told["id"])
    else:
        answer(tx, found, told)


def _why(told: Json) -> str:
    cards = ("lost_or_stolen_card", "expired_or_canceled_card")
    return "card" if told.get("failure_reason") in cards else "other"


def _wished(tx: Tx, refund_id: int) -> tuple[Row[Any], Row[Any]]:
    refund = refunds.of(tx, refund_id)
    return refund, orders.order(tx, refund.order_id)


async def _create(
    client: stripe.StripeClient, order: Row[Any], refund: Row[Any], payment: str
) -> Json:
    """The request says the same at every try: all it is made of stands in rows that don't change,
    and how a payment was made never does."""
    asked: stripe.params.RefundCreateParams = {
        "payment_intent": payment,
        "amount": refund.amount,
        "metadata": {"order": order.token, "refund": str(refund.id)},
    }
    if order.email and await _method(client, payment) in NEEDS_MAIL:
        asked["instructions_email"] = order.email
    made = await ask(client.v1.refunds.create_async(asked, {"idempotency_key": refund.key}))
    return made.to_dict()


async def _method(client: stripe.StripeClient, payment: str) -> str | None:
    """How a payment was made; None if that isn't told."""
    try:
        intent = await ask(
            client.v1.payment_intents.retrieve_async(payment, {"expand": ["latest_charge"]})
        )
    except Trouble as trouble:
        if trouble.is_missing:
            return None
        raise
    charge = intent.to_dict().get("latest_charge")
    details = (charge.get("payment_method_details") or {}) if isinstance(charge, dict) else {}
    return details.get("type")


async def _made_before(
    client: stripe.StripeClient, order: Row[Any], refund: Row[Any], payment: str
) -> Json | None:
    """The refund of this wish among those of the payment, or None."""
    async for told in _refunds_of(client, payment):
        if is_ours(told, order.token, refund.id):
            return told
    return None


def _try_anew(tx: Tx, refund_id: int, key: str) -> None:
    """Takes a new key once the wish is old enough for Stripe's list to be trusted."""
    if refunds.of(tx, refund_id).created_at + SURE_AFTER <= tx.now:
        refunds.renew(tx, refund_id, key)


async def _done_elsewhere(
    client: stripe.StripeClient, order: Row[Any], refund: Row[Any], payment: str
) -> Job[None]:
    """Everything is refunded already: by this very wish, or by somebody in Stripe's dashboard."""
    others = []
    async for told in _refunds_of(client, payment):
        if is_ours(told, order.token, refund.id):
            return partial(answer, refund_id=refund.id, told=told)
        if told["status"] not in ("failed", "canceled") and told["amount"] == refund.amount:
            others.append(told)
    return partial(_adopt, refund_id=refund.id, others=others)


def _adopt(tx: Tx, refund_id: int, others: list[Json]) -> None:
    for told in others:
        if refunds.by_external(tx, told["id"]) is None:
            answer(tx, refund_id, told)
            return
    refunds.failed(tx, refund_id, "other")


def _refunds_of(client: stripe.StripeClient, payment: str) -> AsyncIterator[Json]:
    return listed(client.v1.refunds.list_async({"payment_intent": payment, "limit": 100}))


def is_ours(told: Json, order_token: str, refund_id: int) -> bool:
    """Whether a refund object was made for this wish of ours."""
    known = told.get("metadata") or {}
    return (known.get("order"), known.get("refund")) == (order_token, str(refund_id))


def _nothing(tx: Tx) -> None:
    """Its end is known already."""
