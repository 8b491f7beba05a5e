"""The methods by which the bot gets its updates: long polling or a webhook."""

import ipaddress
import re
from collections.abc import Callable
from urllib.parse import urlsplit

import aiohttp

from sandbox.telegram.query import Query
from sandbox.telegram.refusal import Refusal, refuse
from sandbox.telegram.shapes import Json
from sandbox.telegram.updates import LONGEST_POLL, Updates, read_allowed
from sandbox.telegram.webhook import Webhook
from sandbox.telegram.world import World

_SECRET = re.compile(r"[A-Za-z0-9_-]*")
_PORTS = frozenset({None, 80, 88, 443, 8443})
WEBHOOK_ACTIVE = (
    "can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)


class Receiving:
    """The webhook that is set, if any. pace: as in Webhook."""

    def __init__(self, world: World, perform: Callable[[Json], None], pace: float) -> None:
        self._world = world
        self._perform = perform
        self._pace = pace
        self.reached: dict[str, str] = {}
        self._session: aiohttp.ClientSession | None = None
        self._webhook: Webhook | None = None

    @property
    def _updates(self) -> Updates:
        return self._world.updates

    async def get_updates(self, query: Query) -> bytes:
        """The JSON array of pending updates; Refusal 409 beside a webhook or another poller."""
        if self._webhook is not None:
            raise Refusal(409, f"Conflict: {WEBHOOK_ACTIVE}")
        self._ask(query)
        return await self._updates.poll(
            query.integer("offset"),
            min(max(query.integer("limit", 100), 1), 100),
            min(max(query.integer("timeout"), 0), LONGEST_POLL),
        )

    def set_webhook(self, world: World, query: Query) -> bool:
        """Sends updates to an address from now on; without an address the same as deleting."""
        url = query.text("url")
        if not url:
            return self.delete_webhook(world, query)
        secret = query.text("secret_token")
        _check(url, secret)
        self._updates.interrupt("terminated by setWebhook request")
        self._ask(query)
        self._stop(query)
        if self._session is None:
            self._session = aiohttp.ClientSession()
        connections = min(max(query.integer("max_connections", 40), 1), 100)
        self._webhook = Webhook(
            self._session,
            self._updates,
            url=url,
            way=self._way(url),
            secret=secret,
            connections=connections,
            clock=world.clock,
            perform=self._perform,
            pace=self._pace,
        )
        self._updates.taker = self._webhook.push
        return True

    def delete_webhook(self, world: World, query: Query) -> bool:
        """Back to long polling."""
        self._stop(query)
        return True

    def get_webhook_info(self, world: World, query: Query) -> Json:
        """WebhookInfo."""
        webhook = self._webhook
        info: Json = {
            "url": webhook.url if webhook else "",
            "has_custom_certificate": False,
            "pending_update_count": len(self._updates.pending),
        }
        if webhook:
            info |= {"max_connections": webhook.connections, "ip_address": "127.0.0.1"}
            if webhook.last_error:
                info["last_error_date"] = webhook.last_error_at
                info["last_error_message"] = webhook.last_error
        if self._updates.allowed:
            info["allowed_updates"] = sorted(self._updates.allowed)
        return info

    async def end(self) -> None:
        """Stops delivering and lets a waiting poll go."""
        if self._webhook is not None:
            self._webhook.stop()
        self._updates.finish()
        if self._session is not None:
            await self._session.close()

    def _way(self, url: str) -> str:
        """Where an address really leads."""
        for public, real in self.reached.items():
            if url.startswith(public):
                return real + url.removeprefix(public)
        return url

    def _ask(self, query: Query) -> None:
        self._updates.ask(
            read_allowed(query.json("allowed_updates", "Can't parse allowed_updates"))
        )

    def _stop(self, query: Query) -> None:
        if self._webhook is not None:
            self._webhook.stop()
        self._webhook = None
        self._updates.taker = None
        if query.flag("drop_pending_updates"):
            self._updates.drop_all()


def _check(url: str, secret: str) -> None:
    if len(secret) > 256:
        raise refuse("secret token is too long")
    if not _SECRET.fullmatch(secret):
        raise refuse("secret token contains unallowed characters")
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise refuse("invalid webhook URL specified") from None
    if parts.scheme not in ("http", "https") or not host:
        raise refuse("invalid webhook URL specified")
    # This machine is taken over plain HTTP on any port, as a Bot API server of one's own does.
    if _is_here(host):
        return
    if parts.scheme != "https":
        raise refuse("bad webhook: An HTTPS URL must be provided for webhook")
    if port not in _PORTS:
        raise refuse("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
