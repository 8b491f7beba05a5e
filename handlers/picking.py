"""The picker's buttons: day, hour, quarter, for whatever show's time is asked."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Row

from handlers import gate, my_shows, schedule, when
from handlers.turn import Turn
from models.talks import Talking

_HEARD: Mapping[str, Callable[[Turn, Row[Any], Talking, int], None]] = {
    schedule.TALK: schedule.heard,
    my_shows.TALK: my_shows.heard,
}


def press_days(turn: Turn, asked: int) -> None:
    """The days again: ``whendays:ASKED``."""
    if found := _open(turn, asked):
        when.pick_days(turn, found[1], asked)


def press_day(turn: Turn, asked: int, day: int) -> None:
    """The hours of a day: ``whenday:ASKED:DAY``."""
    if found := _open(turn, asked):
        when.pick_day(turn, found[1], asked, day)


def press_hour(turn: Turn, asked: int, day: int, hour: int) -> None:
    """The quarters of an hour: ``whenhour:ASKED:DAY:HOUR``."""
    if found := _open(turn, asked):
        when.pick_hour(turn, found[1], asked, day, hour)


def press_minute(turn: Turn, asked: int, day: int, hour: int, minute: int) -> None:
    """That is when: ``whenat:ASKED:DAY:HOUR:MINUTE``."""
    if found := _open(turn, asked):
        talking, shop = found
        at = when.picked(turn, talking, shop, (day, hour, minute))
        if at is not None:
            _HEARD[talking.kind](turn, shop, talking, at)


def _open(turn: Turn, asked: int) -> tuple[Talking, Row[Any]] | None:
    talking = when.question(turn, asked)
    shop = None if talking is None else gate.owned(turn)
    return None if talking is None or shop is None else (talking, shop)
