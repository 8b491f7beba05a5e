"""/start: the welcome, and what deep links open."""

from collections.abc import Callable, Mapping

from handlers import follow, menu, product, reservation, shops, show_page
from handlers.turn import Turn
from models import catalog, people, shows
from models.words.folding import code_key

Opening = Callable[[Turn, str], bool]


def start(turn: Turn) -> None:
    """``/start [payload]``."""
    payload = turn.said.args
    if not payload:
        welcome(turn)
        return
    kind, _, rest = payload.partition("_")
    opening = OPENINGS.get(kind)
    if opening is None or not opening(turn, rest):
        turn.reply("link_gone")


def welcome(turn: Turn) -> None:
    """What this is, in two lines."""
    menu.bring(turn.tx, turn.person.id)
    shop = turn.shop()
    turn.reply("welcome", **turn.facts(shop=None if shop is None else shop.name))


def press_start(turn: Turn) -> None:
    """``start``: the welcome again."""
    welcome(turn)


def _shop(turn: Turn, slug: str) -> bool:
    shop = people.shop_by_slug(turn.tx, slug)
    if shop is not None:
        shops.open_shop(turn, shop)
    return shop is not None


def _follow(turn: Turn, slug: str) -> bool:
    shop = people.shop_by_slug(turn.tx, slug)
    if shop is not None:
        follow.follow_shop(turn, shop)
    return shop is not None


def _product(turn: Turn, rest: str) -> bool:
    slug, _, code = rest.rpartition("_")
    shop = people.shop_by_slug(turn.tx, slug)
    if shop is None:
        return False
    key = code_key(code)
    item = None if key is None else catalog.item(turn.tx, shop.id, key)
    if item is None:
        turn.reply("gone_product")
        shops.open_shop(turn, shop)
    else:
        product.open_product(turn, item)
    return True


def _show(turn: Turn, number: str) -> bool:
    show = shows.show(turn.tx, _id(number))
    if show is not None:
        show_page.open_show(turn, show)
    return show is not None


def _reservation(turn: Turn, number: str) -> bool:
    return reservation.open_reservation(turn, _id(number))


def _id(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 16 else 0


OPENINGS: Mapping[str, Opening] = {
    "s": _shop,
    "f": _follow,
    "p": _product,
    "v": _show,
    "r": _reservation,
}
"""By what stands before the first ``_`` of a deep link's payload; each says whether it found it."""
