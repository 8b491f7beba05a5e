"""Prices as people type them, and what is refused with which reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.words.money import (
    CURRENCIES,
    MAX_AMOUNT,
    PriceProblem,
    decimals,
    is_currency_mark,
    least_payment,
    looks_like_price,
    read_price,
    step,
)

READ = [
    ("19.90", "EUR", 1990),
    ("19,90", "EUR", 1990),
    ("19", "EUR", 1900),
    ("19.9", "EUR", 1990),
    (",50", "EUR", 50),
    ("1.234,50", "EUR", 123450),
    ("1,234.50", "USD", 123450),
    ("1'234.50", "CHF", 123450),
    ("1’234.–", "CHF", 123400),
    ("1 234,50", "EUR", 123450),
    ("1\u00a0234,50 €", "EUR", 123450),
    ("1.234", "EUR", 123400),
    ("1,234", "THB", 123400),
    ("๑,๒๓๔.๕๐", "THB", 123450),
    ("３９０", "THB", 39000),
    ("฿390", "THB", 39000),
    ("390 THB", "THB", 39000),
    ("thb 390", "THB", 39000),
    ("390 บาท", "THB", 39000),
    ("390บาท", "THB", 39000),
    ("390 baht", "THB", 39000),
    ("390.-", "THB", 39000),
    ("390,-", "EUR", 39000),
    ("€ 19,90", "EUR", 1990),
    ("19.90€", "EUR", 1990),
    ("€19.90", "EUR", 1990),
    (" 19,90 euro ", "EUR", 1990),
    ("$5", "USD", 500),
    ("US$5", "USD", 500),
    ("$5", "SGD", 500),
    ("999.999,99", "EUR", MAX_AMOUNT),
    ("1,234", "JPY", 1234),
    ("￥500", "JPY", 500),
    ("500.00", "JPY", 500),
    ("1.230", "KWD", 1230),
    ("1,5", "KWD", 1500),
    ("1,234.560", "KWD", 1234560),
    ("500", "ISK", 50000),
    ("500", "UGX", 50000),
]

REFUSED = [
    ("", "EUR", "not_a_number"),
    ("€", "EUR", "not_a_number"),
    ("free", "EUR", "not_a_number"),
    ("1e9", "EUR", "not_a_number"),
    ("0x10", "EUR", "not_a_number"),
    ("nan", "EUR", "not_a_number"),
    ("½", "EUR", "not_a_number"),
    ("1.2.3", "EUR", "not_a_number"),
    ("12.34.567", "EUR", "not_a_number"),
    ("1.234,5,6", "EUR", "not_a_number"),
    ("+5", "EUR", "not_a_number"),
    ("$5", "EUR", "not_a_number"),
    ("5 USD", "EUR", "not_a_number"),
    ("19.90 each", "EUR", "not_a_number"),
    ("9" * 5000, "EUR", "not_a_number"),
    ("-3", "EUR", "negative"),
    ("−3", "EUR", "negative"),
    ("-€3", "EUR", "negative"),
    ("€-3", "EUR", "negative"),
    ("0", "EUR", "zero"),
    ("0,00", "EUR", "zero"),
    ("1.9999", "EUR", "too_many_decimals"),
    ("0.999", "EUR", "too_many_decimals"),
    ("1.5", "JPY", "too_many_decimals"),
    ("1,234.50", "JPY", "too_many_decimals"),
    ("1.2345", "KWD", "too_many_decimals"),
    ("1.234", "KWD", "last_digit"),
    ("5.50", "ISK", "last_digit"),
    ("1000000", "EUR", "too_large"),
    ("1.234.567", "EUR", "too_large"),
    ("100000000", "JPY", "too_large"),
    ("99999999999999999999", "THB", "too_large"),
]


@pytest.mark.parametrize(("text", "currency", "amount"), READ)
def test_it_reads_a_price(text: str, currency: str, amount: int) -> None:
    assert read_price(text, currency) == amount


@pytest.mark.parametrize(("text", "currency", "reason"), REFUSED)
def test_it_refuses_with_a_reason(text: str, currency: str, reason: str) -> None:
    problem = read_price(text, currency)
    assert isinstance(problem, PriceProblem)
    assert problem.reason == reason
    assert problem.piece == text.strip()[:40]


def test_it_knows_the_decimals_of_every_currency() -> None:
    assert (decimals("JPY"), decimals("EUR"), decimals("THB"), decimals("KWD")) == (0, 2, 2, 3)
    assert (decimals("ISK"), decimals("UGX")) == (2, 2)
    assert (step("EUR"), step("JPY"), step("KWD"), step("ISK"), step("UGX")) == (1, 1, 10, 100, 100)
    assert all(len(code) == 3 and code.isupper() for code in CURRENCIES)
    with pytest.raises(KeyError):
        decimals("XXX")


amounts = st.integers(1, MAX_AMOUNT)
currencies = st.sampled_from(sorted(CURRENCIES))


@given(amounts, currencies, st.sampled_from([",.", ".,", "'.", " ,", ".", ","]))
def test_it_reads_back_every_way_to_write_an_amount(
    amount: int, currency: str, separators: str
) -> None:
    amount -= amount % step(currency)
    whole, fraction = divmod(amount, 10 ** decimals(currency))
    grouped = separators[0] if len(separators) == 2 else ""
    text = f"{whole:,}".replace(",", grouped)
    if decimals(currency):
        text += f"{separators[-1]}{fraction:0{decimals(currency)}d}"
    if amount == 0:
        assert isinstance(read_price(text, currency), PriceProblem)
    else:
        assert read_price(text, currency) == amount
        assert read_price(f"{text} {currency}", currency) == amount
        assert read_price(f"{currency}{text}", currency) == amount
        assert read_price(f"-{text}", currency) == PriceProblem("negative", f"-{text}")


@given(st.text(max_size=60), currencies)
def test_it_answers_to_any_text(text: str, currency: str) -> None:
    match read_price(text, currency):
        case int(amount):
            assert 0 < amount <= MAX_AMOUNT
            assert amount % step(currency) == 0
        case PriceProblem(piece=piece):
            assert len(piece) <= 40


def test_it_tells_a_price_from_a_word() -> None:
    assert looks_like_price("19,90", "EUR")
    assert looks_like_price("-3", "EUR")
    assert looks_like_price("€5", "EUR")
    assert looks_like_price("1e9", "EUR")
    assert not looks_like_price("scarf", "EUR")
    assert not looks_like_price("€", "EUR")
    assert is_currency_mark("บาท", "THB")
    assert not is_currency_mark("€", "THB")


def test_it_knows_the_least_payment_of_some_currencies() -> None:
    assert least_payment(10, "EUR") == 50
    assert least_payment(29, "GBP") == 30
    assert [least_payment(50, "USD"), least_payment(50, "JPY")] == [None, None]
    assert least_payment(1, "THB") is None
