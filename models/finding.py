"""Finding what a claim's words mean: which shop, which product, how many."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, select

from models import catalog, grammar, people, shows
from models.catalog import PRODUCT
from models.people import FOLLOW, SHOP
from models.shows import SHOW
from models.store import Facts, Tx


@dataclass(frozen=True, slots=True)
class Found:
    """One product of one shop."""

    shop: Row[Any]
    item: Row[Any]
    quantity: int


@dataclass(frozen=True, slots=True)
class SeveralShops:
    """More than one shop sells under this code: name and option id of each."""

    code: str
    shops: list[Facts]
    quantity: int


@dataclass(frozen=True, slots=True)
class Near:
    """No such code, but one that is nearly it."""

    code: str
    near: str
    option_id: int
    quantity: int


@dataclass(frozen=True, slots=True)
class BadQuantity:
    """The code is sold, but ``piece`` is no quantity."""

    code: str
    piece: str


@dataclass(frozen=True, slots=True)
class Nothing:
    """Nobody here sells under this code."""

    code: str


Finding = Found | SeveralShops | Near | BadQuantity | Nothing


def by_reading(tx: Tx, person: Row[Any], claim: grammar.Claim) -> Finding:
    """What a claim means to this person: first in the shop they look at, then in those they
    follow, live ones first, then in whatever is live now."""
    here = None if person.looking_at is None else people.shop(tx, person.looking_at)
    if here is not None:
        found = _in_shop(tx, here, claim)
        if found is not None:
            return found
    return _elsewhere(tx, person, claim)


def _in_shop(tx: Tx, shop: Row[Any], claim: grammar.Claim) -> Finding | None:
    items = {
        code: item for code in claim.codes if (item := catalog.item(tx, shop.id, code)) is not None
    }
    meant = grammar.choose(claim, {key: grammar.option_words(items[key].option) for key in items})
    match meant:
        case grammar.Reading(code=code, quantity=quantity):
            return Found(shop, items[code], quantity)
        case grammar.BadQuantity(code=code, piece=piece):
            return BadQuantity(code, piece)
        case None:
            return None


def _elsewhere(tx: Tx, person: Row[Any], claim: grammar.Claim) -> Finding:
    for nearness in _shops_by_nearness(tx, person, claim.codes):
        found = [
            (shop, finding)
            for shop_id in nearness
            if (finding := _in_shop(tx, shop := people.shop(tx, shop_id), claim)) is not None
        ]
        if len(found) == 1:
            return found[0][1]
        if found:
            return _several(found)
    return _near(tx, person, claim)


def _several(found: list[tuple[Row[Any], Finding]]) -> Finding:
    fits = [finding for _, finding in found if isinstance(finding, Found)]
    if not fits:
        return found[0][1]
    shops = [{"shop": fit.shop.name, "option_id": fit.item.option_id} for fit in fits]
    return SeveralShops(fits[0].item.code, shops, fits[0].quantity)


def _shops_by_nearness(tx: Tx, person: Row[Any], codes: Sequence[str]) -> list[list[int]]:
    selling = tx.all(
        select(SHOP.c.id, FOLLOW.c.person_id.is_not(None).label("followed"),
               SHOW.c.id.is_not(None).label("live"))
        .distinct()
        .join(PRODUCT, PRODUCT.c.shop_id == SHOP.c.id)
        .outerjoin(FOLLOW, (FOLLOW.c.shop_id == SHOP.c.id) & (FOLLOW.c.person_id == person.id))
        .outerjoin(SHOW, (SHOW.c.shop_id == SHOP.c.id) & SHOW.c.state.in_(shows.ON))
        .where(
            PRODUCT.c.key.in_(codes), PRODUCT.c.archived.is_(False), SHOP.c.state == "open"
        )
    )  # fmt: skip
    return [
        [row.id for row in selling if (bool(row.followed), bool(row.live)) == wanted]
        for wanted in ((True, True), (True, False), (False, True), (False, False))
    ]


def _near(tx: Tx, person: Row[Any], claim: grammar.Claim) -> Finding:
    nearest = [row.id for row in people.followed(tx, person.id)]
    for shop_id in [person.looking_at, *nearest]:
        if shop_id is None:
            continue
        keys = catalog.keys(tx, shop_id)
        for reading in claim.readings:
            meant = grammar.near(reading.code, keys)
            item = None if meant is None else catalog.item(tx, shop_id, meant)
            if item is not None:
                return Near(reading.code, item.code, item.option_id, reading.quantity)
    return Nothing(claim.codes[0])
