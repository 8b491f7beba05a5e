"""A shop's last day: nothing may be owed to a buyer, then it is gone from the market's sight."""

from dataclasses import astuple, dataclass

from sqlalchemy import ColumnElement, func, select, update

from models import (
    chats,
    history,
    holds,
    pinned,
    sales,
    schedule,
    shows,
    telling,
)
from models.orders import ORDER, UNPAID
from models.people import SHOP
from models.refunds import REFUND
from models.reservations import LINES, RESERVATION
from models.tx import Tx


@dataclass(frozen=True, slots=True)
class Owed:
    """What stands between a shop and its closing: how many are held, being paid, to be packed and
    being refunded, and whether (1 or 0) a show is on the air."""

    held: int
    paying: int
    to_pack: int
    refunding: int
    live: int

    @property
    def anything(self) -> bool:
        """Whether there is any of it."""
        return any(astuple(self))


def owed(tx: Tx, shop_id: int) -> Owed:
    """What a shop still owes to its buyers; a hold that has run out counts no more."""
    for row in tx.all(
        select(RESERVATION.c.option_id)
        .where(_held(shop_id), RESERVATION.c.order_id.is_(None), RESERVATION.c.deadline <= tx.now)
        .distinct()
    ):
        holds.expire_option(tx, row.option_id)
    refunding = (
        select(func.count())
        .select_from(REFUND)
        .join(ORDER, ORDER.c.id == REFUND.c.order_id)
        .where(ORDER.c.shop_id == shop_id, REFUND.c.state.in_(("wanted", "pending")))
    )
    paying = select(func.count()).where(ORDER.c.shop_id == shop_id, ORDER.c.state.in_(UNPAID))
    held = select(func.count()).where(_held(shop_id), RESERVATION.c.order_id.is_(None))
    return Owed(
        held=int(tx.scalar(held)),
        paying=int(tx.scalar(paying)),
        to_pack=sales.to_pack(tx, shop_id),
        refunding=int(tx.scalar(refunding)),
        live=int(shows.on_air(tx, shop_id) is not None),
    )


def _held(shop_id: int) -> ColumnElement[bool]:
    return (RESERVATION.c.shop_id == shop_id) & (RESERVATION.c.state == "held")


def waiting(tx: Tx, shop_id: int) -> int:
    """How many claims wait in a shop."""
    return int(tx.scalar(select(func.count()).where(*_waiting(shop_id))))


def _waiting(shop_id: int) -> tuple[ColumnElement[bool], ...]:
    return (RESERVATION.c.shop_id == shop_id, RESERVATION.c.state == "waiting")


def close(tx: Tx, shop_id: int, by: int) -> Owed | None:
    """Closes a shop for the person ``by``; gives what is owed instead if anything is.

    Planned shows are cancelled with notice, who waited is told, groups are free for another shop.
    Closing again does nothing. The books stay as they are.
    """
    left = owed(tx, shop_id)
    if left.anything:
        return left
    open_ = (SHOP.c.id == shop_id) & SHOP.c.closed_at.is_(None)
    if not tx.run(update(SHOP).where(open_).values(state="suspended", closed_at=tx.now)):
        return None
    for row in tx.all(LINES.where(*_waiting(shop_id))):
        if holds.release(tx, row, "closed"):
            telling.place_lost(tx, row, "closed")
    for show in schedule.coming(tx, shop_id):
        schedule.cancel(tx, show.id)
    for chat in chats.of_shop(tx, shop_id):
        chats.unlink(tx, chat.id)
        pinned.leave(tx, chat)
    history.note(tx, "shop_closed", shop_id=shop_id, person_id=by)
    return None
