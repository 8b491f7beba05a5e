"""The day in a moment's words: tomorrow, a weekday, a date of either calendar."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from models.words.clock_words import AHEAD, DAYS, ONE, WEEKS
from models.words.folding import any_of, fold

BUDDHIST = 543


@dataclass(frozen=True, slots=True)
class Day:
    """The day ``on``, None if there is none such; ``evening``: its words say so (tonight).

    ``again`` is the day that is meant where this one's hour is over: today's weekday in a week.
    """

    on: date | None
    evening: bool = False
    again: date | None = None


_RELATIVE = {
    0: "today|oggi|วันนี้",
    1: "tomorrow|tmrw|tmr|domani|พรุ่งนี้",
    2: "the day after tomorrow|day after tomorrow|overmorrow|dopodomani|dopo domani|มะรืนนี้|มะรืน",
    -1: "yesterday|ieri|เมื่อวานนี้|เมื่อวาน",
}
_TONIGHT = {
    0: "tonight|this evening|stasera|questa sera|stanotte|คืนนี้|เย็นนี้|ค่ำนี้",
    1: "tomorrow night|tomorrow evening|domani sera|คืนพรุ่งนี้|เย็นพรุ่งนี้|พรุ่งนี้เย็น|พรุ่งนี้ค่ำ",
}
_WEEKDAYS = (
    "monday|mon|lunedì|lunedi|lunedi'|lun|จันทร์",
    "tuesday|tues|tue|martedì|martedi|martedi'|mar|อังคาร",
    "wednesday|weds|wed|mercoledì|mercoledi|mercoledi'|mer|พุธ",
    "thursday|thurs|thur|thu|giovedì|giovedi|giovedi'|gio|พฤหัสบดี|พฤหัสฯ|พฤหัส",
    "friday|fri|venerdì|venerdi|venerdi'|ven|ศุกร์",
    "saturday|sat|sabato|sab|เสาร์",
    "sunday|sun|domenica|dom|อาทิตย์",
)
_MONTHS = (
    "january|jan|gennaio|gen|มกราคม|มกรา|ม.ค.",
    "february|feb|febbraio|กุมภาพันธ์|กุมภา|ก.พ.",
    "march|mar|marzo|มีนาคม|มีนา|มี.ค.",
    "april|apr|aprile|เมษายน|เมษา|เม.ย.",
    "may|maggio|mag|พฤษภาคม|พฤษภา|พ.ค.",
    "june|jun|giugno|giu|มิถุนายน|มิถุนา|มิ.ย.",
    "july|jul|luglio|lug|กรกฎาคม|กรกฎา|ก.ค.",
    "august|aug|agosto|ago|สิงหาคม|สิงหา|ส.ค.",
    "september|sept|sep|settembre|set|กันยายน|กันยา|ก.ย.",
    "october|oct|ottobre|ott|ตุลาคม|ตุลา|ต.ค.",
    "november|nov|novembre|พฤศจิกายน|พฤศจิกา|พ.ย.",
    "december|dec|dicembre|dic|ธันวาคม|ธันวา|ธ.ค.",
)


def _table(rows: dict[int, str]) -> dict[str, int]:
    return {fold(word): value for value, words in rows.items() for word in words.split("|")}


def _any(words: dict[str, int]) -> str:
    """A pattern for any of the words, whole: Thai ones stand without spaces."""
    latin = any_of(*(word for word in words if word[0] < "ก"))
    thai = any_of(*(word for word in words if word[0] >= "ก"))
    return rf"(?:(?<![A-ZÀ-Þ])(?:{latin})(?![A-ZÀ-Þ])|(?:{thai}))"


_TODAY, _EVENING = _table(_RELATIVE), _table(_TONIGHT)
_WEEK, _YEAR = _table(dict(enumerate(_WEEKDAYS))), _table(dict(enumerate(_MONTHS, 1)))
_NEXT = any_of("next", "prossimo", "prossima")
_NEXT_BEHIND = any_of("prossimo", "prossima", "หน้า", "next week")
_THIS = any_of("this", "questo", "questa", "on")
_END = "(?![0-9])"
_DAY_OF = rf"(?<![0-9])([0-9]{{1,2}})(?:ST|ND|RD|TH|º|°)?{_END}"
_BY_NAME = re.compile(
    rf"(?:{fold('วันที่')}\s*)?{_DAY_OF}\s*(?:OF\s+|DI\s+)?({_any(_YEAR)})\.?(?:\s*([0-9]{{4}}){_END})?"
)
_BY_NAME_FIRST = re.compile(rf"({_any(_YEAR)})\.?\s+{_DAY_OF}(?:\s+([0-9]{{4}}){_END})?")
_BY_NUMBER = re.compile(
    rf"(?<![0-9:.])([0-9]{{1,2}})\s?([/.-])\s?([0-9]{{1,2}})(?:\s?\2\s?([0-9]{{4}}|[0-9]{{2}})){_END}"
    rf"|(?<![0-9:.])([0-9]{{1,2}})\s?/\s?([0-9]{{1,2}}){_END}"
)
_ISO = re.compile(rf"(?<![0-9])([0-9]{{4}})[-/]([0-9]{{1,2}})[-/]([0-9]{{1,2}}){_END}")
_OF_MONTH = re.compile(rf"{fold('วันที่')}\s*([0-9]{{1,2}}){_END}")
_BY_DOT = re.compile(r"(?<![0-9:.,])([0-9]{1,2})\.([0-9]{1,2})(?:\.(?![0-9])|(?![0-9.,:]))")
_AHEAD = re.compile(
    rf"(?<![A-Z])(?:{AHEAD})\s*([0-9]{{1,3}}|{ONE})\s*"
    rf"(?:({any_of(*DAYS)})|{any_of(*WEEKS)})(?![A-Z])"
)
_RELATED = re.compile(rf"({_any(_EVENING)})|({_any(_TODAY)})")
_WEEKLY = re.compile(
    rf"(?:({_NEXT})\s+|(?:{_THIS})\s+)?(?:{fold('วัน')})?({_any(_WEEK)})(?:\s*({_NEXT_BEHIND}))?"
    rf"(?:{fold('นี้')})?(\s+(?:NIGHT|EVENING|SERA))?\.?"
)
_WEEKDAY_OF = re.compile(rf"(?:{fold('วัน')})?({_any(_WEEK)})\.?\s*(?:{any_of('the', 'ที่')})?\s*$")

NAMED = re.compile("|".join(map(_any, (_EVENING, _TODAY, _WEEK, _YEAR))))
"""A day's or month's name, in folded words."""
DATED = (_BY_NUMBER, _BY_NAME, _BY_NAME_FIRST, _OF_MONTH)
"""Dates, in folded words."""


def days(words: str, today: date) -> Iterator[tuple[Day | None, str]]:
    """The days that folded words may name, the likeliest first, each with the words besides; at
    last none, with all of them, and what may be a date besides (``11.11``)."""
    for pattern, read in _READERS:
        for found in pattern.finditer(words):
            day = read(found, today)
            before = _without_weekday(words[: found.start()], day.on)
            yield day, f"{before} {words[found.end() :]}".strip()
    yield None, words
    for found in _BY_DOT.finditer(words):  # 20.10 is rather an hour, where one is missing
        day = _date(today, *_ordered(found[1], found[2]), None)
        yield day, f"{words[: found.start()]} {words[found.end() :]}".strip()


def _without_weekday(before: str, on: date | None) -> str:
    """What stands before a day, without the day's own name: ``Saturday`` of Saturday 28 Nov."""
    found = _WEEKDAY_OF.search(before)
    named = found is not None and on is not None and _WEEK[found[1]] == on.weekday()
    return before[: found.start()] if found and named else before


