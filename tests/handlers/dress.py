"""A dress in two sizes (D5), claimed in a group by people who don't say which."""

from models import catalog, options
from models.options import Wanted
from tests.handlers.square import Square, linked
from tests.handlers.stall import SHOP
from tests.market import Market, Told

S, L = 3, 4
"""The option ids of D5."""


async def square_of(market: Market, *, small: int = 39000, units: int = 2) -> Square:
    """D5 has two options, L for 390."""
    square = await linked(market)
    with market.tx() as tx:
        made = catalog.add_product(
            tx, shop_id=SHOP, code="D5", key="D5", title="Dress", price=small, stock=units
        )
        assert made == S
        options.put(tx, catalog.item_of(tx, S), [Wanted("S", small, units),
                                                 Wanted("L", 39000, units)])  # fmt: skip
    return square


def asked(told: list[Told]) -> Told:
    """The question which option it shall be."""
    [question] = [one for one in told if one.kind == "which_option"]
    return question
