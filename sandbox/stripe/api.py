"""One API call from its HTTP request to its answer: key, faults, idempotency, work, log."""

import asyncio
import base64
import hmac
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

import orjson
from aiohttp import web

from . import routes, sessions
from .bell import Bell
from .books import API_VERSION, Books, Cause
from .errors import Refusal
from .faults import Fault, Faults, Planned, refusal
from .forms import Form, Plain, decode, plain
from .idempotency import Answer, Asked, Keys

FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Call:
    """A call as it came in; `params` with lists where they were numbered."""

    method: str
    path: str
    params: Plain
    idempotency_key: str | None


@dataclass
class Api:
    """The API of one secret key."""

    secret_key: str
    books: Books
    bell: Bell
    keys: Keys = field(default_factory=Keys)
    faults: Faults = field(default_factory=Faults)
    calls: list[Call] = field(default_factory=list)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Answer any request under /v1."""
        request_id = self.books.ids.new("req", 14)
        method, path = request.method, "/v1/" + request.match_info["tail"]
        fault = self.faults.take(method, path)
        try:
            form = await form_of(request)
            key = request.headers.get("Idempotency-Key") if method == "POST" else None
            self.calls.append(Call(method, path, plain(form), key))
            self.bell.ring()
            self.check(request)
            answer, again = await self.answer(Asked(method, path, form), key, request_id, fault)
        except Refusal as no:
            answer, again = Answer(no.status, no.body(request_id), request_id), False
        if fault and fault.fault in (Fault.DROP, Fault.CUT):
            return await broken(request, answer, fault.fault)
        return response(answer, request_id, request.headers.get("Idempotency-Key"), again)

    def check(self, request: web.Request) -> None:
        """Key, version and account of a request."""
        given = key_of(request.headers.get("Authorization", ""))
        if not given:
            raise Refusal(
                "You did not provide an API key. You need to provide your API key in the "
                "Authorization header, using Bearer auth (e.g. 'Authorization: Bearer "
                "YOUR_SECRET_KEY').",
                status=401,
            )
        if not hmac.compare_digest(given.encode(), self.secret_key.encode()):
            raise Refusal(f"Invalid API Key provided: {given[:8]}****{given[-4:]}", status=401)
        version = request.headers.get("Stripe-Version", API_VERSION)
        if version != API_VERSION:
            raise Refusal(f"Invalid Stripe API version: {version}")
        account = request.headers.get("Stripe-Account", self.books.account)
        if account != self.books.account:
            raise Refusal(
                f"The provided key '{given[:8]}****{given[-4:]}' does not have access to account "
                f"'{account}' (or that account does not exist). Application access may have been "
                "revoked.",
                status=403,
                code="account_invalid",
            )

    async def answer(
        self, asked: Asked, key: str | None, request_id: str, fault: Planned | None
    ) -> tuple[Answer, bool]:
        """The answer, and whether it is a kept one."""
        if fault and fault.fault in (Fault.BUSY, Fault.DENIED, Fault.EDGE, Fault.UNKNOWN):
            raise refusal(fault.fault)
        if key is None:
            return await self.work(asked, key, request_id, fault), False
        kept = self.keys.begin(key, asked, self.books.now())
        if kept is not None:
            return kept, True
        try:
            answer = await self.work(asked, key, request_id, fault)
        except Refusal as no:
            if no.stored:
                self.keys.keep(key, Answer(no.status, no.body(request_id), request_id))
            else:
                self.keys.forget(key)
            raise
        except BaseException:
            self.keys.forget(key)
            raise
        self.keys.keep(key, answer)
        return answer, False

    async def work(
        self, asked: Asked, key: str | None, request_id: str, fault: Planned | None
    ) -> Answer:
        """Do what is asked, with the fault at its place."""
        if fault and fault.fault is Fault.SLOW:
            await asyncio.sleep(fault.seconds)
        if fault and fault.fault is Fault.BEFORE:
            raise refusal(fault.fault)
        sessions.expire_due(self.books)
        self.books.cause = Cause(request_id, key)
        try:
            route, ids = routes.find(asked.method, asked.path)
            thing = route.answer(self.books, asked.form, ids)
        finally:
            self.books.cause = Cause()
        if fault and fault.fault is Fault.AFTER:
            raise refusal(fault.fault)
        return Answer(200, orjson.dumps(thing, option=orjson.OPT_INDENT_2), request_id)


async def form_of(request: web.Request) -> Form:
    """The parameters: of the query and, in a POST, of the form body."""
    pairs = parse_qsl(request.query_string, keep_blank_values=True)
    if request.method == "POST":
        body = await request.read()
        if body and request.content_type != FORM:
            raise Refusal(
                f"Invalid request (check that your POST content type is {FORM}). If you have any "
                "questions, we can help at https://support.stripe.com/."
            )
        pairs += parse_qsl(body.decode(errors="replace"), keep_blank_values=True)
    return decode(pairs)


def key_of(header: str) -> str:
    """The API key of an `Authorization` header, Bearer or Basic (as the user name)."""
    scheme, _, rest = header.partition(" ")
    if scheme.lower() == "bearer":
        return rest.strip()
    if scheme.lower() == "basic":
        try:
            return base64.b64decode(rest, validate=True).decode().partition(":")[0]
        except ValueError:
            return ""
    return ""


def response(answer: Answer, request_id: str, key: str | None, again: bool) -> web.Response:
    """The HTTP answer with the headers that clients look at."""
    headers = {"Request-Id": request_id, "Stripe-Version": API_VERSION}
    if key is not None:
        headers["Idempotency-Key"] = key
        headers["Original-Request"] = answer.request_id
    if again:
        headers["Idempotent-Replayed"] = "true"
    return web.Response(
        body=answer.body, status=answer.status, headers=headers, content_type="application/json"
    )


async def broken(request: web.Request, answer: Answer, fault: Fault) -> web.StreamResponse:
    """No answer, or half of one, then the connection is gone."""
    half = web.StreamResponse(
        status=answer.status, headers={"Content-Length": str(len(answer.body))}
    )
    if fault is Fault.CUT:
        await half.prepare(request)
        await half.write(answer.body[: len(answer.body) // 2])
    if request.transport is not None:
        if fault is Fault.CUT:
            request.transport.close()
        else:
            request.transport.abort()
    return half
