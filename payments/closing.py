"""Closing a checkout: expire it, and believe only what the session itself says then."""

from functools import partial

import stripe
from sqlalchemy import Row

from models import checkouts, orders
from models.store import Store
from models.tx import Job, Tx
from payments import session
from payments.client import Fate, Trouble, ask

GONE = 3_600_000
"""So long (ms) after its time a session that Stripe no longer knows counts as ended."""


async def close_checkout(store: Store, client: stripe.StripeClient, order_id: int) -> Job[None]:
    """Ends an order's session, or finds that it was paid; gives what to write. Raises Trouble.

    A refusal isn't read but looked behind: "only open sessions can be expired" is said of paid and
    of ended ones alike, and an answer that was lost may have been a yes.
    """
    order = await store.read(partial(orders.order, order_id=order_id))
    if order.state not in orders.UNPAID or order.session_id is None:
        return _nothing
    try:
        ended = await ask(client.v1.checkout.sessions.expire_async(order.session_id))
    except Trouble as trouble:
        if trouble.fate in (Fate.WAIT, Fate.KEY):
            raise
        told = await look(client, order.session_id)
    else:
        told = session.read(ended.to_dict())
    if told is not None and told.state == "open":
        raise Trouble(Fate.WAIT, "the session is open still")
    return partial(apply, order_id=order_id, told=told)


async def look(client: stripe.StripeClient, session_id: str) -> session.Session | None:
    """How a session stands; None if Stripe knows no such session. Raises Trouble."""
    try:
        found = await ask(
            client.v1.checkout.sessions.retrieve_async(session_id, {"expand": ["payment_intent"]})
        )
    except Trouble as trouble:
        if trouble.is_missing:
            return None
        raise
    return session.read(found.to_dict())


def apply(tx: Tx, order_id: int, told: session.Session | None) -> None:
    """Does with an order what its session asks for. One that Stripe doesn't know (another
    account's key, wiped test data) releases nothing before it is over by its own time."""
    order = orders.order(tx, order_id)
    if told is not None:
        session.apply_session(tx, order, told)
    elif _is_over(tx, order):
        checkouts.ended_unpaid(tx, order_id)


def _is_over(tx: Tx, order: Row[None]) -> bool:
    return order.expires_at is not None and order.expires_at + GONE <= tx.now


def _nothing(tx: Tx) -> None:
    """Its end is known already."""
