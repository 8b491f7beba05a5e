"""Livestall's command line: serve, demo, migrate, doctor and backup."""

import argparse
import asyncio
import gc
import signal
import sys
import webbrowser
from collections.abc import Callable, Coroutine
from contextlib import AsyncExitStack
from dataclasses import asdict
from pathlib import Path
from typing import Any

import aiohttp
import structlog

from bot import doctor as bot_doctor
from bot import request
from config import addresses, logs
from config.settings import PREFIX, SettingError, Settings, given, load
from migrations import backup
from migrations import run as schema
from models.store import Store
from payments import client
from payments import doctor as payments_doctor
from serving import bring_up_to_date, serve

log = structlog.get_logger()


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
    finally:
        gc.freeze()  # the interpreter would walk through all that was imported before it ends


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
    return _until_stopped(serve(settings, ready=_set_aside))


def _set_aside(_: int) -> None:
    """What a start makes stays for good: no collection walks through it amid a show."""
    gc.collect()
    gc.freeze()


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
    bring_up_to_date(store)
    print("The database has the newest schema.")
    return 0


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
