"""Brings a database to the newest schema, from whatever it is: empty, old or new."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

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
