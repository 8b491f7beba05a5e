"""What the stock's guards are for: the race without them, and each of them alone."""

import sqlite3
import time
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import IntegrityError

from models import stock
from models.catalog import OPTION
from models.tx import Tx
from tests.races import crowd
from tests.races.crowd import at_once
from tests.races.stage import Stage

STOCK, EACH = 20, 30


def read_then_write(path: str, claims: int) -> int:
    """Claims units as one wouldn't: looks in one transaction, writes in the next."""
    market = sqlite3.connect(path, timeout=30, isolation_level=None)
    got = 0
    for _ in range(claims):
        (free,) = market.execute("SELECT free FROM option").fetchone()
        time.sleep(0)  # lets the other process look as well
        if free > 0:
            market.execute("UPDATE option SET free = ?, held = held + 1", (free - 1,))
            got += 1
    market.close()
    return got


def take_blindly(tx: Tx) -> bool:
    """Takes a unit without a condition; what the constraints alone allow."""
    taken = update(OPTION).values(free=OPTION.c.free - 1, held=OPTION.c.held + 1)
    try:
        return tx.run(taken) == 1
    except IntegrityError:
        return False


def test_s12_without_the_guard_the_stock_is_oversold(stage: Stage, tmp_path: Path) -> None:
    stage.put_in(STOCK)
    path = str(tmp_path / "market.db")
    got = at_once(*(partial(read_then_write, path, EACH) for _ in range(3)))
    item = stage.item()
    assert sum(got) > STOCK
    assert item.free + item.held != STOCK


def test_s13_the_constraints_alone_refuse_to_oversell(stage: Stage) -> None:
    stage.put_in(STOCK)
    got = at_once(*(partial(crowd.each, stage.url, [take_blindly] * EACH) for _ in range(3)))
    assert sum(map(sum, got)) == STOCK
    assert (stage.item().free, stage.item().held) == (0, STOCK)


def test_s13_the_condition_alone_refuses_to_oversell(stage: Stage) -> None:
    stage.put_in(STOCK)
    jobs = [partial(stock.take, option_id=1, quantity=1)] * EACH
    got = at_once(*(partial(crowd.each, stage.url, jobs) for _ in range(3)))
    assert sum(map(sum, got)) == STOCK
    assert (stage.item().free, stage.item().held) == (0, STOCK)


@pytest.mark.parametrize("number", ["free", "held", "sold", "waiting"])
def test_s13_no_number_of_the_stock_can_go_below_nothing(stage: Stage, number: str) -> None:
    with pytest.raises(IntegrityError, match=f"option_{number}"), stage.tx() as tx:
        tx.run(text(f"UPDATE option SET {number} = -1"))
    with stage.tx() as tx:
        assert tx.scalar(select(OPTION.c[number])) == 0
