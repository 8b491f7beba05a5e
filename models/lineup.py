"""A show's lineup: its products in order, with the price and the limit they have in this show."""

from typing import Any

from sqlalchemy import CheckConstraint, Row, select
from sqlmodel import Field, SQLModel

from models.catalog import PRODUCT
from models.store import Tx, table


class LineupEntry(SQLModel, table=True):
    """A product of a show. ``price`` (minor units) and ``most`` (units a buyer) where they differ
    from the product's own."""

    __tablename__ = "lineup"
    __table_args__ = (
        CheckConstraint("price > 0", name="lineup_price"),
        CheckConstraint("most > 0", name="lineup_most"),
    )

    show_id: int = Field(primary_key=True, foreign_key="show.id")
    product_id: int = Field(primary_key=True, foreign_key="product.id")
    position: int
    price: int | None = None
    most: int | None = None


LINEUP = table(LineupEntry)


def product_ids(tx: Tx, show: Row[Any]) -> list[int]:
    """The products of a show in their order; all that the shop sells where none were chosen."""
    chosen = (
        select(LINEUP.c.product_id)
        .join(PRODUCT, PRODUCT.c.id == LINEUP.c.product_id)
        .where(LINEUP.c.show_id == show.id, PRODUCT.c.archived.is_(False))
        .order_by(LINEUP.c.position, LINEUP.c.product_id)
    )
    if found := [int(row.product_id) for row in tx.all(chosen)]:
        return found
    everything = select(PRODUCT.c.id).where(
        PRODUCT.c.shop_id == show.shop_id, PRODUCT.c.archived.is_(False)
    )
    return [int(row.id) for row in tx.all(everything.order_by(PRODUCT.c.id))]
