"""The migrated schema is the models', however many processes bring it there."""

from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, inspect

from migrations import run
from models import schema
from models.engine import open_engine
from tests.races.crowd import at_once


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """An empty database."""
    made = open_engine(f"sqlite:///{tmp_path}/migrated.db")
    yield made
    made.dispose()


def constraints(engine: Engine) -> dict[str, dict[str, Any]]:
    """What each table promises beside its columns: checks, unique keys, indexes, foreign keys."""
    read = inspect(engine)
    return {
        name: {
            "checks": {c["name"]: c["sqltext"] for c in read.get_check_constraints(name)},
            "uniques": sorted(tuple(u["column_names"]) for u in read.get_unique_constraints(name)),
            "indexes": {
                i["name"]: (
                    i["column_names"],
                    bool(i["unique"]),
                    str(i["dialect_options"].get("sqlite_where")),
                )
                for i in read.get_indexes(name)
            },
            "foreign": sorted(
                (tuple(f["constrained_columns"]), f["referred_table"], tuple(f["referred_columns"]))
                for f in read.get_foreign_keys(name)
            ),
        }
        for name in read.get_table_names()
        if name != "alembic_version"
    }


def migrate_there(url: str) -> str | None:
    """Migrates a database as one more process does; the step it stands at then."""
    engine = open_engine(url)
    run.migrate(engine)
    stands = run.current(engine)
    engine.dispose()
    return stands


def test_it_makes_the_tables_of_the_models(engine: Engine) -> None:
    run.migrate(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        assert compare_metadata(context, schema.metadata()) == []


def test_it_makes_the_constraints_of_the_models(engine: Engine, tmp_path: Path) -> None:
    run.migrate(engine)
    models = open_engine(f"sqlite:///{tmp_path}/models.db")
    schema.metadata().create_all(models)
    wanted = constraints(models)
    models.dispose()
    assert wanted["option"]["checks"]["option_free"] == "free >= 0"
    assert wanted["orders"]["indexes"]["orders_active"][1]
    assert constraints(engine) == wanted


def test_it_leaves_a_current_database_alone(engine: Engine) -> None:
    run.migrate(engine)
    with closing(engine.raw_connection()) as connection:
        before = connection.cursor().execute("PRAGMA schema_version").fetchone()
        run.migrate(engine)
        assert connection.cursor().execute("PRAGMA schema_version").fetchone() == before
    assert run.current(engine) == run.NEWEST


@pytest.mark.parametrize("_again", range(3))
def test_it_migrates_once_when_several_processes_begin(tmp_path: Path, _again: int) -> None:
    works = [partial(migrate_there, f"sqlite:///{tmp_path}/new.db") for _ in range(3)]
    stands = at_once(*works)
    assert len(set(stands)) == 1
    assert stands[0] is not None


def test_it_migrates_in_a_process_of_its_own(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/apart.db"
    run.migrate_apart(url)
    engine = open_engine(url)
    assert run.current(engine) == run.NEWEST
    engine.dispose()


def test_it_leaves_to_say_what_is_wrong_to_migrate(tmp_path: Path) -> None:
    run.migrate_apart(f"sqlite:///{tmp_path}/nowhere/apart.db")
    assert list(tmp_path.iterdir()) == []
