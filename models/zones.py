"""Time zones by the names people call their cities."""

from functools import cache

from babel import Locale

from models import places
from models.people import LANGUAGES
from models.words.folding import fold

OFFERED = ("Asia/Bangkok", "Europe/Rome", "Europe/London", "America/New_York")
"""What buttons offer; everything else is typed."""

_MOST = 6
_LONGEST = 60


def find(text: str) -> list[str]:
    """The time zones a text may name (``Europe/Rome``, ``Rome``, ``Roma``, ``กรุงเทพฯ``)."""
    if len(text) > _LONGEST:
        return []
    return (places.read_zone(text) or list(_cities().get(_plain(text), ())))[:_MOST]


@cache
def _cities() -> dict[str, tuple[str, ...]]:
    """Zones by the folded name of their city, in each of our languages."""
    found: dict[str, dict[str, None]] = {}
    for language in LANGUAGES:
        for zone, names in Locale.parse(language).time_zones.items():
            if city := names.get("city"):
                found.setdefault(_plain(city), {})[zone] = None
    return {city: tuple(zones) for city, zones in found.items()}


def _plain(text: str) -> str:
    return " ".join(fold(text).rstrip("ฯ. ").split())
