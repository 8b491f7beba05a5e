"""What a product costs in a show, and how many of it one buyer can have."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, and_, bindparam, func, or_, select

from models import flashes
from models.catalog import OPTION
from models.lineup import LINEUP
from models.ready import Ready
from models.reservations import RESERVATION, held_in_time
from models.screenings import SCREENING
from models.tx import Tx

SECOND = 1000
"""Telegram dates messages in whole seconds: what was said within one may carry its beginning."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A price in minor units, and how many units a buyer can have: ``most`` ever, ``most_here`` in
    this show, None for any number.

    ``flash_until`` (ms) is when a flash price ends by itself.
    """

    price: int
    most: int | None = None
    most_here: int | None = None
    flash: bool = False
    flash_until: int | None = None


@dataclass(frozen=True, slots=True)
class Allowance:
    """How many more units a buyer can have (``left``), of the ``most`` that one buyer can have."""

    left: int
    most: int


_IN_LINEUP = Ready(
    select(LINEUP.c.price, LINEUP.c.most).where(
        LINEUP.c.show_id == bindparam("show"), LINEUP.c.product_id == bindparam("product")
    )
)
_FLASH = Ready(
    select(SCREENING.c.price, SCREENING.c.price_until)
    .where(
        flashes.is_on(bindparam("show"), bindparam("product"), bindparam("at")),
        SCREENING.c.began_at < bindparam("at") + SECOND,
    )
    .order_by(SCREENING.c.id.desc())
    .limit(1)
)


def offer(tx: Tx, show: Row[Any] | None, item: Row[Any], at: int) -> Offer:
    """What an item (a ``catalog.item`` row) is offered at to a claim said ``at`` (ms).

    A flash price comes before the lineup's, that before the option's own. Either is the price of
    every option; where that makes one dearer its seller was asked.
    """
    return of_options(tx, show, [item], at)[0]


def of_options(
    tx: Tx, show: Row[Any] | None, options: Sequence[Row[Any]], at: int
) -> list[Offer]:  # fmt: skip
    """What each of one product's options (``catalog.item`` rows, at least one) is offered at."""
    if show is None or not show.special:
        return [Offer(one.price, one.most) for one in options]
    price, flash, entry = _asked(tx, show.id, options[0].product_id, at)
    here = None if entry is None else entry.most
    until = None if flash is None else flash.price_until
    return [
        Offer(one.price if price is None else price, one.most, here, flash is not None, until)
        for one in options
    ]


def promised(
    tx: Tx, show: Row[Any] | None, options: Sequence[Row[Any]], at: int, shown_at: int | None
) -> list[Offer]:  # fmt: skip
    """``of_options`` for a claim said ``at`` (ms) with a picture of the moment ``shown_at`` (ms, or
    None): whichever costs less."""
    said = of_options(tx, show, options, at)
    if shown_at is None:
        return said
    shown = of_options(tx, show, options, shown_at)
    return [min(both, key=lambda one: one.price) for both in zip(said, shown, strict=True)]


def show_price(tx: Tx, show: Row[Any] | None, product_id: int, at: int) -> int | None:
    """What a show asks for every option of a product at a moment (ms); None where each has its
    own price."""
    if show is None or not show.special:
        return None
    return _asked(tx, show.id, product_id, at)[0]


def _asked(
    tx: Tx, show_id: int, product_id: int, at: int
) -> tuple[int | None, Row[Any] | None, Row[Any] | None]:
    """A show's price for a product, its flash price and its place in the lineup."""
    flash = tx.quick(_FLASH, show=show_id, product=product_id, at=at)
    entry = tx.quick(_IN_LINEUP, show=show_id, product=product_id)
    asked = entry if flash is None else flash
    return (None if asked is None else asked.price), flash, entry


def allowance(
    tx: Tx, offered: Offer, item: Row[Any], person_id: int, show: Row[Any] | None
) -> Allowance | None:
    """What a buyer can still have of an item's product, by the limit that leaves less; None for any
    number."""
    limits = []
    if offered.most is not None:
        limits.append((offered.most, units_of(tx, person_id, item.product_id)))
    if offered.most_here is not None and show is not None:
        limits.append((offered.most_here, units_of(tx, person_id, item.product_id, show.id)))
    every = [Allowance(max(0, most - has), most) for most, has in limits]
    return min(every, key=lambda one: one.left, default=None)


def units_of(tx: Tx, person_id: int, product_id: int, show_id: int | None = None) -> int:
    """How many units of a product a person has or waits for: held, waiting or paid."""
    counted = and_(
        RESERVATION.c.person_id == person_id,
        RESERVATION.c.option_id.in_(select(OPTION.c.id).where(OPTION.c.product_id == product_id)),
        or_(RESERVATION.c.state.in_(("waiting", "paid")), held_in_time(tx.now)),
    )
    if show_id is not None:
        counted = and_(counted, RESERVATION.c.show_id == show_id)
    return int(tx.scalar(select(func.coalesce(func.sum(RESERVATION.c.quantity), 0)).where(counted)))
