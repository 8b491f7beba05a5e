"""Idempotency keys: the first answer is kept a day and given again to the same request."""

from dataclasses import dataclass

from .errors import Refusal
from .forms import Form

A_DAY = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request is, for the comparison with the first one under its key."""

    method: str
    path: str
    form: Form


@dataclass(frozen=True, slots=True)
class Answer:
    """A status and body; `request_id` is of the request that did the work."""

    status: int
    body: bytes
    request_id: str


@dataclass
class Entry:
    """One key: what was asked under it and, once known, the answer."""

    asked: Asked
    begun: int
    answer: Answer | None = None


class Keys:
    """The keys that were seen."""

    def __init__(self) -> None:
        self._entries: dict[str, Entry] = {}

    def begin(self, key: str, asked: Asked, now: int) -> Answer | None:
        """The kept answer, or None when the work is to be done now. `now` in seconds.

        Refused: a key over 255 characters, another request under the same key (400), the same
        request while the first is still under way (409).
        """
        if len(key) > 255:
            raise Refusal("Idempotency keys can be at most 255 characters long.")
        entry = self._entries.get(key)
        if entry is None or (entry.answer and entry.begun + A_DAY <= now):
            self._entries[key] = Entry(asked, now)
            return None
        if entry.asked != asked:
            raise other(key, entry.asked, asked)
        if entry.answer is None:
            raise Refusal(
                "There is currently another in-progress request using this Idempotent Key (that "
                "probably means you submitted twice, and the other request is still going "
                f"through): {key}. Please try again later.",
                status=409,
                code="idempotency_key_in_use",
            )
        return entry.answer

    def keep(self, key: str, answer: Answer) -> None:
        """The work under the key was done, or failed after it had begun."""
        self._entries[key].answer = answer

    def forget(self, key: str) -> None:
        """The request was refused before any work began."""
        del self._entries[key]


def other(key: str, first: Asked, asked: Asked) -> Refusal:
    """The same key for something else."""
    if (first.method, first.path) != (asked.method, asked.path):
        what = f"for the same endpoint they were first used for ('{asked.path}' vs '{first.path}')"
    else:
        what = "with the same parameters they were first used with"
    return Refusal(
        f"Keys for idempotent requests can only be used {what}. Try using a key other than "
        f"'{key}' if you meant to execute a different request.",
        kind="idempotency_error",
    )
