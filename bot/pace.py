"""How fast the bot may send: pure arithmetic on times (monotonic seconds) that are passed in."""

from collections import deque
from dataclasses import dataclass, field

LIFTED = 1000
"""Above this rate a setting means no limits at all: a Bot API server of one's own, or a test."""
WINDOW = 1.002
"""A second, and a little for clocks that differ."""
CHAT = 1.02
"""Seconds between messages to one person, once the burst is used up."""
BURST = 3
GROUP = 20
"""Messages to one group or channel in a minute."""
MINUTE = 60.5
LATE = 0.5
"""The most (s) that a slow journey of one message is taken to have delayed its arrival."""
JOURNEYS = 300
"""So many of the last journeys tell how fast one can be."""
ENOUGH = 10
"""With fewer the fastest is taken to need no time at all."""
FEW = 1024
"""With fewer chats than this in memory nothing is tidied."""


@dataclass(slots=True)
class Step:
    """One counted message: when it left, and from when on its second is over."""

    left: float
    over: float


@dataclass(slots=True)
class _Group:
    sent: deque[float] = field(default_factory=lambda: deque(maxlen=GROUP))
    held: float = 0.0


class Pace:
    """Says when a message may go, and is told when one went, arrived or was refused.

    per_second: the whole bot's allowance in any sliding second. Telegram counts what arrives, so
    a message that took longer on its way than the fastest of late is taken to have arrived later
    by that much. Bulk is spread evenly over the second, so that an answer always finds a slot
    about to open; answers may use up the second at once.
    """

    def __init__(self, per_second: int) -> None:
        self.lifted = per_second > LIFTED
        self._most = per_second
        self._space = WINDOW / per_second
        self._steps: list[Step] = []
        self._slot = 0.0
        self._halt = 0.0
        self._journeys: deque[float] = deque(maxlen=JOURNEYS)
        self._people: dict[int, float] = {}
        self._groups: dict[int, _Group] = {}
        self._tidy_at = FEW

    def opens(self, *, bulk: bool) -> float:
        """When the whole bot may send its next message."""
        if self.lifted:
            return self._halt
        opens = self._halt
        if len(self._steps) >= self._most:
            opens = max(opens, min(step.over for step in self._steps))
        return max(opens, self._slot) if bulk else opens

    @property
    def halted(self) -> float:
        """Until when nothing at all may be sent."""
        return self._halt

    def chat_opens(self, chat_id: int) -> float:
        """When this chat may be sent its next message."""
        if chat_id < 0:
            group = self._groups.get(chat_id)
            if group is None:
                return 0.0
            full = not self.lifted and len(group.sent) == GROUP
            return max(group.held, group.sent[0] + MINUTE) if full else group.held
        return self._people.get(chat_id, 0.0) - (BURST - 1) * CHAT

    def held(self, chat_id: int) -> float:
        """Until when a group takes nothing at all, for it was said to be too much."""
        group = self._groups.get(chat_id)
        return 0.0 if group is None else group.held

    def room(self, now: float, ahead: float, *, bulk: bool) -> int:
        """How many messages may go within the next ``ahead`` seconds."""
        until = now + ahead
        if self._halt > until:
            return 0
        if self.lifted:
            return LIFTED
        free = self._most - len(self._steps) + sum(1 for step in self._steps if step.over <= until)
        if bulk:
            free = min(free, int((until - max(self._slot, now - self._space)) / self._space) + 1)
        return max(free, 0)

    def leave(self, chat_id: int, now: float) -> Step:
        """Counts a message that goes out now; hand the step to ``arrived``."""
        step = Step(now, now + WINDOW + LATE)
        if self.lifted:
            return step
        if len(self._steps) >= self._most:
            self._steps = [kept for kept in self._steps if kept.over > now]
        self._steps.append(step)
        self._slot = max(self._slot, now - self._space) + self._space
        if chat_id < 0:
            self._groups.setdefault(chat_id, _Group()).sent.append(now)
        else:
            self._people[chat_id] = max(self._people.get(chat_id, 0.0), now) + CHAT
        if len(self._people) + len(self._groups) > self._tidy_at:
            self._tidy(now)
        return step

    def arrived(self, step: Step, now: float) -> None:
        """Notes that the answer to a message came back now."""
        if self.lifted:
            return
        took = now - step.left
        self._journeys.append(took)
        fastest = min(self._journeys) if len(self._journeys) >= ENOUGH else 0.0
        step.over = step.left + WINDOW + min(took - fastest, LATE)

    def halt(self, now: float, seconds: float, chat_id: int | None = None) -> None:
        """Stops a group, or else everything, for a while: after 429."""
        if chat_id is not None and chat_id < 0:
            group = self._groups.setdefault(chat_id, _Group())
            group.held = max(group.held, now + seconds)
        else:
            self._halt = max(self._halt, now + seconds)

    def _tidy(self, now: float) -> None:
        self._people = {chat: free for chat, free in self._people.items() if free > now}
        self._groups = {
            chat: group
            for chat, group in self._groups.items()
            if group.held > now or (group.sent and group.sent[-1] + MINUTE > now)
        }
        self._tidy_at = max(FEW, 2 * (len(self._people) + len(self._groups)))
