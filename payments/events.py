"""Stripe's events: what each means for an order, a refund or a seller; any order, any number."""

from collections.abc import Callable, Mapping
from typing import Any

import orjson
import structlog
from sqlalchemy import Row

from models import history, incoming, orders, refunds, telling
from models.tx import Tx
from payments import refunding, session

Json = dict[str, Any]
SOURCE = "stripe"

log = structlog.get_logger()


def receive(tx: Tx, events: list[Json]) -> int:
    """Keeps event objects, each once ever, to be decided; returns how many are new."""
    return incoming.receive(
        tx, SOURCE,
        [
            (event["id"], int(event.get("created") or tx.now // 1000) * 1000, 0,
             orjson.dumps(event).decode())
            for event in events
        ],
    )  # fmt: skip


def decide(tx: Tx, row: Row[Any]) -> None:
    """Carries out one event, an incoming row whose source is ``stripe``."""
    event = orjson.loads(row.payload)
    handle = KINDS.get(event["type"])
    if handle is None:
        return
    if event.get("account"):
        log.info("stripe_event_of_another_account", type=event["type"], stripe=event["id"])
    else:
        handle(tx, event["data"]["object"])


def _session(tx: Tx, told: Json) -> None:
    _apply(tx, session.read(told))


def _session_failed(tx: Tx, told: Json) -> None:
    """A delayed payment came to nothing, which the session itself doesn't say."""
    found = session.read(told)
    _apply(tx, found if found.state == "paid" else session.over(found))


def _apply(tx: Tx, found: session.Session) -> None:
    order = session.order_of(tx, found)
    if order is None:
        log.info("stripe_session_unknown", session=found.id, state=found.state)
        return
    session.apply_session(tx, order, found)
    log.info("stripe_session", order=order.id, session=found.id, state=found.state)


def _refund(tx: Tx, told: Json) -> None:
    known = refunds.by_external(tx, told["id"]) or _wish(tx, told)
    if known is not None:
        refunding.answer(tx, known.id, told)
        log.info("stripe_refund", order=known.order_id, refund=known.id, status=told["status"])
        return
    order = orders.by_payment(tx, told.get("payment_intent") or "")
    if order is None:
        log.info("stripe_refund_unknown", stripe=told["id"])
        return
    log.warning("stripe_refund_of_others", order=order.id, stripe=told["id"])
    refunding.noticed(tx, order.id, told)


def _wish(tx: Tx, told: Json) -> Row[Any] | None:
    """Our own refund, told of before our request was answered."""
    known = told.get("metadata") or {}
    order = orders.by_token(tx, known.get("order") or "")
    if order is None:
        return None
    mine = (row for row in refunds.of_order(tx, order.id) if str(row.id) == known.get("refund"))
    return next(mine, None)


def _dispute(tx: Tx, told: Json) -> None:
    order = orders.by_payment(tx, told.get("payment_intent") or "")
    if order is None:
        log.info("stripe_dispute_unknown", stripe=told["id"])
        return
    status = told["status"]
    state = status if status in ("won", "lost") else "closed" if _is_closed(status) else "open"
    due_by = (told.get("evidence_details") or {}).get("due_by")
    history.note(
        tx, "dispute", shop_id=order.shop_id, person_id=order.person_id, order_id=order.id,
        state=state, amount=told["amount"], reason=told["reason"],
    )  # fmt: skip
    telling.disputed(
        tx, order, dispute=told["id"], state=state, amount=told["amount"], reason=told["reason"],
        due_by=due_by * 1000 if due_by and state == "open" else None,
    )  # fmt: skip
    log.warning("stripe_dispute", order=order.id, stripe=told["id"], state=state)


def _is_closed(status: str) -> bool:
    return status in ("warning_closed", "prevented")


KINDS: Mapping[str, Callable[[Tx, Json], None]] = {
    "checkout.session.completed": _session,
    "checkout.session.async_payment_succeeded": _session,
    "checkout.session.async_payment_failed": _session_failed,
    "checkout.session.expired": _session,
    "refund.created": _refund,
    "refund.updated": _refund,
    "refund.failed": _refund,
    "charge.dispute.created": _dispute,
    "charge.dispute.closed": _dispute,
}
"""What is listened to. https://docs.stripe.com/api/events/types"""
