"""/help and /cancel, and an answer to whatever else is said: what fits the person now."""

from handlers.turn import Turn
from models import cart, finding, people, shows, talks
from models.tx import Facts
from models.words import grammar

_LONGEST_ECHO = 40


def help_(turn: Turn) -> None:
    """``/help``."""
    turn.reply("help", **_fitting(turn))


def press_help(turn: Turn) -> None:
    """``help``."""
    help_(turn)


def cancel(turn: Turn) -> None:
    """``/cancel``: leaves any conversation."""
    if talks.leave(turn.tx, turn.person.id):
        turn.reply("left")
    else:
        held, waiting = cart.counts(turn.tx, turn.person.id)
        turn.reply("nothing_to_leave", held=held, waiting=waiting)


def unknown_command(turn: Turn) -> None:
    """A command there isn't; if it is a code on sale, that is offered."""
    if not _offered(turn):
        turn.reply(
            "unknown_command", command=turn.said.command[:_LONGEST_ECHO], asking=_asking(turn)
        )


def _offered(turn: Turn) -> bool:
    """Offers what ``/A12`` names, if that is on sale; says whether it is."""
    read = grammar.read_claim(f"{turn.said.command} {turn.said.args}")
    found = None if read is None else finding.by_reading(turn.tx, turn.person, read)
    if not isinstance(found, finding.Found):
        return False
    code = found.item.code
    turn.reply("did_you_mean", code=code, near=code, option_id=found.item.option_id,
               quantity=found.quantity, several=len(found.options) > 1)  # fmt: skip
    return True


def unknown(turn: Turn) -> None:
    """What is no command, no claim and no answer: a help that fits."""
    said = turn.said
    held, waiting = cart.counts(turn.tx, turn.person.id)
    looking = turn.person.looking_at
    shop = None if looking is None else people.shop(turn.tx, looking)
    turn.reply(
        "help_unknown",
        what="photo" if said.photo else "text" if said.text else "other",
        held=held,
        waiting=waiting,
        shop=None if shop is None else shop.name,
        shop_id=looking,
    )


def _asking(turn: Turn) -> bool:
    return talks.talk(turn.tx, turn.person.id) is not None


def _fitting(turn: Turn) -> Facts:
    held, waiting = cart.counts(turn.tx, turn.person.id)
    shop = turn.shop()
    live = None if shop is None else shows.on_air(turn.tx, shop.id)
    return {
        "asking": _asking(turn),
        "held": held,
        "waiting": waiting,
        "shop": None if shop is None else shop.name,
        "live": live is not None,
        "operator": turn.person.id in turn.tx.terms.operators,
    }
