"""Flash prices that are on: which one, and its end before its time."""

from typing import Any

from sqlalchemy import Row, and_, or_, select, update

from models.screenings import SCREENING
from models.store import Tx


def _on(tx: Tx, show_id: int, product_id: int) -> Any:
    ends = or_(
        SCREENING.c.price_until > tx.now,
        and_(SCREENING.c.price_until.is_(None), SCREENING.c.ended_at.is_(None)),
    )
    return and_(
        SCREENING.c.show_id == show_id,
        SCREENING.c.product_id == product_id,
        SCREENING.c.price.is_not(None),
        ends,
    )


def flash(tx: Tx, show_id: int, product_id: int) -> Row[Any] | None:
    """The screening whose flash price a product has in a show now."""
    return tx.one(
        select(SCREENING).where(_on(tx, show_id, product_id)).order_by(SCREENING.c.id.desc())
    )


def end_flash(tx: Tx, show_id: int, product_id: int) -> bool:
    """Ends a product's flash price now; claims said before keep it. Says whether there was one."""
    return bool(
        tx.run(update(SCREENING).where(_on(tx, show_id, product_id)).values(price_until=tx.now))
    )
