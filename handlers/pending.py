"""A claim of somebody who can't be written to, its option still open: asked when they can be."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row

from handlers import choice, reactions
from handlers.turn import Turn
from models import catalog, options, people, shows, talks
from models.tx import Tx
from models.words import grammar

TALK = "pending"
"""A talk of nobody's words: it keeps the claim, and no message answers it."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A kept claim: its folded code, its comment's source (empty where that isn't known), and its
    place (ms, update id) in the order of saying."""

    code: str
    source: str
    place: tuple[int, int]


def keep(turn: Turn, shop: Row[Any], code: str, quantity: int, words: Sequence[str]) -> None:
    """Keeps a claim in a running show until its option can be asked; the latest replaces others."""
    show = shows.taking(turn.tx, shop, turn.said.at)
    if show is not None:
        said = turn.said
        draft = {"show": show.id, "code": code, "quantity": quantity, "words": list(words),
                 "comment": reactions.comment_of(said), "source": said.source,
                 "place": [said.at, said.seq]}  # fmt: skip
        talks.wait_for(turn.tx, turn.person.id, TALK, code, draft)


def kept(tx: Tx, person_id: int, show_id: int) -> Kept | None:
    """What is kept of this person's claims in a show."""
    talking = _kept(tx, person_id)
    if talking is None or talking.draft["show"] != show_id:
        return None
    draft = talking.draft  # one of an earlier version tells neither source nor place
    said_at, seq = draft.get("place", (0, 0))
    return Kept(talking.step, draft.get("source", ""), (said_at, seq))


def drop(tx: Tx, person_id: int, code: str) -> None:
    """Forgets what is kept if it is a claim of this (folded) code."""
    talking = _kept(tx, person_id)
    if talking is not None and talking.step == code:
        talks.leave(tx, person_id)


def take(turn: Turn) -> talks.Talking | None:
    """What is kept of this person; it is kept no longer."""
    talking = _kept(turn.tx, turn.person.id)
    if talking is not None:
        talks.leave(turn.tx, turn.person.id)
    return talking


def _kept(tx: Tx, person_id: int) -> talks.Talking | None:
    talking = talks.talk(tx, person_id)
    return talking if talking is not None and talking.kind == TALK else None


def ask(turn: Turn, kept: talks.Talking) -> None:
    """Asks which option it shall be, if the show still takes claims and sells the product.

    Who claims the same in the very message that makes them known is answered to that instead.
    """
    said = turn.said
    read = None if said.joined or said.command else grammar.read_claim(said.text)
    if read is not None and kept.draft["code"] in read.codes:
        return
    claimed = shows.show(turn.tx, kept.draft["show"])
    if claimed is None:
        return
    shop = people.shop(turn.tx, claimed.shop_id)
    running = shows.taking(turn.tx, shop, said.at)
    every = catalog.choices(turn.tx, shop.id, kept.draft["code"])
    if shop.state != "open" or running is None or running.id != claimed.id or not every:
        return
    words, comment = kept.draft["words"], kept.draft.get("comment", 0)
    fits = options.fitting(catalog.options_of(turn.tx, every[0].product_id), words)
    turn.look_at(shop.id)
    choice.ask_first(turn, shop, fits, kept.draft["quantity"], words, comment=comment)
