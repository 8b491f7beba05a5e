"""Flash prices that are on: which one, and its end before its time."""

from typing import Any

from sqlalchemy import Row, and_, func, or_, select, update

from models.screenings import SCREENING
from models.tx import Tx

_ENDS = func.coalesce(SCREENING.c.price_until, SCREENING.c.ended_at)


def is_on(show_id: Any, product_id: Any, at: Any) -> Any:
    """Screenings whose flash price a product hasn't lost by a moment (ms), for a query."""
    return and_(
        SCREENING.c.show_id == show_id,
        SCREENING.c.product_id == product_id,
        SCREENING.c.price.is_not(None),
        or_(_ENDS.is_(None), at < _ENDS),
    )


def flash(tx: Tx, show_id: int, product_id: int) -> Row[Any] | None:
    """The screening whose flash price a product has in a show now."""
    on = is_on(show_id, product_id, tx.now)
    return tx.one(select(SCREENING).where(on).order_by(SCREENING.c.id.desc()))


def end_flash(tx: Tx, show_id: int, product_id: int) -> bool:
    """Ends a product's flash price now; claims said before keep it. Says whether there was one."""
    on = is_on(show_id, product_id, tx.now)
    return bool(tx.run(update(SCREENING).where(on).values(price_until=tx.now)))
