"""What a product costs just now, as the pages tell it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row

from models import offers
from models.tx import Tx


@dataclass(frozen=True, slots=True)
class Prices:
    """What a claim would be charged for each option, in order, in minor units.

    ``was`` is what the cheapest usually costs, None unless that is more; ``until`` (ms) ends a
    flash price.
    """

    each: tuple[int, ...]
    was: int | None
    until: int | None

    @property
    def low(self) -> int:
        """The lowest."""
        return min(self.each)

    @property
    def high(self) -> int:
        """The highest."""
        return max(self.each)


def prices(tx: Tx, show: Row[Any] | None, options: Sequence[Row[Any]]) -> Prices:
    """Of a product's options (``catalog.item`` rows, at least one) in a show, or in none."""
    offered = offers.of_options(tx, show, options, tx.now)
    least, usual = min(zip(offered, options, strict=True), key=lambda one: one[0].price)
    return Prices(
        tuple(offer.price for offer in offered),
        usual.price if least.price < usual.price else None,
        least.flash_until,
    )
