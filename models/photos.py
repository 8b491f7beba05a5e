"""Photos: the pictures of a product, one of which is its cover."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, UniqueConstraint, delete, exists, select, update
from sqlmodel import Field, SQLModel

from models.catalog import PRODUCT
from models.tx import Tx, table


class Photo(SQLModel, table=True):
    """A picture of a product, by Telegram's file id. ``fingerprint`` tells what it looks like,
    ``album`` what several photos sent together have in common."""

    __table_args__ = (UniqueConstraint("product_id", "file_id"),)

    id: int | None = Field(default=None, primary_key=True)
    product_id: int = Field(foreign_key="product.id")
    position: int
    file_id: str
    fingerprint: str | None = None
    album: str | None = None


PHOTO = table(Photo)
MOST = 10
"""How many photos a product can have: as many as one album."""


def of_product(tx: Tx, product_id: int) -> Sequence[Row[Any]]:
    """A product's photos, the cover first."""
    _note_cover(tx, product_id)
    found = (
        select(PHOTO)
        .join(PRODUCT, PRODUCT.c.id == PHOTO.c.product_id)
        .where(PHOTO.c.product_id == product_id)
        .order_by((PHOTO.c.file_id == PRODUCT.c.photo).desc(), PHOTO.c.position, PHOTO.c.id)
    )
    return tx.all(found)


def add(tx: Tx, product_id: int, file_id: str, album: str | None = None) -> bool:
    """Adds a photo; the first becomes the cover. No if there are ``MOST`` already."""
    there = of_product(tx, product_id)
    if len(there) >= MOST:
        return False
    place = max((row.position for row in there), default=-1) + 1
    tx.insert_new(Photo, product_id=product_id, position=place, file_id=file_id, album=album)
    if not there:
        _set_cover(tx, product_id, file_id)
    return True


def remove(tx: Tx, product_id: int, photo_id: int) -> bool:
    """Takes a photo away; the next becomes the cover where it was that. No if it is gone."""
    there = of_product(tx, product_id)
    left = [row for row in there if row.id != photo_id]
    tx.run(delete(PHOTO).where(PHOTO.c.id == photo_id, PHOTO.c.product_id == product_id))
    _set_cover(tx, product_id, left[0].file_id if left else None)
    return len(left) < len(there)


def make_cover(tx: Tx, product_id: int, photo_id: int) -> bool:
    """Makes a photo the cover; no if it is gone."""
    row = tx.one(select(PHOTO).where(PHOTO.c.id == photo_id, PHOTO.c.product_id == product_id))
    if row is not None:
        _set_cover(tx, product_id, row.file_id)
    return row is not None


def album_of(tx: Tx, shop_id: int, album: str) -> int | None:
    """The product of a shop that has photos of this album."""
    found: int | None = tx.scalar(
        select(PHOTO.c.product_id)
        .join(PRODUCT, PRODUCT.c.id == PHOTO.c.product_id)
        .where(PRODUCT.c.shop_id == shop_id, PHOTO.c.album == album)
    )
    return found


def _set_cover(tx: Tx, product_id: int, file_id: str | None) -> None:
    tx.run(update(PRODUCT).where(PRODUCT.c.id == product_id).values(photo=file_id))


def _note_cover(tx: Tx, product_id: int) -> None:
    """Cover and photos are kept apart: a cover that came alone is a photo too."""
    cover = tx.scalar(select(PRODUCT.c.photo).where(PRODUCT.c.id == product_id))
    if cover is not None:
        tx.insert_new(Photo, product_id=product_id, position=0, file_id=cover)


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
