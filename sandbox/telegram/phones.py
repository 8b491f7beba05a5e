"""The HTTP side that phones in a browser talk to."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import orjson
from aiohttp import web

from sandbox.telegram import membership
from sandbox.telegram.multipart import Upload
from sandbox.telegram.people import User
from sandbox.telegram.query import read_body
from sandbox.telegram.refusal import Refusal
from sandbox.telegram.shapes import Json
from sandbox.telegram.speaking import NotPossible
from sandbox.telegram.streams import encode
from sandbox.telegram.world import World

KEEP_ALIVE = 20.0
_SHAPE = ("first_name", "last_name", "username", "language_code")


class Phones:
    """Answers /phones and everything under it. Refusals are {"error": words} with status 400."""

    def __init__(self, world: World) -> None:
        self._world = world

    def add_routes(self, app: web.Application) -> None:
        """Puts the addresses of the phones into an application."""
        app.router.add_get("/phones/file/{file_id}", self._file)
        app.router.add_post("/phones", self._make)
        app.router.add_get("/phones/{user_id}/events", self._events)
        for name, act in (
            ("send", self._send),
            ("photo", self._photo),
            ("document", self._document),
            ("edit", self._edit),
            ("press", self._press),
            ("block", self._block),
            ("open", self._open),
        ):
            app.router.add_post(f"/phones/{{user_id}}/{name}", _handler(self._world, act))

    def snapshot(self, user_id: int) -> Json:
        """All that a phone shows when it is switched on."""
        world = self._world
        me = world.people[user_id]
        chats = [chat for chat in world.chats.values() if user_id in chat.audience()]
        return {
            "me": me,
            "bot": world.bot,
            "chats": [
                {"chat": chat.shape, "messages": [one.seen() for one in chat.messages.values()]}
                for chat in chats
            ],
            "commands": world.menus.shown(user_id, me.get("language_code", "")),
            "reactions": [
                {"chat_id": chat.id, "message_id": message_id, "emoji": emoji}
                for chat in chats
                for message_id, emoji in chat.reactions.items()
                if emoji
            ],
            "blocked": world.chats[user_id].blocked,
        }

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

    def _send(self, user: User, asked: Json, files: dict[str, Upload]) -> Json:
        reply_to = _number(asked.get("reply_to_message_id")) or None
        message = user.say(str(asked["text"]), chat_id=_chat(asked), reply_to=reply_to)
        return {"message": message}

    def _photo(self, user: User, asked: Json, files: dict[str, Upload]) -> Json:
        caption = asked.get("caption", "")
        photo = files["photo"].data
        return {"message": user.photo(photo, caption, chat_id=_chat(asked))}

    def _document(self, user: User, asked: Json, files: dict[str, Upload]) -> Json:
        upload, caption = files["document"], asked.get("caption", "")
        message = user.document(upload.data, upload.filename, caption, chat_id=_chat(asked))
        return {"message": message}

    def _edit(self, user: User, asked: Json, files: dict[str, Upload]) -> Json:
        number, text = _number(asked["message_id"]), str(asked["text"])
        return {"message": user.edit(number, text, chat_id=_chat(asked))}

    def _press(self, user: User, asked: Json, files: dict[str, Upload]) -> Json:
        press = user.stale_press if asked.get("stale") else user.press
        pressed = press(_number(asked["message_id"]), str(asked["data"]), chat_id=_chat(asked))
        return {"callback_query_id": pressed.id}

    def _block(self, user: User, asked: Json, files: dict[str, Upload]) -> Json:
        membership.set_blocked(self._world, user.id, bool(asked.get("blocked", True)))
        return {"blocked": user.chat.blocked}

    def _open(self, user: User, asked: Json, files: dict[str, Upload]) -> Json:
        return {"message": user.start(str(asked.get("start") or ""))}


def _handler(
    world: World, act: Callable[[User, Json, dict[str, Upload]], Json]
) -> Callable[[web.Request], Awaitable[web.Response]]:
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


def _chat(asked: Json) -> int | None:
    return _number(asked.get("chat_id")) or None


def _number(value: object) -> int:
    try:
        return int(str(value))
    except ValueError:
        return 0
