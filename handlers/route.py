"""Where each thing said goes: commands, buttons, answers the bot waits for, claims."""

from collections.abc import Callable
from functools import cache
from inspect import signature

from handlers import arrival, changes, claim, help, importing, newproduct, rescue, screenshot
from handlers.table import COMMANDS, PRESSES, TALKS
from handlers.turn import Turn
from models import comment_codes, people, talks


def handle(turn: Turn) -> None:
    """Sends one thing said to its handler."""
    said = turn.said
    if said.joined:
        if people.start(turn.tx, turn.person.id):
            arrival.arrive(turn)
    elif said.joined is not None:
        people.block(turn.tx, turn.person.id)
    elif said.press_id is not None:
        _press(turn)
        turn.settle_press()
    elif said.private and said.edited:
        changes.edited(turn)
    elif said.private:
        if not people.can_be_told(turn.person) and people.start(turn.tx, turn.person.id):
            arrival.arrive(turn, _message)
        else:
            _message(turn)


def _press(turn: Turn) -> None:
    comment_codes.forget(turn.tx)
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
    said = turn.said
    if said.command:
        comment_codes.forget(turn.tx)
        COMMANDS.get(said.command, help.unknown_command)(turn)
        return
    talking = talks.talk(turn.tx, turn.person.id)
    step = None if talking is None else TALKS.get(talking.kind)
    if talking is not None and step is not None:
        comment_codes.forget(turn.tx)
        step(turn, talking)
    elif (said.document and importing.by_document(turn)) or (
        said.passed_on is not None and rescue.passed_on(turn)
    ):
        return
    elif (said.photo and _photo(turn)) or (not said.photo and said.picture and _file(turn)):
        comment_codes.forget(turn.tx)
        return
    elif talking is not None and newproduct.by_kept_picture(turn, talking):
        comment_codes.forget(turn.tx)
    elif not claim.claim_by_text(turn) and not changes.pass_by_text(turn):
        help.unknown(turn)


def _photo(turn: Turn) -> bool:
    """A photo outside any conversation: a seller's product, a claim in words, or a screenshot."""
    if newproduct.by_album(turn):
        return True
    if screenshot.caption_sells(turn):
        return newproduct.by_photo(turn)
    return screenshot.by_caption(turn) or screenshot.by_photo(turn) or newproduct.by_photo(turn)


def _file(turn: Turn) -> bool:
    """A picture sent as a file: a claim in words, or a screenshot."""
    if screenshot.caption_sells(turn):
        return False
    return screenshot.by_caption(turn) or screenshot.by_photo(turn)
