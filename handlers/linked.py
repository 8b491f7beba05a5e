"""A shop's linked groups and channels: which there are, how to add one, and Unlink."""

from typing import Any

from sqlalchemy import Row

from handlers import gate
from handlers.turn import Turn
from models import chats, pinned

IN_GROUPS = "pin_messages+manage_video_chats"
IN_CHANNELS = "post_messages+edit_messages+manage_video_chats"


def press_chats(turn: Turn) -> None:
    """``chats``: a shop's chats, with the links that add the bot to another one."""
    shop = gate.owned(turn)
    if shop is not None:
        turn.reply("chats", **_facts(turn, shop))


def press_unlink(turn: Turn, chat_id: int) -> None:
    """``unlink:CHAT``: what was claimed there stays claimed; the bot stays where it is."""
    shop = gate.owned(turn)
    chat = None if shop is None else chats.chat(turn.tx, chat_id)
    if shop is None:
        return
    if chat is not None and chat.shop_id != shop.id:
        turn.toast("toast_not_yours")
    else:
        for gone in chats.unlink(turn.tx, chat_id):
            pinned.leave(turn.tx, gone)
        turn.toast("toast_unlinked")
    turn.edit("chats", **_facts(turn, shop))


def _facts(turn: Turn, shop: Row[Any]) -> dict[str, Any]:
    bot = turn.tx.terms.bot
    return {
        "shop": shop.name,
        "chats": [
            {"id": row.id, "title": row.title, "kind": row.kind, "missing": missing(row),
             "borrowed": row.borrowed}
            for row in chats.of_shop(turn.tx, shop.id)
        ],
        "group_url": f"https://t.me/{bot}?startgroup=link&admin={IN_GROUPS}",
        "channel_url": f"https://t.me/{bot}?startchannel=link&admin={IN_CHANNELS}",
    }  # fmt: skip


def missing(chat: Row[Any]) -> list[str]:
    """The rights that a linked chat (its row) doesn't give: post, pin."""
    wanted = () if chat.borrowed else (("post", chat.can_post), ("pin", chat.can_pin))
    return [name for name, given in wanted if not given]
