"""Somebody can be written to from now on: they at once get what they claimed in a group before."""

from collections.abc import Callable

from handlers import cart, pending
from handlers.turn import Turn
from models import calling, opening


def arrive(turn: Turn, answer: Callable[[Turn], None] | None = None) -> None:
    """Takes them off the group's list, answers what they said, shows what they had reserved,
    asks for the option that their last claim left open, and says what opens later.

    Their holds run as everybody's: from the moment they were made, which the group was told.
    """
    reserved = calling.arrived(turn.tx, turn.person.id)
    kept = pending.take(turn)
    if answer is not None:
        answer(turn)
    if reserved and turn.said.command != "cart":
        cart.show_cart(turn)
    if kept is not None:
        pending.ask(turn, kept)
    if later := opening.arrived(turn.tx, turn.person.id):
        turn.reply("opens_later", codes=[row.code for row in later])
