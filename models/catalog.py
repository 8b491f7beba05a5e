"""Products, their options, and the stock: what is free, held and sold."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Row,
    UniqueConstraint,
    bindparam,
    false,
    select,
    text,
    update,
)
from sqlmodel import Field, SQLModel

from models.ready import Ready
from models.tx import Tx, table
from models.words.codes import in_order


class Product(SQLModel, table=True):
    """Something a shop sells. ``key`` is the folded code, unique in its shop."""

    __table_args__ = (UniqueConstraint("shop_id", "key"),)

    id: int | None = Field(default=None, primary_key=True)
    shop_id: int = Field(foreign_key="shop.id")
    code: str
    key: str = Field(index=True)
    title: str
    description: str = Field(default="", sa_column_kwargs={"server_default": text("''")})
    photo: str | None = None
    """The cover's file id."""
    archived: bool = False
    hot: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    """Sold in a show only, and only when the last of its alerts is out."""
    most: int | None = None
    """How many units one buyer can have; None for any number."""
    created_at: int = Field(sa_type=BigInteger)


class Option(SQLModel, table=True):
    """One way to have a product, with its own price and stock. A plain product has one, unnamed.

    Stock is ``free + held + sold``; every unit is in exactly one of the three.
    """

    __table_args__ = (
        UniqueConstraint("product_id", "name"),
        CheckConstraint("free >= 0", name="option_free"),
        CheckConstraint("held >= 0", name="option_held"),
        CheckConstraint("sold >= 0", name="option_sold"),
        CheckConstraint("waiting >= 0", name="option_waiting"),
        CheckConstraint("price > 0", name="option_price"),
    )

    id: int | None = Field(default=None, primary_key=True)
    product_id: int = Field(foreign_key="product.id")
    name: str = ""
    position: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    archived: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    price: int
    free: int = 0
    held: int = 0
    sold: int = 0
    waiting: int = 0
    """How many claims wait for this option."""


PRODUCT, OPTION = table(Product), table(Option)

ITEM = select(
    PRODUCT.c.id.label("product_id"),
    PRODUCT.c.shop_id,
    PRODUCT.c.code,
    PRODUCT.c.key,
    PRODUCT.c.title,
    PRODUCT.c.description,
    PRODUCT.c.photo,
    PRODUCT.c.archived,
    PRODUCT.c.hot,
    PRODUCT.c.most,
    OPTION.c.id.label("option_id"),
    OPTION.c.name.label("option"),
    OPTION.c.archived.label("option_archived"),
    OPTION.c.price,
    OPTION.c.free,
    OPTION.c.held,
    OPTION.c.sold,
    OPTION.c.waiting,
).join(OPTION, OPTION.c.product_id == PRODUCT.c.id)
IN_ORDER = (OPTION.c.archived, OPTION.c.position, OPTION.c.id)
"""A product's options as its seller put them; what is archived comes last."""

_BY_KEY = Ready(
    ITEM.where(
        PRODUCT.c.shop_id == bindparam("shop_id"),
        PRODUCT.c.key == bindparam("key"),
        PRODUCT.c.archived.is_(False),
        OPTION.c.archived.is_(False),
    ).order_by(OPTION.c.position, OPTION.c.id)
)
_BY_OPTION = Ready(ITEM.where(OPTION.c.id == bindparam("option_id")))


def item(tx: Tx, shop_id: int, key: str) -> Row[Any] | None:
    """The shop's product with this folded code, with its first option and that one's stock."""
    return tx.quick(_BY_KEY, shop_id=shop_id, key=key)


def choices(tx: Tx, shop_id: int, key: str) -> Sequence[Row[Any]]:
    """The same with each of its options, in order: an ``item`` row each."""
    return tx.quick_all(_BY_KEY, shop_id=shop_id, key=key)


def options_of(tx: Tx, product_id: int, *, archived: bool = False) -> Sequence[Row[Any]]:
    """A product's options in order, an ``item`` row each; ``archived`` ones too where wanted."""
    found = ITEM.where(PRODUCT.c.id == product_id)
    if not archived:
        found = found.where(OPTION.c.archived.is_(False))
    return tx.all(found.order_by(*IN_ORDER))


