"""What a product's followers are told: it is next, it is on screen, it is back in stock."""

from typing import Any

from sqlalchemy import Row, func, select

from models import announcements, follows, lineup, people
from models.catalog import OPTION, PRODUCT
from models.tx import Facts, Tx

QUIET = 3_600_000
"""A product's followers are told at most once in so long (ms) that it is back."""


def shown(tx: Tx, show: Row[Any], product_id: int) -> None:
    """A product came on screen: tells the followers of the one after it that theirs is next.

    Its own followers are told now unless they were when it was next: once for each show.
    """
    coming = lineup.after(lineup.entries(tx, show), product_id)
    if coming is not None and coming.product_id != product_id:
        _tell(tx, show, int(coming.product_id), now=False)
    _tell(tx, show, product_id, now=True)


def _tell(tx: Tx, show: Row[Any], product_id: int, *, now: bool) -> None:
    if follows.is_awaited(tx, product_id):
        announcements.announce(
            tx, f"next:{show.id}:{product_id}", show.shop_id, "alert_next",
            _facts(tx, product_id) | {"show": show.id, "url": show.link, "now": now},
            audience="next", subject=product_id,
        )  # fmt: skip


def left(tx: Tx, product_id: int) -> tuple[int, int]:
    """How many units of a product are free, and how many claims wait, over all its options."""
    row = tx.one(
        select(
            func.coalesce(func.sum(OPTION.c.free), 0).label("free"),
            func.coalesce(func.sum(OPTION.c.waiting), 0).label("waiting"),
        ).where(OPTION.c.product_id == product_id, OPTION.c.archived.is_(False))
    )
    return (0, 0) if row is None else (int(row.free), int(row.waiting))


def restocked(tx: Tx, product_id: int, before: tuple[int, int]) -> None:
    """Units came to a product that had ``before`` (``left``): tells its followers, if it was sold
    out, nobody waited, and some are free now."""
    if before == (0, 0) and left(tx, product_id)[0] and follows.is_awaited(tx, product_id):
        facts = _facts(tx, product_id)
        announcements.announce(
            tx, f"back:{product_id}:{tx.now // QUIET}", facts["shop_id"], "alert_back", facts,
            audience="back", subject=product_id,
        )  # fmt: skip


def _facts(tx: Tx, product_id: int) -> Facts:
    row = tx.one(
        select(PRODUCT, OPTION.c.id.label("option_id"))
        .join(OPTION, OPTION.c.product_id == PRODUCT.c.id)
        .where(PRODUCT.c.id == product_id, OPTION.c.archived.is_(False))
        .order_by(OPTION.c.id)
    )
    if row is None:
        raise LookupError(f"no product {product_id}")
    shop = people.shop(tx, row.shop_id)
    return {
        "shop": shop.name, "slug": shop.slug, "shop_id": shop.id, "product": row.id,
        "option_id": row.option_id, "code": row.code, "title": row.title,
    }  # fmt: skip
