"""The Reserve buttons: one option, one more of it, whichever there is, another instead."""

from dataclasses import replace
from typing import Any

from sqlalchemy import Row

from handlers import choice, claim, reactions, reservation
from handlers.turn import Turn
from models import cart, catalog, changes, claims, people, reservations, shows
from models.outcomes import Closed
from models.words import grammar


def press_take(turn: Turn, option_id: int, quantity: int, comment: int = 0) -> None:
    """``take:OPTION:QUANTITY``: the Reserve button; asks first if the person has some already.
    ``:COMMENT`` behind it: the comment that it answers."""
    item = _wanted(turn, option_id, quantity)
    if item is None:
        return
    mine = cart.mine(turn.tx, turn.person.id, option_id)
    if mine:
        _ask_more(turn, item, mine, quantity, comment)
    else:
        _claim(turn, item, quantity, comment)


def press_more(turn: Turn, option_id: int, last: int, quantity: int, comment: int = 0) -> None:
    """``more:OPTION:LAST:QUANTITY``: one more, if ``LAST`` still is the newest the person has.
    A comment may follow as in ``take``.

    A button pressed twice finds its own work done, and asks again.
    """
    item = _wanted(turn, option_id, quantity)
    if item is None:
        return
    mine = cart.mine(turn.tx, turn.person.id, option_id)
    if mine and max(row.id for row in mine) != last:
        _ask_more(turn, item, mine, quantity, comment)
    else:
        _claim(turn, item, quantity, comment)


def _claim(turn: Turn, item: Row[Any], quantity: int, comment: int) -> None:
    """Claims; the first answer to a comment's question is that comment's claim."""
    asked = reactions.question(turn, item.shop_id, comment)
    if asked and not changes.made_by(turn.tx, asked):
        turn.said = replace(turn.said, source=asked)  # an edit of the comment finds what it became
    outcome = claim.claim(turn, people.shop(turn.tx, item.shop_id), item, quantity)
    reactions.decided(turn, asked, outcome)


def press_want(turn: Turn, option_id: int, quantity: int) -> None:
    """``want:OPTION:QUANTITY``: a product, whichever of its options; asks if there are several."""
    item = catalog.find_item(turn.tx, option_id)
    every = () if item is None else catalog.options_of(turn.tx, item.product_id)
    if len(every) == 1:
        press_take(turn, every[0].option_id, quantity)
    elif item is None or item.archived or not every:
        turn.toast("gone_product")
    elif not 1 <= quantity <= grammar.MOST:
        turn.toast("old_button")
    else:
        shop = people.shop(turn.tx, item.shop_id)
        if refusal := _refusal(turn, shop, every[0]):
            claim.say(turn, shop, refusal)
        else:
            choice.ask_first(turn, shop, every, quantity, ())


def press_instead(turn: Turn, reservation_id: int, option_id: int) -> None:
    """``instead:RESERVATION:OPTION``: gives a claim up for another option, as it is now."""
    row = reservation.own(turn, reservation_id)
    item = _wanted(turn, option_id, 1) if row is not None else None
    if row is None or item is None:
        turn.toast("toast_not_yours")
        return
    shop = people.shop(turn.tx, item.shop_id)
    still = [one for one in reservations.of_source(turn.tx, row.source) if one.unchosen]
    units = sum(one.quantity for one in still if one.state in ("held", "waiting"))
    if not units or item.product_id != choice.product_of(turn, row):
        turn.toast("toast_choice_late", why=row.state)
    elif refusal := _refusal(turn, shop, item):
        claim.say(turn, shop, refusal)
    else:
        for one in sorted(still, key=lambda one: one.state == "held"):
            reservation.give_up(turn, one)
        reactions.instead(turn.tx, row.source, claim.claim(turn, shop, item, units))


def _refusal(turn: Turn, shop: Row[Any], item: Row[Any]) -> Closed | None:
    """Why nothing of an item is sold to this person now."""
    at = turn.said.at
    return claims.closed(
        turn.tx, shop=shop, show=shows.taking(turn.tx, shop, at), item=item,
        person_id=turn.person.id, at=at,
    )  # fmt: skip


def _wanted(turn: Turn, option_id: int, quantity: int) -> Row[Any] | None:
    """What a button asks for, if it is sold and can be asked for."""
    item = catalog.find_item(turn.tx, option_id)
    if item is None or item.archived or item.option_archived:
        turn.toast("gone_product")
        return None
    if not 1 <= quantity <= grammar.MOST:
        turn.toast("old_button")
        return None
    return item


def _ask_more(
    turn: Turn, item: Row[Any], mine: list[Row[Any]], quantity: int, comment: int
) -> None:
    turn.reply(
        "one_more",
        option_id=item.option_id, code=item.code, title=item.title, option=item.option,
        held=sum(row.quantity for row in mine if row.state == "held"),
        waiting=sum(row.quantity for row in mine if row.state == "waiting"),
        quantity=quantity, last=max(row.id for row in mine), comment=comment,
    )  # fmt: skip
