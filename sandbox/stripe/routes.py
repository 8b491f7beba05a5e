"""The API's calls: which method and path do what."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

from . import account, refunds, session_form, sessions
from .books import Books, pick
from .errors import Json, Refusal
from .forms import Form
from .lists import expand, page, within
from .parameters import Boolean, Listing, Object, Span, Text, read

Work: TypeAlias = Callable[[Books, dict[str, Any], list[str]], Json]
RETRIEVE = session_form.RETRIEVE
EVENTS = Object(
    session_form.PAGING
    | {
        "created": Span(),
        "delivery_success": Boolean(),
        "type": Text(),
        "types": Listing(Text(), most=20),
    }
)
A_MONTH = 30 * 86400


@dataclass(frozen=True, slots=True)
class Route:
    """One call: its address, its parameters, its work."""

    method: str
    path: re.Pattern[str]
    form: Object
    work: Work

    def answer(self, books: Books, form: Form, ids: list[str]) -> Json:
        """Read the parameters, do the work, expand what is asked for."""
        asked = read(self.form, form)
        return expand(books, self.work(books, asked, ids), asked.get("expand", []))


def route(method: str, path: str, form: Object, work: Work) -> Route:
    """`{}` in a path stands for an id."""
    return Route(method, re.compile(path.replace("{}", "([^/]+)")), form, work)


def list_sessions(books: Books, asked: dict[str, Any], ids: list[str]) -> Json:
    """Newest first; filters of status, payment intent, time and the buyer's e-mail."""
    email = asked.get("customer_details", {}).get("email")
    found = [
        session
        for session in reversed(books.sessions.values())
        if asked.get("status", session["status"]) == session["status"]
        and asked.get("payment_intent", session["payment_intent"]) == session["payment_intent"]
        and within(asked.get("created"), session["created"])
        and (email is None or (session["customer_details"] or {}).get("email") == email)
    ]
    return page("/v1/checkout/sessions", found, asked, "checkout.session")


def list_line_items(books: Books, asked: dict[str, Any], ids: list[str]) -> Json:
    """In the order in which they were asked for."""
    session = sessions.retrieve(books, ids[0])
    url = f"/v1/checkout/sessions/{ids[0]}/line_items"
    return page(url, books.line_items[session["id"]], asked, "item")


def list_refunds(books: Books, asked: dict[str, Any], ids: list[str]) -> Json:
    """Newest first; filters of payment intent, charge and time."""
    found = [
        refund
        for refund in reversed(books.refunds.values())
        if asked.get("payment_intent", refund["payment_intent"]) == refund["payment_intent"]
        and asked.get("charge", refund["charge"]) == refund["charge"]
        and within(asked.get("created"), refund["created"])
    ]
    return page("/v1/refunds", found, asked, "refund")


def list_events(books: Books, asked: dict[str, Any], ids: list[str]) -> Json:
    """Newest first, of the last thirty days; filters of kind, time and delivery."""
    if "type" in asked and "types" in asked:
        raise Refusal("You may only specify one of these parameters: type, types.", param="types")
    kinds = [asked["type"]] if "type" in asked else asked.get("types")
    oldest = books.now() - A_MONTH
    found = [
        event
        for event in reversed(books.events.values())
        if event["created"] >= oldest
        and (kinds is None or any(fits(event["type"], kind) for kind in kinds))
        and within(asked.get("created"), event["created"])
        and ("delivery_success" not in asked or asked["delivery_success"] == delivered(event))
    ]
    return page("/v1/events", found, asked, "event")


def fits(kind: str, pattern: str) -> bool:
    """`charge.*` fits every charge event."""
    return kind.startswith(pattern[:-1]) if pattern.endswith("*") else kind == pattern


def delivered(event: Json) -> bool:
    """Whether every endpoint has it."""
    return bool(event["pending_webhooks"] == 0)


def get_intent(books: Books, asked: dict[str, Any], ids: list[str]) -> Json:
    return pick(books.intents, "payment_intent", ids[0], "intent")


def get_charge(books: Books, asked: dict[str, Any], ids: list[str]) -> Json:
    return pick(books.charges, "charge", ids[0], "charge")


def get_dispute(books: Books, asked: dict[str, Any], ids: list[str]) -> Json:
    return pick(books.disputes, "dispute", ids[0], "dispute")


def get_event(books: Books, asked: dict[str, Any], ids: list[str]) -> Json:
    return pick(books.events, "event", ids[0], "id")


SESSIONS = "/v1/checkout/sessions"
ROUTES = (
    route("POST", SESSIONS, session_form.CREATE, lambda b, a, i: sessions.create(b, a)),
    route("GET", SESSIONS, session_form.LIST, list_sessions),
    route("GET", SESSIONS + "/{}", RETRIEVE, lambda b, a, i: sessions.retrieve(b, i[0])),
    route("POST", SESSIONS + "/{}/expire", RETRIEVE, lambda b, a, i: sessions.expire(b, i[0])),
    route("GET", SESSIONS + "/{}/line_items", session_form.LINE_ITEMS, list_line_items),
    route("GET", "/v1/payment_intents/{}", RETRIEVE, get_intent),
    route("GET", "/v1/charges/{}", RETRIEVE, get_charge),
    route("POST", "/v1/refunds", refunds.CREATE, lambda b, a, i: refunds.create(b, a)),
    route("GET", "/v1/refunds", refunds.LIST, list_refunds),
    route("GET", "/v1/refunds/{}", RETRIEVE, lambda b, a, i: refunds.retrieve(b, i[0])),
    route("GET", "/v1/disputes/{}", RETRIEVE, get_dispute),
    route("GET", "/v1/events", EVENTS, list_events),
    route("GET", "/v1/events/{}", RETRIEVE, get_event),
    route("GET", "/v1/account", RETRIEVE, lambda b, a, i: account.account(b)),
    route("GET", "/v1/balance", RETRIEVE, lambda b, a, i: account.balance(b)),
)


def find(method: str, path: str) -> tuple[Route, list[str]]:
    """The call of that address and the ids in it, or 404."""
    for candidate in ROUTES:
        match = candidate.path.fullmatch(path)
        if match and candidate.method == method:
            return candidate, list(match.groups())
    raise Refusal(
        f"Unrecognized request URL ({method}: {path}). Please see https://stripe.com/docs or we "
        "can help at https://support.stripe.com/.",
        status=404,
    )
