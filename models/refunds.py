"""Refunds: money going back, once for each wish, until the provider's word is known."""

import secrets
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Row, select, update
from sqlmodel import Field, SQLModel

from models import errands, history, holds, orders, stock, telling
from models.orders import ORDER
from models.reservations import RESERVATION
from models.tx import Tx, table


class Refund(SQLModel, table=True):
    """Part or all of an order's money going back, in minor units.

    ``why`` is too_late, amount (another sum than the order's came), twice (paid twice), seller, or
    provider (begun there). States: wanted, pending (the provider has it under way), succeeded,
    failed.
    """

    __table_args__ = (
        CheckConstraint(
            "state IN ('wanted', 'pending', 'succeeded', 'failed')", name="refund_state"
        ),
        CheckConstraint("amount > 0", name="refund_amount"),
    )

    id: int | None = Field(default=None, primary_key=True)
    order_id: int = Field(foreign_key="orders.id", index=True)
    amount: int = Field(sa_type=BigInteger)
    why: str
    payment: str | None = Field(default=None, unique=True)
    """The provider's name of the payment it goes against, where that isn't the order's own."""
    state: str = "wanted"
    key: str = Field(unique=True)
    """The idempotency key of the provider's request."""
    external_id: str | None = Field(default=None, unique=True)
    error: str | None = None
    checked_at: int = Field(default=0, sa_type=BigInteger)
    created_at: int = Field(sa_type=BigInteger)
    ended_at: int | None = Field(default=None, sa_type=BigInteger)


REFUND = table(Refund)


def refund(
    tx: Tx, order_id: int, amount: int, why: str, *, payment: str | None = None
) -> int | None:
    """Wants ``amount`` of an order's money back with the buyer; its id, or None if that is more
    than is left."""
    if not _claim(tx, order_id, amount):
        return None
    refund_id = tx.insert(
        Refund, order_id=order_id, amount=amount, why=why, payment=payment,
        key=secrets.token_urlsafe(24), created_at=tx.now,
    )  # fmt: skip
    history.note(tx, "refund_wanted", order_id=order_id, amount=amount, why=why)
    errands.want(tx, "refund", refund_id)
    return refund_id


def refund_all(tx: Tx, order_id: int) -> int | None:
    """Wants back all that is left of an order's money."""
    row = orders.order(tx, order_id)
    return refund(tx, order_id, row.paid - row.refunding, "seller")


def noticed(tx: Tx, order_id: int, external_id: str, amount: int) -> int | None:
    """The provider refunds an order without our wish: counted like ours; None if nothing is left.

    If all that is left was to go back by our own wish already, this is what became of that wish.
    """
    if _claim(tx, order_id, amount):
        history.note(tx, "refund_noticed", order_id=order_id, amount=amount)
        return tx.insert(
            Refund, order_id=order_id, amount=amount, why="provider", external_id=external_id,
            key=secrets.token_urlsafe(24), created_at=tx.now,
        )  # fmt: skip
    wished = tx.one(
        select(REFUND.c.id).where(
            REFUND.c.order_id == order_id, REFUND.c.state == "wanted", REFUND.c.amount == amount,
            REFUND.c.payment.is_(None),
        )
    )  # fmt: skip
    return None if wished is None else int(wished.id)


def of(tx: Tx, refund_id: int) -> Row[Any]:
    """The row of a refund that exists."""
    row = tx.one(select(REFUND).where(REFUND.c.id == refund_id))
    if row is None:
        raise LookupError(f"no refund {refund_id}")
    return row


def of_order(tx: Tx, order_id: int) -> list[Row[Any]]:
    """An order's refunds, oldest first."""
    found = select(REFUND).where(REFUND.c.order_id == order_id).order_by(REFUND.c.id)
    return list(tx.all(found))


def by_external(tx: Tx, external_id: str) -> Row[Any] | None:
    """The refund that the provider knows under this name."""
    return tx.one(select(REFUND).where(REFUND.c.external_id == external_id))


def against(tx: Tx, payment: str) -> Row[Any] | None:
    """The refund of a payment that came beside its order's own."""
    return tx.one(select(REFUND).where(REFUND.c.payment == payment))


def awaited(tx: Tx) -> bool:
    """Whether the provider may have news of any refund."""
    open_ = select(REFUND.c.id).where(REFUND.c.state.in_(("wanted", "pending"))).limit(1)
    return tx.one(open_) is not None


