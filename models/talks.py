"""What the bot waits to hear from a person, and the draft so far."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import BigInteger, bindparam, select
from sqlmodel import Field, SQLModel

from models.ready import Ready
from models.tx import Tx, table


class Talk(SQLModel, table=True):
    """A conversation that a person is in: one at a time, in the private chat."""

    person_id: int = Field(primary_key=True, sa_type=BigInteger, foreign_key="person.id")
    kind: str
    step: str
    draft: str = "{}"
    began_at: int = Field(sa_type=BigInteger)


@dataclass(frozen=True, slots=True)
class Talking:
    """Where a conversation stands: its kind, the step that is asked, and what was said so far."""

    kind: str
    step: str
    draft: Mapping[str, Any]


TALK = table(Talk)
_TALK = Ready(
    select(TALK.c.kind, TALK.c.step, TALK.c.draft).where(TALK.c.person_id == bindparam("id"))
)


def talk(tx: Tx, person_id: int) -> Talking | None:
    """The conversation this person is in, or None."""
    row = tx.quick(_TALK, id=person_id)
    return None if row is None else Talking(row.kind, row.step, orjson.loads(row.draft))


def wait_for(tx: Tx, person_id: int, kind: str, step: str, draft: Mapping[str, Any]) -> None:
    """Waits for the person's answer to ``step``; replaces whatever was waited for."""
    leave(tx, person_id)
    tx.insert(
        Talk,
        person_id=person_id,
        kind=kind,
        step=step,
        draft=orjson.dumps(dict(draft)).decode(),
        began_at=tx.now,
    )


def leave(tx: Tx, person_id: int) -> bool:
    """Ends the conversation; says whether there was one."""
    return bool(tx.run(TALK.delete().where(TALK.c.person_id == person_id)))
