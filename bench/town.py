"""A town to measure in: both stand-ins here, and ``main.py serve`` as a process of its own."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from sandbox.program import ROOT, Program
from sandbox.stripe import Stripe
from sandbox.telegram import Limits, Telegram
from sandbox.telegram.people import User

TOKEN, KEY = "7000002:a-bench-has-no-secrets", "sk_test_bench"


@dataclass(frozen=True, slots=True)
class Town:
    """What a benchmark drives and watches. ``ready_s`` is how long the start took."""

    telegram: Telegram
    program: Program
    ready_s: float

    def memory_mb(self) -> float:
        """The program's resident memory now."""
        status = Path(f"/proc/{self.program.pid}/status").read_text()
        kb = next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS"))
        return int(kb) / 1024

    async def ask(self, user: User, text: str) -> str:
        """What the bot answers to ``text``."""
        before = len(user.inbox)
        user.say(text)
        await self.telegram.until(lambda: len(user.inbox) > before, within=20)
        last = user.inbox[-1]
        return str(last.get("text") or last.get("caption"))

    async def open_shop(self, stock: int) -> User:
        """A seller with a shop and one product, A12."""
        seller = self.telegram.user("Malee")
        for words in ("/start", "/sell", "Malee Silk", "malee", "THB", "0"):
            await self.ask(seller, words)
        await self.ask(seller, f"/newproduct A12 Silk scarf 390 x{stock}")
        return seller


@asynccontextmanager
async def town(
    limits: Limits, per_second: int, database: Path | None = None
) -> AsyncIterator[Town]:
    """The program against the stand-ins, on a database of its own unless one is given."""
    telegram = Telegram(TOKEN, limits=limits, keep_calls=5000)
    stripe = Stripe(KEY)
    with TemporaryDirectory(prefix="livestall-bench-", dir=ROOT) as folder:
        async with telegram.serve() as telegram_url, stripe.serve() as stripe_url:
            settings = {
                "TELEGRAM_TOKEN": TOKEN,
                "TELEGRAM_API_URL": telegram_url,
                "STRIPE_SECRET_KEY": KEY,
                "STRIPE_API_URL": stripe_url,
                "MESSAGES_PER_SECOND": str(per_second),
            }
            if database is not None:
                settings["DATABASE_URL"] = f"sqlite:///{database}"
            program = Program(Path(folder), settings)
            try:
                yield Town(telegram, program, await program.start())
            finally:
                await program.stop()
