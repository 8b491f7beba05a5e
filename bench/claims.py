"""Claims a second, from Telegram's JSON to the outgoing row, beside raw sqlite3."""

import asyncio
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import orjson

from bench.raw_claims import claim_raw
from bench.table import Row
from bot import intake
from bot.turns import Turns
from models import catalog, people, schema, shows
from models.follows import Follow
from models.people import Person
from models.store import Store, milliseconds

CLAIMS, STOCK, BUYERS = 10_000, 100, 5_000
RAW_CLAIMS = 2_000
ANSWER = 100
"""Updates in one answer of Telegram's."""
ROUNDS = 3
DISK = Path("/var/tmp")
"""Where a durable commit is one: /tmp may be memory."""


def run() -> list[Row]:
    """The whole way and the decision alone, each beside raw sqlite3 committing claim by claim."""
    answers = said(CLAIMS, "cf a12")
    whole, decided, raw = [], [], []
    for _ in range(ROUNDS):  # in turns: what else the machine does falls on all
        raw.append(fresh(lambda path: claim_raw(path, answers[: RAW_CLAIMS // ANSWER])))
        whole.append(fresh(lambda path: asyncio.run(_whole(path, answers))))
        decided.append(fresh(lambda path: asyncio.run(decided_rate(path, answers))))
    beside = f"raw sqlite3, a commit each: {median(raw):,.0f}"
    return [
        Row("claims, from JSON to the outgoing row", median(whole), "/s", beside,
            median(whole) / median(raw), "0.6 or more"),
        Row("claims that wait, decided", median(decided), "/s", beside,
            median(decided) / median(raw)),
    ]  # fmt: skip


def said(count: int, text: str, group: int | None = None) -> list[bytes]:
    """What Telegram says: messages by people who follow the shop, each in turn, in private or in
    a group."""
    updates = []
    for seq in range(1, count + 1):
        person = 1000 + seq % BUYERS
        user = {"id": person, "is_bot": False, "first_name": f"P{person}", "language_code": "en"}
        chat: dict[str, Any] = {"id": person, "type": "private", "first_name": f"P{person}"}
        if group is not None:
            chat = {"id": group, "type": "supergroup", "title": "Fans"}
        message = {
            "message_id": seq, "date": milliseconds() // 1000, "text": text, "from": user,
            "chat": chat,
        }  # fmt: skip
        updates.append({"update_id": seq, "message": message})
    return [
        orjson.dumps({"ok": True, "result": updates[at : at + ANSWER]})
        for at in range(0, count, ANSWER)
    ]


def fresh(measure: Callable[[Path], float]) -> float:
    """What ``measure`` says of a new market on a real disk."""
    with TemporaryDirectory(dir=DISK if DISK.is_dir() else None) as folder:
        path = Path(folder) / "market.db"
        open_shop(path)
        return measure(path)


def open_shop(path: Path) -> None:
    """A shop on the air with its followers."""
    store = Store(f"sqlite:///{path}")
    schema.metadata().create_all(store.engine)
    with store.transaction() as tx:
        for person in (1, *range(1000, 1000 + BUYERS)):
            tx.add(Person, {"id": person, "name": f"P{person}", "language": "en", "started": True,
                            "created_at": tx.now})  # fmt: skip
        people.open_shop(
            tx, slug="malee", name="Malee", owner_id=1, currency="THB", zone="Asia/Bangkok"
        )
        catalog.add_product(
            tx, shop_id=1, code="A12", key="A12", title="Silk scarf", price=39000, stock=STOCK
        )
        for person in range(1000, 1000 + BUYERS):
            tx.add(Follow, {"shop_id": 1, "person_id": person, "since": tx.now})
        shows.go_live(tx, people.shop(tx, 1), "Friday", None)
    store.engine.dispose()


async def _whole(path: Path, answers: Sequence[bytes]) -> float:
    async with Store(f"sqlite:///{path}") as store:
        turns = Turns(store)
        pump = asyncio.create_task(turns.run())
        begun = time.perf_counter()
        for answer in answers:
            await intake.receive(store, orjson.loads(answer)["result"])
        await turns.drain()
        took = time.perf_counter() - begun
        pump.cancel()
        return CLAIMS / took


async def decided_rate(path: Path, answers: Sequence[bytes]) -> float:
    """Messages a second, all of them waiting, decided."""
    async with Store(f"sqlite:///{path}") as store:
        for answer in answers:
            await intake.receive(store, orjson.loads(answer)["result"])
        begun = time.perf_counter()
        await Turns(store).drain()
        return len(answers) * ANSWER / (time.perf_counter() - begun)
