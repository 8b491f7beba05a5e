"""Buyers who let holds lapse: what the shop does about them; a buyer's card; block, unblock."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Row

from handlers import gate, paging
from handlers.turn import Turn
from models import buyers, cart, standings, telling
from models.standings import RULES
from models.tx import Tx

SIZE = 6
LIMITS = (1, 2, 3, 5, 10)
"""After how many lapsed holds a shop may have its rule begin."""


def press_lapses(turn: Turn, page: int | None = None) -> None:
    """The rule, and whom it may meet: ``lapses``, ``lapses:PAGE``."""
    shop = gate.owned(turn)
    if shop is not None:
        _show(turn, shop, page)


def _show(turn: Turn, shop: Row[Any], page: int | None) -> None:
    place = paging.place(buyers.noted_total(turn.tx, shop.id), page, SIZE)
    noted = buyers.noted(turn.tx, shop.id, place["page"] * SIZE, SIZE)
    paging.show(
        turn, "lapses", page, rule=shop.lapse_rule, rules=list(RULES), limit=shop.lapse_limit,
        limits=list(LIMITS), buyers=[_named(row) for row in noted], **place,
    )  # fmt: skip


def _named(row: Row[Any]) -> dict[str, Any]:
    return {
        "person": row.id, "buyer": row.name, "username": row.username, "lapsed": row.lapsed,
        "blocked": bool(row.blocked),
    }  # fmt: skip


def press_rule(turn: Turn, rule: int, limit: int) -> None:
    """Sets the rule: ``lapserule:RULE:LIMIT``, the rule by its place among ``RULES``."""
    shop = gate.owned(turn)
    if shop is None:
        return
    if not 0 <= rule < len(RULES) or limit not in LIMITS:
        turn.toast("old_button")
        return
    standings.set_rule(turn.tx, shop.id, RULES[rule], limit)
    changed = turn.shop()
    if changed is not None:
        _show(turn, changed, 0)


def press_claims(turn: Turn, page: int | None = None) -> None:
    """Who holds or waits for something now: ``claims``, ``claims:PAGE``."""
    shop = gate.owned(turn)
    if shop is None:
        return
    place = paging.place(buyers.claiming_total(turn.tx, shop.id), page, SIZE)
    rows = buyers.claiming(turn.tx, shop.id, place["page"] * SIZE, SIZE)
    paging.show(
        turn, "open_claims", page, currency=shop.currency,
        buyers=[
            _named(row) | {"held": row.held, "waiting": row.waiting, "amount": row.amount}
            for row in rows
        ],
        **place,
    )  # fmt: skip


def press_buyer(turn: Turn, person_id: int) -> None:
    """One buyer's card: ``buyer:PERSON``."""
    found = _own_buyer(turn, person_id)
    if found is not None:
        _card(turn, *found)


def _own_buyer(turn: Turn, person_id: int) -> tuple[Row[Any], Row[Any]] | None:
    """The person's shop and its buyer that a button names; if it is none of theirs, says so."""
    return gate.own(turn, gate.owned(turn), buyers.buyer, person_id)


def _card(turn: Turn, shop: Row[Any], known: Row[Any]) -> None:
    lines = buyers.lines(turn.tx, shop.id, known.id)
    turn.edit(
        "buyer", **telling.shop_facts(shop), **_named(known),
        treatment=standings.treatment(turn.tx, shop, known.id),
        lines=[
            {"code": row.code, "title": row.title, "option": row.option, "quantity": row.quantity,
             "total": row.price * row.quantity, "currency": row.currency,
             "state": cart.state_of(turn.tx, row), "deadline": row.deadline}
            for row in lines
        ],
    )  # fmt: skip


def press_block(turn: Turn, person_id: int) -> None:
    """Block asks once: ``block:PERSON``."""
    found = _own_buyer(turn, person_id)
    if found is None:
        return
    shop, known = found
    if known.blocked:
        _card(turn, shop, known)
        return
    states = [row.state for row in buyers.lines(turn.tx, shop.id, known.id)]
    turn.edit(
        "block_ask", person=known.id, buyer=known.name, held=states.count("held"),
        waiting=states.count("waiting"),
    )  # fmt: skip


def press_block_now(turn: Turn, person_id: int) -> None:
    """Yes, block: ``blocknow:PERSON``. Who was forgotten can't be."""
    if person_id > 0:
        _treat(turn, person_id, buyers.block, "toast_blocked")


def press_unblock(turn: Turn, person_id: int) -> None:
    """Unblock: ``unblock:PERSON``."""
    _treat(turn, person_id, buyers.unblock, "toast_unblocked")


def press_forgive(turn: Turn, person_id: int) -> None:
    """Count anew: ``forgive:PERSON``."""
    _treat(turn, person_id, standings.forgive, "toast_forgiven")


def _treat(turn: Turn, person_id: int, rule: Callable[[Tx, int, int], object], toast: str) -> None:
    found = _own_buyer(turn, person_id)
    if found is not None:
        rule(turn.tx, found[0].id, person_id)
        turn.toast(toast, buyer=found[1].name)
        press_buyer(turn, person_id)
