"""The pace: no limit is ever overstepped, and hardly anything of the allowance is left unused."""

from itertools import pairwise

import pytest

from bot.pace import BURST, CHAT, LIFTED, WINDOW, Pace

PEOPLE = range(1, 1_000_000)


def fan_out(pace: Pace, count: int, *, start: float = 0.0, late: float = 0.0) -> list[float]:
    """When ``count`` bulk messages leave if each goes as soon as it may, or ``late`` seconds on."""
    now, left = start, []
    for chat in PEOPLE[:count]:
        now = max(now, pace.opens(bulk=True)) + late
        step = pace.leave(chat, now)
        pace.arrived(step, now + 0.002)
        left.append(now)
    return left


def most_in_a_second(moments: list[float]) -> int:
    return max(
        sum(1 for other in moments[at : at + 200] if other - moment < 1.0)
        for at, moment in enumerate(moments)
    )


@pytest.mark.parametrize("late", [0.0, 0.001, 0.004])
def test_it_uses_nearly_all_of_the_allowance(late: float) -> None:
    left = fan_out(Pace(30), 1500, late=late)
    assert most_in_a_second(left) <= 30
    assert 1499 / (left[-1] - left[0]) >= 30 * 0.98


def test_it_spreads_bulk_evenly() -> None:
    left = fan_out(Pace(30), 90)
    gaps = [after - before for before, after in pairwise(left)]
    assert max(gaps) - min(gaps) < 0.01


def test_an_answer_takes_the_very_next_slot_of_a_fan_out() -> None:
    pace = Pace(30)
    now = fan_out(pace, 100)[-1]
    assert pace.opens(bulk=False) - now < 0.04
    answered = max(now, pace.opens(bulk=False))
    pace.leave(2_000_000, answered)
    assert pace.opens(bulk=True) - answered > 0.03


def test_answers_may_burst_when_nothing_else_goes_out() -> None:
    pace = Pace(30)
    for chat in PEOPLE[:30]:
        assert pace.opens(bulk=False) <= 5.0
        pace.leave(chat, 5.0)
    assert pace.opens(bulk=False) > 6.0


def test_it_reckons_with_a_message_that_was_long_on_its_way() -> None:
    pace = Pace(1)
    for second in range(100):
        pace.arrived(pace.leave(1, 2.0 * second), 2.0 * second + 0.02)
    pace.arrived(pace.leave(2, 300.0), 300.02)
    assert pace.opens(bulk=False) == pytest.approx(300.0 + WINDOW, abs=0.001)
    pace.arrived(pace.leave(2, 310.0), 310.07)
    assert pace.opens(bulk=False) == pytest.approx(310.05 + WINDOW, abs=0.001)


def test_one_that_hangs_keeps_its_own_slot_only() -> None:
    pace = Pace(3)
    pace.leave(1, 0.0)
    for at in (0.3, 0.6):
        pace.arrived(pace.leave(2, at), at)
    assert pace.opens(bulk=False) == pytest.approx(0.3 + WINDOW)
    assert pace.room(1.4, 0.0, bulk=False) == 1


def test_it_slows_down_to_one_message_a_second_in_a_private_chat() -> None:
    pace = Pace(30)
    for _ in range(BURST):
        assert pace.chat_opens(7) <= 100.0
        pace.leave(7, 100.0)
    assert pace.chat_opens(7) == pytest.approx(100.0 + CHAT)
    assert pace.chat_opens(8) <= 100.0
    pace.leave(7, 100.0 + CHAT)
    assert pace.chat_opens(7) == pytest.approx(100.0 + 2 * CHAT)


def test_it_keeps_to_twenty_a_minute_in_a_group() -> None:
    pace = Pace(30)
    for second in range(20):
        assert pace.chat_opens(-5) <= second
        pace.leave(-5, float(second))
    assert 60 < pace.chat_opens(-5) < 61
    assert pace.chat_opens(-6) == 0.0


def test_a_private_429_stops_everything() -> None:
    pace = Pace(30)
    pace.halt(10.0, 3.0, 7)
    assert pace.halted == pace.opens(bulk=False) == pace.opens(bulk=True) == 13.0
    assert pace.room(10.0, 0.1, bulk=False) == 0
    pace.halt(10.0, 1.0)
    assert pace.halted == 13.0


def test_a_groups_429_stops_that_group() -> None:
    pace = Pace(30)
    pace.halt(10.0, 30.0, -5)
    assert pace.chat_opens(-5) == 40.0
    assert pace.chat_opens(-6) == 0.0
    assert pace.halted == 0.0


def test_room_tells_what_may_go_soon() -> None:
    pace = Pace(30)
    assert pace.room(10.0, 0.1, bulk=False) == 30
    assert 3 <= pace.room(10.0, 0.1, bulk=True) <= 5
    for chat in PEOPLE[:30]:
        pace.leave(chat, 10.0)
    assert pace.room(10.0, 0.1, bulk=False) == pace.room(10.0, 0.1, bulk=True) == 0


def test_it_forgets_idle_chats() -> None:
    pace = Pace(900)
    for number in range(50_000):
        pace.leave(number + 1, number / 900)
    assert len(pace._people) < 3_000
    for number in range(50_000):
        pace.leave(-number - 1, 100.0 + number)
    assert len(pace._people) + len(pace._groups) < 2_000


def test_above_a_thousand_a_second_nothing_waits() -> None:
    pace = Pace(LIFTED + 1)
    for _ in range(10_000):
        pace.leave(7, 5.0)
        pace.leave(-7, 5.0)
    assert max(pace.opens(bulk=True), pace.chat_opens(7), pace.chat_opens(-7)) <= 5.0
    pace.halt(5.0, 2.0)
    assert pace.opens(bulk=False) == 7.0
