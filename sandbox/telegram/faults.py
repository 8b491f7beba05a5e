"""Trouble on demand: the next calls of a method fail in a chosen way."""

from dataclasses import dataclass
from typing import Literal

from sandbox.telegram.query import Query

Drop = Literal["before", "after"]

DESCRIPTIONS = {
    400: "Bad Request: fault on demand",
    403: "Forbidden: bot was blocked by the user",
    500: "Internal Server Error",
    502: "Bad Gateway",
    504: "Gateway Timeout",
}


@dataclass(slots=True)
class Fault:
    """What goes wrong, for how many more calls, of which method (any when empty) and chat.

    status: answer with this HTTP status instead of doing the work. seconds: wait first. drop:
    close the connection before the work, or after it so that the answer is lost. garbage: do the
    work and answer 200 with something that is no JSON.
    """

    method: str
    times: int
    chat_id: int | None
    status: int | None
    description: str
    retry_after: int
    seconds: float
    drop: Drop | None
    garbage: bool


class Faults:
    """The faults still to come, oldest first."""

    def __init__(self) -> None:
        self.waiting: list[Fault] = []

    def add(
        self,
        method: str = "",
        *,
        times: int = 1,
        chat_id: int | None = None,
        status: int | None = None,
        description: str = "",
        retry_after: int = 1,
        seconds: float = 0.0,
        drop: Drop | None = None,
        garbage: bool = False,
    ) -> Fault:
        """Plans one fault; the meaning of the arguments stands with Fault."""
        fault = Fault(
            method.lower(),
            times,
            chat_id,
            status,
            description or DESCRIPTIONS.get(status or 0, "Error"),
            retry_after,
            seconds,
            drop,
            garbage,
        )
        self.waiting.append(fault)
        return fault

    def take(self, query: Query) -> Fault | None:
        """The fault that befalls this call, counted down."""
        for fault in self.waiting:
            if fault.method not in ("", query.method.lower()):
                continue
            if fault.chat_id is not None and query.text("chat_id") != str(fault.chat_id):
                continue
            fault.times -= 1
            if fault.times <= 0:
                self.waiting.remove(fault)
            return fault
        return None

    def clear(self) -> None:
        """Nothing goes wrong any more."""
        self.waiting.clear()
