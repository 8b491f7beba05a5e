"""Which option is meant: asked with buttons, while one is held where all cost the same."""

from collections.abc import Sequence
from typing import Any, assert_never

from sqlalchemy import Row

from handlers import reservation
from handlers.turn import Turn
from models import catalog, choosing, offers, options, people, reservations, shows, telling
from models.choosing import Asked
from models.outcomes import Held, PartlyHeld
from models.priority import Priority
from models.tx import Facts
from models.words import grammar


def ask_first(
    turn: Turn, shop: Row[Any], fits: Sequence[Row[Any]], quantity: int, words: Sequence[str],
    *, comment: int = 0,
) -> None:  # fmt: skip
    """Asks which option is meant; nothing is held until it is pressed. ``comment``: what came of
    it is answered under this one then (``reactions.comment_of``)."""
    first = fits[0]
    turn.reply(
        "which_option", code=first.code, title=first.title, currency=shop.currency,
        quantity=quantity, options=_offered(turn, shop, fits), comment=comment,
        **_around(turn, fits, words),
    )  # fmt: skip


def say_held(
    turn: Turn, outcome: Held | PartlyHeld, fits: Sequence[Row[Any]], words: Sequence[str]
) -> None:
    """Says that it is held, and asks which option it shall be."""
    row = reservations.known(turn.tx, outcome.line.reservation)
    facts = _held(turn, row, fits) | _around(turn, fits, words) | {"most": outcome.most}
    turn.reply("held_which", priority=Priority.WINNER, **facts)


def ask_again(turn: Turn, row: Row[Any], why: str = "again") -> None:
    """Asks for the option of a reservation once more; ``why``: pay (it can't be paid before)."""
    turn.reply("held_which", **_of_row(turn, row, why))


def press_which(turn: Turn, reservation_id: int) -> None:
    """``which:RESERVATION``: the question again."""
    row = reservation.own(turn, reservation_id)
    if row is None:
        turn.toast("toast_not_yours")
    elif row.state == "held" and row.unchosen:
        ask_again(turn, row)
    else:
        reservation.open_reservation(turn, row.id)


def press_choose(turn: Turn, reservation_id: int, option_id: int) -> None:
    """``choose:RESERVATION:OPTION``: it shall be this one."""
    row = reservation.own(turn, reservation_id)
    option = catalog.find_item(turn.tx, option_id)
    if row is None:
        turn.toast("toast_not_yours")
    elif option is None or option.product_id != product_of(turn, row):
        turn.toast("old_button")
    else:
        _choose(turn, row, option)


def by_words(turn: Turn) -> bool:
    """Decides a message that says nothing but an option's words ("red L") to somebody who was asked
    which one; says whether it was one."""
    row = _asked_last(turn)
    if row is None:
        return False
    words = grammar.option_words(turn.said.text)
    every = catalog.options_of(turn.tx, product_of(turn, row))
    if not words or options.unnamed(every, words):
        return False
    fits = options.fitting(every, words)
    if len(fits) == 1:
        _choose(turn, row, fits[0])
    else:
        ask_again(turn, row)
    return True


def by_claim(turn: Turn, option: Row[Any], quantity: int) -> Held | Asked | None:
    """Takes a claim for an option as the choice for so many units of its product that are held
    without one; None if none are."""
    row = _asked_last(turn, option.product_id)
    if row is None or row.quantity != quantity:
        return None
    outcome = _choose(turn, row, option)
    if not isinstance(outcome, choosing.Chosen):
        return Asked()
    return Held(reservations.line(outcome.row), outcome.row.deadline)


def _asked_last(turn: Turn, product_id: int | None = None) -> Row[Any] | None:
    """What the person holds (last) without having chosen an option."""
    rows = [
        row
        for row in reservations.open_lines(turn.tx, turn.person.id)
        if row.unchosen and row.state == "held" and row.order_id is None
        and product_id in (None, product_of(turn, row))
    ]  # fmt: skip
    return max(rows, key=lambda row: row.id, default=None)


