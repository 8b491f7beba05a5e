"""What happens to groups and channels: the bot let in and out, streams, a group that moves."""

from typing import Any

from sqlalchemy import Row

from handlers import streams
from handlers.said import Notice, Speaker
from models import chats, group_messages, outgoing, people, pinned
from models.priority import Priority
from models.tx import Facts, Tx


def notice(tx: Tx, told: Notice) -> None:
    """Takes note of what Telegram tells of a group or channel."""
    match told.what:
        case "membership":
            _membership(tx, told)
        case "post":
            chats.discuss(tx, told.chat_id, told.other, kind=told.kind, title=told.title,
                          username=told.username)  # fmt: skip
        case "moved_to":
            chats.move(tx, told.chat_id, told.other)
        case "moved_from":
            chats.move(tx, told.other, told.chat_id)
        case "titled":
            chats.edit(tx, told.chat_id, title=told.title)
        case "scheduled" | "started" | "ended":
            streams.notice(tx, told)


def _membership(tx: Tx, told: Notice) -> None:
    known = chats.chat(tx, told.chat_id)
    match told.status:
        case "administrator":
            _administrator(tx, told, known)
        case "member":
            _member(tx, told, known)
        case _:
            chats.lose(tx, told.chat_id, "removed")


def _member(tx: Tx, told: Notice, known: Row[Any] | None) -> None:
    """A plain member of a group reads no comments."""
    if known is not None and not known.borrowed:
        chats.lose(tx, told.chat_id, "demoted")
    elif known is None:
        _tell(tx, told, "chat_make_admin", has_shop=_shop_of(tx, told.by) is not None)


def _administrator(tx: Tx, told: Notice, known: Row[Any] | None) -> None:
    rights = _rights(told)
    if told.by is None and known is None:
        _tell(tx, told, "chat_who")
        return
    shop = _shop_of(tx, told.by)
    if known is not None and (shop is None or known.shop_id == shop.id) and not known.borrowed:
        chats.edit(tx, told.chat_id, title=told.title, username=told.username, **rights)
        if shop is not None and rights != {name: getattr(known, name) for name in rights}:
            _tell(tx, told, "chat_linked", **_linked(told, shop))
    elif shop is None:
        _tell(tx, told, "chat_no_shop")
    else:
        outcome = chats.link(tx, shop.id, told.chat_id, kind=told.kind, title=told.title,
                             username=told.username, **rights)  # fmt: skip
        if isinstance(outcome, chats.Taken):
            _tell(tx, told, "chat_taken")
        else:
            linked = chats.chat(tx, told.chat_id)
            if outcome.new and linked is not None:
                pinned.begin(tx, linked)
            _tell(tx, told, "chat_linked", **_linked(told, shop))


def _rights(told: Notice) -> dict[str, bool]:
    if told.kind == "channel":
        return {"can_post": "can_post_messages" in told.rights,
                "can_pin": "can_edit_messages" in told.rights}  # fmt: skip
    return {"can_post": True, "can_pin": "can_pin_messages" in told.rights}


def _linked(told: Notice, shop: Row[Any]) -> Facts:
    rights = _rights(told)
    missing = [name.removeprefix("can_") for name, given in rights.items() if not given]
    return {"shop": shop.name, "slug": shop.slug, "missing": missing}


def _shop_of(tx: Tx, by: Speaker | None) -> Row[Any] | None:
    return None if by is None else people.shop_of(tx, by.person_id)


def _tell(tx: Tx, told: Notice, kind: str, **facts: Any) -> None:
    """In the private chat of who did it; once in the group, if they never opened one."""
    known = {"title": told.title, "kind": told.kind, "url": tx.terms.deep_link("sell")} | facts
    by = told.by
    person = None if by is None else people.meet(
        tx, by.person_id, name=by.name, username=by.username, language=by.language
    )  # fmt: skip
    if person is not None and people.can_be_told(person):
        outgoing.say(tx, person.id, kind, known, priority=Priority.ANSWER)
    elif told.kind != "channel":
        reader = None if person is None else person.id
        group_messages.say(tx, told.chat_id, reader, kind, known, once=f"{kind}:{told.chat_id}")
