"""A claim: "CF A12" in the private chat, or the Reserve button under a product."""

from typing import Any, assert_never

from sqlalchemy import Row

from handlers.turn import Turn
from models import catalog, claims, finding, grammar, people, shows, telling
from models.outcomes import ClaimOutcome, Closed, Held, PartlyHeld, Repeated, Waiting
from models.priority import Priority


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
            turn.reply("which_shop", code=code, quantity=found.quantity, shops=shops)
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
    """The Reserve button: ``take:OPTION:QUANTITY``."""
    item = catalog.find_item(turn.tx, option_id)
    if item is None or item.archived:
        turn.toast("gone_product")
        return
    claim(turn, people.shop(turn.tx, item.shop_id), item, quantity)


def claim(turn: Turn, shop: Row[Any], item: Row[Any], quantity: int) -> None:
    """Calls the rule and says what came of it."""
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
        show=shows.on_air(turn.tx, shop.id),
    )
    people.look_at(turn.tx, turn.person.id, shop.id)
    _say(turn, shop, outcome)


def _say(turn: Turn, shop: Row[Any], outcome: ClaimOutcome) -> None:
    known = telling.shop_facts(shop)
    match outcome:
        case Held(line, deadline):
            facts = (
                known | telling.line_facts(line) | telling.pay_facts(turn.tx, shop.id, line.token)
            )
            turn.reply("held", priority=Priority.WINNER, **facts, deadline=deadline)
        case PartlyHeld(line, deadline, waiting, place):
            facts = (
                known | telling.line_facts(line) | telling.pay_facts(turn.tx, shop.id, line.token)
            )
            turn.reply(
                "partly_held", priority=Priority.WINNER, **facts, deadline=deadline, place=place,
                missing=waiting.quantity, waiting=waiting.reservation,
            )  # fmt: skip
        case Waiting(line, place):
            turn.reply("waiting", **known, **telling.line_facts(line), place=place)
        case Repeated():
            turn.toast("already_decided")
        case Closed(why):
            turn.reply("closed", **known, why=why)
        case _:
            assert_never(outcome)
