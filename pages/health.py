"""What watches the program from outside: is it well, and how much is there to do."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest
from sqlalchemy import func, select

from models.errands import ERRAND
from models.incoming import INCOMING
from models.orders import ORDER
from models.outgoing import OUTGOING
from models.reservations import RESERVATION
from models.screenshots import SCREENSHOT
from models.store import Store
from models.tx import Tx

Check = Callable[[], Awaitable[str | None]]
"""None when all is well, else what is wrong in a few words."""

PATIENCE = 5.0
"""How long (s) a check may take."""


def health(
    checks: Mapping[str, Check], patience: float = PATIENCE
) -> Callable[[web.Request], Awaitable[web.Response]]:
    """``GET /healthz``: 200 when every check is well, else 503; what each says as JSON.

    A check that raises, or takes longer than ``patience`` (s), isn't well either.
    """

    async def answer(_: web.Request) -> web.Response:
        said = await asyncio.gather(*(_ask(check, patience) for check in checks.values()))
        well = all(one == "ok" for one in said)
        found = {"ok": well, **dict(zip(checks, said, strict=True))}
        headers = {"Cache-Control": "no-store"}
        return web.json_response(found, status=200 if well else 503, headers=headers)

    return answer


async def _ask(check: Check, patience: float) -> str:
    try:
        async with asyncio.timeout(patience):
            return await check() or "ok"
    except TimeoutError:
        return f"says nothing for {patience:g} s"
    except Exception as error:  # whatever it is, this is where it is told
        return f"failed: {type(error).__name__}"


def database(store: Store) -> Check:
    """Whether rows can be read and the writer is at work."""

    async def check() -> str | None:
        if await store.read(lambda tx: tx.scalar(select(1))) != 1:
            return "does not answer"
        return None if store.alive else "the writer has stopped"

    return check


def pumps(tasks: Mapping[str, "asyncio.Task[None]"], once: Collection[str]) -> Check:
    """Whether every pump runs; those named in ``once`` may end."""

    async def check() -> str | None:
        stopped = [name for name, task in tasks.items() if task.done() and name not in once]
        return f"stopped: {', '.join(stopped)}" if stopped else None

    return check


_COUNTED = {
    "livestall_incoming_rows": ("What people and Stripe told us, not yet done", INCOMING,
                                ("queued", "later", "aside")),
    "livestall_outgoing_rows": ("What is to be said", OUTGOING, ("queued", "leased")),
    "livestall_screenshots": ("Pictures of the video, not yet decided", SCREENSHOT,
                              ("new", "leased", "asked", "passed")),
    "livestall_errand_rows": ("What is wanted of Stripe", ERRAND, ("queued", "leased")),
    "livestall_reservations": ("Reservations that are open", RESERVATION, ("waiting", "held")),
    "livestall_orders": ("Orders by state", ORDER,
                         ("opening", "open", "closing", "processing", "paid", "refunded")),
}  # fmt: skip


def metrics(store: Store) -> Callable[[web.Request], Awaitable[web.Response]]:
    """``GET /metrics``: the queues and the market's rows by state, for Prometheus."""

    async def answer(_: web.Request) -> web.Response:
        text = await store.read(_measured)
        return web.Response(body=text, headers={"Content-Type": CONTENT_TYPE_LATEST})

    return answer


def _measured(tx: Tx) -> bytes:
    registry = CollectorRegistry()
    for name, (told, rows, states) in _COUNTED.items():
        gauge = Gauge(name, told, ["state"], registry=registry)
        counted = select(rows.c.state, func.count().label("n")).where(rows.c.state.in_(states))
        found = {row.state: row.n for row in tx.all(counted.group_by(rows.c.state))}
        for state in states:
            gauge.labels(state).set(found.get(state, 0))
    return generate_latest(registry)
