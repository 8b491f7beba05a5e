"""What a picture of the video can show: products, the likeliest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row

from models import catalog, follows, lineup, people, screen_code, screenings, screenshots, shows
from models.offers import SECOND
from models.tx import Tx

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
        return _kept(self.moment, said_at)


def _kept(moment: int, said_at: int) -> int | None:
    return moment if said_at - moment <= KEPT else None


def moment_of(tx: Tx, source: str) -> int | None:
    """The moment whose price is promised to the picture of this source; None if there is none, or
    nothing was read in it."""
    row = screenshots.of_source(tx, source)
    return None if row is None or row.moment is None else _kept(row.moment, row.said_at)


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
    followed = [row.id for row in follows.followed(tx, person.id)]
    for shop_id in dict.fromkeys([person.looking_at, *followed]):
        shop = None if shop_id is None else people.find_shop(tx, shop_id)
        if shop is not None and shop.state == "open" and shop.owner_id != person.id:
            taking = shows.taking(tx, shop, said_at)
            if taking is not None:
                return taking
    return None


@dataclass(frozen=True, slots=True)
class Choices:
    """What a picture may show. ``products`` are all of the show's, the likeliest first."""

    on_screen: int | None
    """The product (id) on screen at the moment."""
    likely: frozenset[int]
    """That one, those on screen just before, and those that look like the picture."""
    products: list[Items]


def choices(tx: Tx, show: Row[Any], at: int, ranked: Sequence[int] = ()) -> Choices:
    """What a picture sent at a moment (ms) may show: what was on screen then and just before, those
    ``ranked`` (product ids, the likest first), then the rest in the show's order."""
    wares = {items[0].product_id: items for items in catalog.goods(tx, show.shop_id)}
    within = at + SECOND - 1
    seen = [row.product_id for row in screenings.around(tx, show.id, within, LAG)]
    now = screenings.on_screen_at(tx, show.id, within)
    order = dict.fromkeys([*seen, *ranked, *lineup.product_ids(tx, show)])
    return Choices(
        None if now is None or now.product_id not in wares else int(now.product_id),
        frozenset([*seen, *ranked]),
        [wares[product] for product in order if product in wares],
    )


def items_of(tx: Tx, shop_id: int, product_id: int) -> Items:
    """A product's rows, one for each option; none if the shop doesn't sell it (any more)."""
    items = catalog.options_of(tx, product_id)
    mine = items and items[0].shop_id == shop_id and not items[0].archived
    return items if mine else ()
