"""Where a shop is: currency, time zone and countries, guessed from what little is known."""

from functools import cache
from zoneinfo import available_timezones

from babel.core import get_global

from models.words.folding import fold
from models.words.money import CURRENCIES, is_currency_mark

EURO_COUNTRIES = (
    "AT", "BE", "BG", "CY", "DE", "EE", "ES", "FI", "FR", "GR", "HR", "IE", "IT", "LT", "LU", "LV",
    "MT", "NL", "PT", "SI", "SK",
)  # fmt: skip

NUMBERS = {
    36: "AUD", 124: "CAD", 156: "CNY", 344: "HKD", 356: "INR", 360: "IDR", 392: "JPY", 410: "KRW",
    418: "LAK", 458: "MYR", 608: "PHP", 702: "SGD", 704: "VND", 756: "CHF", 764: "THB",
    826: "GBP", 840: "USD", 901: "TWD", 978: "EUR", 986: "BRL",
}  # fmt: skip
"""Currencies that buttons offer, by their ISO 4217 numbers."""

_ZONES = {
    "AED": "Asia/Dubai", "BRL": "America/Sao_Paulo", "CHF": "Europe/Zurich",
    "CNY": "Asia/Shanghai", "CZK": "Europe/Prague", "DKK": "Europe/Copenhagen",
    "GBP": "Europe/London", "HKD": "Asia/Hong_Kong", "HUF": "Europe/Budapest",
    "IDR": "Asia/Jakarta", "ILS": "Asia/Jerusalem", "INR": "Asia/Kolkata", "JPY": "Asia/Tokyo",
    "KHR": "Asia/Phnom_Penh", "KRW": "Asia/Seoul", "LAK": "Asia/Vientiane",
    "MMK": "Asia/Yangon", "MYR": "Asia/Kuala_Lumpur", "NOK": "Europe/Oslo",
    "NZD": "Pacific/Auckland", "PHP": "Asia/Manila", "PLN": "Europe/Warsaw",
    "RON": "Europe/Bucharest", "SEK": "Europe/Stockholm", "SGD": "Asia/Singapore",
    "THB": "Asia/Bangkok", "TRY": "Europe/Istanbul", "TWD": "Asia/Taipei",
    "UAH": "Europe/Kyiv", "VND": "Asia/Ho_Chi_Minh", "ZAR": "Africa/Johannesburg",
}  # fmt: skip
_EURO_ZONES = {
    "IT": "Europe/Rome", "DE": "Europe/Berlin", "FR": "Europe/Paris", "ES": "Europe/Madrid",
    "AT": "Europe/Vienna", "NL": "Europe/Amsterdam", "PT": "Europe/Lisbon",
    "GR": "Europe/Athens", "EL": "Europe/Athens", "IE": "Europe/Dublin", "BE": "Europe/Brussels",
    "FI": "Europe/Helsinki", "HR": "Europe/Zagreb", "SK": "Europe/Bratislava",
}  # fmt: skip
_SEVERAL = {
    "EUR": ("Europe/Rome", "Europe/Paris", "Europe/Berlin", "Europe/Madrid", "Europe/Dublin"),
    "USD": ("America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles"),
    "CAD": ("America/Toronto", "America/Winnipeg", "America/Edmonton", "America/Vancouver"),
    "AUD": ("Australia/Sydney", "Australia/Brisbane", "Australia/Adelaide", "Australia/Perth"),
    "MXN": ("America/Mexico_City", "America/Monterrey", "America/Tijuana"),
}  # fmt: skip
_SHARED = {"XAF", "XOF", "XPF", "XCD", "XCG", "ANG"}
_BY_LANGUAGE = {"th": "THB", "it": "EUR", "de": "EUR", "fr": "EUR", "es": "EUR", "ja": "JPY",
                "ko": "KRW", "vi": "VND", "id": "IDR", "ms": "MYR", "lo": "LAK"}  # fmt: skip


def currency_guesses(language: str | None) -> list[str]:
    """Likely currencies of somebody whose Telegram speaks ``it-CH``, the likeliest first."""
    speech, _, region = (language or "").replace("_", "-").partition("-")
    region = region[-2:].upper()
    likely = [code for code in NUMBERS.values() if code[:2] == region]
    if region in EURO_COUNTRIES:
        likely.append("EUR")
    if speech.lower() in _BY_LANGUAGE:
        likely.append(_BY_LANGUAGE[speech.lower()])
    return list(dict.fromkeys([*likely, "THB", "EUR", "USD", "GBP"]))[:4]


def read_currency(text: str) -> list[str]:
    """The currencies a text may name, by code, sign or word; none if it names none of Stripe's."""
    folded = fold(text).strip().strip(".")
    if folded in CURRENCIES:
        return [folded]
    return [code for code in CURRENCIES if is_currency_mark(folded, code)]


def zone_of(currency: str, language: str | None) -> str | None:
    """The time zone that a shop keeps, by its currency and its seller's language; None if there is
    no telling."""
    if currency == "EUR":
        speech, _, region = (language or "").replace("_", "-").partition("-")
        return _EURO_ZONES.get((region[-2:] or speech).upper())
    return _ZONES.get(currency) or (None if currency in _SHARED else _only_zone(currency[:2]))


@cache
def _only_zone(country: str) -> str | None:
    """The zone of a country that has a single one."""
    found = [zone for zone, place in get_global("zone_territories").items() if place == country]
    return found[0] if len(found) == 1 else None


def likely_zones(currency: str, language: str | None) -> list[str]:
    """Some time zones to choose from, the likeliest first."""
    told = zone_of(currency, language)
    near = _SEVERAL.get(currency, ("Asia/Bangkok", "Europe/Rome", "Europe/London"))
    return list(dict.fromkeys([*([told] if told else []), *near, "America/New_York", "UTC"]))


def countries_of(currency: str) -> str:
    """Where a shop that sells in this currency ships to: ISO 3166 codes, comma separated.

    All countries of the euro; else the one country that the currency's code begins with.
    """
    if currency == "EUR":
        return ",".join(EURO_COUNTRIES)
    return "" if currency in _SHARED else currency[:2]


def read_zone(text: str) -> list[str]:
    """The time zones a text may name: by ``Europe/Rome``, or by the city alone."""
    wanted = "_".join(fold(text).split())
    zones = sorted(zone for zone in available_timezones() if "/" in zone or zone == "UTC")
    exact = [zone for zone in zones if zone.upper() == wanted]
    return exact or [zone for zone in zones if zone.upper().rsplit("/", 1)[-1] == wanted]
