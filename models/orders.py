"""Orders: what one payment covers, from the tap on Pay to its known end.

States: opening (the checkout is wanted), open (it can be paid), closing (it is being closed at the
provider), processing (paid by a method whose result comes later), paid, expired (ended unpaid),
failed (the provider refused to make it), refunded (all of the money is back). The state follows
the money; what became of the goods is in the lines' own states.
"""

from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Index,
    Row,
    and_,
    case,
    exists,
    not_,
    or_,
    select,
    text,
    update,
)
from sqlmodel import Field, SQLModel

from models.catalog import OPTION, PRODUCT
from models.reservations import RESERVATION
from models.tx import Tx, table

ACTIVE = ("opening", "open", "closing")
UNPAID = (*ACTIVE, "processing")
_ACTIVE_SQL = text("state IN ('opening', 'open', 'closing')")


class Order(SQLModel, table=True):
    """What one payment covers. ``amount`` includes ``shipping``; all in minor units."""

    __tablename__ = "orders"
    __table_args__ = (
        CheckConstraint(
            "state IN ('opening', 'open', 'closing', 'processing', 'paid', 'expired', 'failed',"
            " 'refunded')",
            name="orders_state",
        ),
        CheckConstraint("refunding <= paid", name="orders_refunding"),
        CheckConstraint("refunded <= refunding", name="orders_refunded"),
        Index(
            "orders_active", "person_id", "shop_id", unique=True, sqlite_where=_ACTIVE_SQL,
            postgresql_where=_ACTIVE_SQL,
        ),
        Index("orders_shop", "shop_id", "state"),
        Index("orders_checked", "state", "checked_at"),
    )  # fmt: skip

    id: int | None = Field(default=None, primary_key=True)
    token: str = Field(unique=True)
    """What the address of its receipt carries."""
    person_id: int = Field(sa_type=BigInteger, foreign_key="person.id", index=True)
    shop_id: int = Field(foreign_key="shop.id")
    state: str = "opening"
    currency: str
    amount: int = Field(sa_type=BigInteger)
    pickup: bool = False
    """Handed over in person: no address was asked, nothing is sent."""
    shipping: int = Field(default=0, sa_type=BigInteger)
    by_chat: bool = False
    """The buyer waits in the chat for the checkout's address."""
    reopen: bool = False
    """Once this checkout is closed, one for all that is held then is wanted."""
    request: str | None = None
    """What the provider was asked, as JSON, kept so that a retry asks the same."""
    key: str = Field(unique=True)
    """The idempotency key of that request."""
    session_id: str | None = Field(default=None, unique=True)
    url: str | None = None
    expires_at: int | None = Field(default=None, sa_type=BigInteger)
    checked_at: int = Field(default=0, sa_type=BigInteger)
    payment: str | None = Field(default=None, index=True)
    """The provider's name for the payment: what refunds go against."""
    paid: int = Field(default=0, sa_type=BigInteger)
    refunding: int = Field(default=0, sa_type=BigInteger)
    """What was asked to go back and wasn't refused; part of ``paid``."""
    refunded: int = Field(default=0, sa_type=BigInteger)
    """What is back; part of ``refunding``."""
    email: str | None = None
    address: str | None = None
    """Where it goes, as JSON: name, phone, lines (a list of strings)."""
    created_at: int = Field(sa_type=BigInteger)
    paid_at: int | None = Field(default=None, sa_type=BigInteger)
    ended_at: int | None = Field(default=None, sa_type=BigInteger)
    shipped_at: int | None = Field(default=None, sa_type=BigInteger)
    tracking: str | None = None


class OrderLine(SQLModel, table=True):
    """One reservation that an order's payment covers, at the price that was promised."""

    __tablename__ = "order_line"

    order_id: int = Field(primary_key=True, foreign_key="orders.id")
    reservation_id: int = Field(primary_key=True, foreign_key="reservation.id", index=True)
    quantity: int
    price: int


ORDER, ORDER_LINE = table(Order), table(OrderLine)
TO_PACK = and_(
    ORDER.c.state == "paid",
    ORDER.c.shipped_at.is_(None),
    ORDER.c.refunding < ORDER.c.paid,
    exists().where(RESERVATION.c.order_id == ORDER.c.id, RESERVATION.c.state == "paid"),
)


def order(tx: Tx, order_id: int) -> Row[Any]:
    """The row of an order that exists."""
    row = tx.one(select(ORDER).where(ORDER.c.id == order_id))
    if row is None:
        raise LookupError(f"no order {order_id}")
    return row


