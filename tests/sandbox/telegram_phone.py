"""A phone over HTTP, as a page in the browser has it."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import orjson

Next = Callable[[], Any]


@asynccontextmanager
async def watching(http: aiohttp.ClientSession, url: str, user_id: int) -> AsyncIterator[Next]:
    """A phone's event stream; call it for the next (name, data)."""
    async with http.get(f"{url}/phones/{user_id}/events") as response:
        assert response.headers["Content-Type"] == "text/event-stream"

        async def following() -> tuple[str, Any]:
            event = (await response.content.readline()).decode().strip().removeprefix("event: ")
            data = (await response.content.readline()).removeprefix(b"data: ")
            await response.content.readline()
            return event, orjson.loads(data)

        yield following


async def post(http: aiohttp.ClientSession, url: str, body: object) -> Any:
    async with http.post(url, json=body) as response:
        return await response.json() | ({"status": response.status} if not response.ok else {})
