"""A transaction: what rules read, write and gather before one commit."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import (
    Connection,
    Executable,
    Row,
    Table,
    func,
    select,
)
from sqlalchemy.dialects import sqlite
from sqlmodel import SQLModel

from models import happenings
from models.ready import Ready, changed, write_all
from models.terms import Terms

T = TypeVar("T")
Facts = dict[str, Any]
Job = Callable[["Tx"], T]


def table(model: type[SQLModel]) -> Table:
    """The Core table of a model: what rules build their statements on."""
    found: Table = model.__table__  # type: ignore[attr-defined] # set by SQLModel's metaclass
    return found


class Tx:
    """One open transaction: the only thing that can change rows.

    ``now`` is the moment it began (milliseconds, UTC), ``terms`` what the market runs on. Rows
    given to ``add`` are written together just before the commit, or before any statement that
    might read them.
    """

    def __init__(self, connection: Connection, now: int, terms: Terms) -> None:
        self.connection = connection
        self.now = now
        self.terms = terms
        self.rung: set[str] = set()
        self.happened: list[happenings.Happening] = []
        self._driver: Any = connection.connection.driver_connection
        self._met: set[str] = set()
        self._kept: dict[str, Any] = {}
        self._steady: dict[Table, dict[tuple[Any, ...], Row[Any] | None]] = {}
        self._added: dict[Table, list[Mapping[str, Any]]] = {}
        self._ids: dict[Table, int] = {}
        self._last: dict[str, Job[None]] = {}

    def one(self, statement: Executable, **values: Any) -> Row[Any] | None:
        """The first row of a query, or None."""
        self.flush()
        return self.connection.execute(statement, values).first()

    def all(self, statement: Executable, **values: Any) -> Sequence[Row[Any]]:
        """Every row of a query."""
        self.flush()
        return self.connection.execute(statement, values).all()

    def scalar(self, statement: Executable, **values: Any) -> Any:
        """The first column of the first row, or None."""
        self.flush()
        return self.connection.execute(statement, values).scalar()

    def run(self, statement: Executable, **values: Any) -> int:
        """Carries out a change and returns how many rows it touched."""
        self.flush()
        self._forget(changed(statement))
        return self.connection.execute(statement, values).rowcount

    def quick(self, statement: Ready, **values: Any) -> Row[Any] | None:
        """``one`` for tables that nobody ``add``s to: doesn't write the gathered rows first."""
        rows = statement.rows(self._driver, values)
        return rows[0] if rows else None

    def quick_all(self, statement: Ready, **values: Any) -> Sequence[Row[Any]]:
        """``all`` for tables that nobody ``add``s to."""
        return statement.rows(self._driver, values)

    def quick_run(self, statement: Ready, **values: Any) -> int:
        """``run`` for tables that nobody ``add``s to."""
        self._forget(statement.changes)
        return statement.run(self._driver, values)

    def steady(self, rows: Table, statement: Ready, **values: Any) -> Row[Any] | None:
        """``quick`` for a query of one table that claims only read: asked once, and again when
        this transaction has changed the table."""
        known = self._steady.setdefault(rows, {})
        asked = (statement, *values.values())
        if asked not in known:
            known[asked] = self.quick(statement, **values)
        return known[asked]

    def _forget(self, rows: Table | None) -> None:
        """Has what ``steady`` remembers of these rows asked anew; of all, if which isn't known."""
        if rows is None:
            self._steady.clear()
        else:
            self._steady.pop(rows, None)

    def insert(self, model: type[SQLModel], **values: Any) -> int:
        """Writes one row now; returns its id. Raises IntegrityError where a constraint says no."""
        self.flush()
        self._forget(table(model))
        made = self.connection.execute(table(model).insert(), values)
        return int(made.inserted_primary_key[0]) if made.inserted_primary_key else 0

    def insert_new(self, model: type[SQLModel], **values: Any) -> bool:
        """Writes one row unless a unique key holds it already; says whether it was new."""
        return self.insert_all_new(model, [values]) == 1

    def insert_all_new(self, model: type[SQLModel], rows: Sequence[Mapping[str, Any]]) -> int:
        """Writes those of the rows that no unique key holds already; returns how many."""
        self.flush()
        self._forget(table(model))
        return self.connection.execute(self.new_rows(model), list(rows)).rowcount

    def new_rows(self, model: type[SQLModel]) -> Any:
        """``INSERT … ON CONFLICT DO NOTHING``."""
        return sqlite.insert(table(model)).on_conflict_do_nothing()

    def add(self, model: type[SQLModel], row: Mapping[str, Any]) -> None:
        """Gathers a row to be written with its like at the end of the transaction."""
        self._added.setdefault(table(model), []).append(row)

    def gathered(self, model: type[SQLModel]) -> Sequence[Mapping[str, Any]]:
        """The rows of this table that are yet to be written."""
        return self._added.get(table(model), ())

    def next_id(self, model: type[SQLModel]) -> int:
        """The id that the next added row of this table is to carry."""
        rows = table(model)
        if rows not in self._ids:
            self._ids[rows] = int(self.scalar(select(func.coalesce(func.max(rows.c.id), 0))))
        self._ids[rows] += 1
        return self._ids[rows]

    def first(self, key: str) -> bool:
        """Whether this transaction meets ``key`` for the first time."""
        known = key in self._met
        self._met.add(key)
        return not known

    def keep(self, key: str, value: Any) -> None:
        """Remembers a value for the rest of this transaction."""
        self._kept[key] = value

    def kept(self, key: str) -> Any:
        """What this transaction keeps under ``key``, or None."""
        return self._kept.get(key)

    def flush(self) -> None:
        """Writes the gathered rows."""
        while self._added:
            rows = next(iter(self._added))
            write_all(self._driver, rows, self._added.pop(rows))

    def at_end(self, key: str, job: Job[None]) -> None:
        """Has something done once for each key, when all else in this transaction is decided."""
        self._last.setdefault(key, job)

    def finish(self) -> None:
        """Does what was left for the end, and writes the gathered rows."""
        while self._last:
            self._last.pop(next(iter(self._last)))(self)
        self.flush()

    def tell(self, what: str, **numbers: int | str | None) -> None:
        """Has a line written to the log, once this transaction is committed."""
        self.happened.append((what, numbers))

    def ring(self, bell: str) -> None:
        """Wakes whoever follows ``bell``, once this transaction is committed."""
        self.rung.add(bell)
