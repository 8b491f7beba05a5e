"""One thing told to many people at once, each of them once."""

from collections.abc import Mapping
from typing import Any

import orjson
from sqlalchemy import BigInteger, Row, select, update
from sqlmodel import Field, SQLModel

from models import audiences
from models.tx import Tx, table


class Announcement(SQLModel, table=True):
    """One thing told to an audience; its recipients are written in chunks.

    States: spreading (recipients being written), sending, done.
    """

    id: int | None = Field(default=None, primary_key=True)
    about: str = Field(unique=True)
    """What it tells of, once ever: ``live:SHOW``, ``remind:SHOW``, ``next:SHOW:PRODUCT`` …"""
    shop_id: int = Field(foreign_key="shop.id")
    audience: str = Field(default="live", sa_column_kwargs={"server_default": "live"})
    """Who is told: one of ``audiences.PEOPLE``."""
    subject: int | None = None
    """The product or show it is about, where those who follow that are told."""
    kind: str
    facts: str
    state: str = Field(default="spreading", index=True)
    reached: int = Field(default=0, sa_type=BigInteger)
    """Recipients are written up to this person id."""
    total: int = 0
    sent: int = 0
    failed: int = 0
    began_at: int = Field(sa_type=BigInteger)
    ended_at: int | None = Field(default=None, sa_type=BigInteger)


ANNOUNCEMENT = table(Announcement)


def announce(
    tx: Tx, about: str, shop_id: int, kind: str, facts: Mapping[str, Any], *,
    audience: str = "live", subject: int | None = None,
) -> int | None:  # fmt: skip
    """Begins telling an audience; its id, or None if this was announced before.

    ``audience`` is one of ``audiences.PEOPLE``; ``subject`` the product (back, next, open) or show
    (reminder, asked, told) that it is about.
    """
    if not tx.insert_new(
        Announcement,
        about=about,
        shop_id=shop_id,
        audience=audience,
        subject=subject,
        kind=kind,
        facts=orjson.dumps(dict(facts)).decode(),
        began_at=tx.now,
    ):
        return None
    tx.ring("announcements")
    made: int = tx.scalar(select(ANNOUNCEMENT.c.id).where(ANNOUNCEMENT.c.about == about))
    return made


def announcement(tx: Tx, about: str) -> Row[Any] | None:
    """What was announced about something, or None."""
    return tx.one(select(ANNOUNCEMENT).where(ANNOUNCEMENT.c.about == about))


def reword(tx: Tx, about: str, **facts: Any) -> bool:
    """Changes facts of an announcement for all who weren't sent it yet; no if there is none."""
    known = announcement(tx, about)
    if known is None:
        return False
    said = orjson.dumps(orjson.loads(known.facts) | facts).decode()
    tx.run(update(ANNOUNCEMENT).where(ANNOUNCEMENT.c.id == known.id).values(facts=said))
    return True


def is_out(tx: Tx, about: str) -> bool:
    """Whether everybody was told, or couldn't be."""
    state: str | None = tx.scalar(select(ANNOUNCEMENT.c.state).where(ANNOUNCEMENT.c.about == about))
    return state in (None, "done")


def spread(tx: Tx, most: int = 2000) -> bool:
    """Writes the next chunk of an announcement's recipients, in shuffled order of sending.

    Returns whether anything is left to write.
    """
    spreading = select(ANNOUNCEMENT).where(ANNOUNCEMENT.c.state == "spreading")
    told = tx.one(spreading.order_by(ANNOUNCEMENT.c.id).limit(1))
    if told is None:
        return False
    upto, wrote = audiences.write(tx, told, most)
    if upto is None:
        tx.run(update(ANNOUNCEMENT).where(ANNOUNCEMENT.c.id == told.id).values(state="sending"))
        return True
    tx.run(
        update(ANNOUNCEMENT)
        .where(ANNOUNCEMENT.c.id == told.id)
        .values(reached=upto, total=ANNOUNCEMENT.c.total + wrote)
    )
    tx.ring("outgoing")
    return True
