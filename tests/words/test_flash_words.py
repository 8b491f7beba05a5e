"""Flash prices and lineups as sellers type them."""

import pytest

from models.words.flash_words import Flash, FlashProblem, read_flash
from models.words.lineup_words import AllOfThem, Clear, Codes, LineupProblem, Terms, read_lineup

KEYS = {"A12", "A13", "B1", "14"}


@pytest.mark.parametrize(
    ("text", "price", "minutes"),
    [
        ("14.90", 1490, None),
        ("14,90", 1490, None),
        ("฿1,490", 149_000, None),
        ("1490 บาท", 149_000, None),
        ("14.90 5", 1490, 5),
        ("14.90 5m", 1490, 5),
        ("14.90 5 min", 1490, 5),
        ("14.90 5 minutes", 1490, 5),
        ("14.90 for 5 min", 1490, 5),
        ("14,90 per 5 minuti", 1490, 5),
        ("149 5 นาที", 14_900, 5),
        ("149 5นาที", 14_900, 5),
        ("๑๔๙ ๕ นาที", 14_900, 5),
        ("฿ 1,490 180", 149_000, 180),
        ("149 ฿ 5", 14_900, 5),
        ("149 1", 14_900, 1),
    ],
)
def test_it_reads_a_flash_price(text: str, price: int, minutes: int | None) -> None:
    assert read_flash(text, "THB") == Flash(price, minutes)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("cheap", "price"),
        ("0", "price"),
        ("-5", "price"),
        ("14.9051", "price"),
        ("999999999", "price"),
        ("€14.90", "price"),
        ("5 min", "price_missing"),
        ("14.90 0 min", "minutes"),
        ("14.90 181", "minutes"),
        ("14.90 999999", "minutes"),
    ],
)
def test_it_says_what_is_no_flash_price(text: str, reason: str) -> None:
    read = read_flash(text, "THB")
    assert isinstance(read, FlashProblem)
    assert read.reason == reason


def test_nothing_said_is_no_flash_price() -> None:
    assert read_flash("  ", "THB") is None


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("A12", Codes(("A12",))),
        ("a12 A13 B1", Codes(("a12", "A13", "B1"))),
        ("A12, A13, B1", Codes(("A12", "A13", "B1"))),
        ("A12 14", Codes(("A12", "14"))),
        ("A12 C9", Codes(("A12", "C9"))),
        ("all", AllOfThem()),
        ("ทั้งหมด", AllOfThem()),
        ("clear", Clear()),
        ("svuota", Clear()),
        ("A12 14.90", Terms("A12", 1490)),
        ("A12 ฿1,490", Terms("A12", 149_000)),
        ("A12 max 2", Terms("A12", None, 2)),
        ("A12 ไม่เกิน 2 ชิ้น", Terms("A12", None, 2)),
        ("A12 14.90 max 2", Terms("A12", 1490, 2)),
    ],
)
def test_it_reads_a_lineup(text: str, read: object) -> None:
    assert read_lineup(text, "THB", KEYS) == read


@pytest.mark.parametrize(
    ("text", "reason"),
    [("!!!", "code"), ("A12 0", "price"), ("A12 max 0", "most"), ("A12 max lots", "most")],
)
def test_it_says_what_is_no_lineup(text: str, reason: str) -> None:
    read = read_lineup(text, "THB", KEYS)
    assert isinstance(read, LineupProblem)
    assert read.reason == reason
