"""Comments in a linked group: claims are answered with an emoji, all other talk with silence."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row

from handlers import changes as second_thoughts
from handlers import claim, pending, reactions
from handlers.said import Said
from handlers.turn import Turn
from models import (
    calling,
    catalog,
    changes,
    chats,
    comment_codes,
    group_messages,
    people,
    reservations,
    shows,
    sources,
)
from models.choosing import Asked
from models.group_messages import DONE, REFUSED
from models.outcomes import ClaimOutcome, Closed
from models.tx import Tx
from models.words import grammar
from models.words.folding import code_key

SOON = ("paused", "alerts")
"""Why a claim is refused that can be made again in a while: its writer is to hear so."""
LATE = 3_600_000
"""How long (ms) after a show claims are refused, instead of being taken for plain talk."""


def comment(tx: Tx, said: Said) -> None:
    """Decides a comment, or its edit."""
    chat = chats.chat(tx, said.chat_id)
    if chat is None or said.anonymous or not said.text:
        return
    rows = changes.made_by(tx, said.source) if said.edited else ()
    if rows:
        _edited(tx, said, rows)
        return
    shop = people.shop(tx, chat.shop_id)
    show = of_comments(tx, shop, said.at)
    if show is None or said.person_id == shop.owner_id:  # a seller names codes to show them
        return
    codes = comment_codes.codes(tx, show)
    read = grammar.read_group_claim(said.text, codes)
    if read is not None:
        _claimed(tx, said, shop, show, grammar.choose(read, codes))
    elif (given_up := grammar.is_pass(said.text)) is not None:
        _pass(tx, said, show, given_up)


def of_comments(tx: Tx, shop: Row[Any], at: int) -> Row[Any] | None:
    """The show whose lineup a comment of that moment (ms) may speak of: one that takes claims, or
    the last one, if it has ended only lately."""
    show = shows.taking(tx, shop, at)
    if show is None and shop.closes_at is not None and at < shop.closes_at + LATE:
        return shows.taking(tx, shop, shop.closes_at - 1)
    return show


def turn_of(tx: Tx, said: Said) -> Turn:
    """A turn whose answers go to the private chat of who spoke, if there is one."""
    person = people.meet(
        tx, said.person_id, name=said.name, username=said.username, language=said.language
    )
    return Turn(tx, said, person, reachable=people.can_be_told(person))


def _claimed(
    tx: Tx, said: Said, shop: Row[Any], show: Row[Any],
    meant: grammar.Reading | grammar.BadQuantity | None,
) -> None:  # fmt: skip
    turn = turn_of(tx, said)
    match meant:
        case grammar.Reading(code=code, quantity=quantity, words=words):
            outcome = claim_code(turn, shop, code, quantity, words)
            if outcome is not None:
                answer(turn, show, outcome)
        case grammar.BadQuantity(code=code, piece=piece):
            turn.reply("bad_quantity", code=code, piece=piece)
            reactions.put(turn, REFUSED)
        case None:
            return


def claim_code(
    turn: Turn, shop: Row[Any], code: str, quantity: int, words: Sequence[str]
) -> ClaimOutcome | Asked | None:
    """Claims what a shop sells under a folded code; None if it sells nothing under it."""
    every = catalog.choices(turn.tx, shop.id, code)
    if not every:
        return None
    if len(every) == 1:
        return claim.claim(turn, shop, every[0], quantity)
    outcome = claim.claim_product(turn, shop, every[0], quantity, words)
    if not turn.reachable and isinstance(outcome, Asked):
        pending.keep(turn, shop, code, quantity, words)
    elif not turn.reachable:
        pending.drop(turn.tx, turn.person.id, code)
    return outcome


def answer(turn: Turn, show: Row[Any], outcome: ClaimOutcome | Asked) -> None:
    """Says under the comment what came of its claim, and calls who can't be told in private."""
    emoji = reactions.emoji_of(outcome)
    if emoji is not None:
        reactions.put(turn, emoji)
    soon = isinstance(outcome, Closed) and outcome.why in SOON
    if (soon or emoji not in (None, REFUSED)) and not turn.reachable:
        calling.call(turn.tx, turn.said.chat_id, turn.person, f"v_{show.id}")


def _edited(tx: Tx, said: Said, rows: Sequence[Row[Any]]) -> None:
    """A comment that became reservations has other words now."""
    if rows[0].person_id != said.person_id:
        return
    turn = turn_of(tx, said)
    before = reactions.standing(tx, rows)
    second_thoughts.edited(turn)
    after = reactions.standing(tx, changes.made_by(tx, said.source))
    if after != before and said.message_id is not None:
        group_messages.react_anew(tx, said.chat_id, said.message_id, after)
        if after is not None and not turn.reachable:
            calling.call(tx, said.chat_id, turn.person, f"v_{rows[0].show_id or 0}")


def _pass(tx: Tx, said: Said, show: Row[Any], given_up: grammar.Pass) -> None:
    """Gives up what one claimed in this show: what is named, what is answered to, or the newest."""
    mine = [
        row for row in reservations.open_lines(tx, said.person_id) if row.show_id == show.id
    ]  # fmt: skip
    kept = pending.kept(tx, said.person_id, show.id)
    sources = set()
    if given_up.code is None and _speaks_of_others(said):
        return
    if given_up.code is not None:
        mine = [row for row in mine if code_key(row.code) == given_up.code]
        forgotten = kept is not None and not mine and kept.code == given_up.code
    else:
        source = _answered(tx, said) or _newest(mine, kept)
        mine = [row for row in mine if row.source == source]
        forgotten = kept is not None and kept.source == source
        if source is not None and reactions.is_open(tx, source, said.person_id):
            sources.add(source)
    if mine:
        second_thoughts.pass_on(turn_of(tx, said), mine)
        sources |= {row.source for row in mine}
    if kept is not None and forgotten:
        pending.drop(tx, said.person_id, kept.code)
        sources.add(kept.source)
    if said.message_id is None or not sources:
        return
    group_messages.react_anew(tx, said.chat_id, said.message_id, DONE)
    for source in sources:
        reactions.follow_up(tx, source)


def _speaks_of_others(said: Said) -> bool:
    """Whether it answers somebody else; the bot and a channel's post are nobody."""
    by = None if said.reply is None else said.reply.by
    return by is not None and by.person_id != said.person_id


def _answered(tx: Tx, said: Said) -> str | None:
    """The source of the writer's own comment that a pass answers, or that itself was asked about
    and has become one; None if there is none."""
    me, reply = said.person_id, said.reply
    if said.edited and group_messages.asked(tx, said.chat_id, said.message_id or 0) == me:
        return said.source
    if reply is None or reply.by is None or reply.by.person_id != me:
        return None
    return sources.of_message(said.chat_id, reply.message_id)


def _newest(mine: Sequence[Row[Any]], kept: pending.Kept | None) -> str | None:
    """The source of somebody's last claim: one of their reservations, or what is kept."""
    last = max(mine, key=lambda row: row.id, default=None)
    if kept is not None and (last is None or kept.place > (last.said_at, last.seq)):
        return kept.source
    return None if last is None else str(last.source)
