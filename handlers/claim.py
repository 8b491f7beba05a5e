"""A claim: "CF A12" in the private chat, or the Reserve button under a product."""

from collections.abc import Sequence
from typing import Any, assert_never

from sqlalchemy import Row

from handlers import choice, reservation
from handlers.turn import Turn
from models import (
    cart,
    catalog,
    choosing,
    claims,
    finding,
    grammar,
    options,
    people,
    reservations,
    shows,
    telling,
    waitlist,
)
from models.choosing import Asked
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
        case finding.Found(shop, item, quantity) if not found.several:
            claim(turn, shop, item, quantity)
        case finding.Found(shop):
            _claim_fitting(turn, shop, found.options, found.quantity, found.words)
        case finding.BadQuantity(code, piece):
            turn.reply("bad_quantity", code=code, piece=piece)
        case finding.SeveralShops(code, shops):
            turn.reply("which_shop", code=code, quantity=found.quantity, shops=shops[:MOST_SHOPS])
        case finding.Near(code, near, option_id):
            turn.reply("did_you_mean", code=code, near=near, option_id=option_id,
                       quantity=found.quantity, several=found.several)  # fmt: skip
        case finding.Nothing(code):
            if not read.sounds_meant:
                return False
            turn.reply("unknown_code", code=code)
        case _:
            assert_never(found)
    return True


def claim_product(
    turn: Turn, shop: Row[Any], item: Row[Any], quantity: int, words: Sequence[str] = ()
) -> ClaimOutcome | Asked:
    """Claims the option of an item's product that the words (folded) name, and says what came of
    it; where they name several, asks which one, and holds one meanwhile if all cost the same."""
    every = catalog.options_of(turn.tx, item.product_id)
    return _claim_fitting(turn, shop, options.fitting(every, words), quantity, words)


def _claim_fitting(
    turn: Turn, shop: Row[Any], fits: Sequence[Row[Any]], quantity: int, words: Sequence[str]
) -> ClaimOutcome | Asked:
    if len(fits) == 1:
        return claim(turn, shop, fits[0], quantity)
    said = turn.said
    outcome = choosing.claim(
        turn.tx, shop=shop, options=fits, person_id=turn.person.id, quantity=quantity,
        source=said.source, said_at=said.at, seq=said.seq,
        show=shows.taking(turn.tx, shop, said.at),
    )  # fmt: skip
    people.look_at(turn.tx, turn.person.id, shop.id)
    match outcome:
        case Asked():
            choice.ask_first(turn, shop, fits, quantity, words)
        case Held() | PartlyHeld():
            choice.say_held(turn, outcome, fits, words)
        case _:
            _say(turn, shop, outcome)
    return outcome


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
        choice.ask_first(turn, people.shop(turn.tx, item.shop_id), every, quantity, ())


def press_instead(turn: Turn, reservation_id: int, option_id: int) -> None:
    """``instead:RESERVATION:OPTION``: gives a claim up for another option, as it is now."""
    row = reservation.own(turn, reservation_id)
    item = _wanted(turn, option_id, 1) if row is not None else None
    if row is None or item is None:
        turn.toast("toast_not_yours")
        return
    shop = people.shop(turn.tx, item.shop_id)
    show = shows.taking(turn.tx, shop, turn.said.at)
    still = [one for one in reservations.of_source(turn.tx, row.source) if one.unchosen]
    units = sum(one.quantity for one in still if one.state in ("held", "waiting"))
    refusal = claims.closed(
        turn.tx, shop=shop, show=show, item=item, person_id=turn.person.id, at=turn.said.at
    )
    if not units or item.product_id != choice.product_of(turn, row):
        turn.toast("toast_choice_late", why=row.state)
    elif refusal is not None:
        _say(turn, shop, refusal)
    else:
        for one in sorted(still, key=lambda one: one.state == "held"):
            reservation.give_up(turn, one)
        claim(turn, shop, item, units)


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
    if item is None or item.archived or item.option_archived:
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
