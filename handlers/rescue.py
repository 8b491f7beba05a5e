"""/claim: the seller makes somebody's message their claim, in its own place in the queue."""

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Row

from handlers import asking, changes, claim, comments, help
from handlers.said import Quoted, Said, Speaker
from handlers.turn import Turn
from models import (
    catalog,
    chats,
    claims,
    options,
    people,
    reservations,
    shows,
    sources,
    talks,
    telling,
)
from models.choosing import Asked
from models.outcomes import ClaimOutcome, Closed, Repeated
from models.tx import Tx
from models.words import grammar

TALK = "rescue"
COMMAND = "claim"


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Which product, how many, with which words for its option."""

    code: str
    quantity: int
    words: tuple[str, ...]


def in_group(tx: Tx, said: Said) -> None:
    """A command in a group. ``/claim`` of the seller's, or of an administrator who speaks in the
    name of the seller's group, is carried out; all others belong into the private chat."""
    chat = chats.chat(tx, said.chat_id)
    if chat is None or said.edited or said.command != COMMAND:
        return
    shop = people.shop(tx, chat.shop_id)
    if said.person_id != shop.owner_id and not said.anonymous:
        turn = comments.turn_of(tx, said)
        turn.reply("rescue_seller_only", shop=shop.name)
        return
    turn = Turn(tx, said, people.person(tx, shop.owner_id))
    if said.reply is None:
        turn.reply("rescue_how", problem="no_reply")
    else:
        _rescue(turn, shop, said.reply, said.args)


def in_private(turn: Turn) -> None:
    """``/claim [code] [quantity]`` behind a message that was passed on, or in reply to it."""
    said = turn.said
    shop = turn.shop()
    if shop is None:
        if said.reply is None and said.args and claim.claim_by_text(_in_words(turn, said.args)):
            return
        turn.reply("rescue_seller_only", shop=None)
        return
    about = _passed_on(turn)
    if about is None:
        turn.reply("rescue_how", problem="no_message")
    else:
        _rescue(turn, shop, about, said.args)


def _in_words(turn: Turn, text: str) -> Turn:
    """The same turn, with other words."""
    return Turn(turn.tx, replace(turn.said, text=text), turn.person)


def _passed_on(turn: Turn) -> Quoted | None:
    """The message that /claim speaks of: the one it answers, else the one passed on just before."""
    if turn.said.reply is not None:
        return turn.said.reply
    talking = talks.talk(turn.tx, turn.person.id)
    return _kept(talking) if talking is not None and talking.kind == TALK else None


def passed_on(turn: Turn) -> bool:
    """A seller passes somebody's message on: remembers it for ``/claim``, and says so.

    Says whether that was it; photos and what answers a question of ours are something else.
    """
    said = turn.said
    shop = turn.shop() if said.passed_on is not None and not said.photo else None
    if shop is None or said.passed_on is None:
        return False
    about = replace(said.passed_on, text=said.text)
    if about.by is None:
        turn.reply("rescue_how", problem="hidden" if about.hidden else "nobody")
    elif about.by.person_id == turn.person.id:
        return False
    else:
        talks.wait_for(turn.tx, turn.person.id, TALK, "claim", _draft(about, about.by))
        turn.reply("rescue_ask", buyer=about.by.name, text=about.text[:120])
    return True


def step(turn: Turn, talking: talks.Talking) -> None:
    """What follows a message that was passed on, if it isn't ``/claim``: something else."""
    talks.leave(turn.tx, turn.person.id)
    if not passed_on(turn) and not claim.claim_by_text(turn) and not changes.pass_by_text(turn):
        help.unknown(turn)


def _draft(about: Quoted, by: Speaker) -> dict[str, Any]:
    return {
        "at": about.at, "text": about.text,
        "by": [by.person_id, by.name, by.username, by.language],
    }  # fmt: skip


def _kept(talking: talks.Talking) -> Quoted:
    return Quoted(talking.draft["at"], talking.draft["text"], Speaker(*talking.draft["by"]))


