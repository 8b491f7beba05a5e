"""Screenings: which product was on screen when, and at what flash price."""

from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Index, Row, or_, select, update
from sqlmodel import Field, SQLModel

from models.tx import Tx, table


class Screening(SQLModel, table=True):
    """A product's time on screen in a show, from ``began_at`` to ``ended_at`` (ms; None: still).

    Its flash ``price`` (minor units, for every option) holds until ``price_until`` (ms), or for as
    long as it is on screen where that is None.
    """

    __table_args__ = (
        CheckConstraint("price > 0", name="screening_price"),
        Index("screening_show", "show_id", "began_at"),
    )

    id: int | None = Field(default=None, primary_key=True)
    show_id: int = Field(foreign_key="show.id")
    product_id: int = Field(foreign_key="product.id", index=True)
    price: int | None = None
    price_until: int | None = Field(default=None, sa_type=BigInteger)
    began_at: int = Field(sa_type=BigInteger)
    ended_at: int | None = Field(default=None, sa_type=BigInteger)


SCREENING = table(Screening)


def begin(
    tx: Tx, show_id: int, product_id: int, price: int | None = None, price_until: int | None = None
) -> int:
    """Puts a product on screen in place of the one before; the screening's id."""
    end(tx, show_id)
    return tx.insert(
        Screening, show_id=show_id, product_id=product_id, price=price, price_until=price_until,
        began_at=tx.now,
    )  # fmt: skip


def end(tx: Tx, show_id: int) -> None:
    """Takes what is on screen off it."""
    tx.run(
        update(SCREENING)
        .where(SCREENING.c.show_id == show_id, SCREENING.c.ended_at.is_(None))
        .values(ended_at=tx.now)
    )


def screening(tx: Tx, screening_id: int) -> Row[Any] | None:
    """One screening's row."""
    return tx.one(select(SCREENING).where(SCREENING.c.id == screening_id))


def on_screen_at(tx: Tx, show_id: int, at: int) -> Row[Any] | None:
    """The screening that viewers of a show saw at a moment (ms)."""
    return tx.one(
        select(SCREENING)
        .where(
            SCREENING.c.show_id == show_id,
            SCREENING.c.began_at <= at,
            or_(SCREENING.c.ended_at.is_(None), SCREENING.c.ended_at > at),
        )
        .order_by(SCREENING.c.id.desc())
    )


def around(tx: Tx, show_id: int, at: int, before: int) -> list[Row[Any]]:
    """What viewers of a show may have seen at a moment (ms) on a stream that lags: the screening
    then, and those that ended up to ``before`` (ms) earlier; newest first."""
    return list(
        tx.all(
            select(SCREENING)
            .where(
                SCREENING.c.show_id == show_id,
                SCREENING.c.began_at <= at,
                or_(SCREENING.c.ended_at.is_(None), SCREENING.c.ended_at > at - before),
            )
            .order_by(SCREENING.c.id.desc())
            .limit(4)
        )
    )
