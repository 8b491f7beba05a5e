"""Live streams in linked chats: they plan, start and end a shop's shows by themselves."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, select, update

from models import people, schedule, shows
from models.shows import IS_ON, SHOW
from models.tx import Tx

DEBOUNCE = 90_000
"""A stream that is back within so long (ms) never was away."""


def scheduled(tx: Tx, chat: Row[Any], starts_at: int) -> tuple[Row[Any], str] | None:
    """A stream is announced in a chat for ``starts_at`` (ms): its show, and what became of it:
    planned or moved; None where that time is over, or known already.

    A show planned by hand about then is taken to be this one, and keeps its own time.
    """
    shop = people.shop(tx, chat.shop_id)
    if starts_at <= tx.now:
        return None
    planned = schedule.coming(tx, shop.id)
    own = next((row for row in planned if row.stream_chat == chat.id), None)
    if own is not None:
        moved = own.starts_at != starts_at and schedule.reschedule(tx, own.id, starts_at)
        return (shows.known(tx, own.id), "moved") if moved else None
    near = [row for row in planned if abs(row.starts_at - starts_at) <= schedule.NEAR]
    if near:
        if near[0].stream_chat is None:
            follow(tx, near[0].id, chat.id)
        return None
    made = schedule.schedule(tx, shop, _title(chat, shop, starts_at), starts_at, link=_link(chat))
    follow(tx, made, chat.id)
    return shows.known(tx, made), "planned"


@dataclass(frozen=True, slots=True)
class Starts:
    """The show that a stream starts: a planned one, or a new one of this title."""

    title: str
    link: str | None
    planned: Row[Any] | None


def started(tx: Tx, chat: Row[Any], at: int) -> Starts | None:
    """A stream began in a chat then (ms): the show to be started for it (``follow`` it), if any.

    One that is on the air already stays the show. It goes on when its stream is back, in whichever
    of the shop's chats; the reconnection of a stream whose show was ended by hand starts nothing.
    """
    shop = people.shop(tx, chat.shop_id)
    running = shows.on_air(tx, shop.id)
    if running is not None:
        back = running.stream_chat == chat.id or running.stream_ended_at is not None
        if back and running.stream_chat is not None:
            follow(tx, running.id, chat.id)
        return None
    if shop.state != "open" or _just_ended(tx, chat, at):
        return None
    planned = _planned(tx, chat)
    title = "" if planned is not None else _title(chat, shop, at)
    link = None if planned is not None and planned.link else _link(chat)
    return Starts(title, link, planned)


def ended(tx: Tx, chat: Row[Any], at: int) -> None:
    """The stream in a chat broke off at ``at`` (ms): its show ends unless it is back in time."""
    following = (SHOW.c.stream_chat == chat.id) & SHOW.c.stream_ended_at.is_(None)
    begun = SHOW.c.started_at.is_not(None)
    tx.run(update(SHOW).where(following, begun).values(stream_ended_at=at))


def over(tx: Tx) -> list[Row[Any]]:
    """The shows on the air whose stream didn't come back."""
    gone = SHOW.c.stream_ended_at <= tx.now - DEBOUNCE
    return list(tx.all(select(SHOW).where(IS_ON, gone)))


def _just_ended(tx: Tx, chat: Row[Any], at: int) -> bool:
    """Whether what begins is the stream of a show that was ended by hand, back after a moment."""
    of_chat = select(SHOW.c.stream_ended_at).where(
        SHOW.c.stream_chat == chat.id, SHOW.c.ended_at.is_not(None), SHOW.c.shop_id == chat.shop_id
    )
    last = tx.one(of_chat.order_by(SHOW.c.ended_at.desc()).limit(1))
    away = None if last is None else last.stream_ended_at
    return away is not None and at - int(away) < DEBOUNCE


def _planned(tx: Tx, chat: Row[Any]) -> Row[Any] | None:
    """The show that a stream in this chat is: the one it planned, else one about this time."""
    own = [row for row in schedule.coming(tx, chat.shop_id) if row.stream_chat == chat.id]
    return own[0] if own else schedule.near(tx, chat.shop_id)


def follow(tx: Tx, show_id: int, chat_id: int) -> None:
    """Lets a show end with the stream in this chat."""
    tx.run(
        update(SHOW).where(SHOW.c.id == show_id).values(stream_chat=chat_id, stream_ended_at=None)
    )


def _title(chat: Row[Any], shop: Row[Any], at: int) -> str:
    day = datetime.fromtimestamp(at / 1000, ZoneInfo(shop.zone)).date()
    return f"{chat.title} · {day.isoformat()}"


def _link(chat: Row[Any]) -> str | None:
    if chat.username is None:
        return None
    return f"https://t.me/{chat.username}?{'livestream' if chat.kind == 'channel' else 'videochat'}"
