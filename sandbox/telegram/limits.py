"""How fast the bot may send before it hears 429."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from math import ceil

from sandbox.telegram.refusal import too_many


@dataclass(frozen=True, slots=True)
class Limits:
    """What Telegram allows; None lifts a limit.

    messages_per_second: the whole bot, in any window of one second. per_chat: messages a second
    in one private chat once its burst is used up. group_per_minute: one group or channel, in any
    window of sixty seconds. pause: seconds of silence asked for when the whole bot was too fast.
    edits: whether edits count as messages; in groups and channels they do unless group_edits is
    false. Reactions, pins and answers to buttons never count.
    """

    messages_per_second: int | None = 30
    per_chat: float | None = 1.0
    burst: int = 5
    group_per_minute: int | None = 20
    pause: int = 3
    edits: bool = False
    group_edits: bool = True

    @classmethod
    def lifted(cls) -> "Limits":
        """No limit at all."""
        return cls(None, None, 0, None, 0)


@dataclass(slots=True)
class _Bucket:
    tokens: float
    at: float


@dataclass(slots=True)
class Meter:
    """Counts what is sent and refuses what is too much. timer: seconds, monotonic."""

    limits: Limits
    timer: Callable[[], float]
    refused: int = 0
    _recent: deque[float] = field(default_factory=deque)
    _buckets: dict[int, _Bucket] = field(default_factory=dict)
    _groups: dict[int, deque[float]] = field(default_factory=dict)
    _silent: dict[int, float] = field(default_factory=dict)

    def admit(self, chat_id: int, count: int = 1) -> None:
        """Counts messages into a chat; Refusal 429 when they are too many or come too early."""
        now = self.timer()
        if self._silent:
            self._heed(0, now)
            self._heed(chat_id, now)
        self._whole(now, count)
        if chat_id < 0:
            self._group(chat_id, now, count)
        else:
            self._private(chat_id, now, count)
        if self.limits.messages_per_second is not None:
            self._recent.extend([now] * count)

    def admit_edit(self, chat_id: int) -> None:
        """Counts an edit where edits count; Refusal 429 as for a message."""
        if self.limits.edits:
            self.admit(chat_id)
        elif chat_id < 0 and self.limits.group_edits:
            now = self.timer()
            if self._silent:
                self._heed(chat_id, now)
            self._group(chat_id, now, 1)

    def _heed(self, key: int, now: float) -> None:
        until = self._silent.get(key)
        if until is None:
            return
        if now < until:
            self._refuse(key, until - now, now)
        del self._silent[key]

    def _whole(self, now: float, count: int) -> None:
        most = self.limits.messages_per_second
        if most is None:
            return
        recent = self._recent
        while recent and recent[0] <= now - 1:
            recent.popleft()
        if len(recent) + count > max(most, count):
            self._refuse(0, self.limits.pause, now)

    def _private(self, chat_id: int, now: float, count: int) -> None:
        rate, burst = self.limits.per_chat, self.limits.burst
        if rate is None:
            return
        bucket = self._buckets.get(chat_id)
        if bucket is None:
            bucket = self._buckets[chat_id] = _Bucket(burst, now)
        bucket.tokens = min(burst, bucket.tokens + (now - bucket.at) * rate)
        bucket.at = now
        if bucket.tokens < 1:
            self._refuse(chat_id, (1 - bucket.tokens) / rate, now)
        bucket.tokens -= count

    def _group(self, chat_id: int, now: float, count: int) -> None:
        most = self.limits.group_per_minute
        if most is None:
            return
        recent = self._groups.setdefault(chat_id, deque())
        while recent and recent[0] <= now - 60:
            recent.popleft()
        if len(recent) + count > max(most, count):
            self._refuse(chat_id, 60 - (now - recent[0]), now)
        recent.extend([now] * count)

    def _refuse(self, key: int, seconds: float, now: float) -> None:
        wait = max(1, ceil(seconds))
        self._silent[key] = max(self._silent.get(key, 0), now + seconds)
        self.refused += 1
        raise too_many(wait)