def find_item(tx: Tx, option_id: int) -> Row[Any] | None:
    """The product and option behind an option id, if there is one."""
    return tx.quick(_BY_OPTION, option_id=option_id)


def item_of(tx: Tx, option_id: int) -> Row[Any]:
    """The product and option behind an option id that exists."""
    row = find_item(tx, option_id)
    if row is None:
        raise LookupError(f"no option {option_id}")
    return row


def items(tx: Tx, shop_id: int) -> list[Row[Any]]:
    """A shop's products, an ``item`` row each, by code."""
    return [options[0] for options in goods(tx, shop_id)]


def goods(
    tx: Tx, shop_id: int, *, archived: bool = False, only: Sequence[str] | None = None
) -> list[list[Row[Any]]]:
    """A shop's products in that order, each with all its options: an ``item`` row each. ``only``
    those with these folded codes, where given."""
    found = ITEM.where(
        PRODUCT.c.shop_id == shop_id, PRODUCT.c.archived.is_(archived), OPTION.c.archived.is_(False)
    )
    if only is not None:
        found = found.where(PRODUCT.c.key.in_(only))
    options: dict[str, list[Row[Any]]] = {}
    for row in tx.all(found.order_by(OPTION.c.position, OPTION.c.id)):
        options.setdefault(row.key, []).append(row)
    return [options[key] for key in sorted(options, key=in_order)]


def keys(tx: Tx, shop_id: int, *, archived: bool = False) -> list[str]:
    """The folded codes a shop sells under, or those of what it has archived, in order."""
    mine = (PRODUCT.c.shop_id == shop_id) & PRODUCT.c.archived.is_(archived)
    return sorted((row.key for row in tx.all(select(PRODUCT.c.key).where(mine))), key=in_order)


def latest_key(tx: Tx, shop_id: int) -> str | None:
    """The folded code of the product that a shop added last."""
    found: str | None = tx.scalar(
        select(PRODUCT.c.key)
        .where(PRODUCT.c.shop_id == shop_id, PRODUCT.c.archived.is_(False))
        .order_by(PRODUCT.c.id.desc())
    )
    return found


def add_product(
    tx: Tx, *, shop_id: int, code: str, key: str, title: str, price: int, stock: int,
    photo: str | None = None,
) -> int | None:  # fmt: skip
    """Adds a product with one unnamed option; its option's id, or None if the code is taken.

    An archived product's code can be used again: the old one steps aside under its id.
    """
    make_way(tx, shop_id, key)
    if item(tx, shop_id, key) is not None:
        return None
    product_id = tx.insert(
        Product, shop_id=shop_id, code=code, key=key, title=title, photo=photo, created_at=tx.now
    )
    tx.tell("product_added", shop=shop_id, product=product_id, free=stock)
    return tx.insert(Option, product_id=product_id, price=price, free=stock)


def make_way(tx: Tx, shop_id: int, key: str) -> None:
    """Has an archived product step aside from its code."""
    tx.run(
        update(PRODUCT)
        .where(PRODUCT.c.shop_id == shop_id, PRODUCT.c.key == key, PRODUCT.c.archived.is_(True))
        .values(key=PRODUCT.c.key.concat("#").concat(PRODUCT.c.id))
    )


def edit_product(tx: Tx, product_id: int, **values: Any) -> bool:
    """Changes what a product's row says (title, description, photo …); says whether it exists."""
    return bool(tx.run(update(PRODUCT).where(PRODUCT.c.id == product_id).values(**values)))


def restore(tx: Tx, row: Row[Any]) -> bool:
    """Puts an archived item back on sale under its own code; no if another product has that now."""
    key = row.key.split("#")[0]
    if row.archived and item(tx, row.shop_id, key) is not None:
        return False
    make_way(tx, row.shop_id, key)
    edit_product(tx, row.product_id, archived=False, key=key)
    return True


def set_price(tx: Tx, option_id: int, price: int) -> bool:
    """Sets the price of claims to come; those made keep the price they were promised."""
    return bool(tx.run(update(OPTION).where(OPTION.c.id == option_id).values(price=price)))
