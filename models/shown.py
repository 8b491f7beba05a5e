"""What a picture of the video can show: products, the likeliest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row

from models import catalog, lineup, people, screen_code, screenings, shows
from models.store import Tx

LAG = 60_000
"""How far (ms) a viewer's picture may be behind the camera."""
KEPT = 120_000
"""For how long (ms) after the moment that a code shows the price of that moment holds."""

Items = Sequence[Row[Any]]
"""``catalog.item`` rows: a product, one row for each of its options."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A code that this market's overlay showed: whose screening, in which show, at what ``moment``
    (ms)."""

    code: str
    screening: Row[Any]
    show: Row[Any]
    shop: Row[Any]
    moment: int

    def price_moment(self, said_at: int) -> int | None:
        """The moment whose price is promised to a picture sent ``said_at`` (ms)."""
        return self.moment if said_at - self.moment <= KEPT else None


def decoded(tx: Tx, text: str) -> Decoded | None:
    """What a code names; None if no overlay of this market showed it."""
    code = screen_code.read(text)
    screening = None if code is None else screenings.screening(tx, code.screening_id)
    show = None if screening is None else shows.show(tx, screening.show_id)
    if code is None or screening is None or show is None:
        return None
    shop = people.shop(tx, show.shop_id)
    if not screen_code.genuine(code, shop.token):
        return None
    return Decoded(text, screening, show, shop, code.moment(screening.began_at))


def show_for(tx: Tx, person: Row[Any], said_at: int) -> Row[Any] | None:
    """The show whose picture a person is likely to send then: of the shop they look at, else the
    first of those that they follow; never their own shop's."""
    followed = [row.id for row in people.followed(tx, person.id)]
    for shop_id in dict.fromkeys([person.looking_at, *followed]):
        shop = None if shop_id is None else people.find_shop(tx, shop_id)
        if shop is not None and shop.state == "open" and shop.owner_id != person.id:
            taking = shows.taking(tx, shop, said_at)
            if taking is not None:
                return taking
    return None


def candidates(
    tx: Tx, show: Row[Any], at: int, ranked: Sequence[int] = ()
) -> tuple[int | None, list[Items]]:
    """The product on screen at a moment (ms), if there was one; and all the show's products: those
    on screen then and just before, those ``ranked`` (product ids), then the rest in their order."""
    wares: dict[int, list[Row[Any]]] = {}
    for item in catalog.items(tx, show.shop_id):
        wares.setdefault(item.product_id, []).append(item)
    seen = [row.product_id for row in screenings.around(tx, show.id, at, LAG)]
    now = screenings.on_screen_at(tx, show.id, at)
    order = dict.fromkeys([*seen, *ranked, *lineup.product_ids(tx, show)])
    shown = None if now is None or now.product_id not in wares else int(now.product_id)
    return shown, [wares[product] for product in order if product in wares]


def items_of(tx: Tx, shop_id: int, product_id: int) -> Items:
    """A product's rows, one for each option; none if the shop doesn't sell it (any more)."""
    return [item for item in catalog.items(tx, shop_id) if item.product_id == product_id]
