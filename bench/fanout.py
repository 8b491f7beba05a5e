"""A fan-out to 10,000 followers at Telegram's own pace, and a buyer's claim in the middle of it."""

import asyncio
import os
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.table import Row
from bench.town import town
from models.follows import Follow
from models.people import LANGUAGES, Person
from models.store import Store
from sandbox.program import ROOT
from sandbox.telegram import Limits
from sandbox.telegram.people import User

FOLLOWERS = int(os.environ.get("FOLLOWERS", "10000"))
PACE = 30
CLAIMS = 20
FIRST_ID = 60_000_000


def run() -> list[Row]:
    """The share of the allowance that alerts use, refusals provoked, and a claim's wait."""
    seconds, refused, waits = asyncio.run(_fan_out())
    used = FOLLOWERS / (PACE * seconds)
    return [
        Row(
            f"alerts to {FOLLOWERS:,} followers at {PACE} a second", FOLLOWERS / seconds, "/s",
            "the allowance", used, "at least 0.98",
        ),
        Row("… 429 answers provoked", refused, "", wanted="none"),
        Row(f"… a claim meanwhile, longest of {CLAIMS}", max(waits), "s", wanted="at most 0.5 s"),
    ]  # fmt: skip


async def _fan_out() -> tuple[float, int, list[float]]:
    with TemporaryDirectory(prefix="livestall-bench-", dir=ROOT) as folder:
        database = Path(folder) / "fanout.db"
        async with town(Limits(), PACE, database) as here:
            seller = await here.open_shop(100)
            buyers = [here.telegram.user(f"Buyer {number}") for number in range(CLAIMS)]
            for buyer in buyers:
                await here.ask(buyer, "/start s_malee")
            followers = [
                here.telegram.user("F", id=FIRST_ID + number, started=True)
                for number in range(FOLLOWERS)
            ]
            await asyncio.to_thread(_follow, database)
            reached = asyncio.create_task(_alerted(followers))
            seller.say("/live Silk tonight https://live.example.com/malee")
            waits = []
            for buyer in buyers:
                await asyncio.sleep(FOLLOWERS / PACE / (CLAIMS + 2))
                began = time.perf_counter()
                await here.ask(buyer, "cf A12")
                waits.append(time.perf_counter() - began)
            return await reached, here.telegram.refused_429, waits


def _follow(database: Path) -> None:
    store = Store(f"sqlite:///{database}")
    with store.transaction() as tx:
        for number in range(FOLLOWERS):
            person = FIRST_ID + number
            known = {"id": person, "name": "F", "language": LANGUAGES[number % 3], "started": True}
            tx.add(Person, known | {"language_chosen": True, "blocked": False,
                                    "created_at": tx.now})  # fmt: skip
        for number in range(FOLLOWERS):
            tx.add(Follow, {"shop_id": 1, "person_id": FIRST_ID + number, "muted": False,
                            "since": tx.now})  # fmt: skip
    store.engine.dispose()


async def _alerted(followers: list[User]) -> float:
    """Seconds from the first alert to the last."""
    first = 0.0
    left = followers
    while left:
        await asyncio.sleep(0.02)
        left = [follower for follower in left if not follower.inbox]
        if not first and len(left) < len(followers):
            first = time.perf_counter()
    return time.perf_counter() - first
