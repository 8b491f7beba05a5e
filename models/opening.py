"""The opening of hot items: who came too early, and who is told when the last alert is out."""

from typing import Any

from sqlalchemy import BigInteger, Row, bindparam, exists, select
from sqlalchemy.dialects import sqlite
from sqlmodel import Field, SQLModel

from models import announcements, follows, people
from models.catalog import OPTION, PRODUCT
from models.ready import Ready
from models.store import Tx, table


class Early(SQLModel, table=True):
    """Somebody who claimed a hot product of a show before it was open."""

    show_id: int = Field(primary_key=True, foreign_key="show.id")
    product_id: int = Field(primary_key=True, foreign_key="product.id")
    person_id: int = Field(
        primary_key=True, sa_type=BigInteger, foreign_key="person.id", index=True
    )


EARLY = table(Early)
_NOTE = Ready(
    sqlite.insert(EARLY)
    .values(show_id=bindparam("show"), product_id=bindparam("product"), person_id=bindparam("who"))
    .on_conflict_do_nothing()
)


def note_early(tx: Tx, show_id: int, product_id: int, person_id: int) -> None:
    """Notes a claim that came before a hot product was open."""
    tx.quick_run(_NOTE, show=show_id, product=product_id, who=person_id)


def tell(tx: Tx, show: Row[Any]) -> int:
    """Tells those who came too early, and the product's followers, that a hot product is open.

    Once for each product of a show on the air, when the last of the show's alerts is out; returns
    how many products that was.
    """
    if show.state != "live":
        return 0
    hot = select(PRODUCT.c.id, PRODUCT.c.code, PRODUCT.c.title).where(
        PRODUCT.c.shop_id == show.shop_id, PRODUCT.c.hot, PRODUCT.c.archived.is_(False)
    )
    rows = tx.all(hot)
    if not rows or not announcements.is_out(tx, f"live:{show.id}"):
        return 0
    return sum(_tell(tx, show, row) for row in rows)


def _tell(tx: Tx, show: Row[Any], product: Row[Any]) -> bool:
    early = exists().where(EARLY.c.show_id == show.id, EARLY.c.product_id == product.id)
    if not tx.scalar(select(early)) and not follows.is_awaited(tx, product.id):
        return False
    shop = people.shop(tx, show.shop_id)
    option = tx.scalar(select(OPTION.c.id).where(OPTION.c.product_id == product.id).limit(1))
    return announcements.announce(
        tx, f"open:{show.id}:{product.id}", shop.id, "alert_open",
        {"show": show.id, "url": show.link, "shop": shop.name, "slug": shop.slug,
         "shop_id": shop.id, "product": product.id, "option_id": option, "code": product.code,
         "title": product.title},
        audience="open", subject=product.id,
    ) is not None  # fmt: skip
