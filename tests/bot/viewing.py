"""Pictures on their way to the eyes: sent by Anna, held by Telegram, and what became of them."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import Row, select
from telegram import Bot

from bench import video
from bot.eyes import Eyes
from models import people, screen_code, screenshots, shows
from models.outgoing import OUTGOING
from models.reservations import RESERVATION
from models.screenshots import SCREENSHOT
from models.store import Store
from models.tx import Tx
from sandbox.street.goods import GOODS
from sandbox.telegram import Telegram
from tests.bot.post import eventually

SELLER, ANNA = 1, 2


def photo_of(telegram: Telegram, data: bytes) -> str:
    """The file id of a photo that Telegram has."""
    return str(telegram.world.files.photo(data)[-1]["file_id"])


def frame(store: Store, *, code: bool = True, good: int = 0) -> bytes:
    """A picture of the video, with its overlay or without."""
    with store.transaction() as tx:
        text = screen_code.write(1, 0, people.shop(tx, 1).token)
    dice = random.Random(7)
    if code:
        return video.recompressed(video.frame(text, dice)[0], dice)
    from PIL import Image  # noqa: PLC0415 # as the program does

    plain = Image.new("RGB", (1280, 720), (70, 60, 80))
    with Image.open(GOODS[good].picture) as photo:
        plain.paste(photo.convert("RGB").resize((500, 500)), (300, 100))
    return video.as_jpeg(plain, 60)


async def sent(store: Store, file_id: str, number: int = 1) -> None:
    """Anna sends a picture."""

    def job(tx: Tx) -> None:
        show = shows.on_air(tx, 1)
        screenshots.keep(
            tx, source=f"m:2:{number}", person_id=ANNA, shop_id=1,
            show_id=None if show is None else show.id, file_id=file_id, said_at=tx.now, seq=number,
        )  # fmt: skip

    await store.write(job)


async def rows(store: Store) -> list[Row[Any]]:
    return list(await store.read(lambda tx: tx.all(select(SCREENSHOT).order_by(SCREENSHOT.c.id))))


async def told(store: Store, person: int = ANNA) -> list[str]:
    query = select(OUTGOING).where(OUTGOING.c.chat_id == person).order_by(OUTGOING.c.id)
    return [row.kind for row in await store.read(lambda tx: tx.all(query))]


async def held(store: Store) -> int:
    return len(await store.read(lambda tx: tx.all(select(RESERVATION.c.id))))


@asynccontextmanager
async def looking(store: Store, bot: Bot) -> AsyncIterator[None]:
    task = asyncio.create_task(Eyes(store, bot).run())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.wait([task])


async def decided(store: Store) -> list[Row[Any]]:
    async def so() -> list[Row[Any]]:
        found = await rows(store)
        return found if all(row.state not in ("new", "leased") for row in found) else []

    return await eventually(so, 20)
