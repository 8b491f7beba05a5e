"""The database's engine: how a connection to it is opened, and how a writer begins."""

import sqlite3
import time

from sqlalchemy import Connection, Engine, create_engine, event

MARKET_LOCK = 0x11FE57A1
"""The PostgreSQL advisory lock that makes one transaction at a time the market's writer."""


def open_engine(url: str) -> Engine:
    """An engine on ``url``; SQLite durable (WAL, synchronous=FULL), patient with other writers.

    Its errors don't show the values of a statement: people wrote them.
    """
    if not url.startswith("sqlite"):
        return create_engine(url, hide_parameters=True)
    engine = create_engine(
        url, connect_args={"timeout": 30, "check_same_thread": False}, hide_parameters=True
    )

    def connected(connection: sqlite3.Connection, _: object) -> None:
        connection.isolation_level = None
        _write_ahead(connection)
        for pragma in ("synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

    event.listen(engine, "connect", connected)
    return engine


def _write_ahead(connection: sqlite3.Connection, tries: int = 1000) -> None:
    """Turns the write-ahead log on, however many processes open a new database at this moment.

    For this one statement SQLite doesn't wait for another's lock by itself.
    """
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            tries -= 1
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or not tries:
                raise
            time.sleep(0.01)


def begin(connection: Connection) -> None:
    """Begins a transaction that no other writer's can run beside."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({MARKET_LOCK})")
