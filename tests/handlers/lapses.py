"""Holds that buyers let lapse, and what Malee does about them."""

from typing import Any

from models import holds, standings
from tests import books
from tests.handlers.stall import ANNA, SELLER, SHOP
from tests.market import Market, Told

RULES = {rule: at for at, rule in enumerate(standings.RULES)}


async def lapse(market: Market, person: int = ANNA) -> None:
    """Claims and lets it go, the sweep being in time."""
    await market.say(person, "cf a12")
    market.clock.pass_(minutes=15)
    sweep(market)
    market.told(person)


def sweep(market: Market) -> None:
    with market.tx() as tx:
        holds.expire(tx)


def lapsed(market: Market, person: int = ANNA) -> int:
    with market.tx() as tx:
        known = standings.standing(tx, SHOP, person)
        books.check(tx)
    return 0 if known is None else int(known.lapsed)


async def rule(market: Market, name: str, limit: int = 1) -> None:
    await market.press(SELLER, f"lapserule:{RULES[name]}:{limit}")


def told(messages: list[Told], kind: str) -> Any:
    return next(one for one in messages if one.kind == kind)
