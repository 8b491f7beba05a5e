"""Amounts as people of each language write them."""

import re

import pytest
from babel import Locale
from babel.numbers import format_currency
from hypothesis import given
from hypothesis import strategies as st

from models.words.money import CURRENCIES, MAX_AMOUNT, read_price, step
from texts.money import money, typed

LANGUAGES = ["en", "it", "th"]


@pytest.mark.parametrize(
    ("amount", "currency", "en", "it", "th"),
    [
        (1990, "EUR", "€19.90", "19,90\u00a0€", "€19.90"),
        (2000, "EUR", "€20.00", "20,00\u00a0€", "€20.00"),
        (123450, "EUR", "€1,234.50", "1.234,50\u00a0€", "€1,234.50"),
        (39000, "THB", "฿390", "390\u00a0฿", "฿390"),
        (39050, "THB", "฿390.50", "390,50\u00a0฿", "฿390.50"),
        (1234, "JPY", "¥1,234", "1.234\u00a0JPY", "¥1,234"),
        (1230, "KWD", "KWD\u00a01.230", "1,230\u00a0KWD", "KWD\u00a01.230"),
        (500, "USD", "$5.00", "5,00\u00a0USD", "US$5.00"),
        (50000, "ISK", "ISK\u00a0500", "500\u00a0ISK", "ISK\u00a0500"),
        (0, "EUR", "€0.00", "0,00\u00a0€", "€0.00"),
        (-1990, "EUR", "-€19.90", "-19,90\u00a0€", "-€19.90"),
    ],
)
def test_it_writes_an_amount_in_the_readers_manner(
    amount: int, currency: str, en: str, it: str, th: str
) -> None:
    assert [money(amount, currency, language) for language in LANGUAGES] == [en, it, th]


@pytest.mark.parametrize(
    ("amount", "currency", "en", "it"),
    [(123450, "EUR", "1234.50", "1234,50"), (39000, "THB", "390", "390"),
     (1234, "JPY", "1234", "1234"), (1230, "KWD", "1.230", "1,230")],
)  # fmt: skip
def test_it_writes_an_amount_as_it_is_typed(amount: int, currency: str, en: str, it: str) -> None:
    assert [typed(amount, currency, language) for language in ("en", "it")] == [en, it]


@given(st.integers(-MAX_AMOUNT, MAX_AMOUNT), st.sampled_from(["EUR", "GBP"]))
def test_it_writes_what_babel_writes(amount: int, currency: str) -> None:
    for language in LANGUAGES:
        value = amount / 100
        assert money(amount, currency, language) == format_currency(
            value, currency, locale=Locale.parse(language)
        )


@given(st.integers(100, MAX_AMOUNT), st.sampled_from(sorted(CURRENCIES)))
def test_what_it_writes_can_be_read_back(amount: int, currency: str) -> None:
    amount -= amount % step(currency)
    for language in LANGUAGES:
        written = money(amount, currency, language)
        number = re.search(r"\d[\d.,]*", written)
        assert number is not None
        assert read_price(number[0], currency) == amount


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("currency", sorted(CURRENCIES))
def test_it_writes_every_currency(language: str, currency: str) -> None:
    assert "1" in money(100_000, currency, language)