def _rescue(turn: Turn, shop: Row[Any], about: Quoted, args: str) -> None:
    """``turn`` is the seller's, who is told what came of it."""
    by = about.by
    if by is None or by.person_id == shop.owner_id:
        problem = "own" if by is not None else "hidden" if about.hidden else "nobody"
        turn.reply("rescue_how", problem=problem)
        return
    at = about.at or turn.said.at
    show = shows.taking(turn.tx, shop, at)
    wanted = _wanted(turn.tx, shop, show, about.text, args)
    if wanted is None:
        turn.reply("rescue_how", problem="no_code")
        return
    asking.done(turn, TALK)
    buyer = _buyer(turn, by, about, at)
    outcome = _claim(buyer, shop, wanted)
    if not turn.said.private and show is not None:
        comments.answer(buyer, show, outcome)
    _report(turn, shop, buyer, wanted, outcome)


def _wanted(
    tx: Tx, shop: Row[Any], show: Row[Any] | None, text: str, args: str
) -> _Wanted | None:  # fmt: skip
    """What is to be claimed: by the seller's words, else the message's, else what is on screen."""
    if named := _named(tx, shop, args):
        return named
    count = args.strip()
    if count and not (count.isdecimal() and 1 <= int(count) <= grammar.MOST):
        return None
    found = _named(tx, shop, text) or _on_screen(tx, show)
    return found if found is None or not count else replace(found, quantity=int(count))


def _named(tx: Tx, shop: Row[Any], text: str) -> _Wanted | None:
    read = grammar.read_claim(text)
    if read is None:
        return None
    goods = {code: rows for code in read.codes if (rows := catalog.choices(tx, shop.id, code))}
    meant = grammar.choose(read, {code: options.words_of(goods[code]) for code in goods})
    if not isinstance(meant, grammar.Reading):
        return None
    return _Wanted(meant.code, meant.quantity, meant.words)


def _on_screen(tx: Tx, show: Row[Any] | None) -> _Wanted | None:
    every = () if show is None or not show.on_screen else catalog.options_of(tx, show.on_screen)
    return _Wanted(every[0].key, 1, ()) if every else None


def _buyer(turn: Turn, by: Speaker, about: Quoted, at: int) -> Turn:
    """A turn as if the buyer had said it: at its own time, behind all else of that second."""
    said = turn.said
    person = people.meet(
        turn.tx, by.person_id, name=by.name, username=by.username, language=by.language
    )
    here = not said.private
    there = Said(
        seq=said.seq, at=at, chat_id=said.chat_id if here else person.id, person_id=person.id,
        source=sources.of_message(said.chat_id, about.message_id) if here
        else f"f:{person.id}:{at}",
        name=by.name, private=False, language=by.language, text=about.text, edited=True,
        message_id=about.message_id if here else None,
    )  # fmt: skip
    return Turn(turn.tx, there, person, reachable=people.can_be_told(person))


def _claim(buyer: Turn, shop: Row[Any], wanted: _Wanted) -> ClaimOutcome | Asked:
    """Claims for the buyer, unless the same message was claimed from before, here or there."""
    said = buyer.said
    every = catalog.choices(buyer.tx, shop.id, wanted.code)
    before = reservations.said_then(buyer.tx, said.person_id, said.at, said.source)
    if any(row.option_id in {one.option_id for one in every} for row in before):
        return Repeated()
    made = comments.claim_code(buyer, shop, wanted.code, wanted.quantity, wanted.words)
    return Repeated() if made is None else made


def _report(
    turn: Turn, shop: Row[Any], buyer: Turn, wanted: _Wanted, outcome: ClaimOutcome | Asked
) -> None:
    """Tells the seller, in private, also what a nameless administrator did in their group."""
    match outcome:
        case Repeated():
            came = "repeated"
        case Asked():
            came = "which"
        case Closed():
            came = "closed"
        case _:
            came = claims.word(outcome)
    turn.reply(
        "rescued", **telling.shop_facts(shop), buyer=buyer.person.name, code=wanted.code,
        quantity=wanted.quantity, outcome=came, anonymous=turn.said.anonymous,
        why=outcome.why if isinstance(outcome, Closed) else None,
        url=None if buyer.reachable else turn.tx.terms.deep_link(f"s_{shop.slug}"),
    )  # fmt: skip
