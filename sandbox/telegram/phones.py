"""The HTTP side that phones in a browser talk to."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import orjson
from aiohttp import web

from sandbox.telegram.hands import ACTS, Act
from sandbox.telegram.people import User
from sandbox.telegram.query import read_body
from sandbox.telegram.refusal import Refusal
from sandbox.telegram.room_making import make_room
from sandbox.telegram.shapes import Json
from sandbox.telegram.speaking import NotPossible
from sandbox.telegram.streams import encode
from sandbox.telegram.views import snapshot
from sandbox.telegram.world import World

KEEP_ALIVE = 20.0
_SHAPE = ("first_name", "last_name", "username", "language_code")


class Phones:
    """Answers /phones, everything under it, and /rooms.

    Refusals are {"error": words} with status 400.
    """

    def __init__(self, world: World) -> None:
        self._world = world

    def add_routes(self, app: web.Application) -> None:
        """Puts the addresses of the phones into an application."""
        app.router.add_get("/phones/file/{file_id}", self._file)
        app.router.add_post("/phones", self._make)
        app.router.add_get("/phones/{user_id}/events", self._events)
        app.router.add_post("/rooms", self._make_room)
        for name, act in ACTS.items():
            app.router.add_post(f"/phones/{{user_id}}/{name}", _handler(self._world, act))

    def snapshot(self, user_id: int) -> Json:
        """All that a phone shows when it is switched on."""
        return snapshot(self._world, user_id)

    async def _make(self, request: web.Request) -> web.Response:
        try:
            wanted, _ = read_body("application/json", await request.read())
        except Refusal as refusal:
            return _no(str(refusal))
        shape = {key: wanted[key] for key in _SHAPE if wanted.get(key)}
        if "first_name" not in shape:
            return _no("first_name is needed")
        person = self._world.add_person(wanted.get("id"), shape)
        return _json({"user": person})

    async def _make_room(self, request: web.Request) -> web.Response:
        try:
            wanted, _ = read_body("application/json", await request.read())
            return _json({"chat": make_room(self._world, wanted).chat.shape})
        except (NotPossible, Refusal, ValueError) as refusal:
            return _no(str(refusal))

    async def _events(self, request: web.Request) -> web.StreamResponse:
        user_id = _number(request.match_info["user_id"])
        if user_id not in self._world.people:
            return _no("no such phone", 404)
        response = web.StreamResponse(
            headers={
                "Content-Type": "text/event-stream",
                "Cache-Control": "no-cache",
                "X-Accel-Buffering": "no",
            }
        )
        stream = self._world.streams.open(user_id)
        try:
            await response.prepare(request)
            await response.write(encode("snapshot", self.snapshot(user_id)))
            while (line := await _next(stream)) is not None:
                await response.write(line)
        except ConnectionResetError:
            pass
        finally:
            self._world.streams.close(user_id, stream)
        return response

    async def _file(self, request: web.Request) -> web.Response:
        file = self._world.files.get(request.match_info["file_id"])
        if file is None:
            return _no("no such file", 404)
        return web.Response(body=file.data, headers={"Content-Type": file.content_type})


def _handler(world: World, act: Act) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def handle(request: web.Request) -> web.Response:
        user_id = _number(request.match_info["user_id"])
        if user_id not in world.people:
            return _no("no such phone", 404)
        content_type = request.headers.get("Content-Type", "")
        try:
            asked, files = read_body(content_type, await request.read())
            return _json(act(User(world, user_id), asked, files))
        except (NotPossible, Refusal) as refusal:
            return _no(str(refusal))
        except KeyError as missing:
            return _no(f"{missing.args[0]} is needed")

    return handle


async def _next(stream: asyncio.Queue[bytes | None]) -> bytes | None:
    try:
        async with asyncio.timeout(KEEP_ALIVE):
            return await stream.get()
    except TimeoutError:
        return b": still here\n\n"


def _json(value: Any) -> web.Response:
    return web.Response(body=orjson.dumps(value), content_type="application/json")


def _no(words: str, status: int = 400) -> web.Response:
    return web.Response(
        status=status, body=orjson.dumps({"error": words}), content_type="application/json"
    )


def _number(value: object) -> int:
    try:
        return int(str(value))
    except ValueError:
        return 0
