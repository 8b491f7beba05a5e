"""Trouble on demand: which of the next calls go wrong, and how."""

from dataclasses import dataclass
from enum import Enum
from fnmatch import fnmatchcase

from .errors import Refusal


class Fault(Enum):
    """What goes wrong with a call."""

    BEFORE = "500, nothing done; kept under the idempotency key"
    EDGE = "503 from the edge, nothing done and nothing kept"
    AFTER = "the work is done, then 500; kept under the idempotency key"
    DROP = "the work is done and its answer kept, then the connection breaks"
    CUT = "as DROP, in the middle of the answer's body"
    SLOW = "the answer takes its time; the key is in use meanwhile"
    BUSY = "429, nothing done and nothing kept"
    DENIED = "401, as if the key had been revoked"
    UNKNOWN = "404, as if there were no such address"


PASSING = tuple(fault for fault in Fault if fault is not Fault.UNKNOWN)
"""What is well again in the end if it is tried again."""


@dataclass
class Planned:
    """A fault for the next `times` calls that match `pattern`."""

    pattern: str
    fault: Fault
    times: int
    seconds: float


class Faults:
    """The faults to come, in the order in which they were planned."""

    def __init__(self) -> None:
        self._planned: list[Planned] = []

    def plan(self, pattern: str, fault: Fault, times: int, seconds: float) -> None:
        """`pattern` as in file names: `POST /v1/checkout/sessions`, `* /v1/events*`."""
        self._planned.append(Planned(pattern, fault, times, seconds))

    def clear(self) -> None:
        """No more trouble."""
        self._planned.clear()

    def take(self, method: str, path: str) -> Planned | None:
        """The fault that this call meets, counted off."""
        for planned in self._planned:
            if fnmatchcase(f"{method} {path}", planned.pattern):
                planned.times -= 1
                if planned.times == 0:
                    self._planned.remove(planned)
                return planned
        return None


def refusal(fault: Fault) -> Refusal:
    """The answer of a fault that has one."""
    match fault:
        case Fault.BUSY:
            return Refusal(
                "Too many requests made to the API too quickly", status=429, code="rate_limit"
            )
        case Fault.DENIED:
            return Refusal(
                "Expired API Key provided: sk_test_****", status=401, code="api_key_expired"
            )
        case Fault.UNKNOWN:
            return Refusal("Unrecognized request URL.", status=404)
        case Fault.EDGE:
            return Refusal("Service unavailable. Please try again.", status=503, kind="api_error")
        case _:
            return Refusal(
                "Sorry! There was an error while talking to Stripe.",
                status=500,
                kind="api_error",
                stored=True,
            )
