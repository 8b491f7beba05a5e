"""How the shop comes to the street: its seller types it into the bot, as a person would."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from sandbox.street.goods import GOODS, SHOP
from sandbox.street.people import SELLER
from sandbox.street.phones import Json, told

PATIENCE = 20.0  # seconds for one answer of the bot


@dataclass(frozen=True, slots=True)
class Say:
    """One thing that the seller sends: words, or a picture with a caption."""

    words: str
    picture: Path | None = None


SCRIPT = (
    Say("/start"),
    Say("/sell"),
    Say(SHOP.name),
    Say(SHOP.slug),
    Say(SHOP.currency),
    Say(SHOP.shipping),
    *(Say(good.caption, good.picture) for good in GOODS),
    Say("/shop"),
)


class Stuck(RuntimeError):
    """The bot did not answer a step of the script; the message names the step."""


async def open_shop(
    session: aiohttp.ClientSession, address: str, patience: float = PATIENCE
) -> None:
    """Plays `SCRIPT` on the seller's phone, waiting for an answer after each line.

    Does nothing when the seller's chat has messages already. Raises Stuck.
    """
    events = told(session, address, SELLER.id)
    async with aclosing(events):
        _, snapshot = await anext(events)
        if any(chat["messages"] for chat in snapshot["chats"]):
            return
        for number, step in enumerate(SCRIPT, 1):
            await _send(session, f"{address}/phones/{SELLER.id}", step)
            try:
                async with asyncio.timeout(patience):
                    await _answer(events)
            except TimeoutError:
                where = f"step {number} of {len(SCRIPT)}, “{step.words}”"
                raise Stuck(f"the bot did not answer {where} within {patience:g} s") from None


async def _send(session: aiohttp.ClientSession, phone: str, step: Say) -> None:
    if step.picture is None:
        sent = session.post(f"{phone}/send", json={"text": step.words})
    else:
        form = aiohttp.FormData({"caption": step.words})
        data = step.picture.read_bytes()
        form.add_field("photo", data, filename=step.picture.name, content_type="image/jpeg")
        sent = session.post(f"{phone}/photo", data=form)
    async with sent as answer:
        answer.raise_for_status()


async def _answer(events: AsyncIterator[tuple[str, Json]]) -> None:
    async for name, data in events:
        if name == "message" and data["message"]["from"]["id"] != SELLER.id:
            return
    raise Stuck("the seller's phone was cut off")
