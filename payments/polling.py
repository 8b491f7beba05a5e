"""Asking Stripe what happened: the only way with no public address, and a net under webhooks."""

import asyncio
from collections.abc import Sequence
from functools import partial
from typing import Any

import stripe
import structlog
from sqlalchemy import Row

from models import checkouts, marks, orders, refunds
from models.store import Store
from models.tx import Tx
from payments import closing, events, key, refunding
from payments.client import Trouble, ask, listed

MARK = "stripe_events"
"""The name under which the time (s) of the newest event read is kept."""
OVERLAP = 60
"""How far (s) behind the mark each reading begins: events of one moment may be listed late."""
FIRST = 86_400
"""How far (s) back the very first reading begins."""
BUSY, CALM = 2.0, 60.0
"""Seconds between two readings: while something is awaited, and else (or beside webhooks)."""
SWEEP = 1.0
"""Seconds between two looks for orders to ask about one by one."""
AT_ONCE = 10
"""The most orders, and refunds, asked about in one such look."""
OPEN_EVERY, BLIND_EVERY, LATE_EVERY = 60_000, 5_000, 600_000
"""How often (ms) an open checkout is asked about, how often if events can't be read either, and
how often what takes days is."""

Json = dict[str, Any]
log = structlog.get_logger()


class Polling:
    """Reads Stripe's events, and asks about each order that waits too long for one."""

    def __init__(self, store: Store, client: stripe.StripeClient, *, has_webhook: bool) -> None:
        self._store = store
        self._client = client
        self._has_webhook = has_webhook
        self._seen: dict[str, int] = {}
        self._blind = False

    async def run(self) -> None:
        """Asks for as long as it isn't cancelled."""
        await self._store.write(checkouts.revive)
        async with asyncio.TaskGroup() as group:
            group.create_task(self._read_on())
            group.create_task(self._sweep_on())

    async def _read_on(self) -> None:
        bell = self._store.bell("errands")
        while True:
            bell.clear()
            await self.read()
            if not self._has_webhook and await self._store.read(_awaits):
                await asyncio.sleep(BUSY)
            elif self._has_webhook:
                await asyncio.sleep(CALM)
            else:
                await bell.within(CALM)

    async def _sweep_on(self) -> None:
        while True:
            if await self._store.read(_awaits):
                await self.sweep()
            await asyncio.sleep(SWEEP)

    async def read(self) -> int:
        """Keeps all events since the last reading to be decided; returns how many were new."""
        since = await self._store.read(_since)
        try:
            found = await self._listed(since)
        except Trouble as trouble:
            self._blind = True
            await self._store.write(partial(key.heard, trouble=trouble))
            log.warning("events_unread", fate=trouble.fate.name, why=str(trouble))
            return 0
        self._blind = False
        if await self._store.read(key.refused):
            await self._store.write(partial(key.heard, trouble=None))
        unseen = [event for event in found if event["id"] not in self._seen]
        new = await self._store.write(partial(_keep, found=unseen)) if unseen else 0
        newest = max((int(event["created"]) for event in found), default=0)
        self._seen = {event["id"]: int(event["created"]) for event in found
                      if int(event["created"]) >= newest - OVERLAP}  # fmt: skip
        if new:
            log.info("events_read", new=new)
        return new

    async def sweep(self) -> int:
        """Asks about the orders and refunds whose turn it is; returns how many those were."""
        every = BLIND_EVERY if self._blind and not self._has_webhook else OPEN_EVERY
        asked, going_back = await self._store.write(partial(_to_check, open_every=every))
        await asyncio.gather(
            *(self._ask_about(order) for order in asked),
            *(self._ask_about_refund(refund) for refund in going_back),
        )
        return len(asked) + len(going_back)

    async def _listed(self, since: int) -> list[Json]:
        asked = self._client.v1.events.list_async(
            {"created": {"gte": since}, "types": list(events.KINDS), "limit": 100}
        )
        return [one async for one in listed(asked) if "id" in one and "created" in one]

    async def _ask_about(self, order: Row[Any]) -> None:
        """How an order's session stands; one whose time is over is ended if Stripe hasn't yet."""
        known = {"order": order.id, "session": order.session_id}
        try:
            if order.expires_at is not None and order.expires_at <= self._store.clock():
                job = await closing.close_checkout(self._store, self._client, order.id)
            else:
                told = await closing.look(self._client, order.session_id)
                job = partial(closing.apply, order_id=order.id, told=told)
            await self._store.write(job)
        except Trouble as trouble:
            log.warning("order_unchecked", fate=trouble.fate.name, why=str(trouble), **known)
        except Exception:
            log.exception("order_check_failed", **known)

    async def _ask_about_refund(self, refund: Row[Any]) -> None:
        known = {"order": refund.order_id, "refund": refund.id}
        try:
            told = await ask(self._client.v1.refunds.retrieve_async(refund.external_id))
            answer = partial(refunding.answer, refund_id=refund.id, told=told.to_dict())
            await self._store.write(answer)
        except Trouble as trouble:
            log.warning("refund_unchecked", fate=trouble.fate.name, why=str(trouble), **known)
        except Exception:
            log.exception("refund_check_failed", **known)


def _since(tx: Tx) -> int:
    mark = marks.mark(tx, MARK)
    return tx.now // 1000 - FIRST if mark is None else mark - OVERLAP


def _keep(tx: Tx, found: list[Json]) -> int:
    marks.advance(tx, MARK, max(int(event["created"]) for event in found))
    return events.receive(tx, found)


def _awaits(tx: Tx) -> bool:
    return orders.awaited(tx) or refunds.awaited(tx)


def _to_check(tx: Tx, open_every: int) -> tuple[Sequence[Row[Any]], Sequence[Row[Any]]]:
    return (
        orders.to_check(tx, open_every=open_every, late_every=LATE_EVERY, most=AT_ONCE),
        refunds.to_check(tx, every=LATE_EVERY, most=AT_ONCE),
    )
