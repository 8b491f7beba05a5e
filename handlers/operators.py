"""/sellers and /stats: what operators see and decide."""

from dataclasses import asdict
from typing import Any

from sqlalchemy import Row

from handlers import help, menu, paging
from handlers.turn import Turn
from models import catalog, follows, history, market, outgoing, people, telling
from models.priority import Priority
from models.tx import Tx

SIZE = 8


def tell_of_shop(tx: Tx, shop: Row[Any], owner: Row[Any]) -> None:
    """Asks every operator to approve or refuse a shop."""
    facts = {
        "shop_id": shop.id, "shop": shop.name, "slug": shop.slug, "currency": shop.currency,
        "owner": owner.name, "username": owner.username,
    }  # fmt: skip
    for operator in sorted(tx.terms.operators):
        outgoing.say(tx, operator, "operator_new_shop", facts, priority=Priority.ANSWER)


def may(turn: Turn) -> bool:
    """Whether an operator speaks; to everybody else this command or button doesn't exist."""
    if turn.person.id in turn.tx.terms.operators:
        return True
    if turn.said.press_id is None:
        help.unknown_command(turn)
    else:
        turn.toast("old_button")
    return False


def stats(turn: Turn) -> None:
    """``/stats``."""
    if may(turn):
        found = market.stats(turn.tx)
        others = max(0, found.incoming - 1)  # this very question is decided with the answer
        turn.reply("stats", **asdict(found) | {"incoming": others})


def sellers(turn: Turn) -> None:
    """``/sellers``: all shops, those that wait first."""
    press_sellers(turn)


def press_sellers(turn: Turn, page: int | None = None) -> None:
    """A page: ``sellers:PAGE``."""
    if may(turn):
        place = paging.place(market.shops_total(turn.tx), page, SIZE)
        rows = market.shops(turn.tx, place["page"] * SIZE, SIZE)
        paging.show(turn, "sellers", page, shops=[_facts(row) for row in rows], **place)


def press_seller(turn: Turn, shop_id: int) -> None:
    """One shop's card: ``seller:SHOP``."""
    if may(turn):
        _card(turn, shop_id)


def _card(turn: Turn, shop_id: int) -> None:
    shop = market.shop(turn.tx, shop_id)
    if shop is None:
        turn.toast("toast_gone")
        return
    turn.edit(
        "seller", **_facts(shop), zone=shop.zone, since=shop.created_at,
        products=len(catalog.keys(turn.tx, shop_id)), followers=follows.followers(turn.tx, shop_id),
        takings=[asdict(taking) for taking in market.takings(turn.tx, shop_id)],
    )  # fmt: skip


def _facts(shop: Row[Any]) -> dict[str, Any]:
    return {
        "shop_id": shop.id, "shop": shop.name, "slug": shop.slug, "state": people.state_of(shop),
        "currency": shop.currency, "owner": shop.owner, "username": shop.username,
    }  # fmt: skip


def press_approve(turn: Turn, shop_id: int) -> None:
    """``approve:SHOP``: a shop that waits is opened."""
    _rule(turn, shop_id, ("pending",), "open", "shop_approved")


def press_refuse(turn: Turn, shop_id: int) -> None:
    """``refuse:SHOP``: a shop that waits is turned down; ``reopen`` undoes it."""
    _rule(turn, shop_id, ("pending",), "suspended", "shop_refused")


def press_suspend(turn: Turn, shop_id: int) -> None:
    """``suspend:SHOP``."""
    _rule(turn, shop_id, ("open",), "suspended", "shop_suspended")


def press_reopen(turn: Turn, shop_id: int) -> None:
    """``reopen:SHOP``; a shop whose seller was forgotten stays closed."""
    shop = people.find_shop(turn.tx, shop_id)
    owned = shop is not None and shop.owner_id > 0
    _rule(turn, shop_id, ("suspended",) if owned else (), "open", "shop_reopened")


def _rule(turn: Turn, shop_id: int, states: tuple[str, ...], state: str, kind: str) -> None:
    if not may(turn):
        return
    if people.rule_on_shop(turn.tx, shop_id, states, state):
        shop = people.shop(turn.tx, shop_id)
        history.note(turn.tx, kind, shop_id=shop_id, person_id=turn.person.id)
        menu.bring(turn.tx, shop.owner_id)
        outgoing.say(turn.tx, shop.owner_id, kind, telling.shop_facts(shop),
                     priority=Priority.ANSWER)  # fmt: skip
    elif market.shop(turn.tx, shop_id) is not None:
        turn.toast("toast_ruled_already")
    _card(turn, shop_id)
