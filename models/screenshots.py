"""Screenshots: pictures of the video that buyers sent as claims, until somebody made out what
they show."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Index,
    Row,
    Update,
    delete,
    func,
    select,
    text,
    update,
)
from sqlmodel import Field, SQLModel

from models import leases
from models.tx import Tx, table

BELL = "screenshots"
MOST_AT_ONCE = 5
"""How many pictures of one person may wait to be looked at, and to be named by a seller."""
LATELY = 86_400_000
"""A picture that has waited for so long (ms) counts no more among them."""


class Screenshot(SQLModel, table=True):
    """A picture of the video. ``source``, ``said_at`` and ``seq`` are the photo message's.

    States: new (to be looked at), leased, asked (the buyer chooses), passed (the seller names it),
    claimed, ended. ``code`` is what was read in it, ``moment`` (ms) when the overlay showed that.
    ``quantity`` is what its caption claims (0: it only asks), ``words`` are its folded words, which
    may name an option (``captions.words_of``). ``as_file``: sent as a document.
    """

    __table_args__ = (
        CheckConstraint(
            "state IN ('new', 'leased', 'asked', 'passed', 'claimed', 'ended')",
            name="screenshot_state",
        ),
        Index("screenshot_due", "state", "due"),
    )

    id: int | None = Field(default=None, primary_key=True)
    source: str = Field(unique=True)
    person_id: int = Field(sa_type=BigInteger, foreign_key="person.id")
    shop_id: int | None = Field(default=None, foreign_key="shop.id")
    show_id: int | None = Field(default=None, foreign_key="show.id", index=True)
    file_id: str
    as_file: bool = Field(default=False, sa_column_kwargs={"server_default": text("0")})
    quantity: int = Field(default=1, sa_column_kwargs={"server_default": "1"})
    words: str = Field(default="", sa_column_kwargs={"server_default": text("''")})
    said_at: int = Field(sa_type=BigInteger)
    seq: int = Field(sa_type=BigInteger)
    state: str = "new"
    due: int = Field(default=0, sa_type=BigInteger)
    attempts: int = 0
    token: str | None = None
    lease_until: int | None = Field(default=None, sa_type=BigInteger)
    code: str | None = None
    moment: int | None = Field(default=None, sa_type=BigInteger)
    screening_id: int | None = Field(default=None, foreign_key="screening.id")
    reservation_id: int | None = Field(default=None, foreign_key="reservation.id")
    created_at: int = Field(sa_type=BigInteger)


SCREENSHOT = table(Screenshot)


def keep(
    tx: Tx, *, source: str, person_id: int, shop_id: int | None, show_id: int | None, file_id: str,
    said_at: int, seq: int, quantity: int = 1, words: Sequence[str] = (), as_file: bool = False,
) -> bool:  # fmt: skip
    """Notes a picture to be looked at; no if it was noted before."""
    tx.ring(BELL)
    return tx.insert_new(
        Screenshot, source=source, person_id=person_id, shop_id=shop_id, show_id=show_id,
        file_id=file_id, as_file=as_file, quantity=quantity, words=" ".join(words),
        said_at=said_at, seq=seq, state="new", due=tx.now, attempts=0, created_at=tx.now,
    )  # fmt: skip


def screenshot(tx: Tx, screenshot_id: int) -> Row[Any] | None:
    """One picture's row."""
    return tx.one(select(SCREENSHOT).where(SCREENSHOT.c.id == screenshot_id))


def of_source(tx: Tx, source: str) -> Row[Any] | None:
    """The picture that this message brought."""
    return tx.one(select(SCREENSHOT).where(SCREENSHOT.c.source == source))


def is_claimed(tx: Tx, screenshot_id: int) -> bool:
    """Whether a picture became a claim, or the question which option is meant."""
    row = screenshot(tx, screenshot_id)
    return row is not None and row.state == "claimed"


def count(tx: Tx, person_id: int, *states: str) -> int:
    """How many pictures that a person sent lately are in these states."""
    mine = (SCREENSHOT.c.person_id == person_id) & (SCREENSHOT.c.said_at > tx.now - LATELY)
    return int(tx.scalar(select(func.count()).where(mine, SCREENSHOT.c.state.in_(states))))


def lease(tx: Tx, most: int, token: str, until: int) -> Sequence[Row[Any]]:
    """Takes the pictures that are due, by when they were sent: see ``leases.take``."""
    sent = (SCREENSHOT.c.said_at, SCREENSHOT.c.seq)
    return leases.take(tx, SCREENSHOT, "new", sent, most=most, token=token, until=until)


def take_over(tx: Tx) -> int:
    """Puts every leased picture back, for a worker that starts where another was killed: only one
    of two that look at the same picture decides it."""
    return leases.put_back(tx, SCREENSHOT, "new")


def later(tx: Tx, screenshot_id: int, token: str, due: int) -> None:
    """Puts a leased picture back until ``due`` (ms), unless it ended meanwhile."""
    tx.run(_leased(screenshot_id, token).values(state="new", token=None, due=due))


def finish(tx: Tx, screenshot_id: int, token: str) -> Row[Any] | None:
    """The leased picture, to be decided in this transaction; None if the lease was lost."""
    held = _leased(screenshot_id, token).values(token=None)
    return screenshot(tx, screenshot_id) if tx.run(held) else None


def _leased(screenshot_id: int, token: str) -> Update:
    return update(SCREENSHOT).where(
        SCREENSHOT.c.id == screenshot_id, SCREENSHOT.c.token == token,
        SCREENSHOT.c.state == "leased",
    )  # fmt: skip


def move(tx: Tx, screenshot_id: int, before: Sequence[str], state: str, **values: Any) -> bool:
    """Takes a picture from one of the states ``before`` to ``state``; no if it is in none."""
    return bool(
        tx.run(
            update(SCREENSHOT)
            .where(SCREENSHOT.c.id == screenshot_id, SCREENSHOT.c.state.in_(before))
            .values(state=state, **values)
        )
    )


def note(tx: Tx, screenshot_id: int, **values: Any) -> None:
    """Writes down what is known of a picture: code, moment, screening, reservation."""
    tx.run(update(SCREENSHOT).where(SCREENSHOT.c.id == screenshot_id).values(**values))


def prune(tx: Tx, before: int, most: int = 1000) -> int:
    """Forgets pictures sent before then (ms) that nothing came of; returns how many.

    What became a claim stays, and whatever a code was read in: they are evidence. So does the
    newest, for its number would be given again, and old buttons name pictures by their number.
    """
    newest = select(func.max(SCREENSHOT.c.id)).scalar_subquery()
    old = select(SCREENSHOT.c.id).where(
        SCREENSHOT.c.state.in_(("asked", "passed", "ended")), SCREENSHOT.c.due < before,
        SCREENSHOT.c.code.is_(None), SCREENSHOT.c.reservation_id.is_(None),
        SCREENSHOT.c.id < newest,
    )  # fmt: skip
    return tx.run(delete(SCREENSHOT).where(SCREENSHOT.c.id.in_(old.limit(most))))


def next_due(tx: Tx) -> int | None:
    """When the next picture is to be looked at (ms), or None."""
    return leases.next_due(tx, SCREENSHOT, "new")
