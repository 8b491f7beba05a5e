"""A show's lineup: its products in order, with the price and the limit they have in this show."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import CheckConstraint, Row, and_, func, select, text, update
from sqlmodel import Field, SQLModel

from models.catalog import OPTION, PRODUCT
from models.tx import Tx, table
from models.words.codes import in_order

MOST = 200
"""How many products a lineup can have."""


class LineupEntry(SQLModel, table=True):
    """A product of a show. ``price`` (minor units) and ``most`` (units a buyer) where they differ
    from the product's own."""

    __tablename__ = "lineup"
    __table_args__ = (
        CheckConstraint("price > 0", name="lineup_price"),
        CheckConstraint("most > 0", name="lineup_most"),
    )

    show_id: int = Field(primary_key=True, foreign_key="show.id")
    product_id: int = Field(primary_key=True, foreign_key="product.id")
    position: int
    price: int | None = None
    most: int | None = None


LINEUP = table(LineupEntry)
_SPECIAL = text("UPDATE show SET special = true WHERE id = :id AND NOT special")


def _goods(*more: Any) -> Any:
    """Products with their stock over all options; the first option stands for each."""
    return select(
        PRODUCT.c.id.label("product_id"), PRODUCT.c.code, PRODUCT.c.key, PRODUCT.c.title,
        PRODUCT.c.photo, PRODUCT.c.hot, func.min(OPTION.c.id).label("option_id"),
        func.count().label("options"), func.min(OPTION.c.price).label("lowest"),
        func.max(OPTION.c.price).label("highest"), func.sum(OPTION.c.free).label("free"),
        func.sum(OPTION.c.held).label("held"), func.sum(OPTION.c.waiting).label("waiting"), *more,
    ).join(
        OPTION, and_(OPTION.c.product_id == PRODUCT.c.id, OPTION.c.archived.is_(False))
    )  # fmt: skip


def _in_show(show: Row[Any]) -> Any:
    own = (LINEUP.c.position, LINEUP.c.price, LINEUP.c.most)
    mine = and_(LINEUP.c.product_id == PRODUCT.c.id, LINEUP.c.show_id == show.id)
    on_sale = and_(PRODUCT.c.shop_id == show.shop_id, PRODUCT.c.archived.is_(False))
    return _goods(*own).outerjoin(LINEUP, mine).where(on_sale).group_by(PRODUCT.c.id, *own)


def entry(tx: Tx, show: Row[Any], product_id: int) -> Row[Any] | None:
    """One product as it is sold in a show, in its lineup or not; a row as of ``entries``."""
    return tx.one(_in_show(show).where(PRODUCT.c.id == product_id))


def entries(tx: Tx, show: Row[Any]) -> list[Row[Any]]:
    """The products of a show in their order; all that the shop sells, by code, where none were
    chosen.

    Rows of product_id, code, key, title, photo, hot, option_id (the first), options (how many),
    lowest and highest (prices), free, held, waiting (over all options), and the show's own
    position, price and most (None where it has none).
    """
    rows = tx.all(_in_show(show))
    chosen = [row for row in rows if row.position is not None]
    if chosen:
        return sorted(chosen, key=lambda row: (row.position, row.product_id))
    return sorted(rows, key=lambda row: in_order(row.key))


def range_of(row: Row[Any]) -> tuple[int, int]:
    """What the cheapest and the dearest option of an entry cost in the show, but for a flash price
    (minor units). The show's own price is that of every option."""
    return (row.lowest, row.highest) if row.price is None else (row.price, row.price)


def product_ids(tx: Tx, show: Row[Any]) -> list[int]:
    """The products of a show in their order; all that the shop sells where none were chosen."""
    return [int(row.product_id) for row in entries(tx, show)]


def is_chosen(tx: Tx, show_id: int) -> bool:
    """Whether the show has a lineup of its own."""
    return tx.one(select(LINEUP.c.position).where(LINEUP.c.show_id == show_id).limit(1)) is not None


def after(rows: Sequence[Row[Any]], product_id: int | None) -> Row[Any] | None:
    """The entry behind a product, the first where that isn't among them; None behind the last."""
    shown = [row.product_id for row in rows]
    at = shown.index(product_id) + 1 if product_id in shown else 0
    return rows[at] if at < len(rows) else None


def choose(tx: Tx, show: Row[Any], products: Sequence[int]) -> int:
    """Puts products at the end of the lineup, each once; returns how many were new."""
    last = tx.scalar(select(func.max(LINEUP.c.position)).where(LINEUP.c.show_id == show.id)) or 0
    known = tx.scalar(select(func.count()).where(LINEUP.c.show_id == show.id))
    new = 0
    for product_id in products:
        if known + new == MOST:
            break
        new += tx.insert_new(
            LineupEntry, show_id=show.id, product_id=product_id, position=last + new + 1
        )
    return new


def put_first(tx: Tx, show: Row[Any], products: Sequence[int]) -> bool:
    """Puts products at the front in this order, the rest of the lineup behind them; no if that is
    how they stood."""
    before = product_ids(tx, show) if is_chosen(tx, show.id) else []
    choose(tx, show, products)
    chosen = product_ids(tx, show)
    first = [one for one in dict.fromkeys(products) if one in chosen]
    ids = first + [one for one in chosen if one not in first]
    _in_places(tx, show, ids)
    return ids != before


def choose_all(tx: Tx, show: Row[Any]) -> int:
    """Makes a lineup of all that the shop sells, if the show has none; how many were new."""
    return 0 if is_chosen(tx, show.id) else choose(tx, show, product_ids(tx, show))


def remove(tx: Tx, show: Row[Any], product_id: int) -> bool:
    """Takes a product out of the lineup; says whether it was in it.

    The last one can't be taken out alone: a show without a lineup sells everything.
    """
    choose_all(tx, show)
    others = select(func.count()).where(
        LINEUP.c.show_id == show.id, LINEUP.c.product_id != product_id
    )
    if not tx.scalar(others):
        return False
    return bool(tx.run(LINEUP.delete().where(_one(show.id, product_id))))


def clear(tx: Tx, show: Row[Any]) -> int:
    """Forgets the lineup with its prices and limits; returns how many products it had."""
    return tx.run(LINEUP.delete().where(LINEUP.c.show_id == show.id))


def move(tx: Tx, show: Row[Any], product_id: int, place: int, to: int) -> bool:
    """Moves a product from its ``place`` (from 0) to another; no if it isn't there any more."""
    choose_all(tx, show)
    ids = product_ids(tx, show)
    if not (0 <= place < len(ids) and 0 <= to < len(ids) and ids[place] == product_id):
        return False
    ids.insert(to, ids.pop(place))
    _in_places(tx, show, ids)
    return True


def _in_places(tx: Tx, show: Row[Any], ids: Sequence[int]) -> None:
    for position, one in enumerate(ids, 1):
        tx.run(update(LINEUP).where(_one(show.id, one)).values(position=position))


def set_terms(tx: Tx, show: Row[Any], product_id: int, **terms: int | None) -> bool:
    """Sets a product's ``price`` (minor units) or ``most`` in this show; None takes it back.

    A product that is not in the lineup goes to its end.
    """
    choose_all(tx, show)
    choose(tx, show, [product_id])
    if any(terms.values()):
        tx.run(_SPECIAL, id=show.id)
    return bool(tx.run(update(LINEUP).where(_one(show.id, product_id)).values(**terms)))


def _one(show_id: int, product_id: int) -> Any:
    return and_(LINEUP.c.show_id == show_id, LINEUP.c.product_id == product_id)
