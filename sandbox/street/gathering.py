"""How Malee's group comes about: she makes it, people join, she lets the bot in as she would."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import aclosing

import aiohttp

from sandbox.street.crowd import MEMBERS
from sandbox.street.opening import PATIENCE, Stuck
from sandbox.street.people import BUYERS, SELLER
from sandbox.street.phones import Json, told

TITLE = "Malee Silk live"


async def gather(session: aiohttp.ClientSession, address: str) -> int:
    """Makes the group with everybody in it but the bot; the id of the one there is, or the new
    one's."""
    known = [chat["chat"] for chat in await chats(session, address)]
    for chat in known:
        if chat["type"] != "private":
            return int(chat["id"])
    for one in MEMBERS:
        await _post(session, f"{address}/phones", one.user())
    everybody = [one.id for one in (SELLER, *BUYERS, *MEMBERS)]
    wanted = {"type": "supergroup", "title": TITLE, "members": everybody}
    made = await _post(session, f"{address}/rooms", wanted)
    return int(made["chat"]["id"])


async def let_in(
    session: aiohttp.ClientSession, address: str, chat_id: int, patience: float = PATIENCE
) -> None:
    """The seller adds the bot as an administrator and waits for its word. Raises Stuck."""
    events = told(session, address, SELLER.id)
    async with aclosing(events):
        await anext(events)
        await _post(
            session, f"{address}/phones/{SELLER.id}/bot", {"chat_id": chat_id, "do": "promote"}
        )
        try:
            async with asyncio.timeout(patience):
                await _word(events)
        except TimeoutError:
            raise Stuck(f"the bot did not link “{TITLE}” within {patience:g} s") from None


async def chats(session: aiohttp.ClientSession, address: str) -> list[Json]:
    """The chats on the seller's phone, with their messages."""
    events = told(session, address, SELLER.id)
    async with aclosing(events):
        _, snapshot = await anext(events)
    return list(snapshot["chats"])


async def _word(events: AsyncIterator[tuple[str, Json]]) -> None:
    async for name, data in events:
        if name == "message" and data["message"]["chat"]["id"] == SELLER.id:
            return


async def _post(session: aiohttp.ClientSession, url: str, body: Mapping[str, object]) -> Json:
    async with session.post(url, json=body) as answer:
        answer.raise_for_status()
        made: Json = await answer.json()
    return made
