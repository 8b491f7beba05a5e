"""Restocking: units come or go, and whoever waits is served at once."""

from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Row

from models import catalog, history, holds, product_alerts, stock
from models.tx import Tx
from models.words.stock_words import MOST_STOCK


@dataclass(frozen=True, slots=True)
class Restocked:
    """The item as it is now; ``moved`` units went to people who waited."""

    item: Row[Any]
    moved: int


@dataclass(frozen=True, slots=True)
class TooFew:
    """Fewer units are free than were to go: those held and sold stay."""

    free: int


@dataclass(frozen=True, slots=True)
class TooMany:
    """More than ``most`` units would be free."""

    most: int


def restock(
    tx: Tx, item: Row[Any], how: Literal["add", "set"], number: int
) -> Restocked | TooFew | TooMany:
    """Adds ``number`` free units (below 0: takes away), or sets how many are free."""
    if number < 0:
        holds.expire_option(tx, item.option_id)
        item = catalog.item_of(tx, item.option_id)
    free = item.free + number if how == "add" else number
    if free > MOST_STOCK:
        return TooMany(MOST_STOCK)
    before = product_alerts.left(tx, item.product_id)
    if free < 0 or not stock.change_stock(tx, item.option_id, free - item.free):
        return TooFew(item.free)
    history.note(tx, "restocked", shop_id=item.shop_id, option=item.option_id, free=free)
    holds.promote(tx, item.option_id)
    product_alerts.restocked(tx, item.product_id, before)
    now = catalog.item_of(tx, item.option_id)
    return Restocked(now, free - now.free)
