"""Close the shop: asked once, refused while buyers are owed something."""

from dataclasses import asdict
from typing import Any

from sqlalchemy import Row

from handlers import gate, menu, operators
from handlers.turn import Turn
from models import closing_down, outgoing, people, schedule, telling
from models.priority import Priority


def press_close(turn: Turn, shop_id: int | None = None) -> None:
    """``closeshop`` for one's own shop, ``closeshop:SHOP`` for an operator."""
    shop = _shop(turn, shop_id)
    if shop is None:
        return
    owed = closing_down.owed(turn.tx, shop.id)
    if owed.anything:
        _not_yet(turn, shop, owed, shop_id)
        return
    turn.edit(
        "close_ask", shop=shop.name, shop_id=shop_id,
        planned=len(schedule.coming(turn.tx, shop.id)),
        waiting=closing_down.waiting(turn.tx, shop.id),
    )  # fmt: skip


def press_close_now(turn: Turn, shop_id: int | None = None) -> None:
    """Yes, close it: ``closeshopnow`` or ``closeshopnow:SHOP``."""
    shop = _shop(turn, shop_id)
    if shop is None:
        return
    owed = closing_down.close(turn.tx, shop.id, turn.person.id)
    if owed is not None:
        _not_yet(turn, shop, owed, shop_id)
        return
    menu.bring(turn.tx, shop.owner_id)
    facts = telling.shop_facts(shop) | {"by_operator": shop_id is not None}
    if shop_id is None:
        turn.edit("shop_closed", **facts)
    else:
        outgoing.say(turn.tx, shop.owner_id, "shop_closed", facts, priority=Priority.ANSWER)
        operators.press_seller(turn, shop.id)


def _shop(turn: Turn, shop_id: int | None) -> Row[Any] | None:
    """The shop that is meant, if it is open and this person may close it; else says why not."""
    if shop_id is not None and not operators.may(turn):
        return None
    shop = gate.owned(turn) if shop_id is None else people.find_shop(turn.tx, shop_id)
    if shop is not None and shop.closed_at is None:
        return shop
    if shop is not None or shop_id is not None:
        turn.toast("toast_ruled_already")
    return None


def _not_yet(
    turn: Turn, shop: Row[Any], owed: closing_down.Owed, shop_id: int | None
) -> None:  # fmt: skip
    turn.edit("close_not_yet", shop=shop.name, shop_id=shop_id, **asdict(owed))
