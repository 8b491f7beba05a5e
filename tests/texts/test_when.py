"""Times, dates and lengths of time as people of each language write them."""

import pytest

from texts.when import city, clock, date, left, moment, span

AFTERNOON = 1_795_442_700_000  # 2026-11-23 14:05 UTC


def test_it_tells_the_time_in_the_shops_zone() -> None:
    assert clock(AFTERNOON, "UTC", "en") == "2:05\u202fPM"
    assert clock(AFTERNOON, "UTC", "it") == "14:05"
    assert clock(AFTERNOON, "Asia/Bangkok", "th") == "21:05"
    assert clock(AFTERNOON, "Europe/Rome", "it") == "15:05"


def test_it_tells_the_day() -> None:
    assert date(AFTERNOON, "UTC", "en") == "Nov 23, 2026"
    assert date(AFTERNOON, "UTC", "it") == "23 nov 2026"
    assert date(AFTERNOON, "UTC", "th") == "23 พ.ย. 2026"
    assert date(AFTERNOON + 4 * 3_600_000, "Asia/Bangkok", "it") == "24 nov 2026"


def test_it_tells_when_a_show_is() -> None:
    assert moment(AFTERNOON, "UTC", "en") == "Mon, Nov 23, 2:05\u202fPM"
    assert moment(AFTERNOON, "UTC", "it") == "lun 23 nov, 14:05"
    assert moment(AFTERNOON, "UTC", "th") == "จ. 23 พ.ย. 14:05"


def test_it_falls_back_to_utc_for_a_zone_nobody_knows() -> None:
    assert clock(AFTERNOON, "Mars/Olympus", "it") == "14:05"
    assert clock(AFTERNOON, "../etc/passwd", "it") == "14:05"
    assert clock(AFTERNOON, "", "it") == "14:05"


@pytest.mark.parametrize(
    ("ms", "en", "it", "th"),
    [
        (-5_000, "0 sec", "0 s", "0 วิ"),
        (40_999, "40 sec", "40 s", "40 วิ"),
        (50_000, "1 min", "1 min", "1 นาที"),
        (899_500, "15 min", "15 min", "15 นาที"),
        (880_000, "14 min", "14 min", "14 นาที"),
        (3_900_000, "1 hr 5 min", "1 h 5 min", "1 ชม. 5 นาที"),
        (7_200_000, "2 hr", "2 h", "2 ชม."),
        (97_200_000, "1 day 3 hr", "1 giorno 3 h", "1 วัน 3 ชม."),
    ],
)
def test_it_tells_how_long_is_left(ms: int, en: str, it: str, th: str) -> None:
    assert (left(ms, "en"), left(ms, "it"), left(ms, "th")) == (en, it, th)


def test_it_tells_how_long_something_takes() -> None:
    assert span(194_000, "en") == "3 min 14 sec"
    assert span(13_600, "it") == "14 s"
    assert span(180_000, "th") == "3 นาที"


@pytest.mark.parametrize(
    ("zone", "en", "it", "th"),
    [
        ("Europe/Rome", "Rome", "Roma", "โรม"),
        ("America/New_York", "New York", "New York", "นิวยอร์ก"),
        ("Mars/Olympus_Mons", "Olympus Mons", "Olympus Mons", "Olympus Mons"),
    ],
)
def test_it_names_a_city_in_the_readers_language(zone: str, en: str, it: str, th: str) -> None:
    assert (city(zone, "en"), city(zone, "it"), city(zone, "th")) == (en, it, th)
