"""Second thoughts in words: an edited claim, and "pass"."""

from collections.abc import Sequence
from typing import Any, assert_never

from sqlalchemy import Row

from handlers import cart, claim, reservation
from handlers import choice as choices
from handlers.said import Quoted
from handlers.turn import Turn
from models import (
    catalog,
    changes,
    choosing,
    options,
    people,
    reservations,
    shows,
    sources,
    talks,
    telling,
)
from models.outcomes import AtLimit, Closed, Closing, Gone, Released
from models.priority import Priority
from models.tx import Facts
from models.words import grammar
from models.words.folding import code_key


def edited(turn: Turn) -> None:
    """An edited message: a claim's quantity moves; what was no claim may have become one."""
    text = turn.said.text
    rows = changes.made_by(turn.tx, turn.said.source)
    if rows and grammar.is_pass(text):
        pass_on(turn, [row for row in rows if row.state in ("held", "waiting")])
    elif rows:
        _change(turn, rows[0])
    elif text and not turn.said.command and talks.talk(turn.tx, turn.person.id) is None:
        claim.claim_by_text(turn)


def _change(turn: Turn, first: Row[Any]) -> None:
    item = catalog.item_of(turn.tx, first.option_id)
    every = catalog.options_of(turn.tx, item.product_id) or [item]
    match _meant(turn.said.text, item.key, every):
        case grammar.Reading(quantity=quantity, words=words):
            _towards(turn, first, quantity, options.fitting(every, words))
        case grammar.BadQuantity(piece=piece):
            turn.reply("bad_quantity", code=first.code, piece=piece)
        case None if first.state in ("held", "waiting"):
            turn.reply("edit_unclear", **_line(turn, first))
        case None:
            return


def _meant(
    text: str, key: str, every: Sequence[Row[Any]]
) -> grammar.Reading | grammar.BadQuantity | None:
    """What an edited text says of the product it claimed; None if it speaks of something else."""
    read = grammar.read_claim(text)
    meant = None if read is None else grammar.choose(read, {key: options.words_of(every)})
    if isinstance(meant, grammar.Reading):
        return meant if meant.verb or not options.unnamed(every, meant.words) else None
    return meant


def _towards(turn: Turn, first: Row[Any], quantity: int, fits: Sequence[Row[Any]]) -> None:
    """Brings a claim to the one option that is named now, and to so many units."""
    said, chosen = turn.said, False
    if len(fits) == 1 and (first.unchosen or fits[0].option_id != first.option_id):
        choice = choosing.choose(turn.tx, first, fits[0], said_at=said.at, seq=said.seq, again=True)
        if not isinstance(choice, choosing.Chosen):
            choices.say(turn, fits[0], choice)
            return
        first, chosen = choice.row, True
    shop = people.shop(turn.tx, first.shop_id)
    outcome = changes.change(
        turn.tx, source=said.source, shop=shop, item=catalog.item_of(turn.tx, first.option_id),
        quantity=quantity, said_at=said.at, seq=said.seq,
        show=shows.taking(turn.tx, shop, said.at),
    )  # fmt: skip
    if chosen and not isinstance(outcome, changes.Changed):
        turn.reply("chosen", **choices.chosen_facts(turn, first))
    if not (chosen and isinstance(outcome, changes.Unchanged)):
        _say(turn, shop, first, outcome)


def _say(
    turn: Turn, shop: Row[Any], first: Row[Any], outcome: changes.ChangeOutcome
) -> None:  # fmt: skip
    match outcome:
        case changes.Changed():
            turn.reply(
                "changed",
                priority=Priority.WINNER,
                **_line(turn, outcome.first)
                | {"held": outcome.held, "waiting": outcome.waiting, "total": outcome.total,
                   "deadline": outcome.deadline, "place": outcome.place,
                   "unheld": outcome.unheld},
            )  # fmt: skip
        case changes.Unchanged():
            return
        case changes.TooLate(why):
            turn.reply("change_too_late", **_line(turn, first), why=why)
        case Closed(why):
            turn.reply("closed", **telling.shop_to(shop, turn.person), why=why)
        case AtLimit(code, title, most, left):
            known = telling.shop_to(shop, turn.person)
            turn.reply("at_limit", **known, code=code, title=title, most=most, left=left)
        case _:
            assert_never(outcome)


def pass_by_text(turn: Turn) -> bool:
    """Decides a message that gives something up ("pass A12", "pass"); says whether it was one."""
    said = grammar.is_pass(turn.said.text)
    if said is None:
        return False
    mine = reservations.open_lines(turn.tx, turn.person.id)
    rows = _given_up(turn, said, mine)
    if rows:
        pass_on(turn, rows)
    elif mine and said.code is None:
        cart.show_cart(turn)
    elif said.code is None or any(map(str.isdecimal, said.code)):
        turn.reply("nothing_to_pass", code=said.code)
    else:
        return False
    return True


def _given_up(turn: Turn, said: grammar.Pass, mine: Sequence[Row[Any]]) -> list[Row[Any]]:
    """With a code all of that product, in one shop; without one the last claim, or the last that a
    message in reply speaks of."""
    if said.code is not None:
        mine = [row for row in mine if code_key(row.code) == said.code]
    elif turn.said.reply is not None:
        mine = _spoken_of(turn, turn.said.reply, mine)
    if not mine:
        return []
    last = max(mine, key=lambda row: row.id)
    if said.code is None:
        return [row for row in mine if row.source == last.source]
    shops = {row.shop_id for row in mine}
    looking = turn.person.looking_at
    shop_id = looking if looking in shops else last.shop_id
    return [row for row in mine if row.shop_id == shop_id]


def _spoken_of(turn: Turn, reply: Quoted, mine: Sequence[Row[Any]]) -> list[Row[Any]]:
    """What the person claimed by the message they answer, or what the bot's message there names."""
    if reply.by is None:
        return [row for row in mine if f"({row.code})" in reply.text]
    answered = sources.of_message(turn.said.chat_id, reply.message_id)
    return [row for row in mine if row.source == answered]


def pass_on(turn: Turn, rows: Sequence[Row[Any]]) -> None:
    """Gives up lines of one product and says so in one message for each outcome.

    Those that wait go first, so that what is given back isn't held for them again.
    """
    released: list[Row[Any]] = []
    closing: list[Row[Any]] = []
    states: list[str] = []
    for row in sorted(rows, key=lambda row: row.state == "held"):
        outcome = reservation.give_up(turn, row)
        match outcome:
            case Released():
                released.append(row)
            case Closing():
                closing.append(row)
            case Gone(state):
                states.append(state)
            case _:
                assert_never(outcome)
    for kind, gone in (("given_up", released), ("giving_up", closing)):
        if gone:
            units = sum(row.quantity for row in gone)
            turn.reply(kind, **_line(turn, gone[0]) | {"quantity": units})
    if not released and not closing:
        turn.toast("toast_ended", state=states[0] if states else "released")


def _line(turn: Turn, row: Row[Any]) -> Facts:
    return telling.reservation_facts(turn.tx, row)
