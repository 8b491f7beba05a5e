"""Malee's stall as many tests find it."""

import pytest

from tests.handlers.pictures import open_video
from tests.handlers.stall import open_stall
from tests.market import Market


@pytest.fixture
def malee(market: Market) -> None:
    """Her stall is open."""
    open_stall(market)


@pytest.fixture
def stall(market: Market) -> Market:
    """Her stall is on the air with the scarf on screen; Anna and Ben look at it."""
    open_video(market)
    return market
