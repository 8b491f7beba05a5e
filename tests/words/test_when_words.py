"""Moments in plain words. It is Monday, 23 November 2026, 19:00 in Bangkok, 13:00 in Rome."""

from datetime import date, datetime, timedelta
from itertools import permutations
from zoneinfo import ZoneInfo

import pytest

from models.words import date_like
from models.words.when_words import When, WhenProblem, find_when, moment, read_when
from tests.market import MAY

BANGKOK, ROME = "Asia/Bangkok", "Europe/Rome"


def said(words: str, zone: str = BANGKOK, now: int = MAY) -> str:
    """The moment as a clock on the wall shows it, or what is wrong with the words."""
    read = read_when(words, zone, now)
    if isinstance(read, WhenProblem):
        return read.reason
    return datetime.fromtimestamp(read.at / 1000, ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M")


@pytest.mark.parametrize(
    ("words", "when"),
    [
        ("tomorrow 8pm", "11-24 20:00"),
        ("Tomorrow at 8 PM", "11-24 20:00"),
        ("8pm tomorrow", "11-24 20:00"),
        ("tomorrow, 8:30 pm", "11-24 20:30"),
        ("tomorrow 20:00", "11-24 20:00"),
        ("tomorrow at noon", "11-24 12:00"),
        ("tomorrow midnight", "11-25 00:00"),
        ("tonight 9", "11-23 21:00"),
        ("tonight at 21:15", "11-23 21:15"),
        ("today 20.30", "11-23 20:30"),
        ("the day after tomorrow 10am", "11-25 10:00"),
        ("20:00", "11-23 20:00"),
        ("18:00", "11-24 18:00"),
        ("9pm", "11-23 21:00"),
        ("Friday 20:00", "11-27 20:00"),
        ("friday night 8", "11-27 20:00"),
        ("on Fri at 8 p.m.", "11-27 20:00"),
        ("this friday 8pm", "11-27 20:00"),
        ("next Friday 8pm", "12-04 20:00"),
        ("Monday 20:00", "11-23 20:00"),
        ("Monday 10:00", "11-30 10:00"),
        ("next Monday 20:00", "11-30 20:00"),
        ("12am tomorrow", "11-24 00:00"),
        ("tomorrow 8 a.m.", "11-24 08:00"),
        ("tomorrow 8 o'clock", "11-24 08:00"),
        ("tomorrow 8 in the morning", "11-24 08:00"),
        ("tomorrow 3 in the afternoon", "11-24 15:00"),
        ("tomorrow 8 in the evening", "11-24 20:00"),
        ("tomorrow at 9 at night", "11-24 21:00"),
        ("tonight 1am", "11-24 01:00"),
        ("tonight at 2", "11-24 02:00"),
        ("tonight at 12", "11-24 00:00"),
        ("12 pm tomorrow", "11-24 12:00"),
        ("25/12 19:30", "12-25 19:30"),
        ("25/12 at 19.30", "12-25 19:30"),
        ("12/25 7pm", "12-25 19:00"),
        ("25.12.2026 19:30", "12-25 19:30"),
        ("2026-12-25 19:30", "12-25 19:30"),
        ("25 December 19:30", "12-25 19:30"),
        ("December 25 7pm", "12-25 19:00"),
        ("Dec 25th 7pm", "12-25 19:00"),
        ("1st of December at 8pm", "12-01 20:00"),
        ("Saturday 28 Nov 14:00", "11-28 14:00"),
        ("Sat, Nov 28, 2pm", "11-28 14:00"),
        ("Friday the 27th of November at 8pm", "11-27 20:00"),
        ("in 2 hours", "11-23 21:00"),
        ("in 90 minutes", "11-23 20:30"),
        ("in an hour", "11-23 20:00"),
        ("in half an hour", "11-23 19:30"),
        ("in 3 days", "11-26 19:00"),
        ("in 1 h 30 min", "11-23 20:30"),
    ],
)
def test_it_reads_english(words: str, when: str) -> None:
    assert said(words) == f"2026-{when}"


@pytest.mark.parametrize(
    ("words", "when"),
    [
        ("domani alle 20", "11-24 20:00"),
        ("domani alle 20.30", "11-24 20:30"),
        ("domani alle ore 20:30", "11-24 20:30"),
        ("domani sera alle 9", "11-24 21:00"),
        ("domani alle 8 di sera", "11-24 20:00"),
        ("stasera alle 21", "11-23 21:00"),
        ("stasera alle 9", "11-23 21:00"),
        ("stanotte alle 2", "11-24 02:00"),
        ("oggi alle 15", "11-23 15:00"),
        ("dopodomani a mezzogiorno", "11-25 12:00"),
        ("venerdì alle 20", "11-27 20:00"),
        ("venerdi 20:00", "11-27 20:00"),
        ("venerdì sera alle 8", "11-27 20:00"),
        ("venerdì prossimo alle 20", "11-27 20:00"),
        ("prossimo lunedì alle 20", "11-30 20:00"),
        ("il 25 dicembre alle 19.30", "12-25 19:30"),
        ("25 dic 19:30", "12-25 19:30"),
        ("venerdì 25 dicembre alle 19.30", "12-25 19:30"),
        ("ven 27/11 ore 21", "11-27 21:00"),
        ("tra 2 ore", "11-23 15:00"),
        ("fra un'ora", "11-23 14:00"),
        ("tra mezz'ora", "11-23 13:30"),
        ("tra 3 giorni", "11-26 13:00"),
        ("domenica h 18", "11-29 18:00"),
        ("18h30", "11-23 18:30"),
    ],
)
def test_it_reads_italian(words: str, when: str) -> None:
    assert said(words, ROME) == f"2026-{when}"


@pytest.mark.parametrize(
    ("words", "when"),
    [
        ("พรุ่งนี้ 20:00", "11-24 20:00"),
        ("พรุ่งนี้ 20.00 น.", "11-24 20:00"),
        ("พรุ่งนี้ ๒๐:๐๐", "11-24 20:00"),
        ("พรุ่งนี้สองทุ่ม", "11-24 20:00"),
        ("พรุ่งนี้ 2 ทุ่มครึ่ง", "11-24 20:30"),
        ("พรุ่งนี้เวลา 2 ทุ่ม 15 นาที", "11-24 20:15"),
        ("ศุกร์ 2 ทุ่ม", "11-27 20:00"),
        ("วันศุกร์ 2ทุ่ม", "11-27 20:00"),
        ("ศุกร์นี้สามทุ่ม", "11-27 21:00"),
        ("ศุกร์หน้า 1 ทุ่ม", "12-04 19:00"),
        ("วันศุกร์หน้า ทุ่มครึ่ง", "12-04 19:30"),
        ("พรุ่งนี้ ทุ่มหนึ่ง", "11-24 19:00"),
        ("คืนนี้ 3 ทุ่ม", "11-23 21:00"),
        ("คืนนี้ 21:00", "11-23 21:00"),
        ("คืนนี้สี่ทุ่ม", "11-23 22:00"),
        ("คืนนี้ตีสอง", "11-24 02:00"),
        ("พรุ่งนี้บ่ายสาม", "11-24 15:00"),
        ("พรุ่งนี้บ่ายสามโมง", "11-24 15:00"),
        ("พรุ่งนี้บ่ายโมงครึ่ง", "11-24 13:30"),
        ("พรุ่งนี้ 5 โมงเย็น", "11-24 17:00"),
        ("พรุ่งนี้ห้าโมงเย็น", "11-24 17:00"),
        ("พรุ่งนี้ 9 โมงเช้า", "11-24 09:00"),
        ("พรุ่งนี้สิบโมง", "11-24 10:00"),
        ("พรุ่งนี้ 11 โมงครึ่ง", "11-24 11:30"),
        ("พรุ่งนี้เที่ยง", "11-24 12:00"),
        ("พรุ่งนี้เที่ยงครึ่ง", "11-24 12:30"),
        ("พรุ่งนี้ตีสอง", "11-24 02:00"),
        ("มะรืนนี้ 19:30", "11-25 19:30"),
        ("25 ธ.ค. 19:30", "12-25 19:30"),
        ("วันเสาร์ที่ 28 พ.ย. 14.00 น.", "11-28 14:00"),
        ("25 ธันวาคม 2569 19:30 น.", "12-25 19:30"),
        ("วันที่ 25 ธันวา 1 ทุ่ม", "12-25 19:00"),
        ("วันที่ 25 เวลา 20:00", "11-25 20:00"),
        ("วันที่ 20 เวลา 20:00", "12-20 20:00"),
        ("25/12/2569 19:30", "12-25 19:30"),
        ("25/12/69 19:30", "12-25 19:30"),
        ("25/12/26 19:30", "12-25 19:30"),
        ("อีก 2 ชั่วโมง", "11-23 21:00"),
        ("อีก 30 นาที", "11-23 19:30"),
        ("อีกครึ่งชั่วโมง", "11-23 19:30"),
        ("อีก 3 วัน", "11-26 19:00"),
        ("อาทิตย์ 18:00", "11-29 18:00"),
        ("พฤหัส 20:00", "11-26 20:00"),
    ],
)
def test_it_reads_thai(words: str, when: str) -> None:
    assert said(words) == f"2026-{when}"


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("", "unclear"),
        ("soon", "unclear"),
        ("8pm or so", "unclear"),
        ("tomorrow 25:00", "unclear"),
        ("tomorrow 20:75", "unclear"),
        ("tomorrow 13 14 15", "unclear"),
        ("Silk night", "unclear"),
        ("x" * 500, "unclear"),
        ("tomorrow " * 60, "unclear"),
        ("20 ทุ่ม", "unclear"),
        ("yesterday 8pm", "past"),
        ("today 8:00", "past"),
        ("ieri alle 20", "past"),
        ("1/1/2020 20:00", "past"),
        ("01/01/0001 00:00", "past"),
        ("25/12/2563 20:00", "past"),
        ("25/12/2040 20:00", "too_far"),
        ("in 60 weeks", "too_far"),
        ("30 February 20:00", "no_day"),
        ("31/11 20:00", "no_day"),
        ("tomorrow", "no_hour"),
        ("venerdì", "no_hour"),
        ("พรุ่งนี้", "no_hour"),
        ("25/12", "no_hour"),
        ("yesterday", "past"),
    ],
)
def test_it_says_what_is_wrong(words: str, reason: str) -> None:
    assert said(words) == reason