def _choose(turn: Turn, row: Row[Any], option: Row[Any]) -> choosing.Choice:
    outcome = choosing.choose(turn.tx, row, option, said_at=turn.said.at, seq=turn.said.seq)
    say(turn, option, outcome)
    return outcome


def say(turn: Turn, option: Row[Any], outcome: choosing.Choice) -> None:
    """Says what came of a choice, where it was pressed."""
    match outcome:
        case choosing.Chosen(chosen):
            turn.edit("chosen", **chosen_facts(turn, chosen))
        case choosing.ChosenBefore(chosen):
            turn.toast("toast_chosen", option=chosen.option or chosen.title)
        case choosing.TooFew(held, left):
            wanted = {"wanted": option.option, "instead": option.option_id, "free": left}
            turn.edit("held_which", **_of_row(turn, held, "few") | wanted)
        case choosing.OtherPrice(held, price):
            wanted = {"wanted": option.option, "instead": option.option_id, "new_price": price}
            turn.edit("held_which", **_of_row(turn, held, "price") | wanted)
        case choosing.Ended(state):
            turn.toast("toast_choice_late", why=state)
        case _:
            assert_never(outcome)


def chosen_facts(turn: Turn, row: Row[Any]) -> Facts:
    """What a claim holds and waits for once its option is known."""
    rows = [one for one in reservations.of_source(turn.tx, row.source) if not one.giving_up]
    held = [one for one in rows if one.state == "held"]
    waiting = [one for one in rows if one.state == "waiting"]
    first = (held or waiting or [row])[0]
    return telling.reservation_facts(turn.tx, first) | {
        "held": sum(one.quantity for one in held),
        "waiting": sum(one.quantity for one in waiting),
        "total": sum(one.quantity * one.price for one in held),
        "place": reservations.place(turn.tx, waiting[0]) if waiting else None,
    }


def product_of(turn: Turn, row: Row[Any]) -> int:
    """The product of a reservation."""
    return int(catalog.item_of(turn.tx, row.option_id).product_id)


def _of_row(turn: Turn, row: Row[Any], why: str) -> Facts:
    every = catalog.options_of(turn.tx, product_of(turn, row))
    fits = [one for one in every if one.price == row.price] or every
    return _held(turn, row, fits) | _around(turn, every, ()) | {"why": why, "most": None}


def _held(turn: Turn, row: Row[Any], fits: Sequence[Row[Any]]) -> Facts:
    shop = people.shop(turn.tx, row.shop_id)
    now = {one.option_id: one for one in catalog.options_of(turn.tx, product_of(turn, row))}
    offered = _offered(turn, shop, [now.get(one.option_id, one) for one in fits])
    for one in offered:
        if one["option_id"] == row.option_id and row.state == "held":
            one["left"] += row.quantity
    same = reservations.of_source(turn.tx, row.source)
    waits = next((one for one in same if one.state == "waiting"), None)
    return telling.reservation_facts(turn.tx, row) | {
        "options": offered,
        "missing": 0 if waits is None else waits.quantity,
        "place": None if waits is None else reservations.place(turn.tx, waits),
        "why": None,
    }


def _around(turn: Turn, fits: Sequence[Row[Any]], words: Sequence[str]) -> Facts:
    """Words that name nothing here, and the way to the options that aren't offered."""
    every = catalog.options_of(turn.tx, fits[0].product_id)
    more = every[0].option_id if len(every) > len(fits) else None
    return {"unknown": " ".join(options.unnamed(every, words))[:40], "other": more}


def _offered(turn: Turn, shop: Row[Any], fits: Sequence[Row[Any]]) -> list[Facts]:
    show = shows.taking(turn.tx, shop, turn.said.at)
    offered = offers.of_options(turn.tx, show, fits, turn.said.at)
    return [
        {
            "option_id": one.option_id,
            "option": one.option,
            "price": offer.price,
            "left": one.free,
        }
        for one, offer in zip(fits, offered, strict=True)
    ]
