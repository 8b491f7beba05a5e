"""Follows in detail: which kinds of alert of a shop, which products, which single shows."""

from typing import Any, Literal, get_args

from sqlalchemy import BigInteger, Row, exists, func, select, update
from sqlmodel import Field, SQLModel

from models.people import FOLLOW, PERSON, PRODUCT_FOLLOW, ProductFollow
from models.store import Tx, table

Kind = Literal["live", "reminder", "back", "next"]
KINDS: tuple[Kind, ...] = get_args(Kind)
"""The kinds of alert that can be switched per shop, as ``follow`` has columns for them."""


class ShowFollow(SQLModel, table=True):
    """A person's wish to be reminded of one show, without following its shop."""

    __tablename__ = "show_follow"

    show_id: int = Field(primary_key=True, foreign_key="show.id")
    person_id: int = Field(
        primary_key=True, sa_type=BigInteger, foreign_key="person.id", index=True
    )
    since: int = Field(sa_type=BigInteger)


SHOW_FOLLOW = table(ShowFollow)


def of_shop(tx: Tx, person_id: int, shop_id: int) -> Row[Any] | None:
    """How a person follows a shop: muted, and each of ``KINDS``; None if not at all."""
    return tx.one(
        select(FOLLOW).where(FOLLOW.c.person_id == person_id, FOLLOW.c.shop_id == shop_id)
    )


def switch(tx: Tx, person_id: int, shop_id: int, kind: Kind, *, on: bool) -> bool:
    """Switches one kind of a shop's alerts; says whether the person follows it at all."""
    return bool(
        tx.run(
            update(FOLLOW)
            .where(FOLLOW.c.person_id == person_id, FOLLOW.c.shop_id == shop_id)
            .values({kind: on})
        )
    )


def await_product(tx: Tx, person_id: int, product_id: int) -> bool:
    """Notes that a person wants to hear of a product; says whether that is new."""
    return tx.insert_new(ProductFollow, product_id=product_id, person_id=person_id, since=tx.now)


def unawait_product(tx: Tx, person_id: int, product_id: int) -> bool:
    """Forgets that wish; says whether there was one."""
    mine = (PRODUCT_FOLLOW.c.product_id == product_id) & (PRODUCT_FOLLOW.c.person_id == person_id)
    return bool(tx.run(PRODUCT_FOLLOW.delete().where(mine)))


def awaits(tx: Tx, person_id: int, product_id: int) -> bool:
    """Whether a person wants to hear of a product."""
    mine = (PRODUCT_FOLLOW.c.product_id == product_id) & (PRODUCT_FOLLOW.c.person_id == person_id)
    return bool(tx.scalar(select(exists().where(mine))))


def is_awaited(tx: Tx, product_id: int) -> bool:
    """Whether anybody wants to hear of a product."""
    return bool(tx.scalar(select(exists().where(PRODUCT_FOLLOW.c.product_id == product_id))))


def ask_for_show(tx: Tx, person_id: int, show_id: int) -> bool:
    """Notes that a person wants to be reminded of this one show; says whether that is new."""
    return tx.insert_new(ShowFollow, show_id=show_id, person_id=person_id, since=tx.now)


def leave_show(tx: Tx, person_id: int, show_id: int) -> bool:
    """Forgets that wish; says whether there was one."""
    mine = (SHOW_FOLLOW.c.show_id == show_id) & (SHOW_FOLLOW.c.person_id == person_id)
    return bool(tx.run(SHOW_FOLLOW.delete().where(mine)))


def asked_for_show(tx: Tx, person_id: int, show_id: int) -> bool:
    """Whether a person asked to be reminded of this one show."""
    mine = (SHOW_FOLLOW.c.show_id == show_id) & (SHOW_FOLLOW.c.person_id == person_id)
    return bool(tx.scalar(select(exists().where(mine))))


def is_asked_for(tx: Tx, show_id: int) -> bool:
    """Whether anybody asked to be reminded of this one show."""
    return bool(tx.scalar(select(exists().where(SHOW_FOLLOW.c.show_id == show_id))))


def count_asked(tx: Tx, show_id: int) -> int:
    """How many asked to be reminded of this one show."""
    return int(tx.scalar(select(func.count()).where(SHOW_FOLLOW.c.show_id == show_id)))


def wanting(tx: Tx, shop_id: int, kind: Kind) -> int:
    """How many followers who can be written to want one kind of a shop's alerts."""
    return _wanting(tx, shop_id, kind, blocked=False)


def out_of_reach(tx: Tx, shop_id: int, kind: Kind) -> int:
    """How many followers would want one kind of a shop's alerts, but blocked the bot."""
    return _wanting(tx, shop_id, kind, blocked=True)


def _wanting(tx: Tx, shop_id: int, kind: Kind, *, blocked: bool) -> int:
    wanted = (
        FOLLOW.c.shop_id == shop_id, FOLLOW.c.muted.is_(False), FOLLOW.c[kind],
        PERSON.c.blocked.is_(blocked),
    )  # fmt: skip
    people = FOLLOW.join(PERSON, PERSON.c.id == FOLLOW.c.person_id)
    return int(tx.scalar(select(func.count()).select_from(people).where(*wanted)))
