"""Events on their way to webhook endpoints: signed, tried again, and disordered on demand."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

import aiohttp
import orjson

from .bell import Bell
from .errors import Json
from .signature import sign


@dataclass
class Endpoint:
    """Where events go; `kinds` are patterns such as `checkout.session.*`."""

    url: str
    secret: str
    kinds: tuple[str, ...] = ("*",)


@dataclass(frozen=True, slots=True)
class Delivery:
    """One try: the endpoint's status, or None when it could not be reached."""

    event: str
    kind: str
    url: str
    status: int | None


@dataclass
class Manners:
    """How events are delivered from now on.

    `backoff`: seconds before each further try. `delay`: seconds before the first. `copies`: how
    often each is sent, at once. `held`: keep them back until `release`. `dropped`: patterns of
    kinds that never leave.
    """

    backoff: Sequence[float] = (1, 5, 30, 120, 600)
    delay: float = 0
    copies: int = 1
    held: bool = False
    dropped: tuple[str, ...] = ()
    timeout: float = 10


@dataclass
class Post:
    """The post office. `clock` gives milliseconds; signatures carry its time."""

    clock: Callable[[], int]
    bell: Bell
    endpoints: list[Endpoint] = field(default_factory=list)
    manners: Manners = field(default_factory=Manners)
    tries: list[Delivery] = field(default_factory=list)
    waiting: list[tuple[Endpoint, Json]] = field(default_factory=list)
    undelivered: dict[str, int] = field(default_factory=dict)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)
    _web: aiohttp.ClientSession | None = None

    def send(self, event: Json) -> None:
        """Take a new event for every endpoint that wants it."""
        wanting = [
            endpoint
            for endpoint in self.endpoints
            if any(fnmatchcase(event["type"], kind) for kind in endpoint.kinds)
        ]
        event["pending_webhooks"] = len(wanting)
        self.undelivered[event["id"]] = len(wanting)
        if any(fnmatchcase(event["type"], kind) for kind in self.manners.dropped):
            return
        for endpoint in wanting:
            if self.manners.held:
                self.waiting.append((endpoint, event))
            else:
                self.start(endpoint, event)

    def release(self, *, backwards: bool = False, copies: int | None = None) -> None:
        """Send what was held, newest first if `backwards`; each `copies` times. Holding ends."""
        waiting, self.waiting = self.waiting, []
        self.manners.held = False
        for endpoint, event in reversed(waiting) if backwards else waiting:
            self.start(endpoint, event, copies)

    async def release_in_turn(self, *, backwards: bool = False) -> None:
        """Send what was held one after the other, each taken before the next leaves."""
        waiting, self.waiting = self.waiting, []
        self.manners.held = False
        for endpoint, event in reversed(waiting) if backwards else waiting:
            self.start(endpoint, event)
            await self.settled()

    def start(self, endpoint: Endpoint, event: Json, copies: int | None = None) -> None:
        """Put an event on its way to one endpoint, all copies at the same moment."""
        body = orjson.dumps(event, option=orjson.OPT_INDENT_2)
        for _ in range(copies or self.manners.copies):
            task = asyncio.get_running_loop().create_task(self.deliver(endpoint, event, body))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def deliver(self, endpoint: Endpoint, event: Json, body: bytes) -> None:
        """Try until the endpoint says 2xx or the backoff is at its end."""
        for pause in (self.manners.delay, *self.manners.backoff):
            await asyncio.sleep(pause)
            status = await self.attempt(endpoint, body)
            self.tries.append(Delivery(event["id"], event["type"], endpoint.url, status))
            self.bell.ring()
            if status is not None and 200 <= status < 300:
                self.undelivered[event["id"]] = max(0, self.undelivered[event["id"]] - 1)
                event["pending_webhooks"] = self.undelivered[event["id"]]
                return

    async def attempt(self, endpoint: Endpoint, body: bytes) -> int | None:
        """One POST; redirects count as failures."""
        if self._web is None:
            self._web = aiohttp.ClientSession()
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "Stripe-Signature": sign(body, endpoint.secret, self.clock() // 1000),
            "User-Agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
        }
        timeout = aiohttp.ClientTimeout(total=self.manners.timeout)
        try:
            async with self._web.post(
                endpoint.url, data=body, headers=headers, timeout=timeout, allow_redirects=False
            ) as response:
                await response.read()
                return response.status
        except (aiohttp.ClientError, TimeoutError):
            return None

    async def settled(self) -> None:
        """Wait until nothing is on its way."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def close(self) -> None:
        """Give up what is on its way."""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._web is not None:
            await self._web.close()
            self._web = None
