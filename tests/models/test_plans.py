"""What the pumps ask again and again is found by an index, however many rows have ended."""

import re
from collections.abc import Callable

import pytest
from sqlalchemy import event

from models import audiences, control, curve, delivery, errands, holds, incoming, ledger, schedule
from models.tx import Tx
from tests.market import Market

_ALIVE = re.compile("_open|show_on_air")
"""Indexes that hold only what hasn't ended."""

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
    schedule.remind,
    control.sweep,
    lambda tx: control._money(tx, 1),
    lambda tx: ledger.count(tx, 1),
    lambda tx: curve.delivery_curve(tx, "live:1"),
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
            whole = [step for step in plan if step.startswith("SCAN") and not _ALIVE.search(step)]
            assert not whole, sql
            assert "USE TEMP B-TREE FOR ORDER BY" not in plan, sql


@pytest.mark.parametrize("audience", sorted(audiences.PEOPLE))
def test_an_audience_is_written_by_indexes(market: Market, audience: str) -> None:
    people_ = audiences.PEOPLE[audience]
    values: dict[str, object] = {
        "shop_id": 1, "subject": 1, "after": 0, "most": 2000, "show": 1, "upto": 9000, "kind": "k",
        "priority": 5, "id": 1, "about": "a:1",
    }  # fmt: skip
    with market.tx() as tx:
        driver = tx.connection.connection.driver_connection
        assert driver is not None
        for statement in (people_.chunk, people_.write):
            sql = str(statement.compile(tx.connection.engine))
            names = {name: values[name] for name in statement._bindparams}
            order = statement.compile(tx.connection.engine).positiontup or []
            plan = [
                row[3]
                for row in driver.execute(f"EXPLAIN QUERY PLAN {sql}", [names[n] for n in order])
            ]
            tables = ("follow", "person", "product_follow", "show_follow", "early", "outgoing", "e")
            whole = [step for step in plan if step.split()[:2] in (["SCAN", t] for t in tables)]
            assert not whole, plan
