"""How far the alerts are: told to the seller in one message that keeps itself up to date."""

from typing import Any

import orjson
from sqlalchemy import Row, select, update

from models import announcements, outgoing, people
from models.announcements import ANNOUNCEMENT
from models.tx import Facts, Tx

TICK = 2_000
"""How often (ms) the message is brought up to date at first."""
SOON = 2_000
"""How long (ms) an announcement must have run before its speed tells anything."""


def show(tx: Tx) -> None:
    """Brings sellers' messages on their alerts up to date; ends the announcements that are out.

    Nothing is said while recipients are still being written, for nobody knows how many they are.
    To be called every ``TICK``.
    """
    for row in tx.all(select(ANNOUNCEMENT).where(ANNOUNCEMENT.c.state == "sending")):
        done = row.sent + row.failed >= row.total
        if done:
            _end(tx, row.id)
            tx.tell("alerts_out", shop=row.shop_id, sent=row.sent, failed=row.failed)
        elif not _turn(tx.now - row.began_at):
            continue
        if row.audience != "live":
            continue
        owner = people.shop(tx, row.shop_id).owner_id
        outgoing.show_board(
            tx, f"announcement:{row.id}", owner, "alert_progress", _facts(tx, row, done=done)
        )


def opening(tx: Tx, show: Row[Any]) -> int | None:
    """How long (ms) until a show's hot items are open, by the alerts' speed so far.

    None once they are open; 0 while that can't be told.
    """
    row = announcements.announcement(tx, f"live:{show.id}")
    if row is None or row.state == "done":
        return None
    if row.state == "spreading":
        return 0
    return _left(row.sent + row.failed, row.total, tx.now - row.began_at) or 0


def _turn(took: int) -> bool:
    """Whether a new version is due: ever less often, for each takes the place of an alert."""
    return took // TICK % max(1, took // 20_000) == 0


def _end(tx: Tx, announcement_id: int) -> None:
    tx.run(
        update(ANNOUNCEMENT)
        .where(ANNOUNCEMENT.c.id == announcement_id)
        .values(state="done", ended_at=tx.now)
    )


def _facts(tx: Tx, row: Row[Any], *, done: bool) -> Facts:
    told, took = row.sent + row.failed, tx.now - row.began_at
    return {
        "title": orjson.loads(row.facts).get("title", ""),
        "told": told,
        "total": row.total,
        "failed": row.failed,
        "left": _left(told, row.total, took),
        "done": done,
        "took": took,
    }


def _left(told: int, total: int, took: int) -> int | None:
    """How long (ms) the rest will take at the speed so far; None while that can't be told."""
    return (total - told) * took // told if told and took >= SOON else None
