"""What ``serve`` runs: every room put together."""

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import AsyncExitStack
from dataclasses import replace
from functools import partial
from typing import Any

import aiohttp
import structlog
from aiohttp import web
from sqlalchemy.exc import DatabaseError
from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot import clock, files, intake, menus, webhook, whispers
from bot.arrival import arrive, opened, reachable
from bot.eyes import FETCH, LARGEST, Eyes
from bot.imports import Imports
from bot.pace import Pace
from bot.request import TooFast
from bot.sender import Sender
from bot.turns import Turns
from config import addresses
from config.settings import PREFIX, SettingError, Settings
from migrations import run as schema
from models.store import Store
from models.terms import Terms
from pages import health, waiting
from pages.overlay import Overlays
from pages.photos import REST, Fetch, Unfetched
from pages.site import Site
from payments import client, events, key, polling
from payments import doctor as payments_doctor
from payments.errands import Errands
from payments.webhook import PATH as STRIPE_PATH
from payments.webhook import Webhook as StripeWebhook

log = structlog.get_logger()

Pump = Callable[[], Coroutine[Any, Any, None]]
ONCE = ("menus", "webhook", "whispers")
"""What is told to Telegram once at the start; the other pumps run for good."""
LAST = 1.0
"""How long (s) a request that came in before the end may still take; who sent it asks again."""


async def serve(settings: Settings, ready: Callable[[int], None] | None = None) -> None:
    """Runs the market until it is cancelled. ``ready`` is told the port once all pumps run.

    What Stripe and Telegram bring is taken in, and health is told, before Telegram can be reached.
    Raises SettingError where a service refuses what it is given.
    """
    async with AsyncExitStack() as stack:
        bot = await stack.enter_async_context(
            opened(settings.telegram_token, settings.telegram_api_url)
        )
        session = await stack.enter_async_context(aiohttp.ClientSession())
        store = Store(settings.database_url, _terms(settings))
        await asyncio.to_thread(bring_up_to_date, store)
        await stack.enter_async_context(store)
        provider = client.make_client(settings.stripe_secret_key, settings.stripe_api_url, session)
        pumps: dict[str, Pump] = {
            "turns": Turns(store, {"stripe": events.decide}).run,
            "sender": Sender(store, bot, Pace(settings.messages_per_second)).run,
            "clock": clock.Clock(store).run,
            "eyes": Eyes(store, bot).run,
            "imports": Imports(store, bot).run,
            "errands": Errands(store, provider).run,
            "polling": polling.Polling(
                store, provider, has_webhook=settings.stripe_webhook_secret is not None
            ).run,
            "menus": lambda: menus.publish(bot, settings.language),
            "whispers": lambda: whispers.probe(bot, store),
        }
        if settings.telegram_mode == "polling":
            pumps["intake"] = lambda: intake.poll(store, bot)
        else:
            pumps["webhook"] = lambda: webhook.set_webhook(
                bot, str(settings.public_url), str(settings.telegram_webhook_secret)
            )
        tasks: dict[str, asyncio.Task[None]] = {}
        overlays = Overlays(store)
        pumps["overlays"] = overlays.run
        arrived = asyncio.Event()
        app = _app(settings, store, bot, overlays, tasks=tasks, arrived=arrived)
        port = await _listen(stack, settings, app)
        await _be_let_in(bot, provider, store)
        store.terms = replace(
            store.terms, bot=bot.username, local_url=addresses.local(settings.http_host, port)
        )
        arrived.set()
        async with asyncio.TaskGroup() as group:
            tasks |= {name: group.create_task(pump(), name=name) for name, pump in pumps.items()}
            log.info("ready", port=port, mode=settings.telegram_mode, bot=bot.username)
            if ready is not None:
                ready(port)


