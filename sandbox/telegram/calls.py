"""What the bot asked of the Bot API, kept for the tests to look at."""

from collections import Counter, deque
from typing import Any, NamedTuple

from sandbox.telegram.fields import PARAMETERS, fits


class Call(NamedTuple):
    """One call: method, parameters as they came (uploads by file name), time in seconds, status.

    status is the HTTP status it was answered with, 0 when the connection was dropped.
    """

    method: str
    parameters: dict[str, Any]
    at: float
    status: int


class Calls:
    """The last calls (all of them when keep is None, none when 0) and counts of all."""

    def __init__(self, keep: int | None) -> None:
        self.kept: deque[Call] = deque(maxlen=keep)
        self.counts: Counter[str] = Counter()
        self.unknown: list[str] = []
        self.mistyped: list[str] = []
        self.parameters = PARAMETERS

    def check(self, method: str, parameters: dict[str, Any]) -> None:
        """Notes parameters that the method does not have or that are of another type."""
        known = self.parameters[method]
        for name, value in parameters.items():
            kind = known.get(name)
            if kind is None:
                if name != "method":
                    self.note(method, name)
            elif value is not None and value != "" and not fits(kind, value):
                self.mistyped.append(f"{method}.{name}")

    def note(self, method: str, name: str) -> None:
        """One name that the Bot API does not know, once."""
        entry = f"{method}.{name}"
        if entry not in self.unknown:
            self.unknown.append(entry)

    def record(self, method: str, parameters: dict[str, Any], at: float, status: int) -> None:
        """Counts and, as far as asked for, keeps a call."""
        self.counts[method] += 1
        if self.kept.maxlen != 0:
            self.kept.append(Call(method, parameters, at, status))
