"""/stock: more or fewer units; whoever waits for them is served at once."""

from typing import Any, assert_never

from sqlalchemy import Row

from handlers import gate, products
from handlers.turn import Turn
from models import catalog, product_line, restock
from models.product_line import StockProblem

LOW = 2
"""So few free units (or fewer) are low stock."""
MOST = 20


def stock(turn: Turn) -> None:
    """``/stock A12 +5``, ``-2``, ``=0``, ``A12 5``; low stock without words."""
    shop = gate.selling(turn)
    if shop is None:
        return
    if not turn.said.args:
        _low(turn, shop)
        return
    read = product_line.read_stock_change(turn.said.args)
    if isinstance(read, StockProblem):
        if read.reason == "number_missing" and (item := gate.by_code(turn, shop, read.what)):
            products.card(turn, shop, item)
        elif read.reason != "number_missing":
            turn.reply("stock_problem", reason=read.reason, what=read.what[:40])
        return
    if read.words:
        turn.reply("stock_problem", reason="words", what=" ".join(read.words)[:40])
    elif item := gate.by_code(turn, shop, read.code):
        _change(turn, shop, item, restock.restock(turn.tx, item, read.how, read.number))


def _low(turn: Turn, shop: Row[Any]) -> None:
    items = catalog.items(turn.tx, shop.id)
    low = [gate.item_facts(shop, item) for item in items if item.free <= LOW]
    turn.reply("stock_low", items=low[:MOST], more=len(low[MOST:]), total=len(items), low=LOW)


def _change(
    turn: Turn,
    shop: Row[Any],
    item: Row[Any],
    outcome: restock.Restocked | restock.TooFew | restock.TooMany,
) -> None:
    match outcome:
        case restock.Restocked(now, moved):
            turn.reply("stock_changed", **gate.item_facts(shop, now), moved=moved)
        case restock.TooFew(free):
            turn.reply("stock_too_few", **gate.item_facts(shop, item) | {"free": free})
        case restock.TooMany(most):
            turn.reply("stock_too_many", **gate.item_facts(shop, item), most=most)
        case _:
            assert_never(outcome)


def press_restock(turn: Turn, option_id: int, change: int) -> None:
    """+1, +5 or −1 on a product's card: ``restock:OPTION:CHANGE``."""
    shop = gate.selling(turn)
    item = None if shop is None else gate.own_item(turn, shop, option_id)
    if shop is None or item is None:
        return
    outcome = restock.restock(turn.tx, item, "add", change)
    match outcome:
        case restock.Restocked(now, moved):
            turn.toast("toast_stock", free=now.free, moved=moved)
            products.card(turn, shop, now)
        case restock.TooFew(free):
            turn.toast("toast_too_few", free=free)
        case restock.TooMany(most):
            turn.toast("toast_too_many", most=most)
        case _:
            assert_never(outcome)
