"""Which of the candidates are leased now, and which are put off or given up instead."""

from collections.abc import Sequence
from math import ceil
from typing import Any

from sqlalchemy import Row

from bot.letters import COUNTED, weight
from bot.pace import BURST, CHAT, Pace
from models.priority import Priority


def is_bulk(row: Row[Any]) -> bool:
    """Whether this is one of many alike: spread evenly, and after everything else."""
    return bool(row.priority >= Priority.ALERT)


def _is_shut_out(row: Row[Any]) -> bool:
    """Whether nobody would read it. An answer is tried, for who asks may be back; but nobody asks
    under the number (below 0) of a person who was forgotten, or who never pressed Start."""
    if row.chat_id != row.person_id:  # a group: it reads what is said in somebody's language
        return False
    return bool(
        row.unstarted or (row.blocked and (row.priority > Priority.ANSWER or row.person_id < 0))
    )


class Choice:
    """Picks rows in order for as long as there is room. Changes nothing in the pace.

    moment: monotonic seconds; now: the transaction's time (ms). free: how many rows in all;
    answers, bulk: how many counted messages, and how many of them bulk.
    After ``look``: ``put_off`` (row id, due in ms) whose chat must wait, ``hopeless`` row ids of
    people who shut us out, and ``full`` when room ran out.
    """

    def __init__(
        self, pace: Pace, moment: float, now: int, *, free: int, answers: int, bulk: int
    ) -> None:
        self._pace = pace
        self._moment = moment
        self._now = now
        self._free = free
        self._answers = answers
        self._bulk = bulk
        self._chats: set[int] = set()
        self.put_off: list[tuple[int, int]] = []
        self.hopeless: list[int] = []
        self.full = False

    def look(self, rows: Sequence[Row[Any]]) -> list[Row[Any]]:
        """Those of the candidates that may be leased now."""
        self.put_off, self.hopeless = [], []
        taken: list[Row[Any]] = []
        for row in rows:
            if not self._fits(row):
                self.full = True
                break
            if self._may_go(row):
                self._take(row)
                taken.append(row)
        return taken

    def _fits(self, row: Row[Any]) -> bool:
        if row.method not in COUNTED:
            return self._free > 0
        return min(self._free, self._answers, self._bulk if is_bulk(row) else self._answers) > 0

    def _may_go(self, row: Row[Any]) -> bool:
        if row.method not in COUNTED:
            return row.method == "answer" or self._is_open(row, self._pace.held(row.chat_id))
        if row.chat_id in self._chats:
            return False
        if _is_shut_out(row):
            self.hopeless.append(row.id)
            return False
        burst = max(0, weight(row) - BURST) * CHAT
        return self._is_open(row, self._pace.chat_opens(row.chat_id) + burst)

    def _is_open(self, row: Row[Any], opens: float) -> bool:
        if opens > self._moment:
            self.put_off.append((row.id, self._now + ceil((opens - self._moment) * 1000)))
            return False
        return True

    def _take(self, row: Row[Any]) -> None:
        self._free -= 1
        if row.method in COUNTED:
            self._answers -= 1
            self._bulk -= is_bulk(row)
            self._chats.add(row.chat_id)
