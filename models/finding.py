"""Finding what a claim's words mean: which shop, which product, how many."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, bindparam, select

from models import catalog, follows, options, people, shows
from models.catalog import PRODUCT
from models.follows import FOLLOW
from models.people import SHOP
from models.ready import Ready
from models.shows import SHOW
from models.tx import Facts, Tx
from models.words import grammar
from models.words.near import near


@dataclass(frozen=True, slots=True)
class Found:
    """One product of one shop. ``options`` are those that the ``words`` can mean; ``item`` is the
    first of them. ``several``: the product has more than one."""

    shop: Row[Any]
    item: Row[Any]
    quantity: int
    options: Sequence[Row[Any]] = ()
    words: Sequence[str] = ()
    several: bool = False


@dataclass(frozen=True, slots=True)
class SeveralShops:
    """More than one shop sells under this code: name and option id of each, and whether it has
    more than one option that was meant (several)."""

    code: str
    shops: list[Facts]
    quantity: int


@dataclass(frozen=True, slots=True)
class Near:
    """Not surely a claim: a code that is nearly ``near``, or that one among other words."""

    code: str
    near: str
    option_id: int
    quantity: int
    several: bool = False


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
    """What a claim means to this person.

    The shop they looked at last comes first, unless it is off the air while a live one that they
    follow sells the code too: then they are asked. Else live shops they follow, other shops they
    follow, live ones, any. A claim with words that name nothing is asked about, not guessed at.
    """
    here = None if person.looking_at is None else people.shop(tx, person.looking_at)
    found = None if here is None else _in_shop(tx, here, claim)
    if here is None or found is None:
        return _elsewhere(tx, person, claim)
    if shows.on_air(tx, here.id) is None:
        live = _shops_by_nearness(tx, person, claim.codes)[0]
        others = _in_shops(tx, live, claim)
        if others:
            return _several([(here, found), *others])
    return found


def _in_shop(tx: Tx, shop: Row[Any], claim: grammar.Claim) -> Finding | None:
    goods = {code: rows for code in claim.codes if (rows := catalog.choices(tx, shop.id, code))}
    meant = grammar.choose(claim, {key: options.words_of(goods[key]) for key in goods})
    match meant:
        case grammar.Reading(code=code, quantity=quantity, words=words, verb=verb):
            rows = goods[code]
            fits = rows if len(rows) == 1 else options.fitting(rows, words)
            if verb or not options.unnamed(rows, words):
                return Found(shop, fits[0], quantity, fits, words, len(rows) > 1)
            return Near(code, rows[0].code, fits[0].option_id, quantity, len(fits) > 1)
        case grammar.BadQuantity(code=code, piece=piece):
            return BadQuantity(code, piece)
        case None:
            return None


def _elsewhere(tx: Tx, person: Row[Any], claim: grammar.Claim) -> Finding:
    for nearness in _shops_by_nearness(tx, person, claim.codes):
        found = _in_shops(tx, nearness, claim)
        if len(found) == 1:
            return found[0][1]
        if found:
            return _several(found)
    return _near(tx, person, claim)


def _in_shops(tx: Tx, shop_ids: list[int], claim: grammar.Claim) -> list[tuple[Row[Any], Finding]]:
    return [
        (shop, finding)
        for shop_id in shop_ids
        if (finding := _in_shop(tx, shop := people.shop(tx, shop_id), claim)) is not None
    ]


def _several(found: list[tuple[Row[Any], Finding]]) -> Finding:
    fits = [finding for _, finding in found if isinstance(finding, Found)]
    if not fits:
        return found[0][1]
    shops = [
        {"shop": fit.shop.name, "option_id": fit.item.option_id, "several": len(fit.options) > 1}
        for fit in fits
    ]
    return SeveralShops(fits[0].item.code, shops, fits[0].quantity)


def _shops_by_nearness(tx: Tx, person: Row[Any], codes: Sequence[str]) -> list[list[int]]:
    selling = [row for code in codes for row in tx.quick_all(_SELLING, code=code, who=person.id)]
    return [
        sorted({row.id for row in selling if (row.followed, row.live) == wanted})
        for wanted in ((True, True), (True, False), (False, True), (False, False))
    ]


_SELLING = Ready(
    select(
        SHOP.c.id, FOLLOW.c.person_id.is_not(None).label("followed"),
        SHOW.c.id.is_not(None).label("live"),
    )
    .join(PRODUCT, PRODUCT.c.shop_id == SHOP.c.id)
    .outerjoin(
        FOLLOW, (FOLLOW.c.shop_id == SHOP.c.id) & (FOLLOW.c.person_id == bindparam("who"))
    )
    .outerjoin(SHOW, (SHOW.c.shop_id == SHOP.c.id) & shows.IS_ON)
    .where(
        PRODUCT.c.key == bindparam("code"), PRODUCT.c.archived.is_(False), SHOP.c.state == "open"
    )
)  # fmt: skip


def _near(tx: Tx, person: Row[Any], claim: grammar.Claim) -> Finding:
    nearest = [row.id for row in follows.followed(tx, person.id)]
    for shop_id in [person.looking_at, *nearest]:
        if shop_id is None:
            continue
        keys = catalog.keys(tx, shop_id)
        for reading in claim.readings:
            meant = near(reading.code, keys)
            rows = () if meant is None else catalog.choices(tx, shop_id, meant)
            if rows:
                fits = options.fitting(rows, reading.words)
                return Near(
                    reading.code, rows[0].code, fits[0].option_id, reading.quantity, len(fits) > 1
                )
    return Nothing(claim.codes[0])
