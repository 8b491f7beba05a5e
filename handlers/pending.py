"""A claim of somebody who can't be written to, its option still open: asked when they can be."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row

from handlers import choice, reactions
from handlers.turn import Turn
from models import catalog, options, people, shows, talks
from models.store import Tx
from models.words import grammar

TALK = "pending"
"""A talk of nobody's words: it keeps the claim, and no message answers it."""


def keep(turn: Turn, shop: Row[Any], code: str, quantity: int, words: Sequence[str]) -> None:
    """Keeps a claim in a running show until its option can be asked; the latest replaces others."""
    show = shows.taking(turn.tx, shop, turn.said.at)
    if show is not None:
        draft = {"show": show.id, "code": code, "quantity": quantity, "words": list(words),
                 "comment": reactions.comment_of(turn.said)}  # fmt: skip
        talks.wait_for(turn.tx, turn.person.id, TALK, code, draft)


def drop(tx: Tx, person_id: int, code: str | None = None) -> bool:
    """Forgets what is kept, whatever it is, or only a claim of this (folded) code; whether there
    was one."""
    kept = talks.talk(tx, person_id)
    if kept is None or kept.kind != TALK or code not in (None, kept.step):
        return False
    return talks.leave(tx, person_id)


def take(turn: Turn) -> talks.Talking | None:
    """What is kept of this person; it is kept no longer."""
    kept = talks.talk(turn.tx, turn.person.id)
    if kept is None or kept.kind != TALK:
        return None
    talks.leave(turn.tx, turn.person.id)
    return kept


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
