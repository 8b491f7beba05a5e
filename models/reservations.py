"""Reservations: the rows, and how they are read."""

import secrets
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ColumnElement,
    Index,
    Row,
    UniqueConstraint,
    and_,
    bindparam,
    false,
    func,
    or_,
    select,
    tuple_,
)
from sqlmodel import Field, SQLModel

from models.catalog import OPTION, PRODUCT
from models.outcomes import Line
from models.ready import Ready
from models.tx import Facts, Tx, table


class Reservation(SQLModel, table=True):
    """What a claim became: waiting, held, paid, released or refunded.

    ``source`` is the message or press it came from (a comment, where the press answers what was
    asked about it), ``part`` tells its rows apart: one message can be held in part and wait for the
    rest. ``said_at`` and ``seq`` are its place in every queue. A held row without an order ends at
    ``deadline``; one with an order is frozen until the order's checkout ends.
    """

    __table_args__ = (
        UniqueConstraint("source", "part"),
        CheckConstraint(
            "state IN ('waiting', 'held', 'paid', 'released', 'refunded')", name="reservation_state"
        ),
        CheckConstraint("quantity > 0", name="reservation_quantity"),
        CheckConstraint("state <> 'held' OR deadline IS NOT NULL", name="reservation_deadline"),
        Index("reservation_queue", "option_id", "state", "said_at", "seq"),
        Index("reservation_deadlines", "state", "deadline"),
        Index("reservation_buyer", "person_id", "state"),
        Index("reservation_show", "show_id", "state"),
    )

    id: int | None = Field(default=None, primary_key=True)
    token: str = Field(unique=True)
    """What its payment address carries."""
    source: str
    part: int = 0
    shop_id: int = Field(foreign_key="shop.id")
    option_id: int = Field(foreign_key="option.id")
    person_id: int = Field(sa_type=BigInteger, foreign_key="person.id")
    show_id: int | None = Field(default=None, foreign_key="show.id")
    quantity: int
    price: int
    currency: str
    state: str
    said_at: int = Field(sa_type=BigInteger)
    seq: int = Field(sa_type=BigInteger)
    deadline: int | None = Field(default=None, sa_type=BigInteger)
    remind_at: int | None = Field(default=None, sa_type=BigInteger)
    order_id: int | None = Field(default=None, foreign_key="orders.id", index=True)
    unheld: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    """Waiting outside the waitlist: "first paid, first served" for a buyer who let holds lapse."""
    unchosen: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    """Held for a claim that named no option; the buyer is still to choose one."""
    giving_up: bool = False
    """Given up by the buyer while its checkout is still open."""
    created_at: int = Field(sa_type=BigInteger)
    ended_at: int | None = Field(default=None, sa_type=BigInteger)


RESERVATION = table(Reservation)
IN_LINE = and_(RESERVATION.c.state == "waiting", RESERVATION.c.unheld.is_(False))
"""On the waitlist."""
_PLACE = tuple_(RESERVATION.c.said_at, RESERVATION.c.seq)
_BEHIND = Ready(
    select(func.count()).where(
        RESERVATION.c.option_id == bindparam("option"),
        IN_LINE,
        tuple_(bindparam("said_at"), bindparam("seq")) < _PLACE,
    )
)

LINES = (
    select(
        RESERVATION, PRODUCT.c.code, PRODUCT.c.title, PRODUCT.c.photo, OPTION.c.name.label("option")
    )
    .join(OPTION, OPTION.c.id == RESERVATION.c.option_id)
    .join(PRODUCT, PRODUCT.c.id == OPTION.c.product_id)
)


def reservation(tx: Tx, reservation_id: int) -> Row[Any] | None:
    """A reservation with its product's code, title and option."""
    return tx.one(LINES.where(RESERVATION.c.id == reservation_id))


def known(tx: Tx, reservation_id: int) -> Row[Any]:
    """A reservation that exists."""
    row = reservation(tx, reservation_id)
    if row is None:
        raise LookupError(f"no reservation {reservation_id}")
    return row


def of_source(tx: Tx, source: str) -> list[Row[Any]]:
    """What one message or press claimed, by part."""
    return list(tx.all(LINES.where(RESERVATION.c.source == source).order_by(RESERVATION.c.part)))


def by_token(tx: Tx, token: str) -> Row[Any] | None:
    """The reservation whose payment address carries ``token``."""
    return tx.one(LINES.where(RESERVATION.c.token == token))


def line(row: Row[Any]) -> Line:
    """A ``reservation`` row as people are told of it."""
    return Line(
        row.id, row.token, row.option_id, row.code, row.title, option_of(row), row.quantity,
        row.price, row.currency, row.unchosen,
    )  # fmt: skip


def option_of(row: Row[Any]) -> str:
    """The name of a ``reservation`` row's option; empty while its buyer is still to choose one."""
    return "" if row.unchosen else str(row.option)


def said_then(tx: Tx, person_id: int, said_at: int, source: str) -> list[Row[Any]]:
    """What a person claimed from one message: of this ``source``, or said at that moment (ms)."""
    same = or_(RESERVATION.c.source == source, RESERVATION.c.said_at == said_at)
    return list(tx.all(LINES.where(RESERVATION.c.person_id == person_id, same)))


def held_in_time(now: int) -> ColumnElement[bool]:
    """Held, and not lapsed, whether or not a sweep has run: one that an order freezes can't."""
    frozen = RESERVATION.c.order_id.is_not(None)
    return and_(RESERVATION.c.state == "held", or_(frozen, RESERVATION.c.deadline > now))


def open_lines(tx: Tx, person_id: int) -> list[Row[Any]]:
    """What a person holds (in time, or frozen by a checkout), waits for, or has if they pay first,
    by shop and claim."""
    found = LINES.where(
        RESERVATION.c.person_id == person_id,
        or_(
            IN_LINE,
            (RESERVATION.c.state == "waiting") & (RESERVATION.c.deadline > tx.now),
            held_in_time(tx.now),
        ),
        RESERVATION.c.giving_up.is_(False),
    ).order_by(RESERVATION.c.shop_id, RESERVATION.c.id)
    return list(tx.all(found))


def held_lines(tx: Tx, person_id: int, shop_id: int) -> list[Row[Any]]:
    """What a person holds with a shop and can pay, by claim."""
    return [
        row for row in open_lines(tx, person_id) if row.shop_id == shop_id and row.state == "held"
    ]


def add(tx: Tx, **values: Any) -> Facts:
    """Gathers a new reservation to be written; its row, with the id and token it is given.

    Every caller gives the same columns: they are written together.
    """
    row = {
        "id": tx.next_id(Reservation), "token": secrets.token_urlsafe(12), "created_at": tx.now,
    } | values  # fmt: skip
    tx.add(Reservation, row)
    return row


def place(tx: Tx, row: Row[Any]) -> int:
    """A waiting reservation's place: 1 is next."""
    ahead = select(func.count()).where(
        RESERVATION.c.option_id == row.option_id,
        IN_LINE,
        tuple_(row.said_at, row.seq) > _PLACE,
    )
    return 1 + int(tx.scalar(ahead))


def behind(tx: Tx, option_id: int, said_at: int, seq: int) -> int:
    """How many wait behind a claim said then: some were decided before it came.

    What was gathered in this transaction isn't counted: a batch is decided in the order of saying.
    """
    row = tx.quick(_BEHIND, option=option_id, said_at=said_at, seq=seq)
    return 0 if row is None else int(row[0])
