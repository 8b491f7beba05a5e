"""When a show is: a moment said in plain words, in English, Italian or Thai."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from models.words import clock_words, date_like, day_words
from models.words.clock_words import Hour
from models.words.day_words import Day
from models.words.folding import fold

FARTHEST = 366
"""Days."""
LONGEST = 120
"""Letters of what is read as a moment."""

WhenReason = Literal["unclear", "past", "too_far", "gap", "no_day", "no_hour"]


@dataclass(frozen=True, slots=True)
class When:
    """A moment (ms since the epoch)."""

    at: int


@dataclass(frozen=True, slots=True)
class WhenProblem:
    """Why that is no moment for a show.

    ``no_hour``: a day alone, ``day`` (counted from 0001-01-01, ``date.toordinal``). ``no_day``: the
    day there isn't (30 February). ``gap``: clocks skip this time that night; ``at`` (ms) is the
    first there is.
    """

    reason: WhenReason
    day: int | None = None
    at: int | None = None


def read_when(text: str, zone: str, now: int) -> When | WhenProblem:
    """Reads ``tomorrow 8pm``, ``domani alle 20``, ``ศุกร์ 2 ทุ่ม``, ``25/12 19:30``, ``in 2 hours``
    by the clocks of ``zone``.

    A day without its year is the next there is; an hour without a day is today's, or tomorrow's if
    that is over.
    """
    words = " ".join(fold(text[: LONGEST + 1]).replace(",", " ").split())
    here = datetime.fromtimestamp(now / 1000, ZoneInfo(zone))
    if not words or len(words) > LONGEST:
        return WhenProblem("unclear")
    if (later := clock_words.read_later(words)) is not None:
        return _checked((now // 1000 + later + 59) // 60 * 60_000, now)
    for day, rest in day_words.days(words, here.date()):
        hour = clock_words.read_hour(rest, evening=day is not None and day.evening)
        alone = day is not None and not clock_words.without_fillers(rest)
        if day is not None and day.on is None and (hour is not None or alone):
            return WhenProblem("no_day")
        if hour is not None:
            return _moment(day, hour, here, now)
        if day is not None and alone:
            return _day_alone(day, here.date())
    return WhenProblem("unclear")


def moment(day: date, hour: int, minute: int, zone: str, now: int) -> When | WhenProblem:
    """The moment that a picker's day, hour and minute name."""
    if day.year < 1970:  # the first of all days begins before there are any, east of Greenwich
        return WhenProblem("past")
    return _at(datetime.combine(day, time(hour, minute), ZoneInfo(zone)), now)


def find_when(text: str, zone: str, now: int) -> tuple[When | WhenProblem | None, str]:
    """The moment at the beginning or the end of a line, and the rest of it.

    None if nothing there looks like one. What is wrong with a moment counts only where nothing else
    reads as one. Where days or hours would be left over (``8pm or 9pm``), or can't be read, it is
    unclear, and the rest is the whole line (nothing, if it says nothing else).
    """
    words = text.split()
    problem: tuple[WhenProblem, str] | None = None
    for said, rest in _cuts(words):
        read = read_when(said, zone, now)
        if _is_unclear(read) or _leaves_some(said, rest):
            continue
        if isinstance(read, When):
            return read, rest
        problem = problem or (read, rest)
    line = " ".join(words)
    if problem is not None:
        return problem
    if not (date_like.has_day(line, surely=True) or date_like.has_hour(line)):
        return None, line
    return WhenProblem("unclear"), "" if _is_all_moments(words, zone, now) else line


def _is_unclear(read: When | WhenProblem) -> bool:
    return isinstance(read, WhenProblem) and read.reason == "unclear"


def _leaves_some(said: str, rest: str) -> bool:
    """Whether the rest of a line looks as if it said when, too, or ``said`` may be no moment."""
    if date_like.may_be_else(said, rest):
        return True
    dated = date_like.has_day(said)
    return date_like.has_day(rest, surely=dated) or date_like.has_hour(rest)


def _is_all_moments(words: list[str], zone: str, now: int) -> bool:
    """Whether a line is nothing but moments (``tomorrow at 8pm or 9pm``)."""
    said, rest = next(
        (cut for cut in _cuts(words) if not _is_unclear(read_when(cut[0], zone, now))), ("", "")
    )
    left = [word for word in fold(rest).split() if word not in ("OR", "O", "OPPURE", "E", "AND")]
    return bool(said) and not _is_unclear(read_when(" ".join(left) or said, zone, now))


def _cuts(words: list[str], most: int = 8) -> Iterator[tuple[str, str]]:
    """A line's beginnings, then its ends, the longest first, each with the rest."""
    lengths = range(min(most, len(words)), 0, -1)
    yield from ((" ".join(words[:length]), " ".join(words[length:])) for length in lengths)
    yield from ((" ".join(words[-length:]), " ".join(words[:-length])) for length in lengths)


def _moment(day: Day | None, hour: Hour, here: datetime, now: int) -> When | WhenProblem:
    zone = str(here.tzinfo)
    if day is not None and day.on is not None:
        read = _on(day.on, hour, zone, now)
        over = isinstance(read, WhenProblem) and read.reason == "past"
        return _on(day.again, hour, zone, now) if over and day.again is not None else read
    today = _on(here.date(), hour, zone, now)
    if isinstance(today, WhenProblem) and today.reason == "past":
        return _on(here.date() + timedelta(1), hour, zone, now)
    return today


def _on(day: date, hour: Hour, zone: str, now: int) -> When | WhenProblem:
    return moment(day + timedelta(hour.days), hour.hour, hour.minute, zone, now)


def _at(local: datetime, now: int) -> When | WhenProblem:
    there = local.astimezone(UTC).astimezone(local.tzinfo)
    if there.replace(tzinfo=None) != local.replace(tzinfo=None):
        return WhenProblem("gap", at=_first_after_gap(local))
    return _checked(int(local.timestamp()) * 1000, now)


def _first_after_gap(local: datetime) -> int:
    """The first moment (ms) whose time of day exists, after one that doesn't."""
    skipped = local.replace(fold=0).utcoffset(), local.replace(fold=1).utcoffset()
    before, after = min(filter(None, skipped)), max(filter(None, skipped))
    at = int(local.replace(fold=0).timestamp())
    low, high = at - int((after - before).total_seconds()), at + 1
    zone = local.tzinfo
    while high - low > 1:
        middle = (low + high) // 2
        moved = datetime.fromtimestamp(middle, zone).utcoffset() != before
        low, high = (low, middle) if moved else (middle, high)
    return high * 1000


def _checked(at: int, now: int) -> When | WhenProblem:
    if at <= now:
        return WhenProblem("past")
    if at > now + FARTHEST * 86_400_000:
        return WhenProblem("too_far")
    return When(at)


def _day_alone(day: Day, today: date) -> WhenProblem:
    when = day.on
    if when is None:
        return WhenProblem("no_day")
    if when < today:
        return WhenProblem("past")
    if (when - today).days > FARTHEST:
        return WhenProblem("too_far")
    return WhenProblem("no_hour", day=when.toordinal())
