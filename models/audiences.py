"""Who is told: the recipients of an announcement, written in chunks by the database itself."""

from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import Row, TextClause, text

from models.priority import Priority
from models.tx import Tx


@dataclass(frozen=True, slots=True)
class _People:
    """Queries for an audience: the ids that end the next chunk, and the people within it."""

    chunk: TextClause
    write: TextClause


def _people(*sources: tuple[str, str], unless: str = "") -> _People:
    """An audience of several sources: (table and the rows of it, who of them wants this)."""
    ends = " UNION ALL ".join(
        f"SELECT person_id FROM (SELECT person_id FROM {rows} AND person_id > :after"
        " ORDER BY person_id LIMIT :most) AS some"
        for rows, _ in sources
    )
    wanted = " UNION ".join(
        f"SELECT person_id FROM {rows} AND person_id > :after AND person_id <= :upto AND {want}"
        for rows, want in sources
    )
    return _People(
        text(f"""
            SELECT max(person_id) FROM (
                SELECT DISTINCT person_id FROM ({ends}) AS every ORDER BY person_id LIMIT :most
            ) AS chunk
        """),
        text(f"""
            INSERT INTO outgoing (method, kind, chat_id, person_id, priority, rank,
                                  announcement_id, once, state, stale, due, attempts)
            SELECT 'send', :kind, person.id, person.id, :priority, abs(random() % 1000000007), :id,
                   :about || ':' || person.id, 'queued', false, 0, 0
            FROM ({wanted}) AS wanted JOIN person ON person.id = wanted.person_id
            WHERE person.started AND NOT person.blocked {unless}
            ON CONFLICT DO NOTHING
        """),
    )  # every piece is written in this file


def _following(kind: str) -> tuple[str, str]:
    return "follow WHERE shop_id = :shop_id", f"NOT muted AND {kind}"


def _awaiting(kind: str) -> tuple[str, str]:
    """A product's followers, but for those who follow its shop and switched this off there."""
    refused = (
        "SELECT 1 FROM follow WHERE follow.shop_id = :shop_id"
        f" AND follow.person_id = product_follow.person_id AND (follow.muted OR NOT follow.{kind})"
    )
    return "product_follow WHERE product_id = :subject", f"NOT EXISTS ({refused})"


_ASKED = ("show_follow WHERE show_id = :subject", "true")
_EARLY = ("early WHERE show_id = :show AND product_id = :subject", "true")

# Whose reminder is still on its way learns from that: it is reworded.
_UNTOLD = (
    "AND NOT EXISTS (SELECT 1 FROM outgoing AS e"
    " WHERE e.once = 'remind:' || :subject || ':' || person.id AND e.state = 'queued')"
)

PEOPLE = {
    "live": _people(_following("live")),
    "reminder": _people(_following("reminder"), _ASKED),
    "asked": _people(_ASKED),
    "told": _people(_following("reminder"), _ASKED, unless=_UNTOLD),
    "back": _people(_awaiting("back")),
    "next": _people(_awaiting("next")),
    "open": _people(_awaiting("next"), _EARLY),
}
"""live: followers; reminder: followers and who asked for the show; asked: only those; told: those
whom a reminder has reached; back, next: a product's followers; open: these and who came early."""


def write(tx: Tx, told: Row[Any], most: int) -> tuple[int | None, int]:
    """Writes the next chunk of an announcement's recipients, about ``most`` people.

    Returns the person id it is written up to, None at the end, and how many rows it wrote.
    """
    people = PEOPLE[told.audience]
    of: dict[str, Any] = {
        "shop_id": told.shop_id, "subject": told.subject, "after": told.reached, "most": most,
        "show": orjson.loads(told.facts).get("show"),
    }  # fmt: skip
    upto = tx.scalar(people.chunk, **_named(people.chunk, of))
    if upto is None:
        return None, 0
    of |= {
        "upto": upto, "kind": told.kind, "priority": int(Priority.ALERT), "id": told.id,
        "about": told.about,
    }  # fmt: skip
    return int(upto), tx.run(people.write, **_named(people.write, of))


def _named(statement: TextClause, values: dict[str, Any]) -> dict[str, Any]:
    return {name: values[name] for name in statement._bindparams}
