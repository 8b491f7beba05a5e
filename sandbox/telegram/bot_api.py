"""The HTTP side that the bot talks to."""

import asyncio

import orjson
from aiohttp import web

from sandbox.telegram import ephemeral, fields
from sandbox.telegram.faults import Fault
from sandbox.telegram.methods import METHODS, Method
from sandbox.telegram.query import Query, read_body
from sandbox.telegram.receiving import Receiving
from sandbox.telegram.refusal import Refusal, too_many
from sandbox.telegram.shapes import Json
from sandbox.telegram.world import World

_OK = b'{"ok":true,"result":'
_TRUE = b'{"ok":true,"result":true}'
_JSON = "application/json"


class BotApi:
    """Answers /bot{token}/{method} and /file/bot{token}/{path}."""

    def __init__(self, world: World, pace: float) -> None:
        self._world = world
        self.receiving = Receiving(world, self._follow, pace)
        self._methods: dict[str, Method] = (
            METHODS
            | ephemeral.METHODS
            | {
                "setWebhook": self.receiving.set_webhook,
                "deleteWebhook": self.receiving.delete_webhook,
                "getWebhookInfo": self.receiving.get_webhook_info,
            }
        )

    @property
    def methods(self) -> list[str]:
        """The names of the methods it answers."""
        hidden = set() if self._world.ephemeral else ephemeral.METHODS.keys()
        return [*(self._methods.keys() - hidden), "getUpdates"]

    async def call(self, request: web.Request) -> web.Response:
        """One method call over HTTP."""
        match = request.match_info
        try:
            method = self._named(match["token"], match["method"])
            parameters, files = read_body(
                request.headers.get("Content-Type", ""), await request.read()
            )
        except Refusal as refusal:
            return _answer(refusal.code, orjson.dumps(refusal.body()))
        if request.query_string:
            parameters = dict(request.query) | parameters
        query = Query(method, parameters, files)
        fault = self._world.faults.take(query) if self._world.faults.waiting else None
        if fault is not None:
            return await self._spoiled(request, query, fault)
        return await self._perform(query)

    async def file(self, request: web.Request) -> web.Response:
        """The bytes of a file that getFile named."""
        if request.match_info["token"] != self._world.token:
            return _answer(401, orjson.dumps(Refusal(401, "Unauthorized").body()))
        file = self._world.files.at(request.match_info["path"])
        if file is None:
            return _answer(404, orjson.dumps(Refusal(404, "Not Found").body()))
        return web.Response(body=file.data, content_type="application/octet-stream")

    def _named(self, token: str, method: str) -> str:
        if token != self._world.token:
            raise Refusal(401, "Unauthorized")
        known = fields.EPHEMERAL_METHODS if self._world.ephemeral else fields.METHODS
        name = known.get(method.lower())
        if name is None:
            raise Refusal(404, "Not Found")
        if self._world.logged_out:
            raise Refusal(400, "Bad Request: Logged out")
        return name

    async def _perform(self, query: Query) -> web.Response:
        status, body, retry_after = await self._run(query)
        return _answer(status, body, retry_after)

    async def _run(self, query: Query) -> tuple[int, bytes, int]:
        world = self._world
        log = world.calls_log
        log.check(query.method, query.parameters)
        status, retry_after = 200, 0
        try:
            if query.method == "getUpdates":
                body = _OK + await self.receiving.get_updates(query) + b"}"
            else:
                result = self._methods[query.method](world, query)
                body = _TRUE if result is True else _OK + orjson.dumps(result) + b"}"
        except Refusal as refusal:
            status, body = refusal.code, orjson.dumps(refusal.body())
            retry_after = (refusal.parameters or {}).get("retry_after", 0)
        self._record(query, status)
        return status, body, retry_after

    def _record(self, query: Query, status: int) -> None:
        parameters = query.parameters
        if query.files:
            parameters = parameters | {name: one.filename for name, one in query.files.items()}
        self._world.calls_log.record(query.method, parameters, self._world.clock(), status)

    def _follow(self, call: Json) -> None:
        """A method call in a webhook's answer: done, its result reported to nobody."""
        name = fields.METHODS.get(str(call.pop("method")).lower(), "")
        if name not in METHODS or name.startswith("get") or name in ("close", "logOut"):
            return
        query = Query(name, call)
        try:
            METHODS[name](self._world, query)
        except Refusal as refusal:
            self._record(query, refusal.code)
        else:
            self._record(query, 200)

    async def _spoiled(self, request: web.Request, query: Query, fault: Fault) -> web.Response:
        if fault.seconds:
            await asyncio.sleep(fault.seconds)
        if fault.drop == "before":
            self._record(query, 0)
            return _hang_up(request)
        if fault.status is not None:
            self._record(query, fault.status)
            return _failed(fault)
        status, body, retry_after = await self._run(query)
        if fault.drop == "after":
            return _hang_up(request)
        if fault.garbage:
            return web.Response(body=b"<html>\xff not what you asked for", content_type=_JSON)
        return _answer(status, body, retry_after)


def _answer(status: int, body: bytes, retry_after: int = 0) -> web.Response:
    headers = {"Retry-After": str(retry_after)} if retry_after else None
    return web.Response(status=status, body=body, content_type=_JSON, headers=headers)


def _failed(fault: Fault) -> web.Response:
    status = fault.status or 500
    if status == 429:
        refusal = too_many(fault.retry_after)
        return _answer(429, orjson.dumps(refusal.body()), fault.retry_after)
    if status in (502, 504):
        page = f"<html><body><h1>{status} {fault.description}</h1></body></html>"
        return web.Response(status=status, text=page, content_type="text/html")
    return _answer(status, orjson.dumps(Refusal(status, fault.description).body()))


def _hang_up(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
