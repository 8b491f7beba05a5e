"""/stock: more or fewer units; whoever waits for them is served at once."""

from typing import Any, Literal, assert_never

from sqlalchemy import Row

from handlers import gate, product_options, products
from handlers.turn import Turn
from models import catalog, options, restock
from models.words import stock_words
from models.words.stock_words import StockChange, StockProblem

LOW = 2
"""So few free units (or fewer) are low stock."""
MOST = 20


def stock(turn: Turn) -> None:
    """``/stock A12 +5``, ``-2``, ``=0``, ``A12 red L 5``; low stock without words."""
    shop = gate.selling(turn)
    if shop is None:
        return
    if not turn.said.args:
        _low(turn, shop)
        return
    read = stock_words.read_stock_change(turn.said.args)
    if isinstance(read, StockProblem):
        if read.reason == "number_missing" and (item := gate.by_code(turn, shop, read.what)):
            products.card(turn, shop, item)
        elif read.reason != "number_missing":
            turn.reply("stock_problem", reason=read.reason, what=read.what[:40])
        return
    if item := gate.by_code(turn, shop, read.code):
        _change_named(turn, shop, item, read)


def _change_named(turn: Turn, shop: Row[Any], item: Row[Any], read: StockChange) -> None:
    """Changes the stock of the option that the words name; asks where they name several."""
    every = catalog.options_of(turn.tx, item.product_id)
    unknown = options.unnamed(every, read.words)
    fits = options.fitting(every, read.words)
    if unknown:
        turn.reply("stock_problem", reason="words", what=" ".join(unknown)[:40])
    elif len(fits) == 1:
        _change(turn, shop, fits[0], restock.restock(turn.tx, fits[0], read.how, read.number))
    else:
        turn.reply(
            "stock_which", code=item.code, title=item.title, how=read.how, number=read.number,
            options=[gate.option_facts(one) for one in fits],
        )  # fmt: skip


def _low(turn: Turn, shop: Row[Any]) -> None:
    goods = catalog.goods(turn.tx, shop.id)
    low = [gate.item_facts(shop, one) for every in goods for one in every if one.free <= LOW]
    turn.reply("stock_low", items=low[:MOST], more=len(low[MOST:]), total=len(goods), low=LOW)


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
    """+1, +5 or −1 on a card: ``restock:OPTION:CHANGE``."""
    _press(turn, option_id, "add", change)


def press_set(turn: Turn, option_id: int, number: int) -> None:
    """``restockto:OPTION:NUMBER`` sets how many are free."""
    _press(turn, option_id, "set", max(number, 0))


def _press(turn: Turn, option_id: int, how: Literal["add", "set"], number: int) -> None:
    found = gate.own_item(turn, option_id)
    if found is None:
        return
    shop, item = found
    outcome = restock.restock(turn.tx, item, how, number)
    match outcome:
        case restock.Restocked(now, moved):
            turn.toast("toast_stock", free=now.free, moved=moved)
            product_options.card(turn, shop, now)
        case restock.TooFew(free):
            turn.toast("toast_too_few", free=free)
        case restock.TooMany(most):
            turn.toast("toast_too_many", most=most)
        case _:
            assert_never(outcome)
