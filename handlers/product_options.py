"""A product's options, as its seller changes them: the list, one option's card, new ones."""

from typing import Any

from sqlalchemy import Row

from handlers import asking, gate, product_draft, products
from handlers.turn import Turn
from models import catalog, options
from models.options import Wanted
from models.talks import Talking
from models.words import money, option_lines, option_names, product_line
from models.words.money import PriceProblem
from models.words.option_lines import OptionProblem

TALK = "edit"


def press_options(turn: Turn, option_id: int) -> None:
    """``options:OPTION``: the list; asks for options where there is just one kind."""
    found = gate.own_item(turn, option_id)
    if found is not None and catalog.options_of(turn.tx, found[1].product_id)[0].option:
        show(turn, *found)
    elif found is not None:
        _ask(turn, *found, "options")


def show(turn: Turn, shop: Row[Any], item: Row[Any]) -> None:
    """A product's options, those archived too."""
    every = [row for row in catalog.options_of(turn.tx, item.product_id, archived=True)
             if row.option]  # fmt: skip
    turn.edit(
        "options", code=item.code, title=item.title, option_id=item.option_id,
        currency=shop.currency, options=[gate.option_facts(row) for row in every],
    )  # fmt: skip


def press_option(turn: Turn, option_id: int) -> None:
    """``option:OPTION``: one option's card."""
    found = gate.own_item(turn, option_id)
    if found is not None:
        card(turn, *found)


def card(turn: Turn, shop: Row[Any], item: Row[Any]) -> None:
    """Shows an option's card; the product's where it has no options."""
    if item.option:
        turn.edit("option_card", **facts(shop, item))
    else:
        products.card(turn, shop, item)


def facts(shop: Row[Any], item: Row[Any]) -> dict[str, Any]:
    """An option and its product, as the texts know it."""
    return gate.option_facts(item) | {
        "code": item.code, "title": item.title, "currency": shop.currency
    }  # fmt: skip


def press_add(turn: Turn, option_id: int) -> None:
    """``optionadd:OPTION``: asks for more options of this product."""
    _start(turn, option_id, "options")


def press_name(turn: Turn, option_id: int) -> None:
    """``optionname:OPTION``."""
    _start(turn, option_id, "option_name")


def press_price(turn: Turn, option_id: int) -> None:
    """``optionprice:OPTION``."""
    _start(turn, option_id, "option_price")


def _start(turn: Turn, option_id: int, step: str) -> None:
    found = gate.own_item(turn, option_id)
    if found is not None:
        _ask(turn, *found, step)


def _ask(turn: Turn, shop: Row[Any], item: Row[Any], step: str) -> None:
    asking.ask(turn, TALK, step, {"option_id": item.option_id}, f"edit_{step}",
               **_asked(shop, item), reason=None, problem=None)  # fmt: skip


def _asked(shop: Row[Any], item: Row[Any]) -> dict[str, Any]:
    return facts(shop, item) | {
        "example_price": product_line.example_price(shop.currency),
        "longest": option_names.LONGEST_NAME,
    }


def press_off(turn: Turn, option_id: int) -> None:
    """``optionoff:OPTION``: off sale; what is held stays held. The last one stays."""
    found = gate.own_item(turn, option_id)
    if found is None:
        return
    if found[1].option_archived or options.archive(turn.tx, found[1]):
        card(turn, found[0], catalog.item_of(turn.tx, option_id))
    else:
        turn.toast("toast_last_option")


def press_on(turn: Turn, option_id: int) -> None:
    """``optionon:OPTION``: on sale again."""
    found = gate.own_item(turn, option_id)
    if found is not None and found[1].option:
        options.restore(turn.tx, found[1])
        card(turn, found[0], catalog.item_of(turn.tx, option_id))


def step(turn: Turn, shop: Row[Any], talking: Talking, item: Row[Any], text: str) -> None:
    """Hears new options, a name or a price."""
    match talking.step:
        case "options":
            _add(turn, shop, talking, item, text)
        case "option_name":
            _name(turn, shop, talking, item, text)
        case _:
            _price(turn, shop, talking, item, text)


def _add(turn: Turn, shop: Row[Any], talking: Talking, item: Row[Any], text: str) -> None:
    there = catalog.options_of(turn.tx, item.product_id, archived=True)
    read = option_lines.read_options(text, shop.currency, item.price)
    if not isinstance(read, OptionProblem):
        named = [one.option for one in there if one.option] + [one.name for one in read]
        if len(named) > option_names.MOST:
            read = OptionProblem("too_many", str(len(named)))
        elif double := next((one for one in read if options.called(there, one.name)), None):
            read = OptionProblem("there", double.name)
    if isinstance(read, OptionProblem):
        asking.again(turn, talking, "edit_options", **_asked(shop, item), problem=None,
                     **product_draft.option_problem(read))  # fmt: skip
        return
    stock = item.free if not item.option and len(read) == 1 else 1
    options.put(turn.tx, item, [
        Wanted(one.name, item.price if one.price is None else one.price,
               stock if one.stock is None else one.stock)
        for one in read
    ])  # fmt: skip
    asking.done(turn)
    show(turn, shop, catalog.options_of(turn.tx, item.product_id)[0])


def _name(turn: Turn, shop: Row[Any], talking: Talking, item: Row[Any], text: str) -> None:
    name = option_names.read_name(text)
    if name is None or not options.rename(turn.tx, item, name):
        problem = "name" if name is None else "taken"
        asking.again(turn, talking, "edit_option_name", **_asked(shop, item), problem=problem,
                     piece=text[:40])  # fmt: skip
    else:
        _done(turn, shop, item)


def _price(turn: Turn, shop: Row[Any], talking: Talking, item: Row[Any], text: str) -> None:
    price = money.read_price(text, shop.currency)
    if isinstance(price, PriceProblem):
        asking.again(turn, talking, "edit_option_price", **_asked(shop, item),
                     problem=price.reason, piece=price.piece)  # fmt: skip
    else:
        catalog.set_price(turn.tx, item.option_id, price)
        _done(turn, shop, item)


def _done(turn: Turn, shop: Row[Any], item: Row[Any]) -> None:
    asking.done(turn)
    card(turn, shop, catalog.item_of(turn.tx, item.option_id))
