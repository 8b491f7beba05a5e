"""The hour in a moment's words: 8pm, alle 20.30, สองทุ่มครึ่ง; and lengths of time from now."""

import re
from dataclasses import dataclass

from models.folding import fold


@dataclass(frozen=True, slots=True)
class Hour:
    """A time of day; ``days``: so many days later (midnight at the end of a day)."""

    hour: int
    minute: int = 0
    days: int = 0


def _or(*words: str) -> str:
    return "|".join(re.escape(fold(word)) for word in sorted(words, key=len, reverse=True))


_THAI_NUMBERS = {
    fold(word): number
    for number, word in enumerate(
        ("หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า", "สิบ", "สิบเอ็ด", "สิบสอง"), 1
    )
}
_N = rf"([0-9]{{1,2}}|{'|'.join(sorted(_THAI_NUMBERS, key=len, reverse=True))})"
_HALF = fold("ครึ่ง")
_PAST = rf"(?:\s*({_HALF})|\s*([0-9]{{1,2}})\s*(?:{fold('นาที')})?)?"
_OCLOCK = rf"\s*(?:{_or('น.', 'นาฬิกา', 'น')})?"

_PLAIN = re.compile(
    rf"(?:H\s*)?([0-9]{{1,2}})(?:(?:\s?[:.H]\s?|\s+E\s+)([0-9]{{2}}))?\s*(?:H(?:RS?)?\.?|O'?CLOCK)?{_OCLOCK}"
    rf"\s*({_or('am', 'a.m.', 'a.m', 'pm', 'p.m.', 'p.m', 'p')}"
    rf"|{_or('in the morning', 'in the evening')}"
    rf"|{_or('at night', 'in the afternoon', 'di mattina', 'del mattino', 'di sera', 'della sera')}"
    rf"|{_or('di pomeriggio', 'del pomeriggio', 'sera', 'mattina', 'pomeriggio', 'tonight')})?"
)
_LATE = {fold(word) for word in (
    "pm", "p.m.", "p.m", "p", "in the evening", "at night", "in the afternoon", "di sera",
    "della sera", "di pomeriggio", "del pomeriggio", "sera", "pomeriggio", "tonight",
)}  # fmt: skip
_THAI = (
    (re.compile(rf"{_N}?\s*{fold('ทุ่ม')}(?:{fold('หนึ่ง')})?{_PAST}"), 18, range(1, 6)),
    (re.compile(rf"{fold('ตี')}\s*{_N}{_PAST}"), 0, range(1, 7)),
    (re.compile(rf"{fold('บ่าย')}\s*{_N}?\s*(?:{fold('โมง')})?{_PAST}"), 12, range(1, 7)),
    (re.compile(rf"{_N}\s*{fold('โมง')}\s*{fold('เย็น')}{_PAST}"), 12, range(3, 8)),
    (re.compile(rf"{_N}\s*{fold('โมง')}\s*(?:{fold('เช้า')})?{_PAST}"), 0, range(6, 13)),
    (re.compile(rf"{_N}\s*{fold('โมง')}\s*{fold('เช้า')}{_PAST}"), 6, range(1, 6)),
    (re.compile(rf"(){fold('เที่ยงวัน')}{_PAST}|(){fold('เที่ยง')}{_PAST}"), 11, range(1, 2)),
)  # fmt: skip
MIDNIGHT = {fold(word) for word in ("midnight", "mezzanotte", "เที่ยงคืน")}
NOON = {fold(word) for word in ("noon", "midday", "mezzogiorno")}

_FILLERS = re.compile(
    rf"(?<![A-ZÀ-Þ])(?:{_or('at', 'on', 'the', 'alle ore', 'alle', 'all', 'ore', 'il', 'a', 'o')})"
    rf"(?![A-ZÀ-Þ])'?|{_or('เวลา', 'ตอน', 'วันที่', 'วัน', '@')}|^[\s.·;–-]+|[\s.·;–-]+$"
)

_HALF_PAST = re.compile(r"(?<=[0-9])\s+E\s+MEZZ[AO](?![A-Z])")

_UNITS = (
    (60, _or("minutes", "minute", "mins", "min", "m", "minuti", "minuto", "นาที")),
    (3600, _or("hours", "hour", "hrs", "hr", "h", "ore", "ora", "ชั่วโมง", "ชม.", "ชม")),
    (86_400, _or("days", "day", "giorni", "giorno", "วัน")),
    (604_800, _or("weeks", "week", "settimane", "settimana", "สัปดาห์", "อาทิตย์")),
)
_IN = _or("in", "after", "tra", "fra", "อีก")
_ONE = _or("an", "a", "one", "un", "un'", "una", "uno")
_HALF_HOUR = re.compile(
    rf"(?:{_IN})\s*(?:{_or('half an hour', 'a half hour', 'mezz ora', 'ครึ่งชั่วโมง', 'ครึ่งชม.')}"
    rf"|MEZZ'\s?ORA|MEZZORA|MEZZA ORA)"
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
    for seconds, units in _UNITS:
        said = re.fullmatch(rf"(?:{_IN})\s*([0-9]{{1,4}}|{_ONE})\s*(?:{units})", words)
        if said:
            return seconds * (int(said[1]) if said[1].isdecimal() else 1)
    both = re.fullmatch(
        rf"(?:{_IN})\s*([0-9]{{1,2}})\s*(?:{_UNITS[1][1]})\s*(?:AND|E)?\s*([0-9]{{1,2}})\s*"
        rf"(?:{_UNITS[0][1]})?", words,
    )  # fmt: skip
    return int(both[1]) * 3600 + int(both[2]) * 60 if both else None


def read_hour(words: str, *, evening: bool = False) -> Hour | None:
    """The time of day that folded words say, with nothing else besides; ``evening``: a small hour
    is one after noon."""
    words = _HALF_PAST.sub(".30", without_fillers(words))
    if words in MIDNIGHT:
        return Hour(0, days=1)
    if words in NOON:
        return Hour(12)
    return _thai(words) or _plain(words, evening=evening)


def _thai(words: str) -> Hour | None:
    for pattern, first, numbers in _THAI:
        said = pattern.fullmatch(words)
        if said is None:
            continue
        named, half, minutes = (group for group in _groups(said))
        number = int(named) if named.isdecimal() else _THAI_NUMBERS.get(named, 1)
        minute = 30 if half else int(minutes or 0)
        if number in numbers and minute < 60:
            return Hour(first + number if first + number < 24 else 12, minute)
    return None


def _groups(said: re.Match[str]) -> tuple[str, str, str]:
    """A Thai hour's number, half and minutes, whichever side of the pattern they stood on."""
    groups = [group or "" for group in said.groups()]
    halves = [groups[at : at + 3] for at in range(0, len(groups), 3)]
    best = max(halves, key=lambda one: sum(map(bool, one)))
    return best[0], best[1], best[2]


def _plain(words: str, *, evening: bool) -> Hour | None:
    said = _PLAIN.fullmatch(words)
    if said is None:
        return None
    hour, minute, part = int(said[1]), int(said[2] or 0), said[3]
    if part is not None and not 1 <= hour <= 12 and not 13 <= hour <= 23:
        return None
    late = part in _LATE if part is not None else evening
    if part is not None and hour == 12:
        hour = 12 if late and "NIGHT" not in part else 0
    elif late and 1 <= hour <= 11:
        hour += 12
    if hour == 24 and minute == 0:
        return Hour(0, days=1)
    return Hour(hour, minute) if hour < 24 and minute < 60 else None
