"""The shop's terms: its name, how it ships, how long it holds, its time zone."""

from typing import Any

from sqlalchemy import Row

from handlers import asking, asking_zone, gate, panel
from handlers.turn import Turn
from models import naming, people
from models.talks import Talking
from models.words import shop_terms
from models.words.money import PriceProblem

TALK = "terms"
ZONE_PRESS = "termzoneset"


def press_terms(turn: Turn) -> None:
    """The Shop settings button: ``terms``."""
    shop = gate.owned(turn)
    if shop is not None:
        turn.edit("terms", **panel.facts(turn, shop), now=turn.tx.now)


def press_name(turn: Turn) -> None:
    """``termname``."""
    shop = gate.owned(turn)
    if shop is not None:
        asking.ask(turn, TALK, "name", {}, "terms_name", shop=shop.name, problem=None,
                   most=naming.LONGEST_NAME)  # fmt: skip


def press_shipping(turn: Turn) -> None:
    """``termship``."""
    shop = gate.owned(turn)
    if shop is not None:
        asking.ask(turn, TALK, "shipping", {}, "terms_shipping", currency=shop.currency,
                   problem=None)  # fmt: skip


def press_pickup(turn: Turn, asked: int) -> None:
    """Pick-up only: ``termpick:ASKED``."""
    _pressed(turn, "shipping", asked, shipping="pickup", shipping_fee=0)


def press_free(turn: Turn, asked: int) -> None:
    """Free shipping: ``termfree:ASKED``."""
    _pressed(turn, "shipping", asked, shipping="flat", shipping_fee=0)


def press_hold(turn: Turn) -> None:
    """``termhold``."""
    if gate.owned(turn) is not None:
        asking.ask(turn, TALK, "hold", {}, "terms_hold", problem=None, **_limits())


def _limits() -> dict[str, int]:
    return {"least": shop_terms.SHORTEST_HOLD, "most": shop_terms.LONGEST_HOLD}


def press_minutes(turn: Turn, asked: int, minutes: int) -> None:
    """A suggested hold: ``terminutes:ASKED:MINUTES``."""
    if shop_terms.SHORTEST_HOLD <= minutes <= shop_terms.LONGEST_HOLD:
        _pressed(turn, "hold", asked, hold=minutes * 60)


def press_zone(turn: Turn) -> None:
    """``termzone``."""
    shop = gate.owned(turn)
    if shop is not None:
        asking_zone.ask(turn, TALK, {}, ZONE_PRESS, currency=shop.currency)


def press_zone_set(turn: Turn, asked: int, at: int) -> None:
    """A suggested zone: ``termzoneset:ASKED:PLACE``."""
    if answered := asking_zone.pressed(turn, TALK, asked, at):
        _pressed(turn, asking_zone.STEP, asked, zone=answered[1])


def step(turn: Turn, talking: Talking) -> None:
    """Hears a typed answer."""
    shop = gate.owned(turn)
    text = asking.typed(turn)
    if shop is None or text is None:
        return
    match talking.step:
        case "name":
            name, problem = naming.read_name(text)
            if problem is not None:
                asking.again(turn, talking, "terms_name", shop=shop.name, problem=problem,
                             most=naming.LONGEST_NAME)  # fmt: skip
            else:
                _set(turn, shop, name=name)
        case "shipping":
            _shipping(turn, talking, shop, text)
        case "hold":
            minutes = shop_terms.read_hold(text)
            if minutes is None:
                asking.again(turn, talking, "terms_hold", problem=text[:40], **_limits())
            else:
                _set(turn, shop, hold=minutes * 60)
        case "zone":
            zone = asking_zone.typed(turn, talking, ZONE_PRESS, text)
            if zone is not None:
                _set(turn, shop, zone=zone)


def _shipping(turn: Turn, talking: Talking, shop: Row[Any], text: str) -> None:
    read = shop_terms.read_shipping(text, shop.currency)
    if isinstance(read, PriceProblem):
        asking.again(turn, talking, "terms_shipping", currency=shop.currency, problem=read.reason,
                     piece=read.piece)  # fmt: skip
    elif read == "flat":
        asking.again(turn, talking, "terms_shipping", currency=shop.currency, problem=None)
    elif isinstance(read, int):
        _set(turn, shop, shipping="flat", shipping_fee=read)
    else:
        _set(turn, shop, shipping="pickup", shipping_fee=0)


def _pressed(turn: Turn, step: str, asked: int, **values: Any) -> None:
    talking = asking.question(turn, TALK, step, asked)
    shop = None if talking is None else gate.owned(turn)
    if shop is not None:
        _set(turn, shop, **values)


def _set(turn: Turn, shop: Row[Any], **values: Any) -> None:
    asking.done(turn, TALK)
    people.edit_shop(turn.tx, shop.id, **values)
    changed = people.shop(turn.tx, shop.id)
    turn.reply("terms", **panel.facts(turn, changed), now=turn.tx.now)
