"""Who follows what: a shop, and which kinds of its alerts; a product; a single show."""

from typing import Any, Literal, get_args

from sqlalchemy import BigInteger, Row, exists, func, select, true, update
from sqlmodel import Field, SQLModel

from models.people import PERSON, SHOP
from models.tx import Tx, table

Kind = Literal["live", "reminder", "back", "next"]
KINDS: tuple[Kind, ...] = get_args(Kind)
"""The kinds of alert that can be switched per shop, as ``follow`` has columns for them."""


class Follow(SQLModel, table=True):
    """A person's explicit wish to hear of a shop's shows."""

    shop_id: int = Field(primary_key=True, foreign_key="shop.id")
    person_id: int = Field(
        primary_key=True, sa_type=BigInteger, foreign_key="person.id", index=True
    )
    muted: bool = False
    live: bool = Field(default=True, sa_column_kwargs={"server_default": true()})
    reminder: bool = Field(default=True, sa_column_kwargs={"server_default": true()})
    back: bool = Field(default=True, sa_column_kwargs={"server_default": true()})
    next: bool = Field(default=True, sa_column_kwargs={"server_default": true()})
    """Which kinds are wanted: live now, before a show, back in stock, your product is next."""
    since: int = Field(sa_type=BigInteger)


class ProductFollow(SQLModel, table=True):
    """A person's wish to hear when a product is next on screen, or back in stock."""

    __tablename__ = "product_follow"

    product_id: int = Field(primary_key=True, foreign_key="product.id")
    person_id: int = Field(primary_key=True, sa_type=BigInteger, foreign_key="person.id")
    since: int = Field(sa_type=BigInteger)


class ShowFollow(SQLModel, table=True):
    """A person's wish to be reminded of one show, without following its shop."""

    __tablename__ = "show_follow"

    show_id: int = Field(primary_key=True, foreign_key="show.id")
    person_id: int = Field(
        primary_key=True, sa_type=BigInteger, foreign_key="person.id", index=True
    )
    since: int = Field(sa_type=BigInteger)


FOLLOW, PRODUCT_FOLLOW, SHOW_FOLLOW = table(Follow), table(ProductFollow), table(ShowFollow)


def follow(tx: Tx, person_id: int, shop_id: int) -> bool:
    """Makes the person a follower; says whether that is new. Following again unmutes."""
    if tx.insert_new(Follow, shop_id=shop_id, person_id=person_id, muted=False, since=tx.now):
        tx.tell("followed", shop=shop_id, person=person_id)
        return True
    mute(tx, person_id, shop_id, muted=False)
    return False


def unfollow(tx: Tx, person_id: int, shop_id: int) -> bool:
    """Ends the following; says whether there was one."""
    gone = FOLLOW.delete().where(FOLLOW.c.person_id == person_id, FOLLOW.c.shop_id == shop_id)
    return bool(tx.run(gone))


def mute(tx: Tx, person_id: int, shop_id: int, *, muted: bool) -> bool:
    """Silences or reopens a shop's alerts; says whether the person follows it at all."""
    return bool(
        tx.run(
            update(FOLLOW)
            .where(FOLLOW.c.person_id == person_id, FOLLOW.c.shop_id == shop_id)
            .values(muted=muted)
        )
    )


def followed(tx: Tx, person_id: int) -> list[Row[Any]]:
    """What a person follows: rows of shop id, slug, name, muted; by name."""
    return list(
        tx.all(
            select(SHOP.c.id, SHOP.c.slug, SHOP.c.name, FOLLOW.c.muted)
            .join(FOLLOW, FOLLOW.c.shop_id == SHOP.c.id)
            .where(FOLLOW.c.person_id == person_id)
            .order_by(SHOP.c.name)
        )
    )


def mute_all(tx: Tx, person_id: int, *, muted: bool) -> int:
    """Silences or reopens the alerts of every shop that a person follows; returns how many."""
    return tx.run(update(FOLLOW).where(FOLLOW.c.person_id == person_id).values(muted=muted))


def followers(tx: Tx, shop_id: int) -> int:
    """How many follow a shop and haven't muted it."""
    return int(
        tx.scalar(
            select(func.count()).where(FOLLOW.c.shop_id == shop_id, FOLLOW.c.muted.is_(False))
        )
    )


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
