"""The append-only history: one row for each step that matters."""

from typing import Any

import orjson
from sqlalchemy import BigInteger
from sqlmodel import Field, SQLModel

from models.tx import Tx, table


class History(SQLModel, table=True):
    """What happened, to whom, and the numbers of it as JSON."""

    id: int | None = Field(default=None, primary_key=True)
    at: int = Field(sa_type=BigInteger)
    what: str
    shop_id: int | None = Field(default=None, index=True)
    person_id: int | None = Field(default=None, sa_type=BigInteger, index=True)
    reservation_id: int | None = Field(default=None, index=True)
    order_id: int | None = Field(default=None, index=True)
    facts: str = "{}"


HISTORY = table(History)


def note(
    tx: Tx, what: str, *, shop_id: int | None = None, person_id: int | None = None,
    reservation_id: int | None = None, order_id: int | None = None, **facts: Any,
) -> None:  # fmt: skip
    """Adds a line to the history, in the commit of what it tells of."""
    tx.add(
        History,
        {
            "at": tx.now,
            "what": what,
            "shop_id": shop_id,
            "person_id": person_id,
            "reservation_id": reservation_id,
            "order_id": order_id,
            "facts": orjson.dumps(facts).decode(),
        },
    )
    tx.tell(what, shop=shop_id, person=person_id, reservation=reservation_id, order=order_id)
