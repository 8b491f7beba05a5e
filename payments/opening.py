"""Opening a checkout: one session for an order, however often it has to be asked for."""

from functools import partial
from typing import Any, cast

import orjson
import stripe
import structlog
from sqlalchemy import Row
from stripe.params.checkout import SessionCreateParams

from models import checkouts, orders
from models.store import Store
from models.tx import Job, Tx
from payments import checkout, session
from payments.client import Fate, Trouble, ask, listed

Json = dict[str, Any]
SKEW = 60
"""How far (s) Stripe's clock may be behind ours."""
PATIENCE = 3_600_000
"""An order whose checkout can't be made for so long (ms) is given back to its buyer's cart."""

log = structlog.get_logger()


async def open_checkout(store: Store, client: stripe.StripeClient, order_id: int) -> Job[None]:
    """Has the session of an order made; gives what to write. Raises Trouble.

    The request is stored before it is sent, and sent again as it was, under its key: whatever
    happened to the first answer, Stripe gives the same session. Only if the key can't tell (its
    failure was kept, or the request has grown too old to be begun) the sessions made since are
    looked through, and a new request under a new key follows if ours isn't among them.
    See docs/decisions/0005-one-session-per-order.md.
    """
    order = await store.write(partial(_asked, order_id=order_id))
    if order is None:
        return _nothing
    try:
        return partial(_open, order_id=order_id, made=await _create(client, order))
    except Trouble as trouble:
        if not _key_is_spent(trouble):
            raise
        log.warning("checkout_key_spent", order=order_id, error=str(trouble))
    if found := await _made_since(client, order):
        return partial(_open, order_id=order_id, made=found)
    again = await store.write(partial(_asked_anew, order_id=order_id, key=order.key))
    if again is None:
        return _nothing
    return partial(_open, order_id=order_id, made=await _create(client, again))


def refusal(trouble: Trouble) -> str:
    """Why a checkout isn't made, as the texts know it."""
    if trouble.fate is Fate.KEY:
        return "key"
    if trouble.code in ("amount_too_small", "amount_too_large"):
        return str(trouble.code)
    return "currency" if (trouble.param or "").endswith("currency]") else "other"


def _asked(tx: Tx, order_id: int) -> Row[Any] | None:
    """The order with its request, which is made and kept now if there is none; None if it no
    longer waits for a session."""
    order = orders.order(tx, order_id)
    if order.state != "opening":
        return None
    if order.request is None:
        wanted = orjson.dumps(checkout.request(tx, order)).decode()
        checkouts.keep_request(tx, order_id, wanted)
        order = orders.order(tx, order_id)
    return order


def _asked_anew(tx: Tx, order_id: int, key: str) -> Row[Any] | None:
    checkouts.renew(tx, order_id, key)
    return _asked(tx, order_id)


async def _create(client: stripe.StripeClient, order: Row[Any]) -> session.Session:
    asked = cast(SessionCreateParams, orjson.loads(order.request))
    made = await ask(
        client.v1.checkout.sessions.create_async(asked, {"idempotency_key": order.key})
    )
    return session.read(made.to_dict())


def _key_is_spent(trouble: Trouble) -> bool:
    """Whether asking again under the same key can bring no session any more."""
    too_old = trouble.fate is Fate.REFUSED and trouble.param == "expires_at"
    return too_old or trouble.fate is Fate.KEPT


async def _made_since(client: stripe.StripeClient, order: Row[Any]) -> session.Session | None:
    """The session of an order among all that were made since it was first asked for, or None."""
    asked = orjson.loads(order.request)["expires_at"] - checkout.MINUTES_OPEN * 60
    made = client.v1.checkout.sessions.list_async({"created": {"gte": asked - SKEW}, "limit": 100})
    async for told in listed(made):
        found = session.read(told)
        if found.order_token == order.token:
            return found
    return None


def _open(tx: Tx, order_id: int, made: session.Session) -> None:
    session.apply_session(tx, orders.order(tx, order_id), made)


def _nothing(tx: Tx) -> None:
    """Somebody else had the news first."""
