"""Calling people who can't be written to: one message in the group names several at once."""

from typing import Any

import orjson
from sqlalchemy import Row, or_, update

from models import chats, group_messages, marks, people, reservations, sources
from models.outgoing import OUTGOING
from models.priority import Priority
from models.tx import Facts, Tx

EVERY = 6_000
"""How long (ms) one version of the message stands at least."""
STANDS = 45_000
"""After so long (ms) an edit of the message reaches nobody: a new one names who comes then."""
FRESH = 300_000
"""After so long (ms) a message has scrolled away: whom it names is called again when they come."""
KEPT = 86_400_000
"""So long (ms) it is known which message names whom."""
PATIENCE = 45_000
"""How long (ms) those who were told in words of their own have before they are named."""
WHISPERS = 5
"""How many people of one message are told in words of their own: they count as messages too."""
NAMES = 5
WHISPER_MARK = "whispers"
"""Kept under this name: whether Telegram shows messages to one person alone."""
LONGEST_NAME = 32

_PREFIX = "start:"
_ALL = (OUTGOING.c.board >= _PREFIX) & (OUTGOING.c.board < "start;")


def can_whisper(tx: Tx) -> bool:
    """Whether Telegram shows a message in a group to one person alone, as far as is known."""
    known = tx.kept("whispers")
    if known is None:
        known = bool(marks.mark(tx, WHISPER_MARK))
        tx.keep("whispers", known)
    return bool(known)


def call(tx: Tx, chat_id: int, person: Row[Any], payload: str) -> None:
    """Has somebody whose claim here was answered named, with all others of this transaction: see
    ``settle``.

    ``payload`` is what their Start button carries.
    """
    called: dict[int, dict[int, tuple[Row[Any], str]]] = tx.kept("called") or {}
    called.setdefault(chat_id, {})[person.id] = (person, payload)
    tx.keep("called", called)


def call_again(tx: Tx, row: Row[Any]) -> None:
    """Names whoever claimed a reservation (its row) in a group, for they have got it now."""
    if (comment := sources.comment(row.source)) is not None:
        payload = f"r_{row.id}" if row.show_id is None else f"v_{row.show_id}"
        call(tx, comment[0], people.person(tx, row.person_id), payload)
        settle(tx)


def settle(tx: Tx) -> None:
    """Writes down who was called in this transaction: one message for each group."""
    for chat_id, called in (tx.kept("called") or {}).items():
        chat = chats.chat(tx, chat_id)
        if chat is not None:
            _name(tx, chat, called)
    tx.keep("called", None)


def _name(tx: Tx, chat: Row[Any], called: dict[int, tuple[Row[Any], str]]) -> None:
    shop = people.shop(tx, chat.shop_id)
    whispers = can_whisper(tx) and chat.kind == "supergroup"
    wait = PATIENCE if whispers else 0
    lately = _lately(tx, chat.id)
    before = {person_id for row in lately for person_id in orjson.loads(row.facts)["people"]}
    board, named = f"{_PREFIX}{chat.id}:{tx.now + wait}", dict[str, str]()
    if lately and (lately[0].message_id is None or _begun(lately[0]) > tx.now - STANDS):
        board, named = lately[0].board, orjson.loads(lately[0].facts)["people"]
    else:
        _forget_old(tx, chat.id)
    new = [one for one in called.values() if str(one[0].id) not in before]
    for person, payload in new:
        if people.can_be_told(people.person(tx, person.id)):
            continue  # pressed Start in the meantime
        if whispers and len(named) < WHISPERS:
            facts = {"name": person.name, "shop": shop.name, "url": tx.terms.deep_link(payload)}
            group_messages.whisper(tx, chat.id, person.id, "group_alone", facts)
        named[str(person.id)] = person.name[:LONGEST_NAME]
    if new and named:
        url = tx.terms.deep_link(new[-1][1])
        _show(tx, board, chat.id, shop, named=named, url=url, wait=wait)


def _lately(tx: Tx, chat_id: int) -> list[Row[Any]]:
    """The group's messages of the last while, and what is still to be sent, the newest first; one
    Telegram refused is none."""
    own = OUTGOING.c.board.between(f"{_PREFIX}{chat_id}:", f"{_PREFIX}{chat_id};")
    fresh = OUTGOING.c.board > f"{_PREFIX}{chat_id}:{tx.now - FRESH}"
    counts = or_(fresh, OUTGOING.c.message_id.is_(None))
    rows = tx.all(OUTGOING.select().where(own, counts, OUTGOING.c.state != "gave_up"))
    return sorted(rows, key=_begun, reverse=True)


def _forget_old(tx: Tx, chat_id: int) -> None:
    first, last = f"{_PREFIX}{chat_id}:", f"{_PREFIX}{chat_id}:{tx.now - KEPT}"
    old = (OUTGOING.c.board >= first) & (OUTGOING.c.board < last)
    tx.run(OUTGOING.delete().where(old, OUTGOING.c.state.in_(("sent", "gave_up"))))


def _begun(row: Row[Any]) -> int:
    """When a message was to go out first (ms)."""
    return int(row.board.rpartition(":")[2])


def _show(
    tx: Tx, board: str, chat_id: int, shop: Row[Any], *, named: dict[str, str], url: str,
    wait: int = 0,
) -> None:  # fmt: skip
    names = list(named.values())[::-1]
    facts: Facts = {
        "names": names[:NAMES], "more": len(names[NAMES:]), "people": named, "url": url,
        "shop": shop.name, "shop_id": shop.id,
    }  # fmt: skip
    group_messages.show(
        tx, board, "group_start", facts, chat_id=chat_id, reader_id=shop.owner_id,
        priority=Priority.ANSWER, every=EVERY, wait=wait,
    )  # fmt: skip


def hurry(tx: Tx, chat_id: int) -> None:
    """Names those at once who couldn't be told in words of their own."""
    waiting = (OUTGOING.c.chat_id == chat_id) & (OUTGOING.c.state == "queued") & _ALL
    if tx.run(update(OUTGOING).where(waiting, OUTGOING.c.sent_at.is_(None)).values(due=0)):
        tx.ring("outgoing")


def arrived(tx: Tx, person_id: int) -> bool:
    """Somebody can be written to now: they are named no longer. Whether they have reserved."""
    holding = reservations.open_lines(tx, person_id)
    named = _ALL & OUTGOING.c.facts.contains(f'"{person_id}":')
    for row in tx.all(OUTGOING.select().where(named)):
        facts = orjson.loads(row.facts)
        facts["people"].pop(str(person_id), None)
        if not facts["people"] and group_messages.drop(tx, row.board):
            continue
        shop = people.shop(tx, facts["shop_id"])
        _show(tx, row.board, row.chat_id, shop, named=facts["people"], url=facts["url"])
    return bool(holding)
