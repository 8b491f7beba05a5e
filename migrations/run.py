"""Brings a database to the newest schema, from whatever it is: empty, old or new."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

HERE = Path(__file__).parent


def _config(engine: Engine) -> Config:
    made = Config()
    made.set_main_option("script_location", str(HERE).replace("%", "%%"))
    made.attributes["engine"] = engine
    return made


def migrate(engine: Engine) -> None:
    """Applies every step the database lacks; none, where it is up to date."""
    if current(engine) != newest(engine):
        command.upgrade(_config(engine), "head")


def current(engine: Engine) -> str | None:
    """The step the database stands at; None if it is empty."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def newest(engine: Engine) -> str | None:
    """The newest step there is."""
    return ScriptDirectory.from_config(_config(engine)).get_current_head()


def examine(engine: Engine) -> list[tuple[bool, str]]:
    """What is well (True) or not about the database, in plain words."""
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            connection.rollback()
        stands = current(engine)
    except OperationalError as error:
        return [(False, f"Database: can't be opened for writing ({error.orig}).")]
    if stands == newest(engine):
        return [(True, "Database: there, writable, with the newest schema.")]
    return [(True, "Database: writable; serving will bring its schema up to date.")]
