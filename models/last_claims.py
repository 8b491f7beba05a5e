"""The grace time after a show: until when its last claims come in, and what there were before."""

from typing import Any

import orjson
from sqlalchemy import Row, select

from models import incoming, ledger, shows
from models.incoming import INCOMING, OPEN
from models.shows import SHOW
from models.tx import Tx

SOURCE = "grace"
LATE = 3_000
"""How long (ms) after the grace time what was said in it may take to come."""


def await_them(tx: Tx, show: Row[Any], until: int) -> None:
    """Has it noticed, by ``reporting.closed``, when the claims of an ended show are in that are
    said before ``until`` (ms)."""
    known = {"show": show.id, "ended_at": show.ended_at, "claims": ledger.count_of(tx, show)}
    incoming.foresee(tx, SOURCE, _name(show), until, orjson.dumps(known).decode(), due=until + LATE)


def _name(show: Row[Any]) -> str:
    return f"{show.id}:{show.ended_at}"


def until(tx: Tx, show: Row[Any]) -> int | None:
    """Until when (ms) claims of an ended show are still taken; None if none are any more."""
    if show.state != "ended":
        return None
    ends = select(INCOMING.c.said_at).where(
        INCOMING.c.source == SOURCE, INCOMING.c.external_id == _name(show),
        INCOMING.c.said_at > tx.now,
    )  # fmt: skip
    at: int | None = tx.scalar(ends)
    return at


def awaited(tx: Tx) -> list[Row[Any]]:
    """The ended shows whose last claims aren't in yet."""
    rows = tx.all(select(INCOMING.c.payload).where(INCOMING.c.source == SOURCE, OPEN))
    named = [orjson.loads(row.payload)["show"] for row in rows]
    if not named:
        return []
    return list(tx.all(select(SHOW).where(SHOW.c.id.in_(named), SHOW.c.state == "ended")))


def are_in(tx: Tx, row: Row[Any]) -> tuple[Row[Any], int] | None:
    """The show of an incoming row whose claims are in by now, and how many came since its end;
    None if it has gone on meanwhile."""
    known = orjson.loads(row.payload)
    show = shows.show(tx, known["show"])
    if show is None or show.state != "ended" or show.ended_at != known["ended_at"]:
        return None
    return show, ledger.count_of(tx, show) - int(known["claims"])
