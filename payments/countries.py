"""Where a checkout may ship to, from what a shop says or where it is."""

from typing import Any

from babel.core import get_global
from sqlalchemy import Row

from models import places

_NEVER = frozenset(
    {"AS", "CC", "CU", "CX", "FM", "HM", "IR", "KP", "MH", "MP", "NF", "PW", "SD", "SY", "UM", "VI"}
)
"""Stripe's checkout collects no address in these."""


def ships_to(shop: Row[Any]) -> list[str]:
    """The ISO 3166 codes for the checkout of a shop that ships.

    Its own list; else the country of its time zone; else where its currency is at home.
    """
    for named in (shop.countries, _home(shop.zone), places.countries_of(shop.currency)):
        codes = [code.strip().upper() for code in named.split(",")]
        allowed = [code for code in dict.fromkeys(codes) if _is_country(code)]
        if allowed:
            return allowed
    return []


def _home(zone: str) -> str:
    return str(get_global("zone_territories").get(zone, ""))


def _is_country(code: str) -> bool:
    return len(code) == 2 and code.isascii() and code.isalpha() and code not in _NEVER