def to_check(tx: Tx, *, every: int, most: int) -> list[Row[Any]]:
    """Takes the refunds under way that weren't asked about for ``every`` ms."""
    rows = list(
        tx.all(
            select(REFUND)
            .where(REFUND.c.state == "pending", REFUND.c.checked_at <= tx.now - every)
            .order_by(REFUND.c.checked_at)
            .limit(most)
        )
    )
    if rows:
        asked = update(REFUND).where(REFUND.c.id.in_([row.id for row in rows]))
        tx.run(asked.values(checked_at=tx.now))
    return rows


def renew(tx: Tx, refund_id: int, key: str) -> bool:
    """Takes a new key for a refund. Only for a caller who knows that nothing came of the old one;
    no if it isn't the current one."""
    return bool(
        tx.run(
            update(REFUND)
            .where(REFUND.c.id == refund_id, REFUND.c.key == key, REFUND.c.state == "wanted")
            .values(key=secrets.token_urlsafe(24))
        )
    )


def under_way(tx: Tx, refund_id: int, external_id: str, *, by_mail: bool = False) -> None:
    """The provider took the wish but needs time, or (``by_mail``) the buyer's bank details, for
    which it writes them an e-mail."""
    if _move(tx, refund_id, ("wanted",), "pending", external_id=external_id, checked_at=tx.now):
        row = of(tx, refund_id)
        telling.refund_pending(tx, orders.order(tx, row.order_id), row, by_mail=by_mail)


def succeeded(tx: Tx, refund_id: int, external_id: str) -> None:
    """The money is back: what it was paid for goes back on sale unless it was sent."""
    if not _move(
        tx, refund_id, ("wanted", "pending"), "succeeded", external_id=external_id,
        ended_at=tx.now,
    ):  # fmt: skip
        return
    row = of(tx, refund_id)
    tx.run(
        update(ORDER)
        .where(ORDER.c.id == row.order_id)
        .values(refunded=ORDER.c.refunded + row.amount)
    )
    order = orders.order(tx, row.order_id)
    history.note(
        tx, "refunded", shop_id=order.shop_id, person_id=order.person_id, order_id=order.id,
        amount=row.amount,
    )  # fmt: skip
    if order.refunded == order.paid:
        orders.move(tx, order.id, ("paid",), "refunded", ended_at=tx.now)
        for line in orders.lines(tx, order.id):
            if line.state == "paid" and line.order_id == order.id:
                _return(tx, line, sent=order.shipped_at is not None)
    telling.refunded(tx, order, row)


def failed(tx: Tx, refund_id: int, why: str) -> None:
    """The provider can't send the money back: both sides are told, the wish can be made again.

    This may come after the refund had succeeded: the order counts as paid again, but what was put
    back on sale stays there. ``why`` is card, disputed, balance or other.
    """
    row = of(tx, refund_id)
    if not _move(tx, refund_id, ("wanted", "pending", "succeeded"), "failed", error=why,
                 ended_at=tx.now):  # fmt: skip
        return
    undone = row.amount if row.state == "succeeded" else 0
    tx.run(
        update(ORDER)
        .where(ORDER.c.id == row.order_id)
        .values(refunding=ORDER.c.refunding - row.amount, refunded=ORDER.c.refunded - undone)
    )
    orders.move(tx, row.order_id, ("refunded",), "paid", ended_at=None)
    history.note(tx, "refund_failed", order_id=row.order_id, amount=row.amount, why=why)
    telling.refund_failed(tx, orders.order(tx, row.order_id), row, why)


def _claim(tx: Tx, order_id: int, amount: int) -> bool:
    return amount > 0 and bool(
        tx.run(
            update(ORDER)
            .where(ORDER.c.id == order_id, ORDER.c.refunding + amount <= ORDER.c.paid)
            .values(refunding=ORDER.c.refunding + amount)
        )
    )


def _return(tx: Tx, line: Row[Any], *, sent: bool) -> None:
    tx.run(
        update(RESERVATION)
        .where(RESERVATION.c.id == line.id)
        .values(state="refunded", ended_at=tx.now)
    )
    if not sent:
        stock.return_sold(tx, line.option_id, line.quantity)
        holds.promote(tx, line.option_id)


def _move(tx: Tx, refund_id: int, states: tuple[str, ...], state: str, **values: Any) -> bool:
    return bool(
        tx.run(
            update(REFUND)
            .where(REFUND.c.id == refund_id, REFUND.c.state.in_(states))
            .values(state=state, **values)
        )
    )
