"""Pages that can't be shown yet: their links lead to a bot whose name Telegram hasn't told."""

import asyncio
from collections.abc import Collection

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware


def until(ready: asyncio.Event, always: Collection[str]) -> Middleware:
    """A middleware: 503, come back in some seconds, until ``ready``; paths in ``always`` are
    served from the beginning."""

    @web.middleware
    async def wait(request: web.Request, handler: Handler) -> web.StreamResponse:
        if ready.is_set() or request.path in always:
            return await handler(request)
        headers = {"Retry-After": "5", "Cache-Control": "no-store"}
        return web.Response(status=503, text="The market is opening.", headers=headers)

    return wait
