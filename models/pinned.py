"""The board of a show in each linked chat: a message that keeps itself true, pinned if allowed."""

from typing import Any

import orjson
from sqlalchemy import Row, and_, select

from models import group_messages, lineup, people, show_board, shows
from models.chats import CHAT
from models.outgoing import OUTGOING
from models.priority import Priority
from models.shows import IS_ON, SHOW
from models.tx import Facts, Tx

EVERY = 8_000
"""How long (ms) one version stands at least: a group takes 20 messages a minute, edits among them,
and others need their share."""
TICK = 3_000
"""How often (ms) boards are looked at."""
AGAIN = 600_000
"""How long (ms) a chat that refused the board isn't tried again."""
PASSED_ON = 10_000
"""So long (ms) after a channel's board it is known which group is the channel's."""
LATELY = 86_400_000
"""How long (ms) after its end a show's boards are still brought to an end."""
_SHOWN = ("title", "state", "url", "shop", "zone", "currency", "sold_out", "now_url", "shop_url")


def sweep(tx: Tx) -> None:
    """Brings the boards of all shows up to date. To be called every ``TICK``."""
    for show, chats in _by_show(tx, IS_ON):
        facts = _facts(tx, show)
        first = [chat for chat in chats if chat.kind == "channel"]
        for chat in first or chats:
            _show(tx, show, chat, facts)
        if first and all(_has_stood(tx, show, chat) for chat in first):
            for chat in chats:
                if chat.kind != "channel":
                    _show(tx, show, chat, facts)
    for show, chats in _by_show(
        tx, (SHOW.c.state == "ended") & (SHOW.c.ended_at > tx.now - LATELY)
    ):
        for chat in chats:
            end(tx, show, chat)


def end(tx: Tx, show: Row[Any], chat: Row[Any]) -> None:
    """Says on a chat's board what came of the show, and takes it from the pinned messages."""
    row = group_messages.board(tx, _name(show, chat))
    if row is None or row.kind != "group_board" or group_messages.drop(tx, row.board):
        return
    _say(tx, show, chat, "group_board_over", _facts(tx, show))
    if row.message_id is not None and chat.can_pin:
        group_messages.unpin(tx, chat.id, row.message_id)


def begin(tx: Tx, chat: Row[Any]) -> None:
    """Makes place in a chat that was linked just now: another shop's board is brought to its end,
    and where this shop's was, the show gets a new one."""
    for row, show in _boards(tx, chat):
        if show.shop_id != chat.shop_id:
            end(tx, show, chat)
        elif row.kind == "group_board_over":
            group_messages.let_go(tx, row.board)


def leave(tx: Tx, chat: Row[Any]) -> None:
    """Brings the boards in a chat that is linked no longer to their end."""
    for _, show in _boards(tx, chat):
        end(tx, show, chat)


def _boards(tx: Tx, chat: Row[Any]) -> list[tuple[Row[Any], Row[Any]]]:
    """The boards of shows in a chat, each with its show."""
    every = (OUTGOING.c.board >= "show:") & (OUTGOING.c.board < "show;")
    found = []
    for row in tx.all(select(OUTGOING).where(every, OUTGOING.c.chat_id == chat.id)):
        show = shows.show(tx, int(row.board.split(":")[1]))
        if show is not None:
            found.append((row, show))
    return found


def _by_show(tx: Tx, which: Any) -> list[tuple[Row[Any], list[Row[Any]]]]:
    """Those shows whose shop has chats with a place for a board.

    A discussion group has its channel's there, as every post of the channel.
    """
    rows = tx.all(select(SHOW).where(which, SHOW.c.shop_id.in_(select(CHAT.c.shop_id))))
    found = []
    for show in rows:
        chats = tx.all(
            select(CHAT).where(and_(
                CHAT.c.shop_id == show.shop_id, CHAT.c.can_post, ~CHAT.c.borrowed,
                CHAT.c.channel_id.is_(None) | CHAT.c.channel_id.not_in(select(CHAT.c.id)),
            ))
        )  # fmt: skip
        found.append((show, list(chats)))
    return found


def _has_stood(tx: Tx, show: Row[Any], channel: Row[Any]) -> bool:
    """Whether a channel's board was passed on by now into the channel's discussion group."""
    row = group_messages.board(tx, _name(show, channel))
    if row is None or row.state == "gave_up":
        return True
    return show.started_at < tx.now - PASSED_ON and row.message_id is not None


def _show(tx: Tx, show: Row[Any], chat: Row[Any], facts: Facts) -> None:
    row = group_messages.board(tx, _name(show, chat))
    if row is not None and row.state == "gave_up" and row.sent_at > tx.now - AGAIN:
        return
    if row is None or row.kind != "group_board" or _seen(orjson.loads(row.facts)) != _seen(facts):
        _say(tx, show, chat, "group_board", facts)
    elif row.message_id is not None and row.state == "sent" and chat.can_pin:
        group_messages.pin(tx, chat.id, row.message_id)


def _seen(facts: Facts) -> list[Any]:
    """What of a board's facts its reader sees: an edit that changes nothing else isn't worth one.

    Times are shown in whole minutes, and how many wait only where nothing is left.
    """
    now, coming = facts["now"], facts["next"]
    shown: list[Any] = [facts[name] for name in _SHOWN]
    if now is not None:
        dearest = now["dearest"] if now["options"] > 1 else now["price"]
        until = now["until"] // 60_000 if now["flash"] and now["until"] else None
        shown += [now["code"], now["title"], now["price"], dearest > now["price"], now["flash"]]
        shown += [until, now["left"] or -now["waiting"]]
    if coming is not None:
        shown += ["next", coming["code"], coming["title"], not coming["left"]]
    return [*shown, facts["gone"] > len(facts["sold_out"])]


def _say(tx: Tx, show: Row[Any], chat: Row[Any], kind: str, facts: Facts) -> None:
    owner = people.shop(tx, show.shop_id).owner_id
    group_messages.show(
        tx, _name(show, chat), kind, facts, chat_id=chat.id, reader_id=owner,
        priority=Priority.BOARD, every=EVERY,
    )  # fmt: skip


def _name(show: Row[Any], chat: Row[Any]) -> str:
    return f"show:{show.id}:{chat.id}"


def _facts(tx: Tx, show: Row[Any]) -> Facts:
    """The public board with the links that its buttons open."""
    facts = show_board.board_facts(tx, show, lineup.entries(tx, show))
    return facts | {
        "now_url": _link(tx, facts, facts["now"]),
        "shop_url": tx.terms.deep_link(f"v_{show.id}"),
    }


def _link(tx: Tx, facts: Facts, product: Facts | None) -> str | None:
    """A link to a product; a payload takes no letters but Latin ones."""
    if product is None or not product["code"].isascii():
        return None
    return tx.terms.deep_link(f"p_{facts['slug']}_{product['code']}")
