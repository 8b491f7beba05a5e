"""Marks: how far the program has read something that it reads again and again."""

from sqlalchemy import BigInteger, select, update
from sqlmodel import Field, SQLModel

from models.tx import Tx, table


class Mark(SQLModel, table=True):
    """A place in something outside, kept under a name; what ``value`` counts is its reader's."""

    name: str = Field(primary_key=True)
    value: int = Field(sa_type=BigInteger)


MARK = table(Mark)


def mark(tx: Tx, name: str) -> int | None:
    """The place kept under this name, or None."""
    value: int | None = tx.scalar(select(MARK.c.value).where(MARK.c.name == name))
    return value


def advance(tx: Tx, name: str, value: int) -> None:
    """Keeps a place; one further back than the last is not kept."""
    if not tx.insert_new(Mark, name=name, value=value):
        tx.run(update(MARK).where(MARK.c.name == name, MARK.c.value < value).values(value=value))


def put(tx: Tx, name: str, value: int) -> None:
    """Keeps a value whatever was kept before."""
    if not tx.insert_new(Mark, name=name, value=value):
        tx.run(update(MARK).where(MARK.c.name == name).values(value=value))
