"""A claim: "CF A12" in the private chat, or the Reserve button under a product."""

from typing import Any, assert_never

from sqlalchemy import Row

from handlers.turn import Turn
from models import cart, catalog, claims, finding, grammar, people, shows, telling, waitlist
from models.outcomes import (
    AtLimit,
    ClaimOutcome,
    Closed,
    Held,
    Line,
    PartlyHeld,
    Repeated,
    Unheld,
    Waiting,
)
from models.priority import Priority
from models.store import Facts

MOST_SHOPS = 8
"""How many shops a person is asked to choose from."""


def claim_by_text(turn: Turn) -> bool:
    """Decides a message that reads as a claim; says whether it was one."""
    read = grammar.read_claim(turn.said.text)
    if read is None:
        return False
    found = finding.by_reading(turn.tx, turn.person, read)
    match found:
        case finding.Found(shop, item, quantity):
            claim(turn, shop, item, quantity)
        case finding.BadQuantity(code, piece):
            turn.reply("bad_quantity", code=code, piece=piece)
        case finding.SeveralShops(code, shops):
            turn.reply("which_shop", code=code, quantity=found.quantity, shops=shops[:MOST_SHOPS])
        case finding.Near(code, near, option_id):
            turn.reply("did_you_mean", code=code, near=near, option_id=option_id,
                       quantity=found.quantity)  # fmt: skip
        case finding.Nothing(code):
            if not read.sounds_meant:
                return False
            turn.reply("unknown_code", code=code)
        case _:
            assert_never(found)
    return True


def press_take(turn: Turn, option_id: int, quantity: int) -> None:
    """``take:OPTION:QUANTITY``: the Reserve button; asks first if the person has some already."""
    item = _wanted(turn, option_id, quantity)
    if item is None:
        return
    mine = cart.mine(turn.tx, turn.person.id, option_id)
    if mine:
        _ask_more(turn, item, mine, quantity)
    else:
        claim(turn, people.shop(turn.tx, item.shop_id), item, quantity)


def press_more(turn: Turn, option_id: int, last: int, quantity: int) -> None:
    """``more:OPTION:LAST:QUANTITY``: one more, if ``LAST`` still is the newest the person has.

    A button pressed twice finds its own work done, and asks again.
    """
    item = _wanted(turn, option_id, quantity)
    if item is None:
        return
    mine = cart.mine(turn.tx, turn.person.id, option_id)
    if mine and max(row.id for row in mine) != last:
        _ask_more(turn, item, mine, quantity)
    else:
        claim(turn, people.shop(turn.tx, item.shop_id), item, quantity)


def _wanted(turn: Turn, option_id: int, quantity: int) -> Row[Any] | None:
    """What a button asks for, if it is sold and can be asked for."""
    item = catalog.find_item(turn.tx, option_id)
    if item is None or item.archived:
        turn.toast("gone_product")
        return None
    if not 1 <= quantity <= grammar.MOST:
        turn.toast("old_button")
        return None
    return item


def _ask_more(turn: Turn, item: Row[Any], mine: list[Row[Any]], quantity: int) -> None:
    shop = people.shop(turn.tx, item.shop_id)
    turn.reply(
        "one_more",
        **telling.shop_to(shop, turn.person),
        option_id=item.option_id, code=item.code, title=item.title, option=item.option,
        held=sum(row.quantity for row in mine if row.state == "held"),
        waiting=sum(row.quantity for row in mine if row.state == "waiting"),
        quantity=quantity, last=max(row.id for row in mine),
    )  # fmt: skip


def claim(
    turn: Turn, shop: Row[Any], item: Row[Any], quantity: int, *, shown_at: int | None = None
) -> ClaimOutcome:
    """Calls the rule and says what came of it. ``shown_at`` (ms) is the moment a picture shows."""
    said = turn.said
    outcome = claims.claim(
        turn.tx,
        shop=shop,
        item=item,
        person_id=turn.person.id,
        quantity=quantity,
        source=said.source,
        said_at=said.at,
        seq=said.seq,
        show=shows.taking(turn.tx, shop, said.at),
        shown_at=shown_at,
    )
    people.look_at(turn.tx, turn.person.id, shop.id)
    _say(turn, shop, outcome)
    return outcome


def _say(turn: Turn, shop: Row[Any], outcome: ClaimOutcome) -> None:
    known = telling.shop_to(shop, turn.person)
    match outcome:
        case Held(line, deadline, most):
            facts = (
                known | telling.line_facts(line) | telling.pay_facts(turn.tx, shop.id, line.token)
            )
            turn.reply("held", priority=Priority.WINNER, **facts, deadline=deadline, most=most)
        case PartlyHeld(line, deadline, waiting, place, most):
            facts = (
                known | telling.line_facts(line) | telling.pay_facts(turn.tx, shop.id, line.token)
            )
            turn.reply(
                "partly_held", priority=Priority.WINNER, **facts, deadline=deadline, place=place,
                missing=waiting.quantity, waiting=waiting.reservation, most=most,
                odds=_odds(turn, line, place),
            )  # fmt: skip
        case Waiting(line, place, most):
            turn.reply("waiting", **known, **telling.line_facts(line), place=place, most=most,
                       odds=_odds(turn, line, place))  # fmt: skip
        case Unheld(line, until, free, most):
            facts = (
                known | telling.line_facts(line) | telling.pay_facts(turn.tx, shop.id, line.token)
            )
            turn.reply("unheld", priority=Priority.WINNER, **facts, deadline=until, free=free,
                       most=most)  # fmt: skip
        case Repeated():
            turn.toast("already_decided")
        case Closed(why):
            turn.reply("closed", **known, why=why)
        case AtLimit(code, title, most):
            turn.reply("at_limit", **known, code=code, title=title, most=most)
        case _:
            assert_never(outcome)


def _odds(turn: Turn, line: Line, place: int) -> Facts | None:
    """What could reach a place that is near enough to be worth a word."""
    if place > waitlist.NEAR:
        return None
    return waitlist.odds_facts(turn.tx, line.option_id, turn.person.id, turn.said.at, turn.said.seq)
