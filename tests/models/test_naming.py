"""Names, slugs, and where a shop is."""

import pytest

from models import naming, people, places
from models.words import shop_terms
from models.words.codes import next_code, read_code
from models.words.money import CURRENCIES
from models.words.romanise import romanise
from tests.market import Market


@pytest.mark.parametrize(
    ("name", "latin"),
    [("ผ้าไหมมาลี", "phamaimali"), ("ร้านเสื้อผ้ามือสอง", "ransueaphamuesong"), ("ตลาด", "talat"),
     ("ถนน", "thanon"), ("ขนมไทย", "khanomthai"), ("กรุงเทพ", "krungthep"), ("บ้านสวน", "bansuan"),
     ("อาหาร", "ahan"), ("สวัสดี", "sawatdi"), ("Café Bèlla", "cafe bella"), ("Straße", "strasse"),
     ("ＭＡＬＥＥ ๙", "malee 9"), ("M&M", "m-and-m"), ("ОБУВЬ", ""), ("", ""), ("🧣", "")],
)  # fmt: skip
def test_it_writes_names_in_latin_letters(name: str, latin: str) -> None:
    assert romanise(name) == latin


def test_it_romanises_any_thai() -> None:
    letters = [chr(code) for code in range(0x0E00, 0x0E60)]
    for first in letters:
        for second in letters:
            assert romanise(f"{first}ก{second}าน{first}{second}").isascii()


def test_it_guesses_free_slugs(market: Market) -> None:
    with market.tx() as tx:
        people.meet(tx, 1, name="M", username=None, language="en")
        people.open_shop(
            tx, slug="malee-silk", name="M", owner_id=1, currency="THB", zone="Asia/Bangkok"
        )
        assert naming.guesses(tx, "Malee Silk") == [
            "malee-silk-shop", "malee-silk-live", "malee-silk-2",
        ]  # fmt: skip
        assert naming.guesses(tx, "ОБУВЬ", None, "obuv_ru")[0] == "obuv-ru"
        assert naming.guesses(tx, "admin")[0] == "admin-shop"
        assert naming.guesses(tx, "ab")[0] == "ab-shop"
        assert all(len(slug) <= 32 for slug in naming.guesses(tx, "x" * 60, most=9))
        assert naming.guesses(tx, "🧣") == []


@pytest.mark.parametrize(
    ("language", "first"),
    [("th", "THB"), ("it", "EUR"), ("it-CH", "CHF"), ("en-US", "USD"), ("en_GB", "GBP"),
     ("en", "THB"), ("de-DE", "EUR"), (None, "THB"), ("zh-hans", "THB")],
)  # fmt: skip
def test_it_guesses_currencies(language: str | None, first: str) -> None:
    guesses = places.currency_guesses(language)
    assert guesses[0] == first
    assert len(set(guesses)) == len(guesses) == 4


@pytest.mark.parametrize(
    ("typed", "found"),
    [("thb", ["THB"]), (" EUR ", ["EUR"]), ("€", ["EUR"]), ("บาท", ["THB"]), ("baht", ["THB"]),
     ("euro", ["EUR"]), ("¥", ["JPY", "CNY"]), ("bitcoin", []), ("", []), ("XXX", [])],
)  # fmt: skip
def test_it_reads_currencies(typed: str, found: list[str]) -> None:
    assert sorted(places.read_currency(typed)) == sorted(found)


def test_it_guesses_zone_and_countries() -> None:
    assert places.zone_of("THB", "en") == "Asia/Bangkok"
    assert places.zone_of("EUR", "it") == "Europe/Rome"
    assert places.zone_of("EUR", "de-AT") == "Europe/Vienna"
    assert places.zone_of("KWD", None) == "Asia/Kuwait"
    assert [places.zone_of("EUR", "en"), places.zone_of("XAF", None)] == [None, None]


def test_it_offers_zones_where_it_cannot_tell_one() -> None:
    assert places.likely_zones("EUR", "en")[:2] == ["Europe/Rome", "Europe/Paris"]
    assert places.likely_zones("USD", "en-US")[0] == "America/New_York"
    assert places.likely_zones("THB", "it")[0] == "Asia/Bangkok"
    for currency in ("EUR", "USD", "CAD", "AUD", "MXN", "THB", "XAF"):
        for zone in places.likely_zones(currency, None):
            assert places.read_zone(zone) == [zone]
    assert places.countries_of("JPY") == "JP"
    assert "IT" in places.countries_of("EUR").split(",")
    assert places.countries_of("XOF") == ""
    assert set(places.NUMBERS.values()) <= set(CURRENCIES)


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [("15", 15), ("15 min", 15), ("๑๕ นาที", 15), ("15'", 15), ("1440", 1440), ("1441", None),
     ("0", None), ("-5", None), ("1.5", None), ("", None), ("soon", None)],
)  # fmt: skip
def test_it_reads_how_long_to_hold(typed: str, minutes: int | None) -> None:
    assert shop_terms.read_hold(typed) == minutes


@pytest.mark.parametrize(
    ("latest", "taken", "guess"),
    [(None, [], "A1"), ("A12", ["A12"], "A13"), ("A12", ["A12", "A13"], "A14"), ("B07", [], "B08"),
     ("SCARF", [], "A1"), ("9", ["9"], "10"), ("ABCDEFGHIJ99", [], "A1")],
)  # fmt: skip
def test_it_guesses_the_next_code(latest: str | None, taken: list[str], guess: str) -> None:
    assert next_code(latest, taken) == guess


def test_it_reads_codes() -> None:
    assert read_code(" #a12 ") == ("a12", "A12")
    assert read_code("A 12") is None


def test_names_keep_any_script() -> None:
    assert naming.read_name("  ผ้า \n ไหม  ") == ("ผ้า ไหม", None)
    assert naming.read_name("🧣")[1] == "empty"