async def _be_let_in(bot: Bot, provider: client.Client, store: Store) -> None:
    """Waits until Telegram knows the bot, and has Stripe asked meanwhile. Raises SettingError."""
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(_arrive(bot))
            group.create_task(_try_key(provider, store))
    except ExceptionGroup as refusals:
        raise refusals.exceptions[0] from None


async def _arrive(bot: Bot) -> None:
    try:
        await arrive(bot)
    except InvalidToken:
        raise SettingError(
            f"{PREFIX}TELEGRAM_TOKEN is refused by Telegram. Ask @BotFather for it again."
        ) from None


async def _try_key(provider: client.Client, store: Store) -> None:
    if not await key.accepted(provider):
        raise SettingError(
            f"{PREFIX}STRIPE_SECRET_KEY is refused by Stripe. Copy the secret key (sk_…) again"
            " from Stripe's dashboard, Developers, API keys."
        )
    await store.write(partial(key.heard, trouble=None))


def _terms(settings: Settings) -> Terms:
    public = settings.public_url
    if public is not None and not addresses.is_public(public):
        log.warning("public_url_not_public", told="Telegram refuses buttons with such an address")
        public = None
    secret = settings.stripe_webhook_secret
    if secret is not None and not payments_doctor.is_signing_secret(secret):
        log.warning("odd_signing_secret", told="Stripe's begin with whsec_")
    return Terms(
        hold=settings.hold * 1000,
        grace=settings.grace * 1000,
        fee=settings.fee,
        operators=settings.operators,
        signup=settings.signup,
        language=settings.language,
        public_url=public,
    )


def _app(
    settings: Settings, store: Store, bot: Bot, overlays: Overlays, *,
    tasks: dict[str, asyncio.Task[None]], arrived: asyncio.Event,
) -> web.Application:  # fmt: skip
    open_at_once = ("/healthz", "/metrics", STRIPE_PATH, webhook.PATH)
    app = web.Application(
        client_max_size=1024**2, middlewares=[waiting.until(arrived, open_at_once)]
    )
    overlays.add_to(app)
    Site(store, photos(bot)).add_to(app)
    checks = {
        "database": health.database(store),
        "pumps": health.pumps(tasks, ONCE),
        "telegram": reachable(bot),
        "stripe": key.health(store),
    }
    app.router.add_get("/healthz", health.health(checks))
    app.router.add_get("/metrics", health.metrics(store))
    app.router.add_routes(StripeWebhook(store, settings.stripe_webhook_secret).routes())
    if settings.telegram_mode == "webhook":
        app.router.add_post(
            webhook.PATH, webhook.handler(store, str(settings.telegram_webhook_secret))
        )
    return app


def photos(bot: Bot) -> Fetch:
    """What fetches product photos from Telegram for the pages."""

    async def fetch(file_id: str) -> bytes | Unfetched:
        try:
            return await files.fetch(bot, file_id, largest=LARGEST, patience=FETCH)
        except files.Unavailable:
            return Unfetched()
        except TelegramError as error:
            log.warning("photo_not_fetched", error=type(error).__name__)
            return Unfetched(error.seconds if isinstance(error, TooFast) else REST)

    return fetch


async def _listen(stack: AsyncExitStack, settings: Settings, app: web.Application) -> int:
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=LAST)
    await runner.setup()
    stack.push_async_callback(runner.cleanup)
    try:
        await web.TCPSite(runner, settings.http_host, settings.http_port).start()
    except OSError as error:
        raise SettingError(
            f"{PREFIX}HTTP_PORT {settings.http_port} can't be used ({error.strerror})."
            " Choose another port."
        ) from None
    return int(runner.addresses[0][1])


def bring_up_to_date(store: Store) -> None:
    """Takes the schema's steps that are still to be taken. Raises SettingError."""
    try:
        schema.migrate(store.engine)
    except DatabaseError as error:
        raise SettingError(
            f"{PREFIX}DATABASE_URL names a database that can't be used ({error.orig})."
        ) from None
