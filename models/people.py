"""People, and the shops they open."""

import re
import secrets
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Row,
    bindparam,
    false,
    select,
    update,
)
from sqlmodel import Field, SQLModel

from models import history
from models.ready import Ready
from models.tx import Tx, table

LANGUAGES = ("en", "it", "th")
SLUG = re.compile(r"[a-z0-9][a-z0-9-]{1,30}[a-z0-9]")
RESERVED_SLUGS = frozenset({"admin", "api", "help", "livestall", "shop", "shops", "support"})


class Person(SQLModel, table=True):
    """Somebody who spoke to the bot. ``id`` is their Telegram user id, so the private chat's."""

    id: int = Field(primary_key=True, sa_type=BigInteger)
    name: str
    username: str | None = None
    language: str
    language_chosen: bool = False
    zone: str | None = None
    started: bool = False
    blocked: bool = False
    looking_at: int | None = None
    """The shop this person opened last: where a bare code is looked up first."""
    created_at: int = Field(sa_type=BigInteger)


class Shop(SQLModel, table=True):
    """A seller's presence. ``shipping`` is pickup or flat; amounts are in minor units."""

    __table_args__ = (
        CheckConstraint("shipping IN ('pickup', 'flat')", name="shop_shipping"),
        CheckConstraint("state IN ('open', 'pending', 'suspended')", name="shop_state"),
        CheckConstraint("shipping_fee >= 0", name="shop_shipping_fee"),
    )

    id: int | None = Field(default=None, primary_key=True)
    slug: str = Field(unique=True)
    name: str
    owner_id: int = Field(sa_type=BigInteger, foreign_key="person.id", unique=True)
    currency: str
    zone: str
    shipping: str = "pickup"
    shipping_fee: int = 0
    countries: str = ""
    """Where it ships to: ISO 3166 codes, comma separated."""
    hold: int | None = None
    """Seconds a reservation is held; the market's own HOLD where none is set."""
    state: str = "open"
    closes_at: int | None = Field(default=None, sa_type=BigInteger)
    """Claims said from then on (ms) are too late: the last show is over. None: they are taken."""
    grace: int | None = None
    """Seconds that claims are taken after a show; the market's own GRACE where none is set."""
    between_shows: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    """Sells between its shows too."""
    lapse_rule: str = Field(default="nothing", sa_column_kwargs={"server_default": "nothing"})
    """What it does about buyers who let ``lapse_limit`` holds lapse: one of standings.RULES."""
    lapse_limit: int = Field(default=3, sa_column_kwargs={"server_default": "3"})
    closed_at: int | None = Field(default=None, sa_type=BigInteger)
    """When it was closed for good (ms); it is suspended since then."""
    guarded: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    """Has such a rule, or blocked somebody: buyers' standings are looked at."""
    token: str = Field(default_factory=lambda: secrets.token_urlsafe(16), unique=True)
    """What the addresses of the seller's own pages carry."""
    created_at: int = Field(sa_type=BigInteger)


PERSON, SHOP = table(Person), table(Shop)
_PERSON = Ready(select(PERSON).where(PERSON.c.id == bindparam("id")))
_START = Ready(
    update(PERSON)
    .where(PERSON.c.id == bindparam("who"), ~PERSON.c.started | PERSON.c.blocked)
    .values(started=True, blocked=False)
)
_LOOK_AT = Ready(
    update(PERSON)
    .where(PERSON.c.id == bindparam("who"), PERSON.c.looking_at.is_distinct_from(bindparam("shop")))
    .values(looking_at=bindparam("shop"))
)
_SHOP = Ready(select(SHOP).where(SHOP.c.id == bindparam("id")))
_SHOP_BY_SLUG = Ready(select(SHOP).where(SHOP.c.slug == bindparam("slug")))
_SHOP_OF = Ready(select(SHOP).where(SHOP.c.owner_id == bindparam("owner")))


def language_of(code: str | None) -> str | None:
    """The language of ours that an IETF tag such as ``it-CH`` asks for, or None."""
    short = (code or "").split("-")[0].lower()
    return short if short in LANGUAGES else None


