"""Chats: the groups and channels that sellers linked to their shops."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Row, bindparam, delete, select, update
from sqlmodel import Field, SQLModel

from models import delivery, group_messages, outgoing, people
from models.priority import Priority
from models.ready import Ready
from models.shows import SHOW
from models.tx import Tx, table


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
    borrowed: bool = False
    """Linked only because that channel is, and as long as it is."""
    can_post: bool = True
    can_pin: bool = False
    linked_at: int = Field(sa_type=BigInteger)


@dataclass(frozen=True, slots=True)
class Linked:
    """The chat belongs to the shop. ``new``: it didn't before."""

    new: bool


@dataclass(frozen=True, slots=True)
class Taken:
    """Another shop was there first."""


CHAT = table(Chat)
_CHAT = Ready(select(CHAT).where(CHAT.c.id == bindparam("id")))


def chat(tx: Tx, chat_id: int) -> Row[Any] | None:
    """A linked chat's row."""
    return tx.quick(_CHAT, id=chat_id)


def of_shop(tx: Tx, shop_id: int) -> list[Row[Any]]:
    """The chats linked to a shop, the oldest first."""
    return list(tx.all(select(CHAT).where(CHAT.c.shop_id == shop_id).order_by(CHAT.c.linked_at)))


def link(
    tx: Tx, shop_id: int, chat_id: int, *, kind: str, title: str, username: str | None,
    can_post: bool, can_pin: bool,
) -> Linked | Taken:  # fmt: skip
    """Links a chat to a shop, or brings its link up to date; the shop that was there first stays.

    A group that counted only for its channel's sake is linked for its own from then on.
    """
    known = chat(tx, chat_id)
    seen = {"kind": kind, "title": title, "username": username, "can_post": can_post,
            "can_pin": can_pin, "borrowed": False}  # fmt: skip
    if known is None:
        tx.insert(Chat, id=chat_id, shop_id=shop_id, linked_at=tx.now, **seen)
        tx.tell("chat_linked", shop=shop_id, chat=chat_id)
        return Linked(True)
    if known.shop_id != shop_id:
        return Taken()
    edit(tx, chat_id, **seen)
    return Linked(bool(known.borrowed))


def edit(tx: Tx, chat_id: int, **values: Any) -> None:
    """Brings a chat's row up to date."""
    tx.run(update(CHAT).where(CHAT.c.id == chat_id).values(**values))


def discuss(
    tx: Tx, chat_id: int, channel_id: int, *, kind: str, title: str, username: str | None
) -> None:
    """Notes that a channel's posts are discussed in a group: it counts for the channel's shop."""
    known, channel = chat(tx, chat_id), chat(tx, channel_id)
    if known is not None:
        if known.channel_id != channel_id:
            edit(tx, chat_id, channel_id=channel_id)
    elif channel is not None:
        tx.insert(
            Chat, id=chat_id, shop_id=channel.shop_id, kind=kind, title=title, username=username,
            channel_id=channel_id, borrowed=True, can_post=True, can_pin=False, linked_at=tx.now,
        )  # fmt: skip
        tx.tell("chat_linked", shop=channel.shop_id, chat=chat_id)


def unlink(tx: Tx, chat_id: int) -> list[Row[Any]]:
    """Ends a chat's link, and that of a group which counted for its sake; their rows as they were.

    What was claimed there stays claimed.
    """
    along = (CHAT.c.channel_id == chat_id) & CHAT.c.borrowed
    gone = list(tx.all(select(CHAT).where((CHAT.c.id == chat_id) | along)))
    tx.run(delete(CHAT).where(CHAT.c.id.in_([row.id for row in gone])))
    for row in gone:
        tx.tell("chat_unlinked", shop=row.shop_id, chat=row.id)
    return gone


def lose(tx: Tx, chat_id: int, why: str) -> None:
    """Unlinks a chat that the bot has lost (``why``: removed or demoted), and tells its seller."""
    for row in unlink(tx, chat_id):
        delivery.give_up_on(tx, row.id, "unlinked")
        if row.id == chat_id:
            shop = people.shop(tx, row.shop_id)
            facts = {"title": row.title, "kind": row.kind, "shop": shop.name, "why": why}
            outgoing.say(tx, shop.owner_id, "chat_unlinked", facts, priority=Priority.RECEIPT)


def move(tx: Tx, old: int, new: int) -> None:
    """Carries all that concerns a group over to the supergroup it became, however often told.

    What was to be done to messages of the old one is left: theirs are other numbers.
    """
    _rekey(tx, old, new)
    delivery.leave_messages(tx, old)
    group_messages.rekey(tx, old, new)
    delivery.move_chat(tx, old, new)


def _rekey(tx: Tx, old: int, new: int) -> None:
    """If the supergroup was linked meanwhile, that link stays."""
    if chat(tx, old) is None:
        return
    if chat(tx, new) is None:
        edit(tx, old, id=new, kind="supergroup")
    else:
        tx.run(delete(CHAT).where(CHAT.c.id == old))
    tx.run(update(SHOW).where(SHOW.c.stream_chat == old).values(stream_chat=new))
    tx.tell("chat_moved", chat=old, to=new)