def test_a_day_alone_is_kept() -> None:
    assert read_when("tomorrow", BANGKOK, MAY) == WhenProblem("no_hour", day=739_944)
    assert datetime.fromordinal(739_944).date().isoformat() == "2026-11-24"


@pytest.mark.parametrize("words", ["28/3/2027 2:30", "28 marzo 2027 alle 2.30"])
def test_an_hour_that_clocks_skip_is_told_with_the_next(words: str) -> None:
    read = read_when(words, ROME, MAY)
    assert isinstance(read, WhenProblem)
    assert read.reason == "gap"
    assert read.at is not None
    there = datetime.fromtimestamp(read.at / 1000, ZoneInfo(ROME))
    assert there.isoformat() == "2027-03-28T03:00:00+02:00"


def test_an_hour_that_comes_twice_is_the_first() -> None:
    read = read_when("31/10/2027 2:30", ROME, MAY)
    assert isinstance(read, When)
    there = datetime.fromtimestamp(read.at / 1000, ZoneInfo(ROME))
    assert there.utcoffset() == timedelta(hours=2)


def test_a_picker_names_a_moment_too() -> None:
    assert moment(date(2026, 11, 27), 20, 15, BANGKOK, MAY) == read_when(
        "Friday 20:15", BANGKOK, MAY
    )
    assert moment(date(2026, 11, 23), 18, 0, BANGKOK, MAY) == WhenProblem("past")


