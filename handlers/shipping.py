"""Mark shipped: a sale is on its way, with a tracking number if there is one."""

from typing import Any

from sqlalchemy import Row

from handlers import asking, sales
from handlers.turn import Turn
from models import orders, telling
from models.sales import state_of
from models.talks import Talking

TALK = "tracking"
LONGEST = 100


def press_ship(turn: Turn, order_id: int) -> None:
    """Asks for the tracking number: ``ship:ORDER``. What is picked up has none."""
    found = sales.own_sale(turn, order_id)
    if found is None:
        return
    order = found[1]
    if state_of(order) != "to_pack":
        turn.toast("toast_not_to_pack", state=state_of(order))
    elif order.pickup:
        _ship(turn, order_id, "")
    else:
        asking.ask(turn, TALK, "number", {"order": order_id}, "ask_tracking", order=order_id,
                   buyer=order.buyer, problem=None, most=LONGEST)  # fmt: skip


def step(turn: Turn, talking: Talking) -> None:
    """Hears the tracking number."""
    text = asking.typed(turn)
    if text is None:
        return
    tracking = " ".join(text.split())
    if len(tracking) <= LONGEST:
        _ship(turn, talking.draft["order"], tracking)
        return
    found = sales.own_sale(turn, talking.draft["order"])
    if found is not None:
        asking.again(turn, talking, "ask_tracking", order=found[1].id, buyer=found[1].buyer,
                     problem="too_long", most=LONGEST)  # fmt: skip


def press_skip(turn: Turn, asked: int) -> None:
    """Shipped without a number: ``shipskip:ASKED``."""
    talking = asking.question(turn, TALK, "number", asked)
    if talking is not None:
        _ship(turn, talking.draft["order"], "")


def _ship(turn: Turn, order_id: int, tracking: str) -> None:
    asking.done(turn, TALK)
    found = sales.own_sale(turn, order_id)
    if found is None:
        return
    shop, order = found
    if orders.ship(turn.tx, order_id, tracking):
        _tell(turn, order_id, order)
    else:
        turn.toast("toast_not_to_pack", state=state_of(order))
    _card(turn, shop, order_id)


def _tell(turn: Turn, order_id: int, order: Row[Any]) -> None:
    sent = orders.order(turn.tx, order_id)
    if order.pickup:
        telling.handed_over(turn.tx, sent)
    else:
        telling.shipped(turn.tx, sent)
    turn.toast("toast_shipped", buyer=order.buyer[:60])


def _card(turn: Turn, shop: Row[Any], order_id: int) -> None:
    found = sales.own_sale(turn, order_id)
    if found is not None:
        sales.card(turn, shop, found[1])
