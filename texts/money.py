"""Amounts and numbers in the reader's manner."""

from dataclasses import dataclass
from functools import cache

from babel import Locale
from babel.numbers import format_decimal, get_currency_symbol

from models.words.money import SIGNS, decimals

_ROUND = frozenset({"COP", "CZK", "HUF", "IDR", "ISK", "LAK", "MMK", "THB", "TWD", "UGX", "UZS"})
"""Where prices are whole in daily life: ``฿390``, but ``฿390.50``."""


def money(amount: int, currency: str, language: str) -> str:
    """An amount of minor units as the language's readers write it: ``€19.90``, ``19,90 €``.

    Decimals are those Stripe counts in. Whole amounts show none in currencies whose prices are
    whole in daily life (baht, rupiah, forint …); everywhere else they do (``20,00 €``).
    """
    manner = _manner(currency, language)
    minus = "-" if amount < 0 else ""
    whole, fraction = divmod(abs(amount), manner.scale)
    digits = f"{whole:,}"
    if manner.group != ",":
        digits = digits.replace(",", manner.group)
    if manner.scale > 1 and (fraction or not manner.round):
        digits = f"{digits}{manner.decimal}{fraction:0{manner.places}d}"
    return f"{minus}{manner.prefix}{digits}{manner.suffix}"


def typed(amount: int, currency: str, language: str) -> str:
    """An amount of minor units as one types it, with no sign or thousands: ``19.90``, ``19,90``."""
    manner = _manner(currency, language)
    whole, fraction = divmod(amount, manner.scale)
    if manner.scale == 1 or (manner.round and not fraction):
        return str(whole)
    return f"{whole}{manner.decimal}{fraction:0{manner.places}d}"


def number(value: int, language: str) -> str:
    """A whole number as the language's readers write it: ``4,200``, ``4.200``."""
    return str(format_decimal(value, locale=language))


@dataclass(frozen=True, slots=True)
class _Manner:
    prefix: str
    suffix: str
    group: str
    decimal: str
    places: int
    scale: int
    round: bool


@cache
def _manner(currency: str, language: str) -> _Manner:
    """How a language writes a currency, from Babel's pattern for it (grouped by threes in all)."""
    locale = Locale.parse(language)
    pattern = locale.currency_formats["standard"]
    sign = SIGNS.get(currency) or get_currency_symbol(currency, locale)
    before, after = (part.replace("¤", sign) for part in (pattern.prefix[0], pattern.suffix[0]))
    if before and before[-1].isalpha():  # letters don't touch a number: CHF 20.00
        before += "\u00a0"
    symbols = locale.number_symbols["latn"]
    places = decimals(currency)
    return _Manner(
        prefix=before,
        suffix=after,
        group=symbols["group"],
        decimal=symbols["decimal"],
        places=places,
        scale=10**places,
        round=currency in _ROUND,
    )
