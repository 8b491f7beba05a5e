"""Phones from the outside: what the stand-in tells them, read over HTTP as the page reads it."""

from collections.abc import AsyncGenerator
from typing import Any, TypeAlias

import aiohttp
import orjson

Json: TypeAlias = dict[str, Any]

ENDLESS = aiohttp.ClientTimeout(total=None, connect=10)


def told(
    session: aiohttp.ClientSession, address: str, user_id: int
) -> AsyncGenerator[tuple[str, Json]]:
    """Events of one phone as (name, data), the snapshot first, until the stand-in closes.

    `address` is the stand-in's own, such as `http://127.0.0.1:8081`.
    """
    return events(session, f"{address}/phones/{user_id}/events")


async def events(session: aiohttp.ClientSession, url: str) -> AsyncGenerator[tuple[str, Json]]:
    """Server-sent events of any address as (name, data), until the other side closes."""
    async with session.get(url, timeout=ENDLESS, read_bufsize=2**22) as answer:
        answer.raise_for_status()
        name = "message"
        async for line in answer.content:
            key, _, value = line.rstrip(b"\r\n").partition(b": ")
            if key == b"event":
                name = value.decode()
            elif key == b"data":
                yield name, orjson.loads(value)
