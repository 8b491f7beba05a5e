"""The menu of commands of those for whom everybody's isn't right: by role, or by language."""

from models import outgoing, people
from models.tx import Tx


def bring(tx: Tx, person_id: int) -> None:
    """Puts the commands of this person's roles into their menu, in their language.

    Who has no role and chose no language needs none of their own: everybody's follows the language
    of their Telegram.
    """
    roles = []
    if person_id in tx.terms.operators:
        roles.append("operator")
    shop = people.shop_of(tx, person_id)
    if shop is not None and shop.state == "open":
        roles.append("seller")
    if roles or shop is not None or people.person(tx, person_id).language_chosen:
        outgoing.menu(tx, person_id, roles)
