"""Photos: the pictures of a product, the first of which is its cover."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, UniqueConstraint, exists, select, update
from sqlmodel import Field, SQLModel

from models.catalog import PRODUCT
from models.store import Tx, table


class Photo(SQLModel, table=True):
    """A picture of a product, by Telegram's file id. ``fingerprint`` tells what it looks like."""

    __table_args__ = (UniqueConstraint("product_id", "file_id"),)

    id: int | None = Field(default=None, primary_key=True)
    product_id: int = Field(foreign_key="product.id")
    position: int
    file_id: str
    fingerprint: str | None = None


PHOTO = table(Photo)


def unseen(tx: Tx, most: int) -> Sequence[Row[Any]]:
    """Pictures on sale that nobody has looked at yet: rows of product_id and file_id."""
    noted = exists().where(PHOTO.c.product_id == PRODUCT.c.id, PHOTO.c.file_id == PRODUCT.c.photo)
    covers = select(PRODUCT.c.id.label("product_id"), PRODUCT.c.photo.label("file_id")).where(
        PRODUCT.c.photo.is_not(None), PRODUCT.c.archived.is_(False), ~noted
    )
    others = (
        select(PHOTO.c.product_id, PHOTO.c.file_id)
        .join(PRODUCT, PRODUCT.c.id == PHOTO.c.product_id)
        .where(PHOTO.c.fingerprint.is_(None), PRODUCT.c.archived.is_(False))
    )
    return tx.all(covers.union_all(others).limit(most))


def seen(tx: Tx, product_id: int, file_id: str, fingerprint: str) -> None:
    """Notes what a picture looks like; an empty fingerprint: like nothing that can be compared."""
    tx.insert_new(Photo, product_id=product_id, position=0, file_id=file_id)
    tx.run(
        update(PHOTO)
        .where(PHOTO.c.product_id == product_id, PHOTO.c.file_id == file_id)
        .values(fingerprint=fingerprint)
    )


def fingerprints(tx: Tx, product_ids: Sequence[int]) -> list[tuple[int, str]]:
    """(product id, fingerprint) of every picture of these products that was looked at."""
    found = select(PHOTO.c.product_id, PHOTO.c.fingerprint).where(
        PHOTO.c.product_id.in_(product_ids), PHOTO.c.fingerprint > ""
    )
    return [(row.product_id, row.fingerprint) for row in tx.all(found)]
