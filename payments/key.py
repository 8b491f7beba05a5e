"""Whether Stripe accepts the secret key: tried at the start, and noted whenever it says no."""

import asyncio
from collections.abc import Awaitable, Callable

import stripe
import structlog

from models import marks, telling
from models.store import Store
from models.tx import Tx
from payments.client import Trouble, ask

MARK = "stripe_key_refused"
"""The name under which it is kept whether the key was refused when last heard of: 1 or 0."""
PATIENCE = 2.0
"""How long (s) the start waits for Stripe."""
UNKNOWN = 401
"""The status of an answer to a key that is wrong, or was revoked."""

log = structlog.get_logger()


async def accepted(client: stripe.StripeClient) -> bool:
    """Whether Stripe knows the key, by a question that is asked all the time anyway.

    Yes, with a warning, where it answers otherwise or not in time: the market opens without it.
    """
    try:
        async with asyncio.timeout(PATIENCE):
            await ask(client.v1.events.list_async({"limit": 1}))
    except Trouble as trouble:
        if trouble.status == UNKNOWN:
            return False
        log.warning("stripe_not_well", fate=trouble.fate.name, why=str(trouble))
    except TimeoutError:
        log.warning("stripe_not_well", why=f"no answer within {PATIENCE:g} s")
    return True


def heard(tx: Tx, trouble: Trouble | None) -> None:
    """Notes what an answer tells of the key; the operators are told of a refusal, once a day.

    An answer that says nothing of it, such as a failure on the way, changes nothing.
    """
    if trouble is not None and trouble.status == UNKNOWN:
        marks.put(tx, MARK, 1)
        telling.key_refused(tx)
    elif (trouble is None or trouble.status in (403, 404)) and refused(tx):
        marks.put(tx, MARK, 0)


def refused(tx: Tx) -> bool:
    """Whether the key was refused when last heard of."""
    return bool(marks.mark(tx, MARK))


def health(store: Store) -> Callable[[], Awaitable[str | None]]:
    """A health check: None unless Stripe refused the key when last asked."""

    async def check() -> str | None:
        return "refuses the secret key" if await store.read(refused) else None

    return check
