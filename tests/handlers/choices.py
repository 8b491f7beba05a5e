"""A dress in four options (D1), and the question which it shall be."""

from models import catalog, options
from models.options import Wanted
from tests import books
from tests.handlers.stall import SHOP, open_stall
from tests.market import Market, Told

DRESS: dict[str, Wanted] = {
    name: Wanted(name, 39000, units)
    for name, units in (("Red S", 1), ("Red L", 2), ("Blue L", 3), ("Black", 0))
}
S, L, BLUE, BLACK = 3, 4, 5, 6
"""The option ids of D1."""


def open_with_dress(market: Market) -> None:
    """Malee's stall, where D1 is to be had besides."""
    open_stall(market)
    with market.tx() as tx:
        made = catalog.add_product(
            tx, shop_id=SHOP, code="D1", key="D1", title="Dress", price=39000, stock=1
        )
        assert made == S
        options.put(tx, catalog.item_of(tx, S), list(DRESS.values()))


def price(market: Market, option_id: int, amount: int) -> None:
    with market.tx() as tx:
        catalog.set_price(tx, option_id, amount)


def check(market: Market) -> None:
    with market.tx() as tx:
        books.check(tx, answered=True)


def choice(told: Told, name: str) -> str:
    """What the button of an option sends."""
    return str(told.button(name).data)
