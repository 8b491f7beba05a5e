"""The show's public board: what is on screen, what comes next, what is gone."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row

from models import lineup, offers, people, progress
from models.catalog import find_item
from models.shows import ON
from models.tx import Facts, Tx

MOST_SOLD_OUT = 12


def board_facts(tx: Tx, show: Row[Any], rows: Sequence[Row[Any]]) -> Facts:
    """A show (its row) with its ``lineup.entries`` as everybody may see it: what a pinned message
    or an overlay says.

    The same facts again mean that nothing has changed and nothing need be sent: no clock is in
    them. ``show``, ``title``, ``state``, ``url``, ``shop``, ``slug``, ``shop_id``, ``zone``,
    ``currency``, ``at`` (when it is planned for, ms); ``now`` and ``next`` (``product_facts`` or
    None), ``sold_out`` (codes, the first ``MOST_SOLD_OUT``), ``gone`` and ``products`` (how many).
    """
    shop = people.shop(tx, show.shop_id)
    on = show.state in ON
    current = lineup.entry(tx, show, show.on_screen) if on and show.on_screen else None
    coming = lineup.after(rows, show.on_screen) if on else None
    gone = [row.code for row in rows if not row.free]
    return {
        "show": show.id, "title": show.title, "state": show.state, "url": show.link,
        "shop": shop.name, "slug": shop.slug, "shop_id": shop.id, "zone": shop.zone,
        "currency": shop.currency, "at": show.starts_at,
        "now": None if current is None else product_facts(tx, show, current),
        "next": None if coming is None else product_facts(tx, show, coming),
        "sold_out": gone[:MOST_SOLD_OUT], "gone": len(gone), "products": len(rows),
    }  # fmt: skip


def product_facts(tx: Tx, show: Row[Any], row: Row[Any]) -> Facts:
    """A ``lineup.entries`` row as viewers see it.

    ``price`` is what the cheapest option costs now and ``usual`` what it costs without the show's
    own price (minor units); ``options`` how many there are and ``dearest`` the dearest's price;
    ``flash`` whether it is a flash price and ``until`` when that ends by itself (ms or None);
    ``left`` units, ``waiting`` claims; ``hot`` whether it still waits for the last alert.
    """
    item = find_item(tx, row.option_id)
    offered = None if item is None else offers.offer(tx, show, item, tx.now)
    special = offered is not None and (offered.flash or row.price is not None)
    price = offered.price if special and offered is not None else row.lowest
    return {
        "product": row.product_id, "option_id": row.option_id, "code": row.code,
        "title": row.title, "price": price, "dearest": price if special else row.highest,
        "usual": row.lowest, "options": row.options,
        "flash": offered is not None and offered.flash,
        "until": None if offered is None else offered.flash_until,
        "left": row.free, "waiting": row.waiting,
        "hot": bool(row.hot) and progress.opening(tx, show) is not None,
    }  # fmt: skip
