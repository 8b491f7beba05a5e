"""Figures about the bot's calls over HTTP, for a client in another process."""

import orjson
from aiohttp import web

from sandbox.telegram.world import World


class Tally:
    """Answers GET /tally: {counts, refused_429, unknown_parameters, mistyped_parameters}."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def show(self, request: web.Request) -> web.Response:
        """The figures as they stand."""
        log = self._world.calls_log
        figures = {
            "counts": log.counts,
            "refused_429": self._world.meter.refused,
            "unknown_parameters": log.unknown,
            "mistyped_parameters": log.mistyped,
        }
        return web.Response(body=orjson.dumps(figures), content_type="application/json")