def meet(
    tx: Tx, person_id: int, *, name: str, username: str | None, language: str | None
) -> Row[Any]:
    """The person's row, made or brought up to date with what Telegram says of them now.

    ``language`` is an IETF tag; without one, a person who is known keeps the language they have.
    """
    known = tx.quick(_PERSON, id=person_id)
    spoken = language_of(language) or tx.terms.language
    if known is None:
        tx.insert(
            Person,
            id=person_id,
            name=name,
            username=username,
            language=spoken,
            created_at=tx.now,
        )
    else:
        kept = spoken if language and not known.language_chosen else known.language
        if (known.name, known.username, known.language) == (name, username, kept):
            return known
        tx.run(
            update(PERSON)
            .where(PERSON.c.id == person_id)
            .values(name=name, username=username, language=kept)
        )
    return person(tx, person_id)


def person(tx: Tx, person_id: int) -> Row[Any]:
    """The row of a person who is known."""
    row = tx.quick(_PERSON, id=person_id)
    if row is None:
        raise LookupError(f"no person {person_id}")
    return row


def start(tx: Tx, person_id: int) -> bool:
    """Notes that the person pressed Start, or spoke in private; whether that is new."""
    return tx.quick_run(_START, who=person_id) == 1


def can_be_told(row: Row[Any]) -> bool:
    """Whether a person (their row) can be written to."""
    return bool(row.started and not row.blocked)


def block(tx: Tx, person_id: int) -> None:
    """Notes that the person can't be written to any more until they come back."""
    tx.run(update(PERSON).where(PERSON.c.id == person_id).values(blocked=True))


def choose_language(tx: Tx, person_id: int, language: str) -> None:
    """Sets the language by the person's own word."""
    tx.run(
        update(PERSON)
        .where(PERSON.c.id == person_id)
        .values(language=language, language_chosen=True)
    )


def look_at(tx: Tx, person_id: int, shop_id: int) -> None:
    """Notes the shop this person opened last."""
    tx.quick_run(_LOOK_AT, who=person_id, shop=shop_id)


def find_shop(tx: Tx, shop_id: int) -> Row[Any] | None:
    """The shop with this id, whatever its state."""
    return tx.steady(SHOP, _SHOP, id=shop_id)


def shop(tx: Tx, shop_id: int) -> Row[Any]:
    """The row of a shop that exists."""
    row = find_shop(tx, shop_id)
    if row is None:
        raise LookupError(f"no shop {shop_id}")
    return row


def shop_by_slug(tx: Tx, slug: str) -> Row[Any] | None:
    """The shop with this slug, whatever its state."""
    return tx.quick(_SHOP_BY_SLUG, slug=slug.lower())


def shop_of(tx: Tx, owner_id: int) -> Row[Any] | None:
    """The shop that this person runs."""
    return tx.quick(_SHOP_OF, owner=owner_id)


def open_shop(tx: Tx, **values: Any) -> int | None:
    """Opens a shop and returns its id; None if its slug or its owner has one already."""
    if not tx.insert_new(Shop, **values, token=secrets.token_urlsafe(16), created_at=tx.now):
        return None
    found = shop_by_slug(tx, values["slug"])
    if found is None:
        raise LookupError("no shop that was just opened")
    history.note(tx, "shop_opened", shop_id=found.id, person_id=found.owner_id)
    return int(found.id)


def edit_shop(tx: Tx, shop_id: int, **values: Any) -> None:
    """Sets columns of a shop, for claims and orders to come."""
    tx.run(update(SHOP).where(SHOP.c.id == shop_id).values(**values))


def state_of(shop: Row[Any]) -> str:
    """A shop's state as people are told it: closed too, which is a way of being suspended."""
    return "closed" if shop.closed_at is not None else str(shop.state)


def rule_on_shop(tx: Tx, shop_id: int, states: tuple[str, ...], state: str) -> bool:
    """Takes a shop from one of ``states`` to ``state``; no if it is in none of them."""
    return bool(
        tx.run(
            update(SHOP)
            .where(SHOP.c.id == shop_id, SHOP.c.state.in_(states))
            .values(state=state, closed_at=None)
        )
    )


def set_zone(tx: Tx, person_id: int, zone: str | None) -> None:
    """Sets the time zone a person reads times in; None is each shop's own."""
    tx.run(update(PERSON).where(PERSON.c.id == person_id).values(zone=zone))
