"""Brings a database to the newest schema, from whatever it is: empty, old or new."""

from pathlib import Path

from sqlalchemy import Engine, inspect
from sqlalchemy.exc import DatabaseError

HERE = Path(__file__).parent
NEWEST = max(path.name.split("_")[0] for path in (HERE / "versions").glob("[0-9]*.py"))
"""The newest step there is: steps are numbered, and none branches off."""


def migrate(engine: Engine) -> None:
    """Applies every step the database lacks; none, where it is up to date."""
    if current(engine) == NEWEST:
        return
    # Alembic costs 8 MB and a tenth of a second, and is needed after an update only.
    from alembic import command  # noqa: PLC0415 # as above
    from alembic.config import Config  # noqa: PLC0415 # as above

    config = Config()
    config.set_main_option("script_location", str(HERE).replace("%", "%%"))
    config.attributes["engine"] = engine
    command.upgrade(config, "head")


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
