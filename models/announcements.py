"""One thing told to all followers of a shop, each of them once."""

from collections.abc import Mapping
from typing import Any

import orjson
from sqlalchemy import BigInteger, select, text, update
from sqlmodel import Field, SQLModel

from models.priority import Priority
from models.store import Tx, table


class Announcement(SQLModel, table=True):
    """One thing told to all followers of a shop; its recipients are written in chunks.

    States: spreading (recipients being written), sending, done.
    """

    id: int | None = Field(default=None, primary_key=True)
    about: str = Field(unique=True)
    """What it tells of, once ever: ``live:SHOW``."""
    shop_id: int = Field(foreign_key="shop.id")
    audience: str = Field(default="live", sa_column_kwargs={"server_default": "live"})
    """Who is told: followers who want this kind (live, reminder, back, next)."""
    subject: int | None = None
    """The product or show it is about, where only those who follow that are told."""
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


def announce(tx: Tx, about: str, shop_id: int, kind: str, facts: Mapping[str, Any]) -> int | None:
    """Begins telling all followers of a shop; its id, or None if this was announced before."""
    if not tx.insert_new(
        Announcement,
        about=about,
        shop_id=shop_id,
        kind=kind,
        facts=orjson.dumps(dict(facts)).decode(),
        began_at=tx.now,
    ):
        return None
    tx.ring("announcements")
    made: int = tx.scalar(select(ANNOUNCEMENT.c.id).where(ANNOUNCEMENT.c.about == about))
    return made


def is_out(tx: Tx, about: str) -> bool:
    """Whether everybody was told, or couldn't be."""
    state: str | None = tx.scalar(select(ANNOUNCEMENT.c.state).where(ANNOUNCEMENT.c.about == about))
    return state in (None, "done")


SPREAD = text("""
    INSERT INTO outgoing (method, kind, chat_id, person_id, priority, rank, announcement_id, once,
                          state, stale, due, attempts)
    SELECT 'send', :kind, person.id, person.id, :priority, abs(random() % 1000000007), :id,
           :about || ':' || person.id, 'queued', false, 0, 0
    FROM follow JOIN person ON person.id = follow.person_id
    WHERE follow.shop_id = :shop_id AND follow.person_id > :after AND follow.person_id <= :upto
      AND NOT follow.muted AND person.started AND NOT person.blocked
    ON CONFLICT DO NOTHING
""")


def spread(tx: Tx, most: int = 2000) -> bool:
    """Writes the next chunk of an announcement's recipients, in shuffled order of sending.

    Returns whether anything is left to write.
    """
    told = tx.one(select(ANNOUNCEMENT).where(ANNOUNCEMENT.c.state == "spreading").limit(1))
    if told is None:
        return False
    upto = tx.scalar(
        text("""
            SELECT max(person_id) FROM (
                SELECT person_id FROM follow WHERE shop_id = :shop_id AND person_id > :after
                ORDER BY person_id LIMIT :most) AS chunk
        """),
        shop_id=told.shop_id,
        after=told.reached,
        most=most,
    )
    if upto is None:
        tx.run(update(ANNOUNCEMENT).where(ANNOUNCEMENT.c.id == told.id).values(state="sending"))
        return True
    wrote = tx.run(
        SPREAD, kind=told.kind, priority=int(Priority.ALERT), id=told.id, about=told.about,
        shop_id=told.shop_id, after=told.reached, upto=upto,
    )  # fmt: skip
    tx.run(
        update(ANNOUNCEMENT)
        .where(ANNOUNCEMENT.c.id == told.id)
        .values(reached=upto, total=ANNOUNCEMENT.c.total + wrote)
    )
    tx.ring("outgoing")
    return True
