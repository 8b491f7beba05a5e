"""When a shop closes: how long it takes claims after a show, and whether it sells between shows."""

from typing import Any

from sqlalchemy import Row

from models import people, shows
from models.tx import Tx

LONGEST = 120
"""The longest grace time, in minutes."""


def set_grace(tx: Tx, shop: Row[Any], minutes: int) -> None:
    """Sets how long claims are taken after the shows to come, 0 to ``LONGEST`` minutes."""
    people.edit_shop(tx, shop.id, grace=min(max(minutes, 0), LONGEST) * 60)


def sell_between(tx: Tx, shop: Row[Any], *, selling: bool) -> None:
    """Opens the shop between its shows too, or in its shows only, from now on.

    A shop that has had no show yet is open until its first one is over.
    """
    closes_at = shop.closes_at
    if selling:
        closes_at = None
    elif closes_at is None and shows.count_of(tx, shop.id) and not shows.on_air(tx, shop.id):
        closes_at = tx.now
    people.edit_shop(tx, shop.id, between_shows=selling, closes_at=closes_at)
