"""Claims in a linked group, decided, beside the same claims in private chats; and plain talk."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from bench.claims import ROUNDS, decided_rate, fresh, said
from bench.table import Row
from models.chats import Chat
from models.store import Store

COMMENTS = 5_000
GROUP = -1_002_000_000_001


def run() -> list[Row]:
    """Comments a second: claims with their reaction, and talk that is passed over."""
    private, claims, talk = [], [], []
    for _ in range(ROUNDS):
        private.append(fresh(lambda path: asyncio.run(_decided(path, said(COMMENTS, "cf a12")))))
        claims.append(
            fresh(lambda path: asyncio.run(_decided(path, said(COMMENTS, "cf a12", GROUP))))
        )
        talk.append(
            fresh(lambda path: asyncio.run(_decided(path, said(COMMENTS, "so nice!", GROUP))))
        )
    beside = f"in private: {median(private):,.0f}"
    return [
        Row("comments that claim, decided", median(claims), "/s", beside,
            median(claims) / median(private), "0.7 or more"),
        Row("comments that don't, passed over", median(talk), "/s", beside,
            median(talk) / median(private)),
    ]  # fmt: skip


async def _decided(path: Path, answers: Sequence[bytes]) -> float:
    async with Store(f"sqlite:///{path}") as store:
        await store.write(
            lambda tx: tx.insert(
                Chat, id=GROUP, shop_id=1, kind="supergroup", title="Fans", linked_at=tx.now
            )
        )
    return await decided_rate(path, answers)
