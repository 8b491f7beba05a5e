"""Bells: waited for, though not for ever."""

import pytest

from models.bells import SHORTEST, Bell, nap


async def test_it_says_whether_it_rang() -> None:
    bell = Bell()
    assert not await bell.within(0)
    bell.set()
    assert await bell.within(0)
    assert await bell.within(None)


@pytest.mark.parametrize(
    ("due", "seconds"),
    [(None, 5.0), (1_000, SHORTEST), (2_000, SHORTEST), (3_500, 1.5), (99_000, 5.0)],
)
def test_a_nap_ends_when_something_is_due(due: int | None, seconds: float) -> None:
    assert nap(due, 2_000, 5.0) == seconds
