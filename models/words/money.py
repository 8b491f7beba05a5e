"""Currencies, amounts as plain numbers, and reading what people type as a price."""

import re
from dataclasses import dataclass
from typing import Literal

from models.words.folding import fold

MAX_AMOUNT = 99_999_999
"""The most one charge can be, in minor units: eight digits, whatever the currency."""

_NO_DECIMALS = "BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF"
_THREE_DECIMALS = "BHD JOD KWD OMR TND"
_TWO_DECIMALS = """
    AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BWP BYN BZD
    CAD CDF CHF CNY COP CRC CVE CZK DKK DOP DZD EGP ETB EUR FJD FKP GBP GEL GIP GMD GTQ GYD
    HKD HNL HTG HUF IDR ILS INR ISK JMD KES KGS KHR KYD KZT LAK LBP LKR LRD LSL MAD MDL MKD
    MMK MNT MOP MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR
    RON RSD RUB SAR SBD SCR SEK SGD SHP SLE SOS SRD STD SZL THB TJS TOP TRY TTD TWD TZS UAH
    UGX USD UYU UZS WST XCD XCG YER ZAR ZMW
"""

CURRENCIES: dict[str, int] = {
    **dict.fromkeys(_TWO_DECIMALS.split(), 2),
    **dict.fromkeys(_NO_DECIMALS.split(), 0),
    **dict.fromkeys(_THREE_DECIMALS.split(), 3),
}
"""What Stripe charges in: ISO 4217 code → decimals of its amounts (docs.stripe.com/currencies).

ISK and UGX have none in daily life, yet Stripe counts them in hundredths that must be 00.
"""

_WHOLE_ONLY = frozenset({"ISK", "UGX"})

SIGNS: dict[str, str] = {
    "AZN": "₼", "BDT": "৳", "CRC": "₡", "EUR": "€", "GBP": "£", "GEL": "₾", "ILS": "₪",
    "INR": "₹", "KHR": "៛", "KRW": "₩", "KZT": "₸", "LAK": "₭", "MNT": "₮", "NGN": "₦",
    "PHP": "₱", "PYG": "₲", "RUB": "₽", "THB": "฿", "TRY": "₺", "UAH": "₴", "VND": "₫",
}  # fmt: skip
"""Signs that mean one currency everywhere."""

_DOLLARS = "AUD BBD BMD BND BSD BZD CAD FJD GYD HKD JMD KYD LRD NAD NZD SBD SGD SRD TTD TWD USD XCD"
_WORDS: dict[str, tuple[str, ...]] = {
    "THB": ("บาท", "BAHT", "BATH", "B", "B."),
    "EUR": ("EURO", "EUROS"),
    "GBP": ("POUND", "POUNDS"),
    "JPY": ("¥", "円", "YEN"),
    "CNY": ("¥", "元", "YUAN", "RMB"),
    "CHF": ("FR", "FR.", "SFR", "SFR."),
    "USD": ("US$", "DOLLAR", "DOLLARS"),
    "AUD": ("A$", "AU$"),
    "CAD": ("C$", "CA$"),
    "SGD": ("S$",),
    "HKD": ("HK$",),
    "NZD": ("NZ$",),
    "TWD": ("NT$",),
    "BRL": ("R$",),
    "IDR": ("RP", "RP."),
    "MYR": ("RM",),
    "PLN": ("ZŁ",),
    "CZK": ("KČ",),
}

PriceReason = Literal[
    "not_a_number", "negative", "zero", "too_many_decimals", "last_digit", "too_large"
]


@dataclass(frozen=True, slots=True)
class PriceProblem:
    """Why ``piece`` (as typed, at most 40 characters) can't be a price.

    ``last_digit``: the amount must be a multiple of ``step(currency)``.
    """

    reason: PriceReason
    piece: str


LEAST = {"EUR": 50, "GBP": 30, "JPY": 50, "USD": 50}
"""The least that Stripe takes in one payment, where that is known for sure, in minor units
(https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts)."""


def least_payment(price: int, currency: str) -> int | None:
    """The least that one payment can be, if a price alone is below it and that is known."""
    least = LEAST.get(currency, 0)
    return least if price < least else None


def decimals(currency: str) -> int:
    """How many decimals the currency's amounts have: 0, 2 or 3. KeyError if Stripe has it not."""
    return CURRENCIES[currency]


def step(currency: str) -> int:
    """What every amount must be a multiple of: 10 with three decimals, 100 for ISK and UGX."""
    if currency in _WHOLE_ONLY:
        return 100
    return 10 if CURRENCIES[currency] == 3 else 1


