"""Malee's stall as many tests find it."""

import pytest

from tests.handlers.choices import open_with_dress
from tests.handlers.pictures import open_video
from tests.handlers.stall import open_stall
from tests.market import Market


@pytest.fixture
def malee(market: Market) -> None:
    """Her stall is open."""
    open_stall(market)


@pytest.fixture
def dress(market: Market) -> None:
    """Her stall is open and sells a dress in four options."""
    open_with_dress(market)


@pytest.fixture
def stall(market: Market) -> Market:
    """Her stall is on the air with the scarf on screen; Anna and Ben look at it."""
    open_video(market)
    return market
