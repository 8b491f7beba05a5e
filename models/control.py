"""The control message: a show at a glance in the seller's chat, true by itself."""

from typing import Any

import orjson
from sqlalchemy import Row, case, func, or_, select, text

from models import boards, last_claims, ledger, lineup, opening, people, progress
from models.reservations import RESERVATION, held_in_time
from models.show_board import board_facts
from models.shows import SHOW
from models.tx import Facts, Tx

TICK = 3_000
"""How often (ms) it is brought up to date at most."""
AT_ONCE = 10
"""So many shows on the air have theirs looked at in each tick; with more they take turns."""

# Word for word as the partial index has it.
_ON_AIR = text("show.state IN ('live', 'paused')")


def sweep(tx: Tx) -> int:
    """Brings the control messages up to date where something changed, and tells of hot items that
    are open now; returns how many messages that was. To be called every ``TICK``.

    That of a show that is over rests when its claims are in, and while the shop's next is on.
    """
    shows = tx.all(select(SHOW).where(_ON_AIR).order_by(SHOW.c.shop_id))
    turns = max(1, -(-len(shows) // AT_ONCE))
    mine = [show for show in shows if show.id % turns == tx.now // TICK % turns]
    for show in mine:
        opening.tell(tx, show)
    busy = {show.shop_id for show in shows}
    over = [show for show in last_claims.awaited(tx) if show.shop_id not in busy]
    return sum(refresh(tx, show) for show in [*mine, *over])


def refresh(tx: Tx, show: Row[Any]) -> bool:
    """Brings a show's control message up to date; says whether anything had changed."""
    now = facts(tx, show)
    shown = boards.shown(tx, _board(show.id))
    if shown is None and show.state == "ended":
        return False
    if shown is not None and orjson.loads(shown) == now:
        return False
    boards.change(tx, _board(show.id), _owner(tx, show), "control", now)
    return True


def send(tx: Tx, show: Row[Any]) -> None:
    """Writes a show's control message anew at the end of the chat, in place of the one before."""
    boards.renew(tx, _board(show.id), _owner(tx, show), "control", facts(tx, show))


def _board(show_id: int) -> str:
    return f"control:{show_id}"


def _owner(tx: Tx, show: Row[Any]) -> int:
    return int(people.shop(tx, show.shop_id).owner_id)


def facts(tx: Tx, show: Row[Any]) -> Facts:
    """A show as its seller steers it: ``board_facts``, and what came of it so far.

    ``claims``; ``held`` and ``paid`` units with their amounts (minor units); ``waiting`` claims and
    ``left`` units of all its products; ``ends_in``, ``opens_in``: how long (ms, roughly) until the
    flash price ends, until a hot item opens; ``closes``: until when (ms) an ended show's claims are
    taken, None if none are any more.
    """
    rows = lineup.entries(tx, show)
    board = board_facts(tx, show, rows)
    now = board["now"]
    until = None if now is None else now["until"]
    wait = progress.opening(tx, show) if now is not None and now["hot"] else None
    made = board | _money(tx, show.id) | {
        "claims": ledger.count_of(tx, show),
        "waiting": sum(row.waiting for row in rows),
        "left": sum(row.free for row in rows),
        "ends_in": None if until is None else _roughly(until - tx.now),
        "opens_in": None if wait is None else _roughly(wait),
        "closes": last_claims.until(tx, show),
    }  # fmt: skip
    kept: Facts = orjson.loads(orjson.dumps(made, default=int))
    return kept


def _roughly(length: int) -> int:
    """A length of time (ms), rounded up so far that its message needn't be edited all the time."""
    step = 60_000 if length > 120_000 else 15_000 if length > 30_000 else 5_000
    return max(0, -(-length // step) * step)


def _money(tx: Tx, show_id: int) -> Facts:
    """Units and amounts held and paid: of a show's claims only those that got something."""
    state, amount = RESERVATION.c.state, RESERVATION.c.quantity * RESERVATION.c.price
    in_time = or_(state == "paid", held_in_time(tx.now))
    row = tx.one(
        select(
            *(
                func.coalesce(func.sum(case((state == which, value), else_=0)), 0)
                for which in ("held", "paid")
                for value in (RESERVATION.c.quantity, amount)
            )
        ).where(RESERVATION.c.show_id == show_id, state.in_(("held", "paid")), in_time)
    )
    names = ("held", "held_amount", "paid", "paid_amount")
    return dict(zip(names, row or (0, 0, 0, 0), strict=True))
