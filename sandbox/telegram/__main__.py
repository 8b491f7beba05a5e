"""The stand-in in a process of its own: python -m sandbox.telegram TOKEN [--port N] [--lifted]."""

import argparse
import asyncio
import sys

from sandbox.telegram.limits import Limits
from sandbox.telegram.server import Telegram


def main() -> None:
    """Serves until it is told to stop; the first line it prints is its base address."""
    parser = argparse.ArgumentParser(prog="sandbox.telegram")
    parser.add_argument("token")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--lifted", action="store_true", help="no limits on sending")
    parser.add_argument("--ephemeral", action="store_true", help="offer ephemeral messages")
    parser.add_argument("--keep", type=int, default=1000, help="calls, and messages per chat, kept")
    parser.add_argument("--people", type=int, default=0, help="this many who pressed Start, ids 1…")
    asyncio.run(_serve(parser.parse_args()))


async def _serve(asked: argparse.Namespace) -> None:
    limits = Limits.lifted() if asked.lifted else Limits()
    telegram = Telegram(
        asked.token,
        limits=limits,
        keep_calls=asked.keep,
        keep_messages=asked.keep,
        ephemeral=asked.ephemeral,
    )
    for number in range(1, asked.people + 1):
        telegram.user(f"Person {number}", id=number, started=True)
    async with telegram.serve(port=asked.port) as url:
        sys.stdout.write(url + "\n")
        sys.stdout.flush()
        await asyncio.Event().wait()


if __name__ == "__main__":
    main()
