"""A picture becomes a claim: the buyer's own, with the place in the queue that the photo had."""

from typing import Any

from sqlalchemy import Row

from handlers import claim
from handlers.said import Said
from handlers.turn import Turn
from models import changes, history, options, people, reservations, screenshots
from models.choosing import Asked
from models.outcomes import AtLimit, ClaimOutcome, Closed, Held
from models.shown import Items
from models.tx import Tx
from models.words import captions

OPEN = ("leased", "asked", "passed")
"""The states in which a picture can still become a claim."""


def turn_for(tx: Tx, row: Row[Any], asked: Said | None = None) -> Turn:
    """A turn of the buyer who sent the picture, as if they spoke now what the photo said then; at
    the time and place of ``asked`` where that is given."""
    person = people.person(tx, row.person_id)
    said = Said(
        seq=row.seq if asked is None else asked.seq, at=row.said_at if asked is None else asked.at,
        source=row.source, chat_id=row.person_id, person_id=row.person_id, name=person.name,
        private=True,
    )  # fmt: skip
    return Turn(tx, said, person)


def decide(
    turn: Turn, row: Row[Any], shop: Row[Any], items: Items, *, by: str, code: str | None = None,
    moment: int | None = None, shown_at: int | None = None,
) -> Row[Any] | None:  # fmt: skip
    """Claims what a picture shows, as many and of the option that its caption says, for the buyer
    whose ``turn`` it is, and keeps the evidence; the reservation that came of it.

    ``by``: code, buyer or seller. A claim that isn't taken leaves what was asked open.
    """
    outcome: ClaimOutcome | Asked
    read = captions.meant(row.words.split(), options.words_of(items))
    quantity, words = read or (row.quantity or 1, ())
    if len(items) == 1:
        outcome = claim.claim(turn, shop, items[0], quantity, shown_at=shown_at)
    else:
        outcome = claim.claim_product(turn, shop, items[0], quantity, words, shown_at=shown_at)
    made = next(iter(changes.made_by(turn.tx, row.source)), None)
    if made is None and isinstance(outcome, Held):
        made = reservations.known(turn.tx, outcome.line.reservation)
    reservation = None if made is None else made.id
    if made is not None or not isinstance(outcome, Closed | AtLimit):
        screenshots.move(turn.tx, row.id, OPEN, "claimed", reservation_id=reservation)
    elif row.state == "leased":
        screenshots.move(turn.tx, row.id, OPEN, "ended")
    history.note(
        turn.tx, "screenshot", shop_id=shop.id, person_id=turn.person.id,
        reservation_id=reservation, screenshot=row.id, by=by, code=code, moment=moment,
    )  # fmt: skip
    return made
