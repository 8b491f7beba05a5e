"""The cart: what a person holds and waits for, shop by shop, and what could be paid now."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, func, or_, select

from models import holds, reservations
from models.checkouts import MOST_LINES
from models.orders import ORDER
from models.people import SHOP
from models.reservations import RESERVATION
from models.tx import Tx


@dataclass(frozen=True, slots=True)
class CartLine:
    """One reservation: ``state`` is held, checkout (its payment page is being made or open),
    processing (it is paid and the money is on its way), waiting (at ``place``), unheld (theirs
    if they pay first) or missed (that too, but others have it all just now)."""

    row: Row[Any]
    state: str
    place: int | None


@dataclass(frozen=True, slots=True)
class ShopCart:
    """All that a person holds and waits for with one shop."""

    shop: Row[Any]
    lines: list[CartLine]

    @property
    def payable(self) -> list[Row[Any]]:
        """The lines that one payment would cover now: those in the first one's currency."""
        rows = [line.row for line in self.lines if line.state in ("held", "checkout", "unheld")]
        return [row for row in rows if row.currency == rows[0].currency][:MOST_LINES]

    @property
    def currency(self) -> str:
        """The currency that payment would be in."""
        return str(self.payable[0].currency if self.payable else self.shop.currency)

    @property
    def shipping(self) -> int:
        """What sending them costs, in minor units."""
        ships = self.shop.shipping == "flat" and self.shop.currency == self.currency
        return int(self.shop.shipping_fee) if ships and self.payable else 0

    @property
    def total(self) -> int:
        """What the payable lines and their shipping come to, in minor units."""
        return self.shipping + sum(int(row.price * row.quantity) for row in self.payable)


def cart(tx: Tx, person_id: int) -> list[ShopCart]:
    """What a person holds and waits for, by shop and claim."""
    rows = reservations.open_lines(tx, person_id)
    states = _order_states(tx, rows)
    places = _places(tx, [row.id for row in rows if row.state == "waiting" and not row.unheld])
    carts: dict[int, list[CartLine]] = {}
    for row in rows:
        state = _loose(tx, row) if row.order_id is None else states[row.order_id]
        carts.setdefault(row.shop_id, []).append(CartLine(row, state, places.get(row.id)))
    shops = tx.all(select(SHOP).where(SHOP.c.id.in_(carts)).order_by(SHOP.c.id))
    return [ShopCart(shop, carts[shop.id]) for shop in shops]


def state_of(tx: Tx, row: Row[Any]) -> str:
    """A reservation's state, told apart as a ``CartLine`` has it."""
    if row.state != "held" or row.order_id is None:
        return _loose(tx, row)
    return _order_states(tx, [row])[row.order_id]


def _loose(tx: Tx, row: Row[Any]) -> str:
    if not (row.unheld and row.state == "waiting"):
        return str(row.state)
    return "unheld" if holds.free(tx, row.option_id) else "missed"


def _order_states(tx: Tx, rows: Sequence[Row[Any]]) -> dict[int, str]:
    wanted = {row.order_id for row in rows if row.order_id is not None}
    found = tx.all(select(ORDER.c.id, ORDER.c.state).where(ORDER.c.id.in_(wanted)))
    return {row.id: "processing" if row.state == "processing" else "checkout" for row in found}


def _places(tx: Tx, waiting: Sequence[int]) -> dict[int, int]:
    """The place of each waiting reservation: 1 is next."""
    ahead = RESERVATION.alias("ahead")
    count = (
        select(func.count())
        .where(
            ahead.c.option_id == RESERVATION.c.option_id,
            ahead.c.state == "waiting",
            ahead.c.unheld.is_(False),
            or_(
                ahead.c.said_at < RESERVATION.c.said_at,
                (ahead.c.said_at == RESERVATION.c.said_at) & (ahead.c.seq < RESERVATION.c.seq),
            ),
        )
        .scalar_subquery()
    )
    found = select(RESERVATION.c.id, count.label("ahead")).where(RESERVATION.c.id.in_(waiting))
    return {row.id: row.ahead + 1 for row in tx.all(found)}


def counts(tx: Tx, person_id: int) -> tuple[int, int]:
    """How many reservations a person holds in time, and how many wait."""
    states = [row.state for row in reservations.open_lines(tx, person_id)]
    return states.count("held"), states.count("waiting")


def mine(tx: Tx, person_id: int, option_id: int) -> list[Row[Any]]:
    """What a person holds of, and waits for, one option, by claim."""
    return [row for row in reservations.open_lines(tx, person_id) if row.option_id == option_id]
