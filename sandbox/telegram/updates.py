"""The bot's queue of updates: numbering, filtering, expiry, long polling."""

import asyncio
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import orjson

from sandbox.telegram.refusal import Refusal, refuse
from sandbox.telegram.shapes import Json

UNLESS_ASKED = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
DAY = 24 * 3600.0
PRESS_LIFETIME = 150.0
LONGEST_POLL = 50
_SHIFTS = {
    "callback_query": 3,
    "my_chat_member": 5,
    "chat_member": 6,
    "message_reaction": 8,
    "message_reaction_count": 9,
}


@dataclass(frozen=True, slots=True)
class Update:
    """One update: its JSON, the queue whose order it keeps, when it is no longer worth telling."""

    update_id: int
    kind: str
    body: bytes
    queue: int
    expires_at: float


class Updates:
    """Pending updates in the order of delivery. clock: seconds since the epoch."""

    def __init__(self, clock: Callable[[], float], first_id: int = 700_000_001) -> None:
        self._clock = clock
        self._next = first_id
        self._poller: asyncio.Future[None] | None = None
        self._held: list[Update] | None = None
        self.pending: deque[Update] = deque()
        self.allowed: frozenset[str] | None = None
        self.taker: Callable[[Update], None] | None = None
        self.on_change: Callable[[], None] = lambda: None

    def put(self, kind: str, payload: Json, key: int, update_id: int | None = None) -> int | None:
        """Queues one update; its id, or None when the bot did not ask for this kind.

        key: the chat or person whose order it keeps among updates of its family.
        """
        if not self._wanted(kind):
            return None
        number = self._next if update_id is None else update_id
        self._next = max(self._next, number + 1)
        lifetime = PRESS_LIFETIME if kind == "callback_query" else DAY
        queue = key + (_SHIFTS.get(kind, 0) << 33)
        body = orjson.dumps({"update_id": number, kind: payload})
        self._add(Update(number, kind, body, queue, self._clock() + lifetime))
        return number

    def inject(self, raw: Json, queue: int = 0) -> None:
        """Queues an update exactly as given, whatever it holds and whatever its id."""
        number = int(raw["update_id"])
        kind = next((key for key in raw if key != "update_id"), "")
        self._next = max(self._next, number + 1)
        self._add(Update(number, kind, orjson.dumps(raw), queue, self._clock() + DAY))

    def hold(self) -> None:
        """Keeps what follows back until release, so that it can be delivered in another order."""
        self._held = []

    def release(self, order: Callable[[list[Update]], Iterable[Update]] = reversed) -> None:
        """Delivers what was held back, in the order chosen (backwards unless said otherwise)."""
        held, self._held = self._held or [], None
        for update in order(held):
            self._add(update)

    def ask(self, allowed: list[str] | None) -> None:
        """Which kinds to queue from now on; None changes nothing, nothing means the default."""
        if allowed is not None:
            self.allowed = frozenset(allowed) or None

    def forget(self, update: Update) -> None:
        """Removes one update that was delivered or given up."""
        if update in self.pending:
            self.pending.remove(update)
        self.on_change()

    def drop_all(self) -> None:
        """Throws everything away."""
        self.pending.clear()

    async def poll(self, offset: int, limit: int, seconds: int) -> bytes:
        """The JSON array of the next updates, waiting for the first; Refusal 409 when another
        poller comes."""
        self.interrupt(
            "terminated by other getUpdates request; "
            "make sure that only one bot instance is running"
        )
        self._confirm(offset)
        if not self.pending and seconds > 0:
            waiting = self._poller = asyncio.get_running_loop().create_future()
            self.on_change()
            try:
                async with asyncio.timeout(seconds):
                    await waiting
            except TimeoutError:
                pass
            finally:
                if self._poller is waiting:
                    self._poller = None
        chosen = [update.body for update, _ in zip(self.pending, range(limit), strict=False)]
        return b"[" + b",".join(chosen) + b"]"

    @property
    def polling(self) -> bool:
        """Whether somebody waits for the next update."""
        return self._poller is not None

    def interrupt(self, reason: str) -> None:
        """Ends a long poll with 409."""
        if self._poller is not None and not self._poller.done():
            self._poller.set_exception(Refusal(409, f"Conflict: {reason}"))
        self._poller = None

    def finish(self) -> None:
        """Lets a waiting poll return empty."""
        self._wake()

    def _wanted(self, kind: str) -> bool:
        if self.allowed is None:
            return kind not in UNLESS_ASKED
        return kind in self.allowed

    def _add(self, update: Update) -> None:
        if self._held is not None:
            self._held.append(update)
            return
        self.pending.append(update)
        if self.taker is not None:
            self.taker(update)
        self._wake()

    def _wake(self) -> None:
        if self._poller is not None and not self._poller.done():
            self._poller.set_result(None)

    def _confirm(self, offset: int) -> None:
        now = self._clock()
        if offset < 0:
            while len(self.pending) > -offset:
                self.pending.popleft()
        elif any(update.update_id < offset or update.expires_at < now for update in self.pending):
            self.pending = deque(
                update
                for update in self.pending
                if update.update_id >= offset and update.expires_at >= now
            )


def read_allowed(value: object) -> list[str] | None:
    """The allowed_updates of a call, None when absent; Refusal 400."""
    if value is None:
        return None
    if not isinstance(value, list):
        raise refuse("Can't parse allowed_updates: expected an Array of String")
    return [str(one) for one in value]
