"""The hour in a moment's words: 8pm, alle 20.30, สองทุ่มครึ่ง; and lengths of time from now."""

import re
from dataclasses import dataclass

from models.words.folding import any_of, fold, folded_words


@dataclass(frozen=True, slots=True)
class Hour:
    """A time of day; ``days``: so many days later (midnight at the end of a day)."""

    hour: int
    minute: int = 0
    days: int = 0


_THAI_NUMBERS = {
    fold(word): number
    for number, word in enumerate(
        ("หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า", "สิบ", "สิบเอ็ด", "สิบสอง"), 1
    )
}
_N = rf"([0-9]{{1,2}}|{any_of(*_THAI_NUMBERS)})"
_HALF = fold("ครึ่ง")
_PAST = rf"(?:\s*({_HALF})|\s*([0-9]{{1,2}})\s*(?:{fold('นาที')})?)?"
_OCLOCK = rf"\s*(?:{any_of('น.', 'นาฬิกา', 'น')})?"

_EARLY = any_of("am", "a.m", "in morning", "di mattina", "del mattino", "mattina")
_LATE = any_of("pm", "p.m", "p", "in afternoon", "di pomeriggio", "del pomeriggio", "pomeriggio")
_DARK = any_of("in evening", "night", "tonight", "di sera", "della sera", "sera", "di notte")
"""Parts of a day, without what only joins."""
_PLAIN = re.compile(
    rf"(?:H\s*)?([0-9]{{1,2}})(?:(?:\s?[:.H]\s?|\s+E\s+)([0-9]{{2}}))?\s*(?:H(?:RS?)?\.?|(?:O'?)?CLOCK)?"
    rf"{_OCLOCK}\s*(?:({_EARLY})|({_LATE})|({_DARK}))?"
)
_THAI = (
    (re.compile(rf"{_N}?\s*{fold('ทุ่ม')}(?:{fold('หนึ่ง')})?{_PAST}"), 18, range(1, 6)),
    (re.compile(rf"{fold('ตี')}\s*{_N}{_PAST}"), 0, range(1, 7)),
    (re.compile(rf"{fold('บ่าย')}\s*{_N}?\s*(?:{fold('โมง')})?{_PAST}"), 12, range(1, 7)),
    (re.compile(rf"{_N}\s*{fold('โมง')}\s*{fold('เย็น')}{_PAST}"), 12, range(3, 8)),
    (re.compile(rf"{_N}\s*{fold('โมง')}\s*(?:{fold('เช้า')})?{_PAST}"), 0, range(6, 13)),
    (re.compile(rf"{_N}\s*{fold('โมง')}\s*{fold('เช้า')}{_PAST}"), 6, range(1, 6)),
    (re.compile(rf"(){fold('เที่ยง')}(?:{fold('วัน')})?{_PAST}"), 11, range(1, 2)),
)  # fmt: skip
MIDNIGHT = folded_words("midnight mezzanotte เที่ยงคืน")
NOON = folded_words("noon midday mezzogiorno")

_JOINING = any_of("at", "on", "the", "alle ore", "alle", "all", "ore", "il", "a", "o")
_FILLERS = re.compile(
    rf"(?<![A-ZÀ-Þ])(?:{_JOINING})(?![A-ZÀ-Þ]|\.M)'?"
    rf"|{any_of('เวลา', 'ตอน', 'วันที่', 'วัน', '@')}|^[\s.·;–-]+|[\s.·;–-]+$"
)

_HALF_PAST = re.compile(r"(?<=[0-9])\s+E\s+MEZZ[AO](?![A-Z])")

MINUTES = ("minutes", "minute", "mins", "min", "m", "minuti", "minuto", "นาที")
_HOURS = ("hours", "hour", "hrs", "hr", "h", "ore", "ora", "ชั่วโมง", "ชม.", "ชม")
DAYS = ("days", "day", "giorni", "giorno", "วัน")
WEEKS = ("weeks", "week", "settimane", "settimana", "สัปดาห์", "อาทิตย์")
_UNITS = ((60, MINUTES), (3600, _HOURS), (86_400, DAYS), (604_800, WEEKS))
AHEAD = any_of("in", "after", "tra", "fra", "อีก")
ONE = any_of("an", "a", "one", "un", "un'", "una", "uno")
_HALF_AN_HOUR = any_of(
    "half an hour", "a half hour", "mezz'ora", "mezz' ora", "mezz ora", "mezzora", "mezza ora",
    "ครึ่งชั่วโมง", "ครึ่งชม.",
)  # fmt: skip
_HALF_HOUR = re.compile(rf"(?:{AHEAD})\s*(?:{_HALF_AN_HOUR})")
_LATER = [
    (seconds, re.compile(rf"(?:{AHEAD})\s*([0-9]{{1,4}}|{ONE})\s*(?:{any_of(*units)})"))
    for seconds, units in _UNITS
]
_HOURS_AND_MINUTES = re.compile(
    rf"(?:{AHEAD})\s*([0-9]{{1,2}})\s*(?:{any_of(*_HOURS)})\s*(?:AND|E)?\s*([0-9]{{1,2}})\s*"
    rf"(?:{any_of(*MINUTES)})?"
)


def without_fillers(words: str) -> str:
    """The words without those that only join."""
    while (shorter := " ".join(_FILLERS.sub(" ", words).split())) != words:
        words = shorter
    return words


def read_later(words: str) -> int | None:
    """How many seconds ahead folded words say (``in 2 hours``, ``tra mezz'ora``), or None."""
    if _HALF_HOUR.fullmatch(words):
        return 1800
    for seconds, pattern in _LATER:
        if said := pattern.fullmatch(words):
            return seconds * (int(said[1]) if said[1].isdecimal() else 1)
    both = _HOURS_AND_MINUTES.fullmatch(words)
    return int(both[1]) * 3600 + int(both[2]) * 60 if both else None


def read_hour(words: str, *, evening: bool = False) -> Hour | None:
    """The time of day that folded words say, with nothing else besides; ``evening``: 5 to 11 are
    after noon, and smaller hours after the midnight that follows."""
    words = _HALF_PAST.sub(".30", without_fillers(words))
    if words in MIDNIGHT:
        return Hour(0, days=1)
    if words in NOON:
        return Hour(12)
    return _thai(words, evening=evening) or _plain(words, evening=evening)


def _thai(words: str, *, evening: bool) -> Hour | None:
    for pattern, first, numbers in _THAI:
        said = pattern.fullmatch(words)
        if said is None:
            continue
        named, half, minutes = said.groups(default="")
        number = int(named) if named.isdecimal() else _THAI_NUMBERS.get(named, 1)
        minute = 30 if half else int(minutes or 0)
        if number in numbers and minute < 60:
            return _hour(first + number, minute, night=evening)
    return None


def _plain(words: str, *, evening: bool) -> Hour | None:
    said = _PLAIN.fullmatch(words)
    if said is None:
        return None
    hour, minute = int(said[1]), int(said[2] or 0)
    early, late, dark = (part is not None for part in said.group(3, 4, 5))
    if (early or late or dark) and not 1 <= hour <= 23:
        return None
    night = dark or (evening and not late)
    if hour == 12 and (early or night):
        hour = 0
    elif (late and hour < 12) or (night and not early and 5 <= hour < 12):
        hour += 12
    return _hour(hour, minute, night=night)


def _hour(hour: int, minute: int, *, night: bool) -> Hour | None:
    if hour == 24 and minute == 0:
        return Hour(0, days=1)
    if hour > 23 or minute > 59:
        return None
    return Hour(hour, minute, days=1 if night and hour < 5 else 0)
