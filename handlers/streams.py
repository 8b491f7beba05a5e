"""Live streams in linked chats: what they do to shows, and what the seller is told of it."""

from typing import Any

from sqlalchemy import Row

from handlers import live
from handlers.said import Notice, Said
from handlers.turn import Turn
from models import chats, people, shows, streams, telling
from models.tx import Tx
from models.words.live_words import Live


def notice(tx: Tx, told: Notice) -> None:
    """A stream is planned, begins or breaks off in a linked chat."""
    chat = chats.chat(tx, told.chat_id)
    if chat is None:
        return
    match told.what:
        case "scheduled":
            planned = streams.scheduled(tx, chat, told.starts_at)
            if planned is not None:
                _planned(tx, chat, *planned)
        case "started":
            starts = streams.started(tx, chat, told.at)
            if starts is not None:
                _start(tx, chat, starts, told.at)
        case _:
            streams.ended(tx, chat, told.at)


def sweep(tx: Tx) -> None:
    """Ends the shows whose stream didn't come back, as ``/end`` would. The clock calls it."""
    for show in streams.over(tx):
        turn, _ = _for_seller(tx, show.shop_id, tx.now)
        live.press_end_now(turn, show.id)


def _start(tx: Tx, chat: Row[Any], starts: streams.Starts, at: int) -> None:
    """Goes live exactly as ``/live`` said at that moment (ms) does."""
    turn, shop = _for_seller(tx, chat.shop_id, at)
    live.start(turn, shop, Live(starts.title, starts.link), starts.planned)
    running = shows.on_air(tx, shop.id)
    if running is not None:
        streams.follow(tx, running.id, chat.id)


def _planned(tx: Tx, chat: Row[Any], show: Row[Any], what: str) -> None:
    turn, shop = _for_seller(tx, chat.shop_id, tx.now)
    turn.reply(
        "stream_planned", **telling.shop_facts(shop), show=show.id, title=show.title,
        at=show.starts_at, moved=what == "moved",
    )  # fmt: skip


def _for_seller(tx: Tx, shop_id: int, at: int) -> tuple[Turn, Row[Any]]:
    """A turn in the seller's private chat that nobody began, of that moment (ms)."""
    shop = people.shop(tx, shop_id)
    owner = people.person(tx, shop.owner_id)
    said = Said(
        seq=0, at=at, source=f"stream:{shop_id}:{tx.now}", chat_id=owner.id,
        person_id=owner.id, name=owner.name, private=True, language=owner.language,
    )  # fmt: skip
    return Turn(tx, said, owner), shop
