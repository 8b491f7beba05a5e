"""Claims in a linked group, decided, beside the same claims in private chats; and plain talk."""

import asyncio
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any

import orjson

from bench.claims import ANSWER, BUYERS, ROUNDS, fresh
from bench.table import Row
from bot import intake
from bot.turns import Turns
from models.chats import Chat
from models.store import Store, milliseconds

COMMENTS = 5_000
GROUP = -1_002_000_000_001


def run() -> list[Row]:
    """Comments a second: claims with their reaction, and talk that is passed over."""
    private, claims, talk = [], [], []
    for _ in range(ROUNDS):
        private.append(fresh(lambda path: asyncio.run(_decided(path, _answers(None, "cf a12")))))
        claims.append(fresh(lambda path: asyncio.run(_decided(path, _answers(GROUP, "cf a12")))))
        talk.append(fresh(lambda path: asyncio.run(_decided(path, _answers(GROUP, "so nice!")))))
    beside = f"in private: {median(private):,.0f}"
    return [
        Row("comments that claim, decided", median(claims), "/s", beside,
            median(claims) / median(private), "0.7 or more"),
        Row("comments that don't, passed over", median(talk), "/s", beside,
            median(talk) / median(private)),
    ]  # fmt: skip


def _answers(chat_id: int | None, text: str) -> list[bytes]:
    updates = []
    for seq in range(1, COMMENTS + 1):
        person = 1000 + seq % BUYERS
        user = {"id": person, "is_bot": False, "first_name": f"P{person}", "language_code": "en"}
        chat: dict[str, Any] = {"id": person, "type": "private", "first_name": f"P{person}"}
        if chat_id is not None:
            chat = {"id": chat_id, "type": "supergroup", "title": "Fans"}
        message = {"message_id": seq, "date": milliseconds() // 1000, "text": text, "from": user,
                   "chat": chat}  # fmt: skip
        updates.append({"update_id": seq, "message": message})
    return [
        orjson.dumps({"ok": True, "result": updates[at : at + ANSWER]})
        for at in range(0, COMMENTS, ANSWER)
    ]


async def _decided(path: Path, answers: Sequence[bytes]) -> float:
    async with Store(f"sqlite:///{path}") as store:
        await store.write(
            lambda tx: tx.insert(
                Chat, id=GROUP, shop_id=1, kind="supergroup", title="Fans", linked_at=tx.now
            )
        )
        for answer in answers:
            await intake.receive(store, orjson.loads(answer)["result"])
        begun = time.perf_counter()
        await Turns(store).drain()
        return COMMENTS / (time.perf_counter() - begun)
