"""What the pumps ask again and again is found by an index, however many rows have ended."""

from collections.abc import Callable

import pytest
from sqlalchemy import event

from models import delivery, errands, holds, incoming
from models.store import Tx
from tests.market import Market

ASKED: list[Callable[[Tx], object]] = [
    lambda tx: incoming.due(tx, 100),
    incoming.waiting,
    lambda tx: incoming.settle(tx, "telegram", 5, 300),
    holds.expire,
    holds.remind,
    lambda tx: holds.promote(tx, 1),
    lambda tx: delivery.candidates(tx, 30),
    delivery.lapse,
    delivery.next_due,
    lambda tx: errands.lease(tx, 10, "token", 1),
    errands.next_due,
]


@pytest.mark.parametrize("ask", ASKED)
def test_it_looks_at_no_row_that_has_ended(market: Market, ask: Callable[[Tx], object]) -> None:
    asked: list[tuple[str, object]] = []

    def note(_conn: object, _cursor: object, sql: str, values: object, *_: object) -> None:
        asked.append((sql, values))

    with market.tx() as tx:
        event.listen(market.store.engine, "before_cursor_execute", note)
        ask(tx)
        event.remove(market.store.engine, "before_cursor_execute", note)
        driver = tx.connection.connection.driver_connection
        assert driver is not None
        for sql, values in asked:
            plan = [row[3] for row in driver.execute(f"EXPLAIN QUERY PLAN {sql}", values)]
            assert plan
            whole = [step for step in plan if step.startswith("SCAN") and "_open" not in step]
            assert not whole, sql
            assert "USE TEMP B-TREE FOR ORDER BY" not in plan, sql
