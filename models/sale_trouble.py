"""What went wrong with a sale: a dispute, a refund that did not go through."""

from collections.abc import Sequence
from dataclasses import dataclass

import orjson
from sqlalchemy import select

from models.history import HISTORY
from models.refunds import REFUND
from models.tx import Tx


@dataclass(frozen=True, slots=True)
class Trouble:
    """``dispute`` is how the buyer's bank's dispute stands: open, won, lost or closed; ``failed``
    what the last refund was to give back (minor units), if it failed."""

    dispute: str | None
    failed: int


def of(tx: Tx, order_ids: Sequence[int]) -> dict[int, Trouble]:
    """The trouble with each of these orders."""
    disputes = (
        select(HISTORY.c.order_id, HISTORY.c.facts)
        .where(HISTORY.c.order_id.in_(order_ids), HISTORY.c.what == "dispute")
        .order_by(HISTORY.c.id)
    )
    refunds = (
        select(REFUND.c.order_id, REFUND.c.state, REFUND.c.amount)
        .where(REFUND.c.order_id.in_(order_ids))
        .order_by(REFUND.c.id)
    )
    stands = {row.order_id: orjson.loads(row.facts)["state"] for row in tx.all(disputes)}
    failed = {
        row.order_id: int(row.amount) if row.state == "failed" else 0 for row in tx.all(refunds)
    }
    return {one: Trouble(stands.get(one), failed.get(one, 0)) for one in order_ids}
