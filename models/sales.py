"""Sales as the seller sees them: what there is to pack, and what was sold."""

from dataclasses import dataclass

from sqlalchemy import func, select

from models.catalog import PRODUCT
from models.orders import ORDER, TO_PACK
from models.store import Tx


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a shop has on sale and to pack."""

    products: int
    to_pack: int


def counts(tx: Tx, shop_id: int) -> Counts:
    """What the shop's panel counts."""
    on_sale = select(func.count()).where(
        PRODUCT.c.shop_id == shop_id, PRODUCT.c.archived.is_(False)
    )
    return Counts(int(tx.scalar(on_sale)), to_pack(tx, shop_id))


def to_pack(tx: Tx, shop_id: int) -> int:
    """How many paid orders wait to be packed."""
    return int(tx.scalar(select(func.count()).where(ORDER.c.shop_id == shop_id, TO_PACK)))
