"""The heart: a claim becomes a reservation, decided once, never beyond the stock."""

from typing import Any

from sqlalchemy import Row, bindparam, select

from models import catalog, history, reservations
from models.holds import FREE, expire_option, hold_of, remind_at
from models.outcomes import ClaimOutcome, Closed, Held, Line, PartlyHeld, Repeated, Waiting
from models.ready import Ready
from models.reservations import RESERVATION
from models.store import Tx

_SEEN = Ready(select(RESERVATION.c.id).where(RESERVATION.c.source == bindparam("source")).limit(1))


def claim(
    tx: Tx, *, shop: Row[Any], item: Row[Any], person_id: int, quantity: int, source: str,
    said_at: int, seq: int, show: Row[Any] | None = None,
) -> ClaimOutcome:  # fmt: skip
    """Decides a claim of ``quantity`` units of an item (a ``catalog.item`` row), now and for good.

    What is free is held, the rest waits. The same ``source`` decides once.
    """
    if refusal := closed(shop, show):
        return refusal
    if not tx.first(source) or tx.quick(_SEEN, source=source) is not None:
        return Repeated()
    return claim_more(
        tx, shop=shop, item=item, person_id=person_id, quantity=quantity, source=source,
        said_at=said_at, seq=seq, show=show,
    )  # fmt: skip


def closed(shop: Row[Any], show: Row[Any] | None) -> Closed | None:
    """Why the shop takes no claims now; None if it does."""
    if shop.state == "open" and (show is None or show.state != "paused"):
        return None
    return Closed("paused" if shop.state == "open" else "suspended")


def claim_more(
    tx: Tx, *, shop: Row[Any], item: Row[Any], person_id: int, quantity: int, source: str,
    said_at: int, seq: int, show: Row[Any] | None = None, part: int = 0,
) -> Held | PartlyHeld | Waiting:  # fmt: skip
    """Decides units for ``source`` whatever it claimed before: new rows, numbered from ``part``."""
    got = _take(tx, item.option_id, quantity)
    made = {
        "source": source, "shop_id": shop.id, "option_id": item.option_id,
        "person_id": person_id, "show_id": None if show is None else show.id,
        "price": item.price, "currency": shop.currency, "said_at": said_at, "seq": seq,
    }  # fmt: skip
    deadline = tx.now + hold_of(tx, shop)
    held = waits = None
    place = 0
    if got:
        held = _made(tx, made, item, quantity=got, state="held", part=part, deadline=deadline)
    if got < quantity:
        waits = _made(tx, made, item, quantity=quantity - got, state="waiting", part=part + 1)
        place = catalog.change_waiting(tx, item.option_id, 1) - reservations.behind(
            tx, item.option_id, said_at, seq
        )
    match held, waits:
        case Line(), Line():
            return PartlyHeld(held, deadline, waits, place)
        case Line(), None:
            return Held(held, deadline)
        case None, Line():
            return Waiting(waits, place)
    raise AssertionError("a claim of nothing")


def _take(tx: Tx, option_id: int, quantity: int) -> int:
    if catalog.take(tx, option_id, quantity):
        return quantity
    expire_option(tx, option_id)
    left = tx.quick(FREE, option=option_id)
    got = min(quantity, 0 if left is None else int(left.free))
    return got if got and catalog.take(tx, option_id, got) else 0


def _made(
    tx: Tx, made: dict[str, Any], item: Row[Any], *, quantity: int, state: str, part: int,
    deadline: int | None = None,
) -> Line:  # fmt: skip
    row = reservations.add(
        tx, **made, part=part, quantity=quantity, state=state, deadline=deadline,
        remind_at=None if deadline is None else remind_at(tx, deadline),
    )  # fmt: skip
    history.note(
        tx, state, shop_id=row["shop_id"], person_id=row["person_id"], reservation_id=row["id"],
        quantity=quantity, option=item.option_id,
    )  # fmt: skip
    return Line(
        row["id"], row["token"], item.option_id, item.code, item.title, item.option, quantity,
        row["price"], row["currency"],
    )  # fmt: skip
