"""The heart: a claim becomes a reservation, decided once, never beyond the stock."""

from typing import Any

from sqlalchemy import Row, bindparam, select

from models import (
    history,
    ledger,
    offers,
    opening,
    reservations,
    shows,
    standings,
    stock,
)
from models.holds import free, hold_for, hold_of, remind_at
from models.offers import Offer
from models.outcomes import (
    AtLimit,
    ClaimOutcome,
    Closed,
    Held,
    Line,
    PartlyHeld,
    Repeated,
    Unheld,
    Waiting,
)
from models.ready import Ready
from models.reservations import RESERVATION
from models.tx import Tx

_SEEN = Ready(select(RESERVATION.c.id).where(RESERVATION.c.source == bindparam("source")).limit(1))


def claim(
    tx: Tx, *, shop: Row[Any], item: Row[Any], person_id: int, quantity: int, source: str,
    said_at: int, seq: int, show: Row[Any] | None = None, shown_at: int | None = None,
) -> ClaimOutcome:  # fmt: skip
    """Decides a claim of ``quantity`` units of an item (a ``catalog.item`` row), now and for good.

    ``show`` is the one that takes claims at ``said_at`` (``shows.taking``). What is free is held,
    the rest waits. The same ``source`` decides once. Each decision is a line of the ledger. A
    picture that shows the moment ``shown_at`` (ms) holds the seller to the price of that moment.
    """
    if not tx.first(source) or tx.quick(_SEEN, source=source) is not None:
        return Repeated()
    outcome = _decide(
        tx, shop=shop, item=item, person_id=person_id, quantity=quantity, source=source,
        said_at=said_at, seq=seq, show=show, shown_at=shown_at,
    )  # fmt: skip
    ledger.enter(
        tx, shop, show, item, person_id=person_id, quantity=quantity, said_at=said_at, seq=seq,
        outcome=word(outcome),
    )  # fmt: skip
    return outcome


def _decide(
    tx: Tx, *, shop: Row[Any], item: Row[Any], person_id: int, quantity: int, source: str,
    said_at: int, seq: int, show: Row[Any] | None, shown_at: int | None,
) -> Held | PartlyHeld | Waiting | Unheld | Closed | AtLimit:  # fmt: skip
    if refusal := closed(tx, shop=shop, show=show, item=item, person_id=person_id, at=said_at):
        return refusal
    [offered] = offers.promised(tx, show, [item], said_at, shown_at)
    allowed = offers.allowance(tx, offered, item, person_id, show)
    if allowed is not None and not allowed.left:
        return AtLimit(item.code, item.title, allowed.most)
    most = None
    if allowed is not None and allowed.left < quantity:
        quantity, most = allowed.left, allowed.most
    return claim_more(
        tx, shop=shop, item=item, person_id=person_id,
        quantity=quantity, source=source, said_at=said_at, seq=seq, show=show, offered=offered,
        most=most,
    )  # fmt: skip


def closed(
    tx: Tx, *, shop: Row[Any], show: Row[Any] | None, item: Row[Any], person_id: int, at: int
) -> Closed | None:
    """Why no claim of this buyer for this item, said at ``at`` (ms), is taken; None if it is."""
    if shop.state != "open":
        return Closed("suspended")
    if show is None and shows.is_closed(tx, shop, at):
        return Closed("ended")
    if show is not None and show.state == "paused":
        return Closed("paused")
    if why := standings.refusal(tx, shop, person_id):
        return Closed(why)
    return _too_hot(tx, show, item, person_id) if item.hot else None


def _too_hot(tx: Tx, show: Row[Any] | None, item: Row[Any], person_id: int) -> Closed | None:
    """Why a hot item isn't sold yet; who comes too early is told when it is."""
    live = show if show is not None and show.state == "live" else None
    why = opening.waits_for(tx, live, item)
    if live is not None and why is not None:
        opening.note_early(tx, live.id, item.product_id, person_id)
    return None if why is None else Closed(why)


def claim_more(
    tx: Tx, *, shop: Row[Any], item: Row[Any], person_id: int, quantity: int, source: str,
    said_at: int, seq: int, offered: Offer, show: Row[Any] | None = None, part: int = 0,
    most: int | None = None,
) -> Held | PartlyHeld | Waiting | Unheld:  # fmt: skip
    """Decides units for ``source`` whatever it claimed before: new rows, numbered from ``part``."""
    made = {
        "source": source, "shop_id": shop.id, "option_id": item.option_id,
        "person_id": person_id, "show_id": None if show is None else show.id,
        "price": offered.price, "currency": shop.currency, "said_at": said_at, "seq": seq,
    }  # fmt: skip
    if standings.treatment(tx, shop, person_id) == "first_paid":
        until = tx.now + hold_of(tx, shop)
        line = _made(tx, made, item, quantity=quantity, state="waiting", part=part,
                     deadline=until, unheld=True)  # fmt: skip
        return Unheld(line, until, free(tx, item.option_id), most)
    got = _take(tx, item.option_id, quantity)
    deadline = tx.now + hold_for(tx, shop, person_id)
    held = waits = None
    place = 0
    if got:
        held = _made(tx, made, item, quantity=got, state="held", part=part, deadline=deadline)
    if got < quantity:
        waits = _made(tx, made, item, quantity=quantity - got, state="waiting", part=part + 1)
        place = stock.change_waiting(tx, item.option_id, 1) - reservations.behind(
            tx, item.option_id, said_at, seq
        )
    match held, waits:
        case Line(), Line():
            return PartlyHeld(held, deadline, waits, place, most)
        case Line(), None:
            return Held(held, deadline, most)
        case None, Line():
            return Waiting(waits, place, most)
    raise AssertionError("a claim of nothing")


def _take(tx: Tx, option_id: int, quantity: int) -> int:
    if stock.take(tx, option_id, quantity):
        return quantity
    got = min(quantity, free(tx, option_id))
    return got if got and stock.take(tx, option_id, got) else 0


def _made(
    tx: Tx, made: dict[str, Any], item: Row[Any], *, quantity: int, state: str, part: int,
    deadline: int | None = None, unheld: bool = False,
) -> Line:  # fmt: skip
    row = reservations.add(
        tx, **made, part=part, quantity=quantity, state=state, deadline=deadline,
        remind_at=None if deadline is None or unheld else remind_at(tx, deadline),
        unheld=unheld, unchosen=False,
    )  # fmt: skip
    history.note(
        tx, "unheld" if unheld else state, shop_id=row["shop_id"], person_id=row["person_id"],
        reservation_id=row["id"], quantity=quantity, option=item.option_id,
    )  # fmt: skip
    return Line(
        row["id"], row["token"], item.option_id, item.code, item.title, item.option, quantity,
        row["price"], row["currency"],
    )  # fmt: skip


def word(outcome: Held | PartlyHeld | Waiting | Unheld | Closed | AtLimit) -> str:
    """An outcome as the ledger has it."""
    match outcome:
        case Held():
            return "held"
        case PartlyHeld():
            return "part"
        case Waiting():
            return "waiting"
        case Unheld():
            return "unheld"
        case Closed(why):
            return why
        case AtLimit():
            return "limit"
