"""Where each thing said goes: commands, buttons, answers the bot waits for, claims."""

from collections.abc import Callable, Mapping
from functools import cache
from inspect import signature

from handlers import claim, live, newproduct, panel, sell
from handlers.turn import Turn
from models import people, talks

Handler = Callable[[Turn], None]
Step = Callable[[Turn, talks.Talking], None]

COMMANDS: Mapping[str, Handler] = {
    "sell": sell.sell,
    "newproduct": newproduct.newproduct,
    "live": live.live,
    "pause": live.pause,
    "resume": live.resume,
    "end": live.end,
}

PRESSES: Mapping[str, Callable[..., None]] = {
    "take": claim.press_take,
    "sell": sell.press_sell,
    "sellslug": sell.press_slug,
    "sellcur": sell.press_currency,
    "sellship": sell.press_shipping,
    "sellfree": sell.press_free,
    "panel": panel.press_panel,
    "newproduct": newproduct.press_new,
    "newskip": newproduct.press_skip,
    "newcode": newproduct.press_code,
    "newstock": newproduct.press_stock,
    "live": live.press_live,
    "livenow": live.press_now,
    "pause": live.press_pause,
    "resume": live.press_resume,
    "end": live.press_end,
    "endnow": live.press_end_now,
}
"""By the word before the first colon of a button's data; the rest are whole numbers."""

TALKS: Mapping[str, Step] = {
    "sell": sell.step,
    "newproduct": newproduct.step,
    "live": live.step,
}
"""By the kind of conversation."""


def handle(turn: Turn) -> None:
    """Sends one thing said to its handler."""
    said = turn.said
    if said.joined is not None:
        (people.start if said.joined else people.block)(turn.tx, turn.person.id)
    elif said.press_id is not None:
        _press(turn)
        turn.settle_press()
    elif said.private and not said.edited:
        people.start(turn.tx, turn.person.id)
        _message(turn)


def _press(turn: Turn) -> None:
    word, *numbers = turn.said.data.split(":")
    handler = PRESSES.get(word)
    try:
        values = [int(number) for number in numbers]
    except ValueError:
        handler = None
    if handler is None or not _fit(handler, tuple(values)):
        turn.toast("old_button")
    else:
        handler(turn, *values)


def _fit(handler: Callable[..., None], values: tuple[int, ...]) -> bool:
    """Whether a handler can take these numbers: a button's data can be forged."""
    return len(values) in _arity(handler) and all(abs(value) < 2**53 for value in values)


@cache
def _arity(handler: Callable[..., None]) -> range:
    """How many numbers a handler takes beside its turn."""
    takes = list(signature(handler).parameters.values())[1:]
    needs = sum(one.default is one.empty for one in takes)
    return range(needs, len(takes) + 1)


def _message(turn: Turn) -> None:
    command = COMMANDS.get(turn.said.command)
    if command is not None:
        command(turn)
        return
    talking = talks.talk(turn.tx, turn.person.id)
    if talking is not None and not turn.said.command:
        TALKS[talking.kind](turn, talking)
    elif turn.said.photo and newproduct.by_photo(turn):
        return
    elif turn.said.command or not claim.claim_by_text(turn):
        turn.reply("help_unknown")
