"""The opening of hot items: who came too early, and who is told when the last alert is out."""

from typing import Any

from sqlalchemy import BigInteger, Row, bindparam, exists, select
from sqlalchemy.dialects import sqlite
from sqlmodel import Field, SQLModel

from models import announcements, follows, outgoing, people, shows
from models.catalog import OPTION, PRODUCT
from models.priority import Priority
from models.ready import Ready
from models.tx import Facts, Tx, table


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


def waits_for(tx: Tx, show: Row[Any] | None, item: Row[Any]) -> str | None:
    """What a hot item waits for: a ``show``, or the last of this one's ``alerts``; None if it is
    open, or isn't hot."""
    if not item.hot:
        return None
    if show is None:
        return "show"
    return None if announcements.is_out(tx, f"live:{show.id}") else "alerts"


def note_early(tx: Tx, show_id: int, product_id: int, person_id: int) -> None:
    """Notes a claim that came before a hot product was open."""
    tx.quick_run(_NOTE, show=show_id, product=product_id, who=person_id)


def arrived(tx: Tx, person_id: int) -> list[Row[Any]]:
    """Catches up with somebody who can be written to only now: tells of what is open that they
    claimed too early. What isn't yet: rows of product code and shop_id, by code."""
    early = (
        select(EARLY.c.show_id, PRODUCT.c.id, PRODUCT.c.code, PRODUCT.c.title, PRODUCT.c.shop_id)
        .join(PRODUCT, PRODUCT.c.id == EARLY.c.product_id)
        .where(EARLY.c.person_id == person_id, PRODUCT.c.hot, PRODUCT.c.archived.is_(False))
        .order_by(PRODUCT.c.key)
    )
    later = []
    for row in tx.all(early):
        show = shows.show(tx, row.show_id)
        if show is None or show.state not in shows.ON:
            continue
        if not announcements.is_out(tx, f"live:{show.id}"):
            later.append(row)
        elif announcements.announcement(tx, _about(show, row)) is not None:
            outgoing.say_once(
                tx, f"{_about(show, row)}:{person_id}", person_id, "alert_open",
                _facts(tx, show, row), priority=Priority.ANSWER,
            )  # fmt: skip
    return later


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
    return announcements.announce(
        tx, _about(show, product), show.shop_id, "alert_open", _facts(tx, show, product),
        audience="open", subject=product.id,
    ) is not None  # fmt: skip


def _about(show: Row[Any], product: Row[Any]) -> str:
    return f"open:{show.id}:{product.id}"


def _facts(tx: Tx, show: Row[Any], product: Row[Any]) -> Facts:
    shop = people.shop(tx, show.shop_id)
    option = tx.scalar(select(OPTION.c.id).where(OPTION.c.product_id == product.id).limit(1))
    return {
        "show": show.id, "url": show.link, "shop": shop.name, "slug": shop.slug,
        "shop_id": shop.id, "product": product.id, "option_id": option, "code": product.code,
        "title": product.title,
    }  # fmt: skip
