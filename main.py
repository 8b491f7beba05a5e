"""Livestall's command line, and the only place that knows every room."""

import argparse
import asyncio
import signal
import sys
import webbrowser
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import asdict, replace
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
from bot.arrival import arrive, reachable
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
from pages import health
from pages.overlay import Overlays
from pages.site import Site
from payments import client, events, polling
from payments import doctor as payments_doctor
from payments.errands import Errands
from payments.webhook import Webhook as StripeWebhook

log = structlog.get_logger()

Pump = Callable[[], Coroutine[Any, Any, None]]
ONCE = ("menus", "webhook", "whispers")
"""What is told to Telegram once at the start; the other pumps run for good."""


async def serve(settings: Settings, ready: Callable[[int], None] | None = None) -> None:
    """Runs the market until it is cancelled. ``ready`` is told the port once all pumps run.

    Raises SettingError where a service refuses what it is given.
    """
    async with AsyncExitStack() as stack:
        bot = await stack.enter_async_context(_bot(settings))
        session = await stack.enter_async_context(aiohttp.ClientSession())
        store = Store(settings.database_url, _terms(settings, bot))
        await asyncio.to_thread(_bring_up_to_date, store)
        await stack.enter_async_context(store)
        stripe = client.make_client(settings.stripe_secret_key, settings.stripe_api_url, session)
        pumps: dict[str, Pump] = {
            "turns": Turns(store, {"stripe": events.decide}).run,
            "sender": Sender(store, bot, Pace(settings.messages_per_second)).run,
            "clock": clock.Clock(store).run,
            "eyes": Eyes(store, bot).run,
            "imports": Imports(store, bot).run,
            "errands": Errands(store, stripe).run,
            "polling": polling.Polling(
                store, stripe, has_webhook=settings.stripe_webhook_secret is not None
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
        port = await _listen(stack, settings, _app(settings, store, bot, overlays, tasks))
        store.terms = replace(store.terms, local_url=addresses.local(settings.http_host, port))
        async with asyncio.TaskGroup() as group:
            tasks |= {name: group.create_task(pump(), name=name) for name, pump in pumps.items()}
            log.info("ready", port=port, mode=settings.telegram_mode, bot=bot.username)
            if ready is not None:
                ready(port)


@asynccontextmanager
async def _bot(settings: Settings) -> AsyncIterator[Bot]:
    try:
        async with arrive(settings.telegram_token, settings.telegram_api_url) as bot:
            yield bot
    except InvalidToken:
        raise SettingError(
            f"{PREFIX}TELEGRAM_TOKEN is refused by Telegram. Ask @BotFather for it again."
        ) from None


def _terms(settings: Settings, bot: Bot) -> Terms:
    public = settings.public_url
    if public is not None and not addresses.is_public(public):
        log.warning("public_url_not_public", told="Telegram refuses buttons with such an address")
        public = None
    return Terms(
        hold=settings.hold * 1000,
        grace=settings.grace * 1000,
        fee=settings.fee,
        operators=settings.operators,
        signup=settings.signup,
        language=settings.language,
        bot=bot.username,
        public_url=public,
    )


def _app(
    settings: Settings, store: Store, bot: Bot, overlays: Overlays,
    tasks: dict[str, asyncio.Task[None]],
) -> web.Application:  # fmt: skip
    app = web.Application(client_max_size=1024**2)
    app.router.add_routes(overlays.routes())
    app.router.add_routes(Site(store).routes())
    checks = {
        "database": health.database(store),
        "pumps": health.pumps(tasks, ONCE),
        "telegram": reachable(bot),
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
        stripe = client.make_client(settings.stripe_secret_key, settings.stripe_api_url, session)
        store = Store(settings.database_url)
        bot = request.make_bot(settings.telegram_token, settings.telegram_api_url)
        stack.push_async_callback(request.close, bot)
        return [
            (True, "Settings: all are there and make sense."),
            *schema.examine(store.engine),
            *await bot_doctor.examine(bot, settings.telegram_mode),
            *await payments_doctor.examine(stripe),
            *await addresses.examine(session, settings.public_url),
        ]


if __name__ == "__main__":
    sys.exit(main())
