"""Currencies: which exist, their decimals, and the least and most that a payment may be."""

import re
from decimal import Decimal

from babel import Locale
from babel.numbers import get_currency_symbol, parse_pattern

from .errors import Refusal
from .words import words

ZERO_DECIMALS = frozenset(words("bif clp djf gnf jpy kmf krw mga pyg rwf ugx vnd vuv xaf xof xpf"))
THREE_DECIMALS = frozenset(words("bhd jod kwd omr tnd"))
TWO_DECIMALS = frozenset(
    words(
        """
    aed afn all amd ang aoa ars aud awg azn bam bbd bdt bgn bmd bnd bob brl bsd bwp byn bzd cad cdf
    chf cny cop crc cve czk dkk dop dzd egp etb eur fjd fkp gbp gel gip gmd gtq gyd hkd hnl hrk htg
    huf idr ils inr isk jmd kes kgs khr kyd kzt lak lbp lkr lrd lsl mad mdl mkd mmk mnt mop mur mvr
    mwk mxn myr mzn nad ngn nio nok npr nzd pab pen pgk php pkr pln qar ron rsd rub sar sbd scr sek
    sgd shp sle sos srd std szl thb tjs top try ttd twd tzs uah usd uyu uzs wst xcd yer zar zmw
    """
    )
)
SUPPORTED = ZERO_DECIMALS | TWO_DECIMALS | THREE_DECIMALS
MOST = 99_999_999

# Half a dollar or so, where known; the baht's is not documented at hand, so callers can set it.
LEAST = {
    "aed": 200, "aud": 50, "bgn": 100, "brl": 50, "cad": 50, "chf": 50, "czk": 1500, "dkk": 250,
    "eur": 50, "gbp": 30, "hkd": 400, "huf": 17500, "inr": 50, "jpy": 50, "mxn": 1000, "myr": 200,
    "nok": 300, "nzd": 50, "pln": 200, "ron": 200, "sek": 300, "sgd": 50, "thb": 1000, "usd": 50,
}  # fmt: skip
LEAST_ELSEWHERE = 50
SYMBOLS = {"thb": "฿"}  # known far and wide, but spelled out in most languages' tables


def decimals(currency: str) -> int:
    """How many digits the minor unit has: 0, 2 or 3."""
    if currency in ZERO_DECIMALS:
        return 0
    return 3 if currency in THREE_DECIMALS else 2


def shown(amount: int, currency: str, language: str = "en_US") -> str:
    """An amount of minor units as people write it in `language`."""
    digits = decimals(currency)
    locale = Locale.parse(language)
    pattern = parse_pattern(locale.currency_formats["standard"].pattern)
    pattern.frac_prec = (digits, digits)
    value = Decimal(amount).scaleb(-digits)
    text = pattern.apply(value, locale, currency=currency.upper(), currency_digits=False)
    symbol = get_currency_symbol(currency.upper(), locale)
    text = text.replace(symbol, SYMBOLS.get(currency, symbol))
    return re.sub(r"([^\W\d_])(?=\d)", "\\1\N{NO-BREAK SPACE}", text)


def check_currency(currency: str, name: str) -> str:
    """Lower-case codes of supported currencies pass; anything else is refused."""
    if currency not in SUPPORTED:
        raise Refusal(
            f"Invalid currency: {currency}. Stripe currently supports these currencies: "
            f"{', '.join(sorted(SUPPORTED))}",
            param=name,
        )
    return currency


def check_amount(amount: int, currency: str, name: str) -> int:
    """Three-decimal amounts end in 0, and nothing is over eight digits."""
    if currency in THREE_DECIMALS and amount % 10:
        raise Refusal(
            f"Invalid amount: {amount}. Amounts in {currency.upper()} must be a multiple of 10.",
            code="parameter_invalid_integer",
            param=name,
        )
    if amount > MOST:
        raise Refusal(
            f"Amount must be no more than {shown(MOST, currency)}",
            code="amount_too_large",
            param=name,
        )
    return amount


def check_total(total: int, currency: str, least: dict[str, int]) -> None:
    """A payment is nothing, or between the currency's least and 99,999,999."""
    smallest = least.get(currency, LEAST_ELSEWHERE)
    if 0 < total < smallest:
        raise Refusal(
            "The Checkout Session's total amount due must add up to at least "
            f"{shown(smallest, currency)} {currency}",
            code="amount_too_small",
        )
    if total > MOST:
        raise Refusal(
            f"The Checkout Session's total amount due must be no more than {shown(MOST, currency)}",
            code="amount_too_large",
        )
