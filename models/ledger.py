"""The claim ledger: every claim of a shop, numbered as it was decided and chained by hash."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from operator import itemgetter
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Row,
    UniqueConstraint,
    and_,
    bindparam,
    func,
    select,
)
from sqlmodel import Field, SQLModel

from models.ready import Ready
from models.sheet import written
from models.tx import Tx, table

FIELDS = (
    "number", "said_at", "seq", "decided_at", "buyer", "code", "option", "quantity", "outcome",
)  # fmt: skip
"""What a line's hash covers, in this order, joined by tabs behind the hash of the line before."""


_FIELDS = itemgetter(*FIELDS)


class LedgerLine(SQLModel, table=True):
    """A claim as it was decided. ``outcome``: held, part, waiting, or why it was refused.

    ``buyer`` is a digest that only the shop can tie to a person, so that the chain stays whole when
    somebody asks to be forgotten.
    """

    __tablename__ = "ledger"
    __table_args__ = (UniqueConstraint("shop_id", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    shop_id: int = Field(foreign_key="shop.id")
    show_id: int | None = Field(default=None, foreign_key="show.id")
    number: int
    said_at: int = Field(sa_type=BigInteger)
    seq: int = Field(sa_type=BigInteger)
    decided_at: int = Field(sa_type=BigInteger)
    buyer: str
    code: str
    option: str
    quantity: int
    outcome: str
    hash: str


LEDGER = table(LedgerLine)
_LAST = Ready(
    select(LEDGER.c.number, LEDGER.c.hash)
    .where(LEDGER.c.shop_id == bindparam("shop"))
    .order_by(LEDGER.c.number.desc())
    .limit(1)
)


def buyer_digest(shop_token: str, person_id: int) -> str:
    """The name a buyer has in a shop's ledger."""
    return sha256(f"{shop_token}:{person_id}".encode()).hexdigest()[:12]


def line_hash(before: str, line: Mapping[str, Any]) -> str:
    """The hash of a line whose forerunner's hash is ``before`` (empty for the first)."""
    said = "\t".join([before, *map(str, _FIELDS(line))])
    return sha256(said.encode()).hexdigest()


def enter(
    tx: Tx, shop: Row[Any], show: Row[Any] | None, item: Row[Any], *, person_id: int,
    quantity: int, said_at: int, seq: int, outcome: str,
) -> None:  # fmt: skip
    """Writes a decided claim into the shop's ledger, behind the one decided before it."""
    number, before = tx.kept(f"ledger:{shop.id}") or _last(tx, shop.id)
    line = {
        "shop_id": shop.id, "show_id": None if show is None else show.id, "number": number + 1,
        "said_at": said_at, "seq": seq, "decided_at": tx.now,
        "buyer": buyer_digest(shop.token, person_id), "code": item.code, "option": item.option,
        "quantity": quantity, "outcome": outcome,
    }  # fmt: skip
    line["hash"] = line_hash(before, line)
    tx.keep(f"ledger:{shop.id}", (number + 1, line["hash"]))
    tx.add(LedgerLine, line)


def count(tx: Tx, shop_id: int) -> int:
    """How many claims a shop's ledger has: the number of its last line."""
    tx.flush()
    return _last(tx, shop_id)[0]


def in_show(show: Row[Any]) -> ColumnElement[bool]:
    """The lines that name a show. None is older than the show: the shop's others aren't read."""
    return and_(
        LEDGER.c.shop_id == show.shop_id, LEDGER.c.number > (show.claims_before or 0),
        LEDGER.c.show_id == show.id,
    )  # fmt: skip


def count_of(tx: Tx, show: Row[Any]) -> int:
    """How many claims were made in a show."""
    return int(tx.scalar(select(func.count()).where(in_show(show))))


def _last(tx: Tx, shop_id: int) -> tuple[int, str]:
    row = tx.quick(_LAST, shop=shop_id)
    return (0, "") if row is None else (int(row.number), str(row.hash))


def last_of(tx: Tx, show: Row[Any]) -> Row[Any] | None:
    """The last line that names a show."""
    return tx.one(select(LEDGER).where(in_show(show)).order_by(LEDGER.c.number.desc()).limit(1))


def of_show(tx: Tx, show: Row[Any], last: int) -> Sequence[Row[Any]]:
    """The lines from a show's first claim to the line ``last``, with others of the shop's in
    between, behind the one before them (where there is one), by number."""
    number = LEDGER.c.number
    first = select(func.min(number)).where(in_show(show)).scalar_subquery()
    between = (LEDGER.c.shop_id == show.shop_id) & number.between(first - 1, last)
    return tx.all(select(LEDGER).where(between).order_by(number))


def as_csv(lines: Sequence[Row[Any]]) -> str:
    """Lines as a CSV text with the columns ``FIELDS`` and hash: what docs/ledger.md checks.

    Times are in ms since the epoch, as they were hashed.
    """
    columns = (*FIELDS, "hash")
    return written(columns, ([getattr(line, name) for name in columns] for line in lines))


def of_buyer(tx: Tx, digests: Sequence[str], most: int) -> Sequence[Row[Any]]:
    """A buyer's newest lines, by the names they have in the shops' ledgers."""
    lines = select(LEDGER).where(LEDGER.c.buyer.in_(digests))
    return tx.all(lines.order_by(LEDGER.c.id.desc()).limit(most))


def checked(lines: list[Row[Any]], before: str = "") -> int | None:
    """The number of the first line that doesn't fit the one before it; None if all do."""
    for row in lines:
        if row.hash != line_hash(before, dict(row._mapping)):
            return int(row.number)
        before = row.hash
    return None
