"""All that the stand-in remembers, in memory: objects by id, newest last, and the event log."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

import orjson

from .clock import Clock
from .errors import Json, Refusal, no_such
from .ids import Ids
from .money import LEAST

API_VERSION = "2026-10-28.endive"


class Now(Protocol):
    """Milliseconds since the epoch."""

    def __call__(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Cause:
    """The API call under which an event happens; both None when a person or time did it."""

    id: str | None = None
    idempotency_key: str | None = None


@dataclass
class Books:
    """The tables. `told` is called with each new event; `deadlines` is a heap of open sessions."""

    clock: Now = field(default_factory=Clock)
    ids: Ids = field(default_factory=Ids)
    least: dict[str, int] = field(default_factory=lambda: dict(LEAST))
    origin: str = "http://127.0.0.1"
    account: str = "acct_standin"
    connected: set[str] = field(default_factory=set)
    refund_mode: str = "succeeded"
    cause: Cause = Cause()
    sessions: dict[str, Json] = field(default_factory=dict)
    deadlines: list[tuple[int, str]] = field(default_factory=list)
    line_items: dict[str, list[Json]] = field(default_factory=dict)
    intent_data: dict[str, Json] = field(default_factory=dict)
    products: dict[str, Json] = field(default_factory=dict)
    shipping_rates: dict[str, Json] = field(default_factory=dict)
    intents: dict[str, Json] = field(default_factory=dict)
    charges: dict[str, Json] = field(default_factory=dict)
    refunds: dict[str, Json] = field(default_factory=dict)
    disputes: dict[str, Json] = field(default_factory=dict)
    events: dict[str, Json] = field(default_factory=dict)
    told: Callable[[Json], None] = lambda event: None

    def now(self) -> int:
        """Seconds since the epoch, as the API counts."""
        return self.clock() // 1000

    def tell(self, kind: str, thing: Json, before: Json | None = None) -> Json:
        """Log an event about a thing as it is at this moment; `before` holds what changed."""
        data: Json = {"object": orjson.loads(orjson.dumps(thing))}
        if before is not None:
            data["previous_attributes"] = before
        event: Json = {
            "id": self.ids.new("evt"),
            "object": "event",
            "api_version": API_VERSION,
            "created": self.now(),
            "data": data,
            "livemode": False,
            "pending_webhooks": 0,
            "request": {"id": self.cause.id, "idempotency_key": self.cause.idempotency_key},
            "type": kind,
        }
        self.events[event["id"]] = event
        self.told(event)
        return event

    def connected_account(self, id: str, param: str) -> str:
        """A connected account that is known, by its id."""
        if id not in self.connected:
            raise no_such("destination", id, param)
        return id


def pick(table: dict[str, Json], kind: str, id: str, param: str = "id") -> Json:
    """The object of that id, or 404."""
    if id not in table:
        raise no_such(kind, id, param, status=404)
    return table[id]


def need(condition: bool, message: str, *, param: str | None = None) -> None:
    """Refuse, as work that had begun, unless `condition` holds."""
    if not condition:
        raise Refusal(message, param=param, stored=True)
