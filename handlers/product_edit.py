"""Changes of a product: price, title, code, description, and the limit per buyer."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Row

from handlers import asking, gate, product_options, product_photos, products
from handlers.turn import Turn
from models import catalog, options
from models.talks import Talking
from models.words import codes, money, product_line, product_text
from models.words.money import PriceProblem
from models.words.numbers import read_number
from models.words.product_line import ProductLineProblem

TALK = "edit"
MOST = 999
"""The largest limit per buyer."""


def press_price(turn: Turn, option_id: int) -> None:
    """``price:OPTION``: of all the product's options."""
    ask(turn, option_id, "price")


def press_title(turn: Turn, option_id: int) -> None:
    """``title:OPTION``."""
    ask(turn, option_id, "title")


def press_code(turn: Turn, option_id: int) -> None:
    """``code:OPTION``."""
    ask(turn, option_id, "code")


def press_description(turn: Turn, option_id: int) -> None:
    """``describe:OPTION``."""
    ask(turn, option_id, "description")


def press_no_description(turn: Turn, option_id: int) -> None:
    """``describenot:OPTION``: takes it away."""
    _edit(turn, option_id, description="")


def press_limit(turn: Turn, option_id: int) -> None:
    """``limit:OPTION``."""
    ask(turn, option_id, "limit")


def press_limit_to(turn: Turn, option_id: int, most: int) -> None:
    """``limitto:OPTION:MOST``; 0 for none."""
    if 0 <= most <= MOST:
        _edit(turn, option_id, most=most or None)


def _edit(turn: Turn, option_id: int, **values: Any) -> None:
    found = gate.own_item(turn, option_id)
    if found is not None:
        catalog.edit_product(turn.tx, found[1].product_id, **values)
        asking.done(turn, TALK)
        products.card(turn, found[0], catalog.item_of(turn.tx, option_id))


def ask(turn: Turn, option_id: int, step: str) -> None:
    """Asks for the new value of a step."""
    found = gate.own_item(turn, option_id)
    if found is not None:
        asking.ask(turn, TALK, step, {"option_id": option_id}, f"edit_{step}",
                   **facts(turn, *found), problem=None)  # fmt: skip


def facts(turn: Turn, shop: Row[Any], item: Row[Any]) -> dict[str, Any]:
    """What the questions say of the product as it is now."""
    return products.card_facts(turn, shop, item) | {
        "most": product_line.LONGEST_TITLE,
        "longest": product_text.LONGEST_DESCRIPTION,
        "example_price": product_line.example_price(shop.currency),
    }


def step(turn: Turn, talking: Talking) -> None:
    """Hears an answer."""
    shop = gate.selling(turn)
    item = None if shop is None else catalog.find_item(turn.tx, talking.draft["option_id"])
    if shop is None or item is None or item.shop_id != shop.id:
        asking.done(turn)
    elif talking.step == "photo":
        product_photos.step(turn, shop, talking, item)
    elif (text := asking.typed(turn)) is not None:
        if talking.step.startswith("option"):
            product_options.step(turn, shop, talking, item, text)
        else:
            _hear(turn, shop, talking, item, text)


def _hear(turn: Turn, shop: Row[Any], talking: Talking, item: Row[Any], text: str) -> None:
    problem, values = _READERS[talking.step](turn, shop, item, text)
    if problem is not None:
        asking.again(turn, talking, f"edit_{talking.step}", **facts(turn, shop, item), **problem)
        return
    if talking.step == "price":
        options.price_all(turn.tx, item.product_id, values["price"])
    else:
        catalog.edit_product(turn.tx, item.product_id, **values)
    asking.done(turn)
    products.card(turn, shop, catalog.item_of(turn.tx, item.option_id))


Facts = dict[str, Any]
Read = tuple[Facts | None, Facts]
"""What is wrong with an answer (or None), and the columns it changes."""


def _price(_: Turn, shop: Row[Any], __: Row[Any], text: str) -> Read:
    price = money.read_price(text, shop.currency)
    if isinstance(price, PriceProblem):
        return {"problem": price.reason, "piece": price.piece}, {}
    return None, {"price": price}


def _title(_: Turn, __: Row[Any], ___: Row[Any], text: str) -> Read:
    title = product_line.read_title(text)
    if isinstance(title, ProductLineProblem):
        return {"problem": title.reason}, {}
    return None, {"title": title}


def _code(turn: Turn, shop: Row[Any], item: Row[Any], text: str) -> Read:
    read = codes.read_code(text)
    if read is None:
        return {"problem": "code", "piece": text[:40]}, {}
    other = catalog.item(turn.tx, shop.id, read[1])
    if other is not None and other.product_id != item.product_id:
        return {"problem": "taken", "piece": other.code, "taken_by": other.title}, {}
    if item.archived:
        return None, {"code": read[0], "key": f"{read[1]}#{item.product_id}"}
    catalog.make_way(turn.tx, shop.id, read[1])
    return None, {"code": read[0], "key": read[1]}


def _description(_: Turn, __: Row[Any], ___: Row[Any], text: str) -> Read:
    said = product_text.read_description(text)
    return ({"problem": "too_long"}, {}) if said is None else (None, {"description": said})


def _limit(_: Turn, __: Row[Any], ___: Row[Any], text: str) -> Read:
    limit = 0 if product_line.is_skip(text) else read_number(text, 0, MOST)
    if limit is None:
        return {"problem": "number", "piece": text[:40]}, {}
    return None, {"most": limit or None}


_READERS: Mapping[str, Callable[[Turn, Row[Any], Row[Any], str], Read]] = {
    "price": _price,
    "title": _title,
    "code": _code,
    "description": _description,
    "limit": _limit,
}
