"""The delivery curve: how many of an announcement's recipients were told by when."""

from sqlalchemy import text

from models.announcements import announcement
from models.tx import Tx

POINTS = 60
Curve = tuple[tuple[int, int], ...]
"""Points (ms since the beginning, people told by then), both rising."""

# The rows of an announcement are found by what they are said once for, which has an index.
_SENT = text("""
    SELECT (sent_at - :began) / :width AS step, count(*) AS told
    FROM outgoing
    WHERE once >= :about || ':' AND once < :about || ';' AND state = 'sent'
    GROUP BY (sent_at - :began) / :width ORDER BY step
""")
_LAST = text("""
    SELECT max(sent_at) FROM outgoing
    WHERE once >= :about || ':' AND once < :about || ';' AND state = 'sent'
""")


def delivery_curve(tx: Tx, about: str) -> Curve:
    """How many were told by when, at most ``POINTS`` points from (0, 0) to the last; empty if
    nobody was. ``about`` is an announcement's (``live:SHOW``).

    Sent rows are forgotten after a month (``bot.clock.KEEP``).
    """
    row = announcement(tx, about)
    last = None if row is None else tx.scalar(_LAST, about=about)
    if row is None or last is None:
        return ()
    width = max(1, -(-(last - row.began_at + 1) // (POINTS - 1)))
    points, told = [(0, 0)], 0
    for step in tx.all(_SENT, about=about, began=row.began_at, width=width):
        told += int(step.told)
        points.append((min((int(step.step) + 1) * width, last - row.began_at), told))
    return tuple(points)
