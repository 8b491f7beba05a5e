"""/sellers and /stats: what operators see and decide."""

from typing import Any

from sqlalchemy import Row

from models import outgoing
from models.priority import Priority
from models.store import Tx


def tell_of_shop(tx: Tx, shop: Row[Any], owner: Row[Any]) -> None:
    """Asks every operator to approve or refuse a shop."""
    facts = {
        "shop_id": shop.id, "shop": shop.name, "slug": shop.slug, "currency": shop.currency,
        "owner": owner.name, "username": owner.username,
    }  # fmt: skip
    for operator in tx.terms.operators:
        outgoing.say(tx, operator, "operator_new_shop", facts, priority=Priority.ANSWER)
