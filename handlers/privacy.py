"""/privacy: what is kept of a person, handed over or forgotten."""

from typing import assert_never

import orjson

from handlers.turn import Turn
from models import cart, privacy


def explain(turn: Turn) -> None:
    """``/privacy``."""
    turn.reply("privacy")


def press_privacy(turn: Turn) -> None:
    """``privacy``: the explanation, in place of the question that was asked."""
    turn.edit("privacy")


def press_export(turn: Turn) -> None:
    """``export``: all that is known of the person, as a document."""
    known = privacy.export(turn.tx, turn.person.id)
    text = orjson.dumps(known, option=orjson.OPT_INDENT_2).decode()
    turn.reply("my_data", file={"name": "livestall-my-data.json", "text": text})


def press_forget(turn: Turn, sure: int = 0) -> None:
    """``forget`` asks, ``forget:1`` does it."""
    if privacy.runs_shop(turn.tx, turn.person.id):
        turn.edit("forget_shop")
    elif not sure:
        held, waiting = cart.counts(turn.tx, turn.person.id)
        parcels = privacy.parcels(turn.tx, turn.person.id)
        turn.edit("forget_sure", held=held, waiting=waiting, parcels=parcels)
    else:
        _forget(turn)


def _forget(turn: Turn) -> None:
    outcome = privacy.forget(turn.tx, turn.person.id)
    match outcome:
        case privacy.Forgotten():
            turn.edit("forgotten")
        case privacy.RunsShop():
            turn.edit("forget_shop")
        case _:
            assert_never(outcome)
