"""Photos: the pictures of a product, the first of which is its cover."""

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from models.store import table


class Photo(SQLModel, table=True):
    """A picture of a product, by Telegram's file id. ``fingerprint`` tells what it looks like."""

    __table_args__ = (UniqueConstraint("product_id", "file_id"),)

    id: int | None = Field(default=None, primary_key=True)
    product_id: int = Field(foreign_key="product.id")
    position: int
    file_id: str
    fingerprint: str | None = None


PHOTO = table(Photo)
