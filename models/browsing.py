"""Looking around: shops, shows, products and what is followed, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Select, and_, func, or_, select

from models.catalog import OPTION, PRODUCT
from models.follows import FOLLOW
from models.people import SHOP
from models.shows import ON, SHOW
from models.tx import Tx
from models.words.folding import fold

SIZE = 8
"""Rows of a page."""

SOON = 3_600_000
"""How long after its time (ms) a scheduled show still is coming up."""

_MOST_WORDS = 6
_LONGEST_WORD = 40


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows of many. ``number`` counts from 0 and is one that exists."""

    rows: Sequence[Row[Any]]
    number: int
    pages: int
    total: int


def page(tx: Tx, rows: Select[Any], number: int) -> Page:
    """One page of a query; the nearest there is, if ``number`` is beyond the ends."""
    total = int(tx.scalar(select(func.count()).select_from(rows.order_by(None).subquery())))
    pages = max(1, -(-total // SIZE))
    number = max(0, min(number, pages - 1))
    return Page(tx.all(rows.limit(SIZE).offset(number * SIZE)), number, pages, total)


_ON_AIR = and_(SHOW.c.shop_id == SHOP.c.id, SHOW.c.state.in_(ON))
_GOODS = (
    select(
        func.min(OPTION.c.id).label("option_id"), PRODUCT.c.id.label("product_id"),
        PRODUCT.c.code, PRODUCT.c.title, func.min(OPTION.c.price).label("price"),
        func.max(OPTION.c.price).label("price_to"), func.sum(OPTION.c.free).label("free"),
        func.sum(OPTION.c.waiting).label("waiting"), func.count().label("options"),
    )
    .join(PRODUCT, PRODUCT.c.id == OPTION.c.product_id)
    .where(PRODUCT.c.archived.is_(False), OPTION.c.archived.is_(False))
    .group_by(PRODUCT.c.id)
)  # fmt: skip


def shops(tx: Tx, number: int) -> Page:
    """Open shops, those on the air first, then by name: id, slug, name, live."""
    live = SHOW.c.id.is_not(None)
    found = select(SHOP.c.id, SHOP.c.slug, SHOP.c.name, live.label("live")).outerjoin(SHOW, _ON_AIR)
    return page(tx, found.where(SHOP.c.state == "open").order_by(live.desc(), SHOP.c.name), number)


def coming_up(tx: Tx, most: int) -> Sequence[Row[Any]]:
    """Scheduled shows of open shops, the next first: show rows with the shop's name and zone."""
    return tx.all(
        select(SHOW, SHOP.c.name.label("shop"), SHOP.c.zone)
        .join(SHOP, SHOP.c.id == SHOW.c.shop_id)
        .where(
            SHOW.c.state == "scheduled", SHOW.c.starts_at > tx.now - SOON, SHOP.c.state == "open"
        )
        .order_by(SHOW.c.starts_at)
        .limit(most)
    )


def products(tx: Tx, shop_id: int, number: int) -> Page:
    """What a shop sells, by code: option_id (one of its options), product_id, code, title, price
    and price_to (usually the lowest and the highest), free, waiting, options (how many)."""
    found = _GOODS.where(PRODUCT.c.shop_id == shop_id).order_by(PRODUCT.c.key)
    return page(tx, found, number)


def find(tx: Tx, words: str, most: int) -> Sequence[Row[Any]]:
    """Products of open shops whose title or code holds every word, the exact code first.

    Rows of ``products`` with shop_id, shop (its name), currency and live.
    """
    wanted = ["".join(filter(str.isprintable, word))[:_LONGEST_WORD] for word in words.split()]
    live = SHOW.c.id.is_not(None)
    found = (
        _GOODS.add_columns(
            SHOP.c.id.label("shop_id"),
            SHOP.c.name.label("shop"),
            SHOP.c.currency,
            live.label("live"),
        )
        .join(SHOP, SHOP.c.id == PRODUCT.c.shop_id)
        .outerjoin(SHOW, _ON_AIR)
        .where(SHOP.c.state == "open", *map(_holds, wanted[:_MOST_WORDS]))
        .group_by(SHOP.c.id, SHOW.c.id)
    )
    exact = PRODUCT.c.key == fold("".join(wanted)[:_LONGEST_WORD])
    return tx.all(found.order_by(exact.desc(), live.desc(), PRODUCT.c.title).limit(most))


def _holds(word: str) -> Any:
    return or_(
        PRODUCT.c.title.icontains(word, autoescape=True),
        PRODUCT.c.key.contains(fold(word), autoescape=True),
    )


def following(tx: Tx, person_id: int, number: int) -> Page:
    """What a person follows, by name: id, slug, name, muted, live."""
    found = (
        select(
            SHOP.c.id, SHOP.c.slug, SHOP.c.name, FOLLOW.c.muted,
            SHOW.c.id.is_not(None).label("live"),
        )
        .join(FOLLOW, FOLLOW.c.shop_id == SHOP.c.id)
        .outerjoin(SHOW, _ON_AIR)
        .where(FOLLOW.c.person_id == person_id)
        .order_by(SHOP.c.name, SHOP.c.id)
    )  # fmt: skip
    return page(tx, found, number)


@dataclass(frozen=True, slots=True)
class Alerts:
    """How many shops a person follows, and how many of those are muted."""

    followed: int
    muted: int


def alerts(tx: Tx, person_id: int) -> Alerts:
    """How loud the market is to a person."""
    counted = select(
        func.count().label("followed"), func.count().filter(FOLLOW.c.muted).label("muted")
    )
    row = tx.one(counted.where(FOLLOW.c.person_id == person_id))
    return Alerts(0, 0) if row is None else Alerts(row.followed, row.muted)