def by_token(tx: Tx, token: str) -> Row[Any] | None:
    """The order whose receipt's address carries ``token``."""
    return tx.one(select(ORDER).where(ORDER.c.token == token))


def by_session(tx: Tx, session_id: str) -> Row[Any] | None:
    """The order of a checkout at the provider."""
    return tx.one(select(ORDER).where(ORDER.c.session_id == session_id))


def by_payment(tx: Tx, payment: str) -> Row[Any] | None:
    """The order that was paid by a payment at the provider."""
    return tx.one(select(ORDER).where(ORDER.c.payment == payment))


def active(tx: Tx, person_id: int, shop_id: int) -> Row[Any] | None:
    """The order of this buyer and shop that could still be paid."""
    return tx.one(
        select(ORDER).where(
            ORDER.c.person_id == person_id,
            ORDER.c.shop_id == shop_id,
            ORDER.c.state.in_(ACTIVE),
        )
    )


def lines(tx: Tx, order_id: int) -> list[Row[Any]]:
    """What an order covers: the reservations with code, title and option, by claim."""
    found = (
        select(
            RESERVATION, PRODUCT.c.code, PRODUCT.c.title, PRODUCT.c.photo,
            OPTION.c.name.label("option"), ORDER_LINE.c.quantity.label("ordered"),
        )
        .join(ORDER_LINE, ORDER_LINE.c.reservation_id == RESERVATION.c.id)
        .join(OPTION, OPTION.c.id == RESERVATION.c.option_id)
        .join(PRODUCT, PRODUCT.c.id == OPTION.c.product_id)
        .where(ORDER_LINE.c.order_id == order_id)
        .order_by(RESERVATION.c.id)
    )  # fmt: skip
    return list(tx.all(found))


def of_shop(tx: Tx, shop_id: int, most: int = 50) -> list[Row[Any]]:
    """A shop's paid orders: those to pack first, oldest first; then the others, newest first."""
    return list(
        tx.all(
            select(ORDER)
            .where(ORDER.c.shop_id == shop_id, ORDER.c.state.in_(("paid", "refunded")))
            .order_by(
                not_(TO_PACK),
                case((TO_PACK, ORDER.c.paid_at), else_=-ORDER.c.paid_at),
            )
            .limit(most)
        )
    )


def awaited(tx: Tx) -> bool:
    """Whether the provider may have news of any order."""
    return tx.one(select(ORDER.c.id).where(ORDER.c.state.in_(UNPAID)).limit(1)) is not None


def to_check(tx: Tx, *, open_every: int, late_every: int, most: int) -> list[Row[Any]]:
    """Takes the orders that the provider is to be asked about now, longest unasked first.

    An open or closing checkout every ``open_every`` ms, and every 10 s once its time is over; a
    payment under way every ``late_every`` ms.
    """
    over = and_(ORDER.c.expires_at <= tx.now, ORDER.c.checked_at <= tx.now - 10_000)
    due = or_(
        and_(
            ORDER.c.state.in_(("open", "closing")),
            or_(ORDER.c.checked_at <= tx.now - open_every, over),
        ),
        and_(ORDER.c.state == "processing", ORDER.c.checked_at <= tx.now - late_every),
    )
    rows = list(
        tx.all(
            select(ORDER)
            .where(due, ORDER.c.session_id.is_not(None))
            .order_by(ORDER.c.checked_at)
            .limit(most)
        )
    )
    if rows:
        asked = update(ORDER).where(ORDER.c.id.in_([row.id for row in rows]))
        tx.run(asked.values(checked_at=tx.now))
    return rows


def move(tx: Tx, order_id: int, states: tuple[str, ...], state: str, **values: Any) -> bool:
    """Takes an order from one of ``states`` to ``state``; no if it is in none of them."""
    return bool(
        tx.run(
            update(ORDER)
            .where(ORDER.c.id == order_id, ORDER.c.state.in_(states))
            .values(state=state, **values)
        )
    )


def change(tx: Tx, order_id: int, **values: Any) -> None:
    """Sets what isn't the order's state."""
    tx.run(update(ORDER).where(ORDER.c.id == order_id).values(**values))


def ship(tx: Tx, order_id: int, tracking: str) -> bool:
    """Notes that a paid order is on its way; no if there is nothing to send."""
    sent = tx.run(
        update(ORDER)
        .where(ORDER.c.id == order_id, TO_PACK)
        .values(shipped_at=tx.now, tracking=tracking or None)
    )
    if sent:
        tx.tell("shipped", order=order_id)
    return bool(sent)
