"""Times, dates and lengths of time in the reader's manner."""

from datetime import UTC, datetime, tzinfo
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time
from babel.units import format_unit

_LENGTHS = (("day", 86_400), ("hour", 3_600), ("minute", 60), ("second", 1))
_GRACE = 10_000
"""What a minute may lack and still count (ms): a hold just made is 15 minutes, not 14."""


def clock(ms: int, zone: str, language: str) -> str:
    """The time of day at a moment (ms since the epoch): ``2:05 PM``, ``14:05``."""
    return _clock(ms // 60_000, zone, language)


@lru_cache(maxsize=4096)
def _clock(minute: int, zone: str, language: str) -> str:
    return format_time(_local(minute * 60_000, zone), "short", locale=language)


def date(ms: int, zone: str, language: str) -> str:
    """The day with its year: ``Nov 23, 2026``, ``23 nov 2026``, ``23 พ.ย. 2026``."""
    return format_date(_local(ms, zone), "medium", locale=language)


def moment(ms: int, zone: str, language: str) -> str:
    """The day of the week and month, and the time: ``Mon, Nov 23, 2:05 PM``, ``lun 23 nov, …``."""
    pattern = str(Locale.parse(language).datetime_formats["medium"])
    return pattern.format(clock(ms, zone, language), day(ms, zone, language))


def day(ms: int, zone: str, language: str) -> str:
    """The day of the week and month: ``Mon, Nov 23``, ``lun 23 nov``, ``จ. 23 พ.ย.``."""
    return str(format_skeleton("MMMEd", _local(ms, zone), locale=language))


def city(zone: str, language: str) -> str:
    """The city of a time zone as the language calls it: ``Rome``, ``Roma``, ``โรม``."""
    named = Locale.parse(language).time_zones.get(zone, {}).get("city")
    return str(named or zone.rsplit("/", 1)[-1].replace("_", " "))


def left(ms_left: int, language: str) -> str:
    """How long is left (ms), as a promise: ``14 min``, ``40 sec``, ``1 hr 5 min``.

    Rounded down, seconds only in the last minute; ten seconds of grace; never below 0.
    """
    if ms_left + _GRACE >= 60_000:
        ms_left += _GRACE
        return _two_units(ms_left // 60_000 * 60, language)
    return _two_units(max(ms_left, 0) // 1000, language)


def span(ms: int, language: str) -> str:
    """How long something takes (ms), to the second below an hour: ``3 min 14 sec``."""
    return _two_units((max(ms, 0) + 500) // 1000, language)


@lru_cache(maxsize=4096)
def _two_units(seconds: int, language: str) -> str:
    """The largest unit that fits and the one below it, if it isn't 0."""
    at = next((i for i, (_, size) in enumerate(_LENGTHS) if seconds >= size), len(_LENGTHS) - 1)
    said: list[str] = []
    for unit, size in _LENGTHS[at : at + 2]:
        number, seconds = divmod(seconds, size)
        if number or not said:
            said.append(format_unit(number, f"duration-{unit}", length="short", locale=language))
    return " ".join(said)


def _local(ms: int, zone: str) -> datetime:
    return datetime.fromtimestamp(ms / 1000, _zone(zone))


@cache
def _zone(name: str) -> tzinfo:
    """The zone of this name; UTC where the system doesn't know it, so that messages still go."""
    try:
        return ZoneInfo(name)
    except (LookupError, ValueError, OSError):
        return UTC