@pytest.mark.parametrize(
    ("line", "when", "rest"),
    [
        ("Friday 20:00 Spring silk", "11-27 20:00", "Spring silk"),
        ("Spring silk Friday 20:00", "11-27 20:00", "Spring silk"),
        ("Spring silk Friday 27 Nov 20:00", "11-27 20:00", "Spring silk"),
        ("tomorrow 8pm 50 scarves", "11-24 20:00", "50 scarves"),
        ("Silk 2026 tomorrow at 8 pm", "11-24 20:00", "Silk 2026"),
        ("ศุกร์ 2 ทุ่ม ผ้าไหม", "11-27 20:00", "ผ้าไหม"),
        ("ผ้าไหม พรุ่งนี้ 20:00", "11-24 20:00", "ผ้าไหม"),
        ("domani alle 20 Seta di primavera", "11-24 20:00", "Seta di primavera"),
        ("20:00", "11-23 20:00", ""),
        ("Noon show friday 8pm", "11-27 20:00", "Noon show"),
        ("dopodomani alle 18 e 30 Saldi", "11-25 18:30", "Saldi"),
        ("Saldi domani alle 8 e mezza", "11-24 08:30", "Saldi"),
        ("Saldi fra 2 giorni alle 20", "11-25 20:00", "Saldi"),
        ("in 2 days at 8pm Silk", "11-25 20:00", "Silk"),
        ("Sale 12.12 20:00", "12-12 20:00", "Sale"),
        ("Sale 1.12. 20:00", "12-01 20:00", "Sale"),
        ("Sale 11.11 20:00", "11-11 20:00", "Sale"),
        ("Sun dresses tomorrow 8pm", "11-24 20:00", "Sun dresses"),
        ("Silk set friday 20:00", "11-27 20:00", "Silk set"),
    ],
)
def test_it_finds_a_moment_in_a_line(line: str, when: str, rest: str) -> None:
    read, left = find_when(line, BANGKOK, MAY)
    assert isinstance(read, When)
    there = datetime.fromtimestamp(read.at / 1000, ZoneInfo(BANGKOK))
    assert (there.strftime("%m-%d %H:%M"), left) == (when, rest)


