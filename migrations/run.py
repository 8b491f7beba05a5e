"""Brings a database to the newest schema, from whatever it is: empty, old or new."""

import contextlib
import os
from pathlib import Path

from sqlalchemy import Engine, inspect
from sqlalchemy.exc import DatabaseError

from models.engine import open_engine

HERE = Path(__file__).parent
NEWEST = max(path.name.split("_")[0] for path in (HERE / "versions").glob("[0-9]*.py"))
"""The newest step there is: steps are numbered, and none branches off."""


def migrate(engine: Engine) -> None:
    """Applies every step the database lacks; none, where it is up to date."""
    if current(engine) == NEWEST:
        return
    # Alembic costs 11 MB and a tenth of a second, and is needed after an update only.
    from alembic import command  # noqa: PLC0415 # as above
    from alembic.config import Config  # noqa: PLC0415 # as above

    config = Config()
    config.set_main_option("script_location", str(HERE).replace("%", "%%"))
    config.attributes["engine"] = engine
    command.upgrade(config, "head")


def migrate_apart(url: str) -> None:
    """``migrate`` in a process of its own, which takes Alembic's memory with it when it ends.

    To be called before anything else runs. Where that fails, the steps are still to be taken, and
    ``migrate`` says why they can't be.
    """
    if not hasattr(os, "fork"):
        return
    if child := os.fork():
        os.waitpid(child, 0)
        return
    with contextlib.suppress(Exception):
        migrate(open_engine(url))
    os._exit(0)


def current(engine: Engine) -> str | None:
    """The step the database stands at; None if it is empty."""
    if not inspect(engine).has_table("alembic_version"):
        return None
    with engine.connect() as connection:
        found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return None if found is None else str(found)


def examine(engine: Engine) -> list[tuple[bool, str]]:
    """What is well (True) or not about the database, in plain words."""
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            connection.rollback()
        stands = current(engine)
    except DatabaseError as error:
        return [(False, f"Database: can't be opened for writing ({error.orig}).")]
    if stands == NEWEST:
        return [(True, "Database: there, writable, with the newest schema.")]
    return [(True, "Database: writable; serving will bring its schema up to date.")]
