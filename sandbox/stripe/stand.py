"""The Stripe stand-in as its users hold it: a server, a buyer's hands, and trouble on demand."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace

from aiohttp import web

from . import disputes, payments, people, refunds, sessions
from .api import Api, Call
from .bell import Bell
from .books import Books, Now
from .clock import Clock
from .errors import Json
from .faults import Fault
from .ids import Ids
from .methods import delayed as delayed_method
from .page import Page
from .ticker import ticking
from .webhooks import Endpoint, Post


class Stripe:
    """A stand-in with one secret key. `clock` gives milliseconds since the epoch.

    `least` overrides the smallest payment by lower-case currency, in minor units; `connected`
    are the ids of connected accounts that exist; `base_url` is where buyers reach it when it is
    mounted in another application (`serve` finds it out by itself).
    """

    def __init__(
        self,
        secret_key: str,
        *,
        clock: Now | None = None,
        seed: int | None = None,
        least: Mapping[str, int] | None = None,
        connected: tuple[str, ...] = (),
        base_url: str = "",
    ) -> None:
        self.clock: Now = clock or Clock()
        self.bell = Bell()
        self.post = Post(self.clock, self.bell)
        self.books = Books(self.clock, Ids(seed), told=self._told, origin=base_url)
        self.books.least.update(least or {})
        self.books.connected.update(connected)
        self.api = Api(secret_key, self.books, self.bell)
        self.app = self._app()

    def _told(self, event: Json) -> None:
        self.post.send(event)
        self.bell.ring()

    async def until(self, condition: Callable[[], bool], seconds: float = 10) -> None:
        """Wait until `condition` holds; it is looked at after every call, event and delivery."""
        await self.bell.until(condition, seconds)

    def _app(self) -> web.Application:
        app = web.Application()
        app.router.add_route("*", "/v1/{tail:.*}", self._located)
        Page(self).mount(app)
        app.cleanup_ctx.append(self._lifetime)
        return app

    async def _located(self, request: web.Request) -> web.StreamResponse:
        """An API call; the first one tells where buyers reach a mounted stand-in."""
        if not self.books.origin:
            prefix = request.path.partition("/v1/")[0]
            self.books.origin = f"{request.scheme}://{request.host}{prefix}"
        return await self.api.handle(request)

    async def _lifetime(self, app: web.Application) -> AsyncIterator[None]:
        async with ticking(lambda: sessions.expire_due(self.books)):
            yield
        await self.post.close()

    @asynccontextmanager
    async def serve(self, host: str = "127.0.0.1", port: int = 0) -> AsyncIterator[str]:
        """Run until the block ends; gives the base address, such as `http://127.0.0.1:41234`.

        It can be served again afterwards, on the same port too, and remembers everything.
        """
        runner = web.AppRunner(self._app(), access_log=None, shutdown_timeout=1)
        await runner.setup()
        site = web.TCPSite(runner, host, port)
        await site.start()
        self.books.origin = f"http://{host}:{runner.addresses[0][1]}"
        try:
            yield self.books.origin
        finally:
            await runner.cleanup()

    @property
    def sessions(self) -> dict[str, Json]:
        """Checkout Sessions by id, oldest first, as the API gives them."""
        return self.books.sessions

    @property
    def intents(self) -> dict[str, Json]:
        """PaymentIntents by id."""
        return self.books.intents

    @property
    def charges(self) -> dict[str, Json]:
        """Charges by id."""
        return self.books.charges

    @property
    def refunds(self) -> dict[str, Json]:
        """Refunds by id."""
        return self.books.refunds

    @property
    def events(self) -> list[Json]:
        """All events, oldest first."""
        return list(self.books.events.values())

    @property
    def calls(self) -> list[Call]:
        """Every API call that came in, those with faults too."""
        return self.api.calls

    def pay(
        self,
        session_id: str,
        *,
        shipping: int | str | None = None,
        email: str | None = None,
        name: str | None = None,
        phone: str | None = None,
        address: Mapping[str, str | None] | None = None,
        delayed: bool = False,
        method: str | None = None,
    ) -> Json:
        """Pay as a buyer does on the page; gives the session.

        `shipping` is the option's place, rate id or display name (the first when None). `delayed`
        pays with the currency's delayed method. Raises NotOpen when the session is over, ValueError
        for a method or shipping that the session does not offer.
        """
        sessions.expire_due(self.books)
        session = self.books.sessions[session_id]
        paid_with = method or (delayed_method(session["currency"]) if delayed else "card")
        if paid_with not in session["payment_method_types"]:
            raise ValueError(f"{paid_with} is not offered by {session_id}")
        who = self._buyer(session, email, name, phone, address)
        option = self._option(session, shipping)
        return payments.complete(self.books, session, who, paid_with, option)

    def decline(self, session_id: str, *, shipping: int | str | None = None) -> Json:
        """A card that is refused; the session stays open. Raises NotOpen."""
        sessions.expire_due(self.books)
        session = self.books.sessions[session_id]
        who = self._buyer(session, None, None, None, None)
        return payments.decline(self.books, session, who, self._option(session, shipping))

    def pay_later_result(self, session_id: str, succeeded: bool) -> Json:
        """How a delayed payment ends. Raises NotOpen when none is under way."""
        return payments.later(self.books, self.books.sessions[session_id], succeeded)

    def expire(self, session_id: str) -> Json:
        """End an open session now, as its time would. Raises Refusal when it is not open."""
        return sessions.expire(self.books, session_id)

    def refund_result(
        self, refund_id: str, succeeded: bool, reason: str = "lost_or_stolen_card"
    ) -> Json:
        """How a pending refund ends. Raises ValueError when it has ended already."""
        return refunds.finish(self.books, refund_id, succeeded, reason)

    @property
    def refund_mode(self) -> str:
        """What new card refunds are: `succeeded`, `pending` or `requires_action`."""
        return self.books.refund_mode

    @refund_mode.setter
    def refund_mode(self, mode: str) -> None:
        if mode not in ("succeeded", "pending", "requires_action"):
            raise ValueError(mode)
        self.books.refund_mode = mode

    def dispute(self, session_id: str, reason: str = "fraudulent") -> Json:
        """The buyer's bank disputes a paid session; gives the dispute."""
        intent = self.books.intents[self.books.sessions[session_id]["payment_intent"]]
        return disputes.create(self.books, intent, reason)

    def close_dispute(self, dispute_id: str, won: bool) -> Json:
        """The bank decides."""
        return disputes.close(self.books, dispute_id, won)

    def webhook(self, url: str, secret: str, kinds: tuple[str, ...] = ("*",)) -> Endpoint:
        """Deliver events of these kinds (patterns) to an address from now on."""
        endpoint = Endpoint(url, secret, kinds)
        self.post.endpoints.append(endpoint)
        return endpoint

    def redeliver(self, event_id: str, copies: int = 1) -> None:
        """Send an event again to every endpoint, all copies at once."""
        for endpoint in self.post.endpoints:
            self.post.start(endpoint, self.books.events[event_id], copies)

    def fail(self, pattern: str, fault: Fault, *, times: int = 1, seconds: float = 0.2) -> None:
        """The next `times` calls like `POST /v1/refunds` or `GET /v1/events*` meet a fault."""
        self.api.faults.plan(pattern, fault, times, seconds)

    def mend(self) -> None:
        """No more faults."""
        self.api.faults.clear()

    def _buyer(
        self,
        session: Json,
        email: str | None,
        name: str | None,
        phone: str | None,
        address: Mapping[str, str | None] | None,
    ) -> payments.Buyer:
        who = people.buyer(people.country_of(session))
        return replace(
            who,
            email=email or session["customer_email"] or who.email,
            name=name or who.name,
            phone=phone or who.phone,
            address=dict(address) if address is not None else who.address,
        )

    def _option(self, session: Json, wanted: int | str | None) -> Json | None:
        options = session["shipping_options"]
        if wanted is None:
            return options[0] if options else None
        for place, option in enumerate(options):
            rate = self.books.shipping_rates[option["shipping_rate"]]
            if wanted in (place, rate["id"], rate["display_name"]):
                return dict(option)
        raise ValueError(f"no shipping option {wanted!r} in {session['id']}")