def test_a_date_over_this_year_is_the_next_one() -> None:
    read, _ = find_when("Sale 11.11 20:00", BANGKOK, MAY)
    assert read == read_when("11/11/2027 20:00", BANGKOK, MAY)


@pytest.mark.parametrize(
    ("line", "reason", "rest"),
    [
        ("Show 30/2 20:00", "no_day", "Show"),
        ("Show 31.11. 20:00", "no_day", "Show"),
        ("2026-02-30 20:00", "no_day", ""),
        ("Show yesterday 8pm", "past", "Show"),
        ("ieri alle 20", "past", ""),
        ("เมื่อวาน 20:00 ผ้าไหม", "past", "ผ้าไหม"),
        ("5 Jan 2031 10:00", "too_far", ""),
        ("tomorrow at 8pm or 9pm", "unclear", ""),
        ("Silk tomorrow at 8pm or 9pm", "unclear", "Silk tomorrow at 8pm or 9pm"),
        ("Sale 11.11", "unclear", "Sale 11.11"),
        ("yesterday's silk 20:00", "unclear", "yesterday's silk 20:00"),
        ("Friday silk 5 May 20:00", "unclear", "Friday silk 5 May 20:00"),
        ("Silk Friday 28 Nov 20:00", "unclear", "Silk Friday 28 Nov 20:00"),
        ("2 days ago 8pm", "unclear", "2 days ago 8pm"),
        ("20:00 Silk in one hour", "unclear", "20:00 Silk in one hour"),
    ],
)
def test_it_rather_asks_than_guesses(line: str, reason: str, rest: str) -> None:
    read, left = find_when(line, BANGKOK, MAY)
    assert isinstance(read, WhenProblem)
    assert (read.reason, left) == (reason, rest)


_PIECES = (
    "11.11", "30/2", "31.11.", "2026-02-30", "yesterday", "ieri", "เมื่อวาน", "5 Jan", "Friday",
    "tomorrow", "domani", "fra 2 giorni", "in 3 days", "8pm", "20:00", "alle 20", "2 ทุ่ม",
    "Silk", "ผ้าไหม", "or",
)  # fmt: skip


def test_no_day_and_no_hour_is_left_in_the_title_of_a_planned_show() -> None:
    for pieces in permutations(_PIECES, 3):
        read, rest = find_when(" ".join(pieces), BANGKOK, MAY)
        if isinstance(read, When):
            assert not date_like.has_day(rest, surely=True), pieces
            assert not date_like.has_hour(rest), pieces
            dated = [piece for piece in _PIECES[:17] if piece in rest]
            assert not dated, pieces


@pytest.mark.parametrize("line", ["Spring silk", "", "Silk night", "Midnight sale", "8 scarves"])
def test_it_finds_none_where_none_is(line: str) -> None:
    assert find_when(line, BANGKOK, MAY) == (None, line)


def test_it_finds_a_day_without_its_hour() -> None:
    found = find_when("Spring silk tomorrow", BANGKOK, MAY)
    assert found == (WhenProblem("no_hour", day=739_944), "Spring silk")
