"""What a product costs in one show, and how many of it each buyer can have there."""

from typing import Any

from sqlalchemy import Row

from handlers import asking, flash, lineup, screen
from handlers.turn import Turn
from models import lineup as lineups
from models.talks import Talking
from models.tx import Facts
from models.words import lineup_words, money
from models.words.money import PriceProblem

TALK = "lineup"


def is_above(
    turn: Turn, shop: Row[Any], show: Row[Any], product_id: int, price: int | None, *,
    most: int | None = None,
) -> bool:  # fmt: skip
    """Asks once about a price that makes any option dearer; says whether it does."""
    row = lineups.entry(turn.tx, show, product_id)
    if row is None or price is None or price <= row.lowest:
        return False
    turn.reply(
        "lineup_above", show=show.id, product=product_id, code=row.code, usual=row.lowest,
        dearest=row.highest, price=price, most=most, currency=shop.currency,
    )  # fmt: skip
    return True


def put(
    turn: Turn, shop: Row[Any], show: Row[Any], product_id: int, *, price: int | None,
    most: int | None,
) -> None:  # fmt: skip
    """Sets a product's price (minor units) and limit in the show; None leaves it as it is."""
    terms = {"price": price, "most": most}
    given = {name: value for name, value in terms.items() if value is not None}
    lineups.set_terms(turn.tx, show, product_id, **given)
    row = lineups.entry(turn.tx, show, product_id)
    if row is not None and price is not None:
        flash.say_low(turn, shop, row.code, price)


def press_yes(turn: Turn, show_id: int, product_id: int, price: int, most: int) -> None:
    """This price, though it is above the usual one, and this limit (0: as it is):
    ``lineupyes:SHOW:PRODUCT:PRICE:MOST``."""
    found = lineup.own(turn, show_id)
    if found is None:
        return
    if not (0 < price <= money.MAX_AMOUNT and 0 <= most <= lineup_words.MOST_UNITS):
        turn.toast("old_button")
    elif lineups.entry(turn.tx, found[1], product_id) is None:
        turn.toast("toast_gone")
    else:
        put(turn, *found, product_id, price=price, most=most or None)
        lineup.card(turn, *found, product_id)


def press_price(turn: Turn, show_id: int, product_id: int) -> None:
    """Asks for a product's price in the show: ``lineupprice:SHOW:PRODUCT``."""
    _ask(turn, show_id, product_id, "price")


def press_most(turn: Turn, show_id: int, product_id: int) -> None:
    """Asks for a product's limit in the show: ``lineupmost:SHOW:PRODUCT``."""
    _ask(turn, show_id, product_id, "most")


def _ask(turn: Turn, show_id: int, product_id: int, step: str) -> None:
    found = lineup.own(turn, show_id)
    row = None if found is None else lineups.entry(turn.tx, found[1], product_id)
    if found is not None and row is not None:
        draft = {"show": show_id, "product": product_id}
        asking.ask(turn, TALK, step, draft, f"lineup_{step}", **_facts(*found, row), problem=None,
                   piece="")  # fmt: skip


def _facts(shop: Row[Any], show: Row[Any], row: Row[Any]) -> Facts:
    return screen.facts(shop, row) | {"show": show.id, "most": lineup_words.MOST_UNITS}


def press_usual(turn: Turn, show_id: int, product_id: int) -> None:
    """The product's own price again: ``lineupusual:SHOW:PRODUCT``."""
    _take_back(turn, show_id, product_id, "price")


def press_any(turn: Turn, show_id: int, product_id: int) -> None:
    """No limit in this show: ``lineupany:SHOW:PRODUCT``."""
    _take_back(turn, show_id, product_id, "most")


def _take_back(turn: Turn, show_id: int, product_id: int, name: str) -> None:
    found = lineup.own(turn, show_id)
    if found is not None and lineups.entry(turn.tx, found[1], product_id) is not None:
        lineups.set_terms(turn.tx, found[1], product_id, **{name: None})
        lineup.card(turn, *found, product_id)


def heard(turn: Turn, talking: Talking, shop: Row[Any], show: Row[Any], text: str) -> None:
    """Hears the price or the limit that was asked for."""
    product_id, name = int(talking.draft["product"]), talking.step
    row = lineups.entry(turn.tx, show, product_id)
    if row is None:
        asking.done(turn, TALK)
        turn.toast("toast_gone")
        return
    is_price = name == "price"
    value = money.read_price(text, shop.currency) if is_price else lineup_words.read_most(text)
    if isinstance(value, int):
        asking.done(turn, TALK)
        if is_price and is_above(turn, shop, show, product_id, value):
            return
        given = {"price": None, "most": None, name: value}
        put(turn, shop, show, product_id, **given)
        lineup.card(turn, shop, show, product_id)
        return
    problem = value.reason if isinstance(value, PriceProblem) else "most"
    asking.again(turn, talking, f"lineup_{name}", **_facts(shop, show, row), problem=problem,
                 piece=text[:40])  # fmt: skip
