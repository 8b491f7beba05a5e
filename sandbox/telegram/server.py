"""The whole stand-in: a Telegram for one bot, on this machine, in memory."""

import time
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from typing import TypeVar

from aiohttp import web

from sandbox.telegram.bot_api import BotApi
from sandbox.telegram.calls import Call
from sandbox.telegram.cast import Cast
from sandbox.telegram.faults import Drop, Fault
from sandbox.telegram.fields import EPHEMERAL_PARAMETERS, PARAMETERS
from sandbox.telegram.limits import Limits
from sandbox.telegram.phones import Phones
from sandbox.telegram.shapes import Json
from sandbox.telegram.tally import Tally
from sandbox.telegram.updates import Update
from sandbox.telegram.world import World

T = TypeVar("T")
LARGEST_REQUEST = 60 << 20


class Telegram(Cast):
    """The Bot API, the phones, and hands for tests.

    token: as BotFather gives it, ``<id>:<secret>``. clock: seconds since the epoch, for dates and
    expiry; timer: monotonic seconds, for limits. keep_calls, keep_messages (per chat): how many
    are remembered, None for all, 0 for none. webhook_pace: what a second of a webhook's waiting
    lasts. ephemeral: whether the server offers ephemeral messages. app can be given more routes
    before serve.
    """

    def __init__(
        self,
        token: str,
        *,
        username: str = "livestall_bot",
        limits: Limits | None = None,
        clock: Callable[[], float] = time.time,
        timer: Callable[[], float] = time.monotonic,
        keep_calls: int | None = None,
        keep_messages: int | None = None,
        webhook_pace: float = 1.0,
        ephemeral: bool = False,
    ) -> None:
        self.world = World(
            token,
            username,
            limits=limits or Limits(),
            clock=clock,
            timer=timer,
            keep_calls=keep_calls,
            keep_messages=keep_messages,
        )
        if ephemeral:
            self.offer_ephemeral()
        self._api = BotApi(self.world, webhook_pace)
        self.phones = Phones(self.world)
        self.app = web.Application(client_max_size=LARGEST_REQUEST)
        self.app.router.add_route("*", "/bot{token}/{method}", self._api.call)
        self.app.router.add_get("/file/bot{token}/{path:.+}", self._api.file)
        self.app.router.add_get("/tally", Tally(self.world).show)
        self.phones.add_routes(self.app)
        self.app.on_shutdown.append(self._end)
        self.url = ""

    @asynccontextmanager
    async def serve(self, host: str = "127.0.0.1", port: int = 0) -> AsyncIterator[str]:
        """Listens while the block runs; gives the base address, without a slash at the end."""
        runner = web.AppRunner(self.app, access_log=None, shutdown_timeout=1.0)
        await runner.setup()
        try:
            site = web.TCPSite(runner, host, port)
            await site.start()
            self.url = f"http://{host}:{runner.addresses[0][1]}"
            yield self.url
        finally:
            await runner.cleanup()

    async def _end(self, app: web.Application) -> None:
        self.world.streams.close_all()
        await self._api.receiving.end()

    def offer_ephemeral(self, offered: bool = True) -> None:
        """The server has ephemeral messages from now on (Bot API 10.3), or never heard of them."""
        self.world.ephemeral = offered
        self.world.calls_log.parameters = EPHEMERAL_PARAMETERS if offered else PARAMETERS

    def reach(self, public: str, real: str) -> None:
        """Lets a public address (https://…) lead to one on this machine, for a webhook."""
        self._api.receiving.reached[public] = real

    # --- what the bot did

    @property
    def calls(self) -> list[Call]:
        """The calls remembered, oldest first."""
        return list(self.world.calls_log.kept)

    @property
    def unknown_parameters(self) -> list[str]:
        """``method.parameter`` for everything the Bot API does not know; a test wants none."""
        return self.world.calls_log.unknown

    @property
    def mistyped_parameters(self) -> list[str]:
        """``method.parameter`` for values that are not of the documented type."""
        return self.world.calls_log.mistyped

    @property
    def refused_429(self) -> int:
        """How often a limit was overstepped."""
        return self.world.meter.refused

    @property
    def methods(self) -> list[str]:
        """The names of the methods it answers."""
        return self._api.methods

    @property
    def pending(self) -> int:
        """How many updates the bot has not taken yet."""
        return len(self.world.updates.pending)

    @property
    def polling(self) -> bool:
        """Whether the bot waits in a long poll."""
        return self.world.updates.polling

    def count(self, method: str) -> int:
        """How often a method was called, whatever is remembered."""
        return self.world.calls_log.counts[method]

    def sent(self, chat_id: int) -> list[Json]:
        """The bot's messages in a chat as they now stand."""
        chat = self.world.chats[chat_id]
        own = [entry for entry in chat.messages.values() if entry.own and not entry.service]
        return [entry.seen() for entry in own]

    def reaction(self, message: Json) -> str:
        """The emoji on a message, empty when there is none."""
        chat = self.world.chats[message["chat"]["id"]]
        return chat.reactions.get(message["message_id"], "")

    def limit(self, limits: Limits) -> None:
        """Other limits from now on."""
        self.world.meter.limits = limits

    async def until(self, so: Callable[[], T], within: float = 5.0) -> T:
        """Waits until so() is true and returns what it gave; TimeoutError after within seconds."""
        return await self.world.until(so, within)

    # --- trouble

    def fault(
        self,
        method: str = "",
        *,
        times: int = 1,
        chat_id: int | None = None,
        status: int | None = None,
        description: str = "",
        retry_after: int = 1,
        seconds: float = 0.0,
        drop: Drop | None = None,
        garbage: bool = False,
    ) -> Fault:
        """Spoils the next calls of a method; see Fault for what the arguments mean."""
        return self.world.faults.add(
            method,
            times=times,
            chat_id=chat_id,
            status=status,
            description=description,
            retry_after=retry_after,
            seconds=seconds,
            drop=drop,
            garbage=garbage,
        )

    def inject(self, raw: Json, *, queue: int = 0) -> None:
        """Queues a raw update with its own update_id."""
        self.world.updates.inject(raw, queue)

    def hold(self) -> None:
        """Keeps updates back until release."""
        self.world.updates.hold()

    def release(self, order: Callable[[list[Update]], Iterable[Update]] = reversed) -> None:
        """Delivers the updates held back in another order than their ids, backwards by default."""
        self.world.updates.release(order)
