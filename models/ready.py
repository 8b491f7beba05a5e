"""Statements made ready once: what a claim runs again and again, without the toolkit's ceremony."""

import sqlite3
from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from typing import Any

from sqlalchemy import Boolean, Executable, Row, Select, Table, UpdateBase
from sqlalchemy.dialects import sqlite
from sqlalchemy.sql.schema import ScalarElementColumnDefault

_row_type: Any = namedtuple
_FLAG = {None: None, 0: False, 1: True}
_DIALECT = sqlite.dialect(paramstyle="named")


class Ready:
    """A statement with named parameters. Its rows are read by name or place, like the toolkit's.

    Running one this way costs a sixth of ``Connection.execute``, and a claim runs a dozen.
    ``changes`` is the table that a change is made in; None for a query.
    """

    __slots__ = ("_constants", "_flags", "_made", "_sql", "changes")

    def __init__(self, statement: Select[*tuple[Any, ...]] | UpdateBase) -> None:
        compiled: Any = statement.compile(dialect=_DIALECT)
        self.changes = changed(statement)
        columns = list(statement.exported_columns)
        names = [str(column.key) for column in columns]
        made = _row_type("Row", names, rename=True)
        self._made: Callable[[Sequence[Any]], Row[Any]] = partial(tuple.__new__, made)
        self._sql = str(compiled)
        self._constants = {
            name: bound.value for name, bound in compiled.binds.items() if not bound.required
        }
        self._flags = [at for at, column in enumerate(columns) if isinstance(column.type, Boolean)]

    def rows(self, connection: sqlite3.Connection, values: dict[str, Any]) -> Sequence[Row[Any]]:
        """What a query, or a change that returns rows, finds."""
        found = connection.execute(self._sql, self._constants | values).fetchall()
        return [*map(self._read if self._flags else self._made, found)]

    def run(self, connection: sqlite3.Connection, values: dict[str, Any]) -> int:
        """Carries out a change; how many rows it touched."""
        return connection.execute(self._sql, self._constants | values).rowcount

    def _read(self, found: Sequence[Any]) -> Row[Any]:
        found = list(found)
        for at in self._flags:
            found[at] = _FLAG[found[at]]
        return self._made(found)


def changed(statement: Executable) -> Table | None:
    """The table that a statement changes; None for a query, and for one written as text."""
    return getattr(statement, "table", None)


def write_all(
    connection: sqlite3.Connection, rows: Table, new: Sequence[Mapping[str, Any]]
) -> None:
    """Writes new rows, which all give the same columns; the others take their model's default."""
    sql, defaults = _insert(rows, tuple(new[0]))
    connection.executemany(sql, [{**defaults, **row} for row in new] if defaults else new)


@cache
def _insert(rows: Table, given: tuple[str, ...]) -> tuple[str, dict[str, Any]]:
    """The statement, and what the columns that aren't given are set to."""
    defaults = {
        column.name: column.default.arg
        for column in rows.columns
        if column.name not in given and isinstance(column.default, ScalarElementColumnDefault)
    }
    return str(rows.insert().compile(dialect=_DIALECT, column_keys=[*given, *defaults])), defaults
