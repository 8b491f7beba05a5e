"""The odds of a place on the waitlist: only what could still reach it, and nothing promised."""

import pytest

from models import waitlist
from models.waitlist import Odds

NOW = 1_795_435_200_000
MINUTE = 60_000
Held = tuple[int, int, int | None]


def loose(minutes: float, units: int = 1) -> Held:
    return (NOW + int(minutes * MINUTE), units, None)


def frozen(order: int, units: int = 1) -> Held:
    return (NOW, units, order)


@pytest.mark.parametrize(
    ("held", "ahead", "wanted"),
    [
        ([loose(14), loose(10)], 0, Odds(2, NOW + 14 * MINUTE, 0, False)),
        ([loose(14), loose(10)], 1, Odds(1, NOW + 14 * MINUTE, 0, False)),
        ([loose(14), loose(10)], 2, Odds(0, None, 0, False)),
        ([loose(10, 3)], 2, Odds(1, NOW + 10 * MINUTE, 0, False)),
        ([loose(9.2)], 0, Odds(1, NOW + 10 * MINUTE, 0, False)),
        ([frozen(1), loose(5)], 0, Odds(1, NOW + 5 * MINUTE, 1, False)),
        ([frozen(1), loose(5)], 1, Odds(0, None, 1, False)),
        ([frozen(1), frozen(1), frozen(2)], 0, Odds(0, None, 2, False)),
        ([frozen(1)], 3, Odds(0, None, 0, False)),
        ([loose(-1)], 0, Odds(0, None, 0, False)),
        ([], 0, Odds(0, None, 0, True)),
    ],
)
def test_it_counts_what_could_reach_a_place(held: list[Held], ahead: int, wanted: Odds) -> None:
    assert waitlist._odds(held, ahead, NOW) == wanted
