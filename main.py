"""Livestall's command line, and the only place that knows every room."""

import argparse
import asyncio
import signal
import sys
import webbrowser
from collections.abc import Callable, Coroutine
from contextlib import AsyncExitStack
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from typing import Any

import aiohttp
import structlog
from aiohttp import web
from sqlalchemy.exc import DatabaseError
from telegram import Bot
from telegram.error import InvalidToken

from bot import clock, intake, menus, request, webhook, whispers
from bot import doctor as bot_doctor
from bot.arrival import arrive, opened, reachable
from bot.eyes import Eyes
from bot.imports import Imports
from bot.pace import Pace
from bot.sender import Sender
from bot.turns import Turns
from config import addresses, logs
from config.settings import PREFIX, SettingError, Settings, given, load
from migrations import backup
from migrations import run as schema
from models.store import Store
from models.terms import Terms
from pages import health, waiting
from pages.overlay import Overlays
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
        await asyncio.to_thread(_bring_up_to_date, store)
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
    app.router.add_routes(overlays.routes())
    app.router.add_routes(Site(store).routes())
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


async def _listen(stack: AsyncExitStack, settings: Settings, app: web.Application) -> int:
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=5)
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


async def demo(port: int, *, browser: bool) -> None:
    """The street on ``port``, with this very program on it, until it is cancelled."""
    from sandbox.street import demo as street  # noqa: PLC0415 # the demo's alone

    def market(services: street.Services) -> Coroutine[Any, Any, None]:
        return serve(given(**asdict(services), http_port=0))

    async def opened(url: str) -> None:
        print(f"The street is open: {url}  (Ctrl+C closes it)", flush=True)
        if browser:
            await asyncio.to_thread(webbrowser.open, url)

    try:
        await street.demo(port, market, opened)
    except street.PortTaken as error:
        raise SettingError(
            f"Port {port} can't be used ({error}). Choose another with --port."
        ) from None


def main(words: list[str] | None = None) -> int:
    """Runs one command; returns the exit status: 0 well, 1 failed, 2 wrong words or settings."""
    asked = _parser().parse_args(words)
    run: Callable[[argparse.Namespace], int] = asked.run
    try:
        return run(asked)
    except SettingError as error:
        print(error, file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="livestall", description="The market intermediary of live selling inside a chat."
    )
    parser.set_defaults(run=_serve)
    commands = parser.add_subparsers(metavar="command")
    for name, run, told in (
        ("serve", _serve, "run the bot (the default)"),
        ("demo", _demo, "the whole market on this computer, with no account anywhere"),
        ("migrate", _migrate, "bring the database to the newest schema"),
        ("doctor", _doctor, "check every setting and reach every service"),
        ("backup", _backup, "write a consistent copy of the database, also while running"),
    ):
        command = commands.add_parser(name, help=told, description=told)
        command.set_defaults(run=run)
        if name == "backup":
            command.add_argument("file", type=Path, help="the copy; must not exist yet")
        if name == "demo":
            command.add_argument("--port", type=int, default=8090, help="where the street opens")
            command.add_argument("--no-browser", action="store_true", help="only print the address")
    return parser


def _serve(_: argparse.Namespace) -> int:
    settings = load()
    logs.set_up(_secrets(settings))
    schema.migrate_apart(settings.database_url)
    return _until_stopped(serve(settings))


def _demo(asked: argparse.Namespace) -> int:
    logs.set_up([])
    return _until_stopped(demo(asked.port, browser=not asked.no_browser))


def _secrets(settings: Settings) -> list[str]:
    found = (
        settings.telegram_token, settings.stripe_secret_key, settings.stripe_webhook_secret,
        settings.telegram_webhook_secret,
    )  # fmt: skip
    return [secret for secret in found if secret]


def _until_stopped(work: Coroutine[Any, Any, None]) -> int:
    """Runs ``work`` until it ends, or until SIGTERM or SIGINT; what is under way is finished."""

    async def watched() -> None:
        task = asyncio.current_task()
        if task is None:
            raise AssertionError("no task runs this")
        for name in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(name, task.cancel)
        await work

    try:
        asyncio.run(watched())
    except asyncio.CancelledError:
        log.info("stopped")
    except SettingError:
        raise
    except Exception as error:
        log.error("failed", exc_info=error)
        return 1
    return 0


def _migrate(_: argparse.Namespace) -> int:
    settings = load()
    logs.set_up(_secrets(settings))
    store = Store(settings.database_url)
    _bring_up_to_date(store)
    print("The database has the newest schema.")
    return 0


def _bring_up_to_date(store: Store) -> None:
    try:
        schema.migrate(store.engine)
    except DatabaseError as error:
        raise SettingError(
            f"{PREFIX}DATABASE_URL names a database that can't be used ({error.orig})."
        ) from None


def _backup(asked: argparse.Namespace) -> int:
    settings = load()
    source = Path(settings.database_url.removeprefix("sqlite:///"))
    if not source.exists():
        raise SettingError(f"{PREFIX}DATABASE_URL names {source}, which isn't there.")
    try:
        backup.backup(source, asked.file)
    except FileExistsError:
        print(f"{asked.file} exists already; choose another name.", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"{asked.file} can't be written ({error.strerror}).", file=sys.stderr)
        return 1
    print(f"Copied the database to {asked.file}.")
    return 0


def _doctor(_: argparse.Namespace) -> int:
    settings = load()
    logs.set_up(_secrets(settings))
    found = asyncio.run(_examine(settings))
    for well, told in found:
        print("✓" if well else "✗", " ".join(told.split()))
    return 0 if all(well for well, _ in found) else 1


async def _examine(settings: Settings) -> list[tuple[bool, str]]:
    async with AsyncExitStack() as stack:
        session = await stack.enter_async_context(aiohttp.ClientSession())
        provider = client.make_client(settings.stripe_secret_key, settings.stripe_api_url, session)
        store = Store(settings.database_url)
        bot = request.make_bot(settings.telegram_token, settings.telegram_api_url)
        stack.push_async_callback(request.close, bot)
        return [
            (True, "Settings: all are there and make sense."),
            *schema.examine(store.engine),
            *await bot_doctor.examine(bot, settings.telegram_mode),
            *await payments_doctor.examine(provider),
            *payments_doctor.examine_secret(settings.stripe_webhook_secret),
            *await addresses.examine(session, settings.public_url),
        ]


if __name__ == "__main__":
    sys.exit(main())
