"""The menu of commands of people with a trade: sellers and operators."""

from models import outgoing, people
from models.store import Tx


def bring(tx: Tx, person_id: int) -> None:
    """Puts the commands of this person's roles into their menu, in their language."""
    roles = []
    if person_id in tx.terms.operators:
        roles.append("operator")
    shop = people.shop_of(tx, person_id)
    if shop is not None and shop.state == "open":
        roles.append("seller")
    if roles:
        outgoing.menu(tx, person_id, roles)
