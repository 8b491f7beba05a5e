"""What happens is told in the log, once it is committed, in ids and numbers."""

import logging
from collections.abc import Iterator

import pytest
import structlog
from structlog.testing import capture_logs

from models import follows, happenings, people
from tests.market import Market

ANNA = 7


@pytest.fixture(autouse=True)
def listening(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Somebody reads the log, through a logger that no earlier test has bound."""
    logger = logging.getLogger(happenings.__name__)
    before = logger.level
    logger.setLevel(logging.INFO)
    monkeypatch.setattr(happenings, "log", structlog.get_logger(happenings.__name__))
    yield
    logger.setLevel(before)


async def test_it_tells_a_follower_by_number(market: Market) -> None:
    with capture_logs() as lines, market.tx() as tx:
        people.meet(tx, ANNA, name="Anna Rossi", username="anna", language="it")
        shop = people.open_shop(
            tx, slug="malee", name="Malee", owner_id=ANNA, currency="THB", zone="Asia/Bangkok"
        )
        assert shop is not None
        follows.follow(tx, ANNA, shop)
        assert lines == []
    assert lines == [
        {"event": "shop_opened", "shop": 1, "person": ANNA, "log_level": "info"},
        {"event": "followed", "shop": 1, "person": ANNA, "log_level": "info"},
    ]


async def test_it_tells_nothing_that_was_rolled_back(market: Market) -> None:
    with capture_logs() as lines, pytest.raises(RuntimeError), market.tx() as tx:
        tx.tell("shop_opened", shop=1)
        raise RuntimeError
    assert lines == []
