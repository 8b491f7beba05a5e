"""What happens is told in the log, once it is committed, in ids and numbers."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog
from structlog.testing import capture_logs

from models import follows, happenings, people
from models.terms import Terms
from tests.market import Market

ANNA, OPERATOR = 7, 99


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


async def test_it_tells_once_of_each_thing_that_befalls_a_shop(tmp_path: Path) -> None:
    market = Market(tmp_path, Terms(operators=frozenset({OPERATOR})))
    with capture_logs() as lines:
        for words in ("/sell", "Anna's", "annas", "THB", "50"):
            await market.say(ANNA, words)
        for data in ("suspend:1", "reopen:1"):
            await market.press(OPERATOR, data)
        await market.press(ANNA, "closeshopnow")
    told = [line["event"] for line in lines if line["event"].startswith("shop_")]
    assert told == ["shop_opened", "shop_suspended", "shop_reopened", "shop_closed"]
    market.store.engine.dispose()