def plain(amount: int, currency: str) -> str:
    """An amount in minor units as a number with a point: ``1234.50``."""
    places = decimals(currency)
    whole, part = divmod(amount, 10**places)
    return f"{whole}.{part:0{places}}" if places else str(whole)


def read_price(text: str, currency: str) -> int | PriceProblem:
    """Reads a price in minor units, with or without the currency's own sign, word or code.

    The last of two different separators is the decimal one. A single separator before exactly
    three digits groups thousands (``1.234`` is 1234), unless the currency has three decimals or
    nothing but 0 stands before it. Another currency's sign is ``not_a_number``.
    """
    amount = _read(_bare(fold(text), currency), currency)
    if isinstance(amount, int):
        return amount
    return PriceProblem(amount, text.strip()[:40])


def may_be_a_fraction(text: str, currency: str) -> bool:
    """Whether a price's only separator stands before exactly three digits, where two decimals are
    usual: ``5.999`` may be 5999 or a little less than 6."""
    bare, fine = _bare(fold(text), currency), CURRENCIES[currency] == 2 and step(currency) == 1
    return fine and re.fullmatch(r"-?\d{1,3}[.,]\d{3}", bare) is not None


def looks_like_price(token: str, currency: str) -> bool:
    """Whether a word was meant as a price: digits first, after some sign or the currency's mark."""
    return re.match(r"[^\w\s]{0,3}\d", _bare(fold(token), currency)) is not None


def is_currency_mark(token: str, currency: str) -> bool:
    """Whether a word alone names this currency: ``THB``, ``฿``, ``บาท``."""
    return fold(token).strip() in _MARKS[currency]


def _marks(currency: str) -> tuple[str, ...]:
    """Everything that names the currency in a price, folded, longest first."""
    marks = {currency, SIGNS.get(currency, currency), *_WORDS.get(currency, ())}
    if currency in _DOLLARS.split():
        marks.add("$")
    return tuple(sorted((fold(mark) for mark in marks), key=len, reverse=True))


_MARKS = {currency: _marks(currency) for currency in CURRENCIES}


def _bare(text: str, currency: str) -> str:
    """The folded text without the currency's mark, on either side, and without ``.-``."""
    text = text.strip().replace("’", "'")
    sign = ""
    if text[:1] == "-":  # -€5 and €-5 are both below zero
        sign, text = "-", text[1:].strip()
    for mark in _MARKS[currency]:
        if text.startswith(mark):
            text = text[len(mark) :]
            break
        if text.endswith(mark):
            text = text[: -len(mark)]
            break
    return sign + re.sub(r"(?<=\d)[.,]-*$", "", text.strip())


_GROUPED = re.compile(r"(\d{1,3}(?:([.,' ])\d{3})(?:\2\d{3})*)(?:(?!\2)([.,])(\d+))?")
_PLAIN = re.compile(r"(\d*)(?:[.,](\d+))?")


def _read(text: str, currency: str) -> int | PriceReason:
    negative = text.startswith("-")
    text = text.lstrip("-").strip()
    if not text.isascii() or len(text) > 40:
        return "not_a_number"
    whole, fraction = _split(text, CURRENCIES[currency])
    if not whole and not fraction:
        return "not_a_number"
    if negative:
        return "negative"
    return _amount(whole or "0", fraction, currency)


def _split(text: str, places: int) -> tuple[str, str]:
    """The digits before and after the decimal separator; two empty texts if it isn't a number."""
    grouped = _GROUPED.fullmatch(text)
    if grouped and not _is_fraction(grouped, places):
        return re.sub(r"\D", "", grouped[1]), grouped[4] or ""
    plain = _PLAIN.fullmatch(text)
    return (plain[1], plain[2] or "") if plain else ("", "")


def _is_fraction(grouped: re.Match[str], places: int) -> bool:
    """Whether what looks like one group of thousands (``1.234``) is a fraction instead."""
    alone = grouped[3] is None and grouped[2] in ".," and grouped[1].count(grouped[2]) == 1
    return alone and (places == 3 or grouped[1].startswith("0"))


def _amount(whole: str, fraction: str, currency: str) -> int | PriceReason:
    places = CURRENCIES[currency]
    if places == 0 and fraction in {"0", "00"}:
        fraction = ""
    if len(fraction) > places:
        return "too_many_decimals"
    amount = int(whole + fraction.ljust(places, "0"))
    if amount == 0:
        return "zero"
    if amount > MAX_AMOUNT:
        return "too_large"
    return "last_digit" if amount % step(currency) else amount
