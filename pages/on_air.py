"""What the overlay shows of a shop's show, read from the rows in one go."""

from functools import lru_cache
from typing import Any

import segno
from sqlalchemy import Row, select

from models import catalog, people, screen_code, screenings, shows
from models.people import SHOP
from models.tx import Facts, Tx
from pages.prices import prices
from texts.money import money
from texts.render import translations

OPTIONS = 6
"""How many options are named."""


def owner(tx: Tx, token: str) -> tuple[str, str] | None:
    """The language of the seller whose pages carry ``token``, and the shop's name."""
    shop = _shop(tx, token)
    return None if shop is None else (people.person(tx, shop.owner_id).language, shop.name)


def _shop(tx: Tx, token: str) -> Row[Any] | None:
    return tx.one(select(SHOP).where(SHOP.c.token == token))


def frame(tx: Tx, token: str) -> Facts | None:
    """What is to be seen, ready to be written on the page; None if there is no such shop.

    ``state`` is off (no show), idle (nothing on screen), shown or paused. ``until`` (ms) ends the
    flash price; ``qr`` is the path of the code's dark modules, ``side`` how many there are.
    """
    shop = _shop(tx, token)
    if shop is None:
        return None
    show = shows.on_air(tx, shop.id)
    if show is None:
        return {"state": "off"}
    screening = screenings.on_screen_at(tx, show.id, tx.now)
    items = [] if screening is None else list(catalog.options_of(tx, screening.product_id))
    if screening is None or not items or items[0].archived:
        return {"state": "idle"}
    language = people.person(tx, shop.owner_id).language
    step = screen_code.step_at(screening.began_at, tx.now)
    return (
        {"state": "paused" if show.state == "paused" else "shown"}
        | _price(tx, shop, show, items, language)
        | _stock(items, language)
        | {"code": items[0].code, "title": items[0].title}
        | symbol(screen_code.write(screening.id, step, shop.token))
    )


def _price(tx: Tx, shop: Row[Any], show: Row[Any], items: list[Row[Any]], language: str) -> Facts:
    asked = prices(tx, show, items)
    text = money(asked.low, shop.currency, language)
    say = translations(language).gettext
    return {
        "price": text if asked.low == asked.high else say("from %(price)s") % {"price": text},
        "was": None if asked.was is None else money(asked.was, shop.currency, language),
        "until": asked.until,
    }


def _stock(items: list[Row[Any]], language: str) -> Facts:
    free = sum(item.free for item in items)
    say = translations(language)
    left = say.ngettext("%(count)s left", "%(count)s left", free) % {"count": free}
    return {
        "left": free,
        "stock": left if free else say.gettext("Sold out · join the waitlist"),
        "options": [{"name": item.option, "gone": item.free == 0} for item in items if item.option][
            :OPTIONS
        ],
    }


@lru_cache(maxsize=64)
def symbol(text: str) -> Facts:
    """The smallest QR code of a text as an SVG path, one unit a module, without a quiet zone."""
    made = segno.make(text, error="q", boost_error=False, micro=False)
    rows = [bytes(row) for row in made.matrix]
    return {
        "side": len(rows),
        "qr": "".join(
            f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark
        ),
    }
