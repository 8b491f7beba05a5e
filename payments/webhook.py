"""POST /stripe/webhook: a signed event is kept, then acknowledged; anything else is refused."""

import asyncio
from functools import partial
from http import HTTPStatus
from typing import Any

import orjson
import stripe
import structlog
from aiohttp import web

from models.store import Store
from payments import events

PATH = "/stripe/webhook"
TOLERANCE = 300
"""How old (s) a signature may be, or how far ahead of our clock."""
LIMIT = 512 * 1024
"""The most bytes an event may have."""
PATIENCE = 10
"""How long (s) an event may take to come in."""

log = structlog.get_logger()


class Webhook:
    """The door for Stripe's events. Without a secret it is not there."""

    def __init__(self, store: Store, secret: str | None) -> None:
        self._store = store
        self._secret = secret or ""

    def routes(self) -> list[web.RouteDef]:
        """What to add to the web application."""
        return [web.post(PATH, self.handle)]

    async def handle(self, request: web.Request) -> web.Response:
        """Answers 200 once an event is committed, or is none we listen to; 400 if it isn't
        Stripe's; 404 without a secret; 413 over the limit."""
        if not self._secret:
            return _refuse(HTTPStatus.NOT_FOUND, "no_secret")
        try:
            body = await asyncio.wait_for(_body(request), PATIENCE)
        except TimeoutError:
            return _refuse(HTTPStatus.REQUEST_TIMEOUT, "slow")
        if body is None:
            return _refuse(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too_large")
        header = request.headers.get("Stripe-Signature", "")
        if not is_signed(body, header, self._secret, self._store.clock() // 1000):
            return _refuse(HTTPStatus.BAD_REQUEST, "signature")
        event = _event(body)
        if event is None:
            return _refuse(HTTPStatus.BAD_REQUEST, "not_an_event")
        if event["type"] in events.KINDS:
            new = await self._store.write(partial(events.receive, events=[event]))
            log.info("webhook", stripe=event["id"], type=event["type"], new=bool(new))
        return web.Response()


def is_signed(body: bytes, header: str, secret: str, now: int) -> bool:
    """Whether a body carries Stripe's signature, made at most 5 minutes away from ``now`` (s).

    https://docs.stripe.com/webhooks/signature
    """
    moment = next((part[2:] for part in header.split(",") if part.startswith("t=")), "")
    if not (secret and moment.isascii() and moment.isdigit() and len(moment) <= 12):
        return False
    if abs(int(moment) - now) > TOLERANCE:
        return False
    try:
        return bool(
            stripe.WebhookSignature.verify_header(body.decode(), header, secret, tolerance=None)
        )
    except (stripe.SignatureVerificationError, UnicodeDecodeError):
        return False


async def _body(request: web.Request) -> bytes | None:
    """The raw body, or None if it is too large."""
    if (request.content_length or 0) > LIMIT:
        return None
    body = bytearray()
    async for chunk in request.content.iter_any():
        body += chunk
        if len(body) > LIMIT:
            return None
    return bytes(body)


def _event(body: bytes) -> dict[str, Any] | None:
    """The event in a body that is Stripe's; None if it isn't one."""
    try:
        event = orjson.loads(body)
    except orjson.JSONDecodeError:
        return None
    wanted = {"id": str, "type": str}
    if not isinstance(event, dict) or not all(
        isinstance(event.get(name), kind) for name, kind in wanted.items()
    ):
        return None
    return event


def _refuse(status: HTTPStatus, why: str) -> web.Response:
    log.warning("webhook_refused", why=why)
    return web.Response(status=status)
