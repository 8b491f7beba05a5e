"""The errand pump: does at Stripe what the market wants, and writes down what came of it."""

import asyncio
import secrets
from collections.abc import Sequence
from functools import partial
from typing import Any

import stripe
import structlog
from sqlalchemy import Row

from models import checkouts, errands, orders, refunds
from models.bells import nap
from models.store import Store
from models.tx import Job, Tx
from payments import closing, key, opening, refunding
from payments.client import Fate, Trouble

AT_ONCE = 16
LEASE = 30_000
IDLE = 5.0
"""How long (s) the pump sleeps at most when no bell rings."""
LONGEST = 60_000
"""The longest pause (ms) between two tries, and the only one when the key isn't accepted."""
TELL_AFTER = 4
"""At the try after which a buyer is told that it takes longer: after about 15 s."""

log = structlog.get_logger()
_WORK = {
    "open": opening.open_checkout,
    "close": closing.close_checkout,
    "refund": refunding.send_back,
}


class Errands:
    """Opens and closes checkouts and sends refunds, some at once, until each end is known."""

    def __init__(self, store: Store, client: stripe.StripeClient) -> None:
        self._store = store
        self._client = client

    async def run(self) -> None:
        """Works for as long as it isn't cancelled. What a killed worker held is taken over."""
        bell = self._store.bell("errands")
        busy: set[asyncio.Task[None]] = set()
        await self._store.write(errands.take_over)
        async with asyncio.TaskGroup() as group:
            while True:
                bell.clear()
                for row, token in await self._lease(AT_ONCE - len(busy)):
                    task = group.create_task(self._do(row, token))
                    busy.add(task)
                    task.add_done_callback(busy.discard)
                    task.add_done_callback(lambda _: bell.set())
                full = len(busy) >= AT_ONCE
                await bell.within(IDLE if full else await self._store.read(_nap))

    async def drain(self) -> int:
        """Does all that is due now, one round after the other; returns how many that were."""
        total = 0
        while rows := await self._lease(AT_ONCE):
            await asyncio.gather(*(self._do(row, token) for row, token in rows))
            total += len(rows)
        return total

    async def _lease(self, most: int) -> Sequence[tuple[Row[Any], str]]:
        if most < 1:
            return []
        token = secrets.token_urlsafe(12)
        rows = await self._store.write(lambda tx: errands.lease(tx, most, token, tx.now + LEASE))
        return [(row, token) for row in rows]

    async def _do(self, row: Row[Any], token: str) -> None:
        known = {"errand": row.kind, "subject": row.subject, "attempt": row.attempts + 1}
        try:
            result = await _WORK[row.kind](self._store, self._client, row.subject)
            await self._store.write(partial(_finish, row=row, token=token, result=result))
            log.info("errand_done", **known)
        except Trouble as trouble:
            say = log.error if trouble.fate is Fate.KEY else log.warning
            say("errand_trouble", fate=trouble.fate.name, code=trouble.code, why=str(trouble),
                **known)  # fmt: skip
            await self._store.write(partial(_troubled, row=row, token=token, trouble=trouble))
        except Exception as error:
            log.exception("errand_failed", **known)
            await self._store.write(partial(_put_off, row=row, token=token, why=repr(error)))


def _finish(tx: Tx, row: Row[Any], token: str, result: Job[None]) -> None:
    """What Stripe said holds even for a worker that was too slow for its lease."""
    result(tx)
    errands.finish(tx, row.id, token)


def _troubled(tx: Tx, row: Row[Any], token: str, trouble: Trouble) -> None:
    """Gives up what is refused for good, puts off the rest.

    Nobody waits for a payment page that can't be made until the operator changes the key.
    """
    key.heard(tx, trouble)
    match row.kind:
        case "open" if trouble.fate in (Fate.REFUSED, Fate.KEY):
            checkouts.refused(tx, row.subject, opening.refusal(trouble))
        case "open" if _waited_too_long(tx, row.subject):
            checkouts.refused(tx, row.subject, "unreachable")
        case "refund" if trouble.fate is Fate.REFUSED:
            refunds.failed(tx, row.subject, refunding.refusal(trouble))
        case kind:
            if kind == "open" and row.attempts >= TELL_AFTER:
                checkouts.delayed(tx, row.subject)
            slow = trouble.fate is Fate.KEY
            _put_off(tx, row, token, str(trouble), pause=LONGEST if slow else None)
            return
    errands.finish(tx, row.id, token, gave_up=str(trouble))


def _put_off(tx: Tx, row: Row[Any], token: str, why: str, pause: int | None = None) -> None:
    pause = pause or min(LONGEST, 1000 * 2 ** min(row.attempts, 6))
    errands.later(tx, row.id, token, tx.now + pause, why)


def _waited_too_long(tx: Tx, order_id: int) -> bool:
    return bool(orders.order(tx, order_id).created_at + opening.PATIENCE <= tx.now)


def _nap(tx: Tx) -> float:
    return nap(errands.next_due(tx), tx.now, IDLE)
