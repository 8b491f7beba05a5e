"""Tell me when it's shown: a person follows one product."""

from typing import Any

from sqlalchemy import Row

from handlers import product
from handlers.turn import Turn
from models import catalog, follows, people


def press_await(turn: Turn, product_id: int, option_id: int | None = None) -> None:
    """``await:PRODUCT``; under a card ``await:PRODUCT:OPTION`` brings that up to date.

    It opens these two kinds of the shop's alerts for a follower who had switched them off.
    """
    row = _product(turn, product_id)
    if row is None or row.archived:
        turn.toast("gone_product")
        return
    person = turn.person.id
    follows.await_product(turn.tx, person, product_id)
    for kind in ("next", "back"):
        follows.switch(turn.tx, person, row.shop_id, kind, on=True)
    follow = follows.of_shop(turn.tx, person, row.shop_id)
    muted = follow is not None and follow.muted
    shop = people.shop(turn.tx, row.shop_id)
    turn.toast("toast_awaiting", code=row.code, shop=shop.name, muted=muted)
    _again(turn, product_id, option_id)


def press_unawait(turn: Turn, product_id: int, option_id: int | None = None) -> None:
    """``unawait:PRODUCT``, also under an alert; under a card with its option."""
    row = _product(turn, product_id)
    if row is None:
        turn.toast("gone_product")
        return
    follows.unawait_product(turn.tx, turn.person.id, product_id)
    turn.toast("toast_unawaited", code=row.code)
    _again(turn, product_id, option_id)


def _product(turn: Turn, product_id: int) -> Row[Any] | None:
    return next(iter(catalog.options_of(turn.tx, product_id, archived=True)), None)


def _again(turn: Turn, product_id: int, option_id: int | None) -> None:
    item = None if option_id is None else catalog.find_item(turn.tx, option_id)
    if item is not None and item.product_id == product_id:
        product.again(turn, item)
