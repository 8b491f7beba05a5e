"""After a show: the grace time for late claims, and selling between shows."""

from typing import Any

from sqlalchemy import Row

from handlers import gate
from handlers.turn import Turn
from models import closing, people, shows

OFFERED = (0, 2, 5, 10, 30)
"""Minutes."""


def press_closing(turn: Turn) -> None:
    """``closing``: how it stands, and buttons to change it."""
    shop = gate.owned(turn)
    if shop is not None:
        turn.edit("closing", **_facts(turn, shop))


def press_grace(turn: Turn, minutes: int) -> None:
    """``grace:MINUTES``, for shows to come."""
    shop = gate.owned(turn)
    if shop is not None:
        closing.set_grace(turn.tx, shop, minutes)
        _changed(turn, shop)


def press_between(turn: Turn, selling: int) -> None:
    """``between:1`` sells between shows too, ``between:0`` in shows only."""
    shop = gate.owned(turn)
    if shop is not None:
        closing.sell_between(turn.tx, shop, selling=bool(selling))
        _changed(turn, shop)


def _changed(turn: Turn, shop: Row[Any]) -> None:
    turn.toast("toast_changed")
    turn.edit("closing", **_facts(turn, people.shop(turn.tx, shop.id)))


def _facts(turn: Turn, shop: Row[Any]) -> dict[str, Any]:
    return {
        "shop": shop.name,
        "grace": shows.grace_of(turn.tx, shop),
        "between": shop.between_shows,
        "offered": OFFERED,
    }