def _named(found: re.Match[str], today: date) -> Day:
    return _date(today, int(found[1]), _YEAR[found[2]], found[3])


def _named_first(found: re.Match[str], today: date) -> Day:
    return _date(today, int(found[2]), _YEAR[found[1]], found[3])


def _numbered(found: re.Match[str], today: date) -> Day:
    day, month, year = (found[1], found[3], found[4]) if found[1] else (found[5], found[6], None)
    return _date(today, *_ordered(day, month), year)


def _ordered(day: str, month: str) -> tuple[int, int]:
    """Day and month, whichever was said first."""
    if int(month) > 12 >= int(day):
        return int(month), int(day)
    return int(day), int(month)


def _ahead(found: re.Match[str], today: date) -> Day:
    number = int(found[1]) if found[1].isdecimal() else 1
    return Day(today + timedelta(number if found[2] else 7 * number))


def _iso(found: re.Match[str], today: date) -> Day:
    return _date(today, int(found[3]), int(found[2]), found[1])


def _of_month(found: re.Match[str], today: date) -> Day:
    """A day of this month, or of the next where that is over."""
    day = _date(today, int(found[1]), today.month, str(today.year))
    if day.on is not None and day.on >= today:
        return day
    later = today.replace(day=1) + timedelta(31)
    return _date(today, int(found[1]), later.month, str(later.year))


def _related(found: re.Match[str], today: date) -> Day:
    if found[1]:
        return Day(today + timedelta(_EVENING[found[1]]), evening=True)
    return Day(today + timedelta(_TODAY[found[2]]))


def _weekly(found: re.Match[str], today: date) -> Day:
    ahead = (_WEEK[found[2]] - today.weekday()) % 7
    evening = found[4] is not None
    if found[1] or found[3]:
        return Day(today + timedelta(_next(found, ahead, today)), evening)
    day = today + timedelta(ahead)
    return Day(day, evening, again=None if ahead else day + timedelta(7))


def _next(found: re.Match[str], ahead: int, today: date) -> int:
    """How many days ahead "next Friday" is: next week's in English and Thai, the coming one in
    Italian."""
    if (found[1] or found[3]).startswith("PROSSIM"):
        return ahead or 7
    this_week = today.weekday() + ahead <= 6
    return ahead + 7 if this_week else ahead


def _date(today: date, day: int, month: int, year: str | None) -> Day:
    try:
        if year is not None:
            return Day(date(_year(year, today), month, day))
        this = _in_year(today.year, month, day)
        if this is None or this < today:
            return Day(_in_year(today.year + 1, month, day) or this)
        return Day(this, again=_in_year(today.year + 1, month, day))
    except ValueError:
        return Day(None)


def _in_year(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _year(digits: str, today: date) -> int:
    """A year of either calendar, in full or by its last two digits."""
    number = int(digits)
    if len(digits) == 4:
        return number - BUDDHIST if number >= 2400 else number
    century = today.year // 100 * 100
    buddhist = (today.year + BUDDHIST) // 100 * 100 + number - BUDDHIST
    return min((century + number, buddhist), key=lambda year: abs(year - today.year))


_READERS = (
    (_AHEAD, _ahead), (_ISO, _iso), (_BY_NUMBER, _numbered), (_BY_NAME, _named),
    (_BY_NAME_FIRST, _named_first), (_RELATED, _related), (_WEEKLY, _weekly),
    (_OF_MONTH, _of_month),
)  # fmt: skip
