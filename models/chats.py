"""Chats: the groups and channels that sellers linked to their shops."""

from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Row, bindparam, select
from sqlmodel import Field, SQLModel

from models.ready import Ready
from models.store import Tx, table


class Chat(SQLModel, table=True):
    """A group or channel linked to a shop. ``id`` is Telegram's, so below 0."""

    __table_args__ = (
        CheckConstraint("kind IN ('group', 'supergroup', 'channel')", name="chat_kind"),
    )

    id: int = Field(primary_key=True, sa_type=BigInteger)
    shop_id: int = Field(foreign_key="shop.id", index=True)
    kind: str
    title: str
    username: str | None = None
    channel_id: int | None = Field(default=None, sa_type=BigInteger)
    """The channel whose posts are discussed in this group."""
    can_pin: bool = False
    linked_at: int = Field(sa_type=BigInteger)


CHAT = table(Chat)
_CHAT = Ready(select(CHAT).where(CHAT.c.id == bindparam("id")))


def chat(tx: Tx, chat_id: int) -> Row[Any] | None:
    """A linked chat's row."""
    return tx.quick(_CHAT, id=chat_id)


def of_shop(tx: Tx, shop_id: int) -> list[Row[Any]]:
    """The chats linked to a shop, the oldest first."""
    return list(tx.all(select(CHAT).where(CHAT.c.shop_id == shop_id).order_by(CHAT.c.linked_at)))
