"""A claim: "CF A12" in the private chat or under a picture, or the Reserve button of a product."""

from collections.abc import Sequence
from typing import Any, assert_never

from sqlalchemy import Row

from handlers import choice, reactions
from handlers.turn import Turn
from models import catalog, choosing, claims, finding, options, shows, telling, waitlist
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
from models.tx import Facts
from models.words import captions, grammar
from models.words.folding import code_key

MOST_SHOPS = 8
"""How many shops a person is asked to choose from."""


def claim_by_text(turn: Turn) -> bool:
    """Decides a message that reads as a claim; says whether it was one."""
    read = grammar.read_claim(turn.said.text)
    if read is None:
        return choice.by_words(turn)
    return _decide(turn, read, finding.by_reading(turn.tx, turn.person, read))


def claim_by_caption(turn: Turn, shop_id: int | None) -> bool:
    """Decides the caption of a picture if it names a product on sale; says whether it did.

    ``shop_id``: whose show the picture is likely to be of. Elsewhere only a code with a digit
    counts, and nothing that may be a quantity: other words rather belong to the picture.
    """
    read = grammar.read_claim(turn.said.text)
    if read is None:
        return False
    found = finding.by_reading(turn.tx, turn.person, read)
    return _is_named(turn, found, shop_id) and _decide(turn, read, found)


def _is_named(turn: Turn, found: finding.Finding, shop_id: int | None) -> bool:
    counts = captions.counts(turn.said.text)
    match found:
        case finding.Found(shop, item):
            surely = not counts and any(map(str.isdecimal, item.code))
            return surely or shop.id == shop_id
        case finding.SeveralShops(code):
            return not counts and any(map(str.isdecimal, code))
        case finding.Near(code, near):
            return not counts and code == code_key(near)
        case finding.BadQuantity():
            return not counts
        case finding.Nothing():
            return False
        case _:
            assert_never(found)


def _decide(turn: Turn, read: grammar.Claim, found: finding.Finding) -> bool:
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
            if choice.by_words(turn):
                return True
            if not read.sounds_meant:
                return False
            turn.reply("unknown_code", code=code)
        case _:
            assert_never(found)
    return True


def claim_product(
    turn: Turn, shop: Row[Any], item: Row[Any], quantity: int, words: Sequence[str] = (), *,
    shown_at: int | None = None,
) -> ClaimOutcome | Asked:  # fmt: skip
    """Claims the option of an item's product that the words (folded) name, and says what came of
    it; where they name several, asks which one, and holds one meanwhile if all cost the same.
    Words for what is held without an option choose it.

    ``shown_at`` as in ``claim``.
    """
    fits = options.fitting(catalog.options_of(turn.tx, item.product_id), words)
    return _claim_fitting(turn, shop, fits, quantity, words, shown_at=shown_at)


def _claim_fitting(
    turn: Turn, shop: Row[Any], fits: Sequence[Row[Any]], quantity: int, words: Sequence[str], *,
    shown_at: int | None = None,
) -> ClaimOutcome | Asked:  # fmt: skip
    if len(fits) == 1:
        chosen = choice.by_claim(turn, fits[0], quantity) if words else None
        return chosen or claim(turn, shop, fits[0], quantity, shown_at=shown_at)
    said = turn.said
    outcome = choosing.claim(
        turn.tx, shop=shop, options=fits, person_id=turn.person.id, quantity=quantity,
        source=said.source, said_at=said.at, seq=said.seq,
        show=shows.taking(turn.tx, shop, said.at), shown_at=shown_at,
    )  # fmt: skip
    turn.look_at(shop.id)
    match outcome:
        case Asked():
            choice.ask_first(turn, shop, fits, quantity, words, comment=reactions.comment_of(said))
        case Held() | PartlyHeld():
            choice.say_held(turn, outcome, fits, words)
        case _:
            say(turn, shop, outcome)
    return outcome


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
    turn.look_at(shop.id)
    say(turn, shop, outcome)
    return outcome


def say(turn: Turn, shop: Row[Any], outcome: ClaimOutcome) -> None:
    """Says what came of a claim."""
    known = telling.shop_to(shop, turn.person)
    match outcome:
        case Held(line, deadline, most):
            facts = known | _payable(turn, shop, line)
            turn.reply("held", priority=Priority.WINNER, **facts, deadline=deadline, most=most)
        case PartlyHeld(line, deadline, waiting, place, most):
            facts = known | _payable(turn, shop, line)
            turn.reply(
                "partly_held", priority=Priority.WINNER, **facts, deadline=deadline, place=place,
                missing=waiting.quantity, waiting=waiting.reservation, most=most,
                odds=_odds(turn, line, place),
            )  # fmt: skip
        case Waiting(line, place, most):
            turn.reply("waiting", **known, **telling.line_facts(line), place=place, most=most,
                       odds=_odds(turn, line, place))  # fmt: skip
        case Unheld(line, until, free, most):
            facts = known | _payable(turn, shop, line)
            turn.reply("unheld", priority=Priority.WINNER, **facts, deadline=until, free=free,
                       most=most)  # fmt: skip
        case Repeated():
            turn.toast("already_decided")
        case Closed("ended") if reactions.comment_of(turn.said):
            over = f"over:{shop.id}:{shop.closes_at}:{turn.person.id}"
            turn.reply_once(over, "closed", **known, why="ended")
        case Closed(why):
            turn.reply("closed", **known, why=why)
        case AtLimit(code, title, most):
            turn.reply("at_limit", **known, code=code, title=title, most=most)
        case _:
            assert_never(outcome)


def _payable(turn: Turn, shop: Row[Any], line: Line) -> Facts:
    return telling.line_facts(line) | telling.pay_facts(turn.tx, shop.id, line.token)


def _odds(turn: Turn, line: Line, place: int) -> Facts | None:
    """What could reach a place that is near enough to be worth a word."""
    if place > waitlist.NEAR:
        return None
    return waitlist.odds_facts(turn.tx, line.option_id, turn.person.id, turn.said.at, turn.said.seq)
