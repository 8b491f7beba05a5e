"""What Malee's shop sells, and the question that she is asked."""

from typing import Any

from models import catalog, photos, talks
from tests.handlers.stall import SCARF, SELLER, SHOP
from tests.market import Market


def product(market: Market, key: str) -> Any:
    with market.tx() as tx:
        return catalog.item(tx, SHOP, key)


def item(market: Market, option_id: int = SCARF) -> Any:
    with market.tx() as tx:
        return catalog.item_of(tx, option_id)


def options_of(market: Market, key: str) -> list[tuple[str, int, int]]:
    with market.tx() as tx:
        rows = catalog.choices(tx, SHOP, key)
    return [(row.option, row.price, row.free) for row in rows]


def photos_of(market: Market, key: str) -> list[str]:
    product_id = product(market, key).product_id
    with market.tx() as tx:
        return [row.file_id for row in photos.of_product(tx, product_id)]


def step(market: Market, person: int = SELLER) -> str | None:
    with market.tx() as tx:
        talking = talks.talk(tx, person)
    return None if talking is None else talking.step
