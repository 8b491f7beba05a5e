"""One reservation: where it stands, and giving it up."""

from typing import Any, assert_never

from sqlalchemy import Row

from handlers.turn import Turn
from models import cart, checkouts, holds, reservations, telling, unheld, waitlist
from models.outcomes import Closing, Gone, Released


def open_reservation(turn: Turn, reservation_id: int) -> bool:
    """Shows a reservation to its owner; says whether it is theirs."""
    row = own(turn, reservation_id)
    if row is None:
        return False
    if row.state in ("held", "waiting"):
        holds.expire_option(turn.tx, row.option_id)
        row = reservations.known(turn.tx, row.id)
    facts = telling.reservation_facts(turn.tx, row)
    state = cart.state_of(turn.tx, row)
    waits = state == "waiting"
    turn.reply(
        "reservation", **facts, state=state,
        place=reservations.place(turn.tx, row) if waits else None,
        odds=waitlist.facts_of(turn.tx, row) if waits else None,
    )  # fmt: skip
    return True


def own(turn: Turn, reservation_id: int) -> Row[Any] | None:
    """The reservation of this number, if it is the person's own."""
    row = reservations.reservation(turn.tx, reservation_id)
    return row if row is not None and row.person_id == turn.person.id else None


def give_up(turn: Turn, row: Row[Any]) -> Released | Closing | Gone:
    """Gives a reservation up; one that has lapsed by now is gone already."""
    if row.state == "held" and row.order_id is None:
        holds.expire_option(turn.tx, row.option_id)
        row = reservations.known(turn.tx, row.id)
    return checkouts.cancel(turn.tx, row)


def drop_here(turn: Turn, reservation_id: int) -> None:
    """``drop:RESERVATION``: gives it up, and says so in place of the message."""
    row = own(turn, reservation_id)
    if row is None:
        turn.toast("toast_not_yours")
        return
    outcome = give_up(turn, row)
    match outcome:
        case Released():
            turn.edit("given_up", **telling.reservation_facts(turn.tx, row))
        case Closing():
            turn.edit("giving_up", **telling.reservation_facts(turn.tx, row))
        case Gone(state):
            turn.toast("toast_ended", state=state)
        case _:
            assert_never(outcome)


def press_wait(turn: Turn, reservation_id: int) -> None:
    """``wait:RESERVATION``: puts what goes to whoever pays first on the waitlist instead."""
    row = own(turn, reservation_id)
    if row is None:
        turn.toast("toast_not_yours")
        return
    match cart.state_of(turn.tx, row):
        case "unheld" | "missed" if row.deadline > turn.tx.now:
            said = turn.said
            if unheld.wait(turn.tx, row, said.at, said.seq) is None:
                turn.toast("toast_free_again")
            else:
                open_reservation(turn, row.id)
        case "waiting" | "held":
            open_reservation(turn, row.id)
        case state:
            over = state in ("unheld", "missed")
            turn.toast("toast_ended", state="released" if over else row.state)
