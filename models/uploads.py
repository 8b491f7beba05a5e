"""Uploads: files of products that sellers sent, from the message to what was imported."""

from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Index, Row, delete, func, or_, select, update
from sqlmodel import Field, SQLModel

from models.tx import Tx, table

BELL = "uploads"
_TO_DO = ("new", "wanted")


class Upload(SQLModel, table=True):
    """A file to import. ``source`` is the message that brought it.

    States: new (to be fetched and checked), checked (its seller decides), wanted (to be imported),
    done, ended (dropped, or followed by another), failed. ``entries`` is what its good rows come
    to (``importing.packed``), and ``imported`` how many of those are in.
    """

    __table_args__ = (
        CheckConstraint(
            "state IN ('new', 'checked', 'wanted', 'done', 'ended', 'failed')", name="upload_state"
        ),
        Index("upload_due", "state", "due"),
    )

    id: int | None = Field(default=None, primary_key=True)
    source: str = Field(unique=True)
    shop_id: int = Field(foreign_key="shop.id", index=True)
    person_id: int = Field(sa_type=BigInteger, foreign_key="person.id")
    file_id: str
    state: str = "new"
    entries: str | None = None
    imported: int = 0
    due: int = Field(default=0, sa_type=BigInteger)
    attempts: int = 0
    token: str | None = None
    lease_until: int | None = Field(default=None, sa_type=BigInteger)
    created_at: int = Field(sa_type=BigInteger)


UPLOAD = table(Upload)
_ABOUT = select(*(column for column in UPLOAD.c if column.name != "entries"))
"""All but the entries: they may be megabytes."""


def begin(tx: Tx, *, source: str, shop_id: int, person_id: int, file_id: str) -> bool:
    """Notes a file to be checked; what was sent before and not decided is dropped. No if this very
    message was noted before."""
    if tx.scalar(select(UPLOAD.c.id).where(UPLOAD.c.source == source)) is not None:
        return False
    tx.run(
        update(UPLOAD)
        .where(UPLOAD.c.shop_id == shop_id, UPLOAD.c.state.in_(("new", "checked")))
        .values(state="ended", entries=None)
    )
    tx.insert(
        Upload, source=source, shop_id=shop_id, person_id=person_id, file_id=file_id, state="new",
        due=tx.now, created_at=tx.now,
    )  # fmt: skip
    tx.ring(BELL)
    return True


def upload(tx: Tx, upload_id: int) -> Row[Any]:
    """An upload that exists, without its entries."""
    row = tx.one(_ABOUT.where(UPLOAD.c.id == upload_id))
    if row is None:
        raise LookupError(f"no upload {upload_id}")
    return row


def entries(tx: Tx, upload_id: int) -> str | None:
    """What an upload comes to, while that is open."""
    found: str | None = tx.scalar(select(UPLOAD.c.entries).where(UPLOAD.c.id == upload_id))
    return found


def lease(tx: Tx, token: str, until: int) -> Row[Any] | None:
    """Takes the next upload that is to be checked or imported until ``until`` (ms).

    ``attempts`` of the row doesn't count this one.
    """
    row = tx.one(
        _ABOUT.where(
            UPLOAD.c.state.in_(_TO_DO), UPLOAD.c.due <= tx.now,
            or_(UPLOAD.c.lease_until.is_(None), UPLOAD.c.lease_until < tx.now),
        )
        .order_by(UPLOAD.c.due, UPLOAD.c.id)
        .limit(1)
    )  # fmt: skip
    if row is not None:
        _set(tx, row.id, token=token, lease_until=until, attempts=row.attempts + 1)
    return row


def take_over(tx: Tx) -> None:
    """Lets go of every lease: for a worker that starts where another was killed."""
    tx.run(update(UPLOAD).where(UPLOAD.c.state.in_(_TO_DO)).values(token=None, lease_until=None))


def move(tx: Tx, upload_id: int, before: str, after: str, **values: Any) -> bool:
    """Changes the state, once; says whether it did."""
    moved = tx.run(
        update(UPLOAD)
        .where(UPLOAD.c.id == upload_id, UPLOAD.c.state == before)
        .values(state=after, token=None, lease_until=None, due=tx.now, attempts=0, **values)
    )
    if moved:
        tx.ring(BELL)
    return bool(moved)


def later(tx: Tx, upload_id: int, due: int) -> None:
    """Puts an upload back until ``due`` (ms)."""
    _set(tx, upload_id, token=None, lease_until=None, due=due)


def note_imported(tx: Tx, row: Row[Any], imported: int) -> bool:
    """Notes how many entries are in by now; no if another worker is ahead."""
    return bool(
        tx.run(
            update(UPLOAD)
            .where(
                UPLOAD.c.id == row.id, UPLOAD.c.state == "wanted",
                UPLOAD.c.imported == row.imported,
            )
            .values(imported=imported)
        )
    )  # fmt: skip


def own(tx: Tx, shop_id: int, upload_id: int) -> Row[Any] | None:
    """The upload of a shop that a button names."""
    return tx.one(_ABOUT.where(UPLOAD.c.id == upload_id, UPLOAD.c.shop_id == shop_id))


def next_due(tx: Tx) -> int | None:
    """When the next upload is to be looked at (ms), or None."""
    rows = tx.all(select(UPLOAD.c.due, UPLOAD.c.lease_until).where(UPLOAD.c.state.in_(_TO_DO)))
    return min((max(row.due, row.lease_until or 0) for row in rows), default=None)


def prune(tx: Tx, before: int, most: int = 100) -> int:
    """Forgets files that nothing is done with since then (ms); returns how many. The newest stays,
    for its number would be given again, and old buttons name files by their number."""
    newest = select(func.max(UPLOAD.c.id)).scalar_subquery()
    old = select(UPLOAD.c.id).where(
        UPLOAD.c.state.not_in(_TO_DO), UPLOAD.c.due < before, UPLOAD.c.id < newest
    )
    return tx.run(delete(UPLOAD).where(UPLOAD.c.id.in_(old.limit(most))))


def _set(tx: Tx, upload_id: int, **values: Any) -> None:
    tx.run(update(UPLOAD).where(UPLOAD.c.id == upload_id).values(**values))
