"""Statements that are made ready once."""

import sqlite3
from collections.abc import Callable

import pytest
from sqlalchemy import Executable, bindparam, func, select, text, update

from models import people
from models.people import PERSON, Person
from models.ready import Ready
from models.tx import Tx
from tests.market import Market

BY_ID = Ready(select(PERSON).where(PERSON.c.id == bindparam("who")))
COUNT = Ready(select(func.count()).where(PERSON.c.started.is_(False)))
RENAME = Ready(
    update(PERSON)
    .where(PERSON.c.id == bindparam("who"))
    .values(name=bindparam("called"), zone=None, started=True)
    .returning(PERSON.c.id, PERSON.c.name.label("called"))
)
SILENCE = Ready(update(PERSON).where(PERSON.c.id > bindparam("after")).values(blocked=True))


def meet(tx: Tx, *ids: int) -> None:
    for person_id in ids:
        people.meet(tx, person_id, name=f"P{person_id}", username=None, language="en")


def test_it_reads_what_the_toolkit_reads(market: Market) -> None:
    with market.tx() as tx:
        meet(tx, 2, 3)
        ours = tx.quick(BY_ID, who=2)
        theirs = tx.one(select(PERSON).where(PERSON.c.id == 2))
        assert theirs is not None
        assert ours == tuple(theirs)
        assert ours._fields == theirs._fields
        assert [type(value) for value in ours] == [type(value) for value in theirs]
        assert (ours.started, ours[0]) == (False, 2)
        assert tx.quick(BY_ID, who=4) is None


def test_it_reads_a_column_without_a_name(market: Market) -> None:
    with market.tx() as tx:
        meet(tx, 2, 3)
        assert [row[0] for row in tx.quick_all(COUNT)] == [2]


def test_it_changes_rows_and_returns_them(market: Market) -> None:
    with market.tx() as tx:
        meet(tx, 2)
        changed = tx.quick(RENAME, who=2, called="Anna")
        assert changed is not None
        assert (changed.id, changed.called) == (2, "Anna")
        row = people.person(tx, 2)
        assert (row.name, row.zone, row.started) == ("Anna", None, True)


def test_it_counts_the_rows_it_changed(market: Market) -> None:
    with market.tx() as tx:
        meet(tx, 2, 3, 4)
        assert tx.quick_run(SILENCE, after=2) == 2
        assert tx.quick_run(SILENCE, after=9) == 0


def test_it_rolls_back_with_its_transaction(market: Market) -> None:
    with market.tx() as tx:
        meet(tx, 2)
    with pytest.raises(RuntimeError), market.tx() as tx:
        tx.quick_run(SILENCE, after=0)
        raise RuntimeError
    with market.tx() as tx:
        assert not people.person(tx, 2).blocked


def test_it_refuses_a_value_that_is_missing(market: Market) -> None:
    with market.tx() as tx, pytest.raises(sqlite3.ProgrammingError):
        tx.quick(BY_ID)


def name_of(tx: Tx, person_id: int) -> str | None:
    row = tx.steady(PERSON, BY_ID, who=person_id)
    return None if row is None else row.name


def test_what_is_steady_is_asked_once(market: Market) -> None:
    with market.tx() as tx:
        meet(tx, 2, 3)
        assert (name_of(tx, 2), name_of(tx, 3), name_of(tx, 4)) == ("P2", "P3", None)
        tx.connection.exec_driver_sql("UPDATE person SET name = 'unseen'")
        assert (name_of(tx, 2), name_of(tx, 3), name_of(tx, 4)) == ("P2", "P3", None)
    with market.tx() as tx:
        assert name_of(tx, 2) == "unseen"


def renamed(statement: Executable) -> Callable[[Tx], object]:
    return lambda tx: tx.run(statement)


NEW = {"id": 4, "name": "Anna", "language": "en", "created_at": 0}


@pytest.mark.parametrize(
    "change",
    [
        renamed(update(PERSON).values(name="Anna")),
        renamed(text("UPDATE person SET name = 'Anna'")),
        lambda tx: tx.quick_run(Ready(update(PERSON).values(name="Anna"))),
        lambda tx: tx.insert(Person, **NEW),
        lambda tx: tx.insert_new(Person, **NEW),
    ],
    ids=["run", "text", "quick_run", "insert", "insert_new"],
)
def test_what_is_steady_is_asked_again_after_a_change(
    market: Market, change: Callable[[Tx], object]
) -> None:
    with market.tx() as tx:
        meet(tx, 2)
        before = [name_of(tx, 2), name_of(tx, 4)]
        change(tx)
        after = [name_of(tx, 2), name_of(tx, 4)]
        assert before == ["P2", None]
        assert "Anna" in after


def test_a_change_elsewhere_leaves_what_is_steady(market: Market) -> None:
    with market.tx() as tx:
        meet(tx, 2)
        assert name_of(tx, 2) == "P2"
        tx.connection.exec_driver_sql("UPDATE person SET name = 'unseen'")
        tx.run(update(people.SHOP).values(name="Anna"))
        assert name_of(tx, 2) == "P2"
