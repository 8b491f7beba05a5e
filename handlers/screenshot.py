"""A screenshot: a picture of the video that is a claim, and what came of looking at it."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row

from handlers import claim, naming, picture_claim, product, shops
from handlers.turn import Turn
from models import people, screenshots, shown, shows, telling
from models.shown import Decoded, Items
from models.tx import Facts, Tx
from models.words import captions

OTHERS = 4
"""How many products are offered beside the one that was on screen."""
FRESH = 600_000
"""For how long (ms) an answer to a suggestion counts as said with the picture."""


def by_caption(turn: Turn) -> bool:
    """Decides a buyer's picture by its caption, where that names a product on sale."""
    if not turn.said.text or turn.shop() is not None:
        return False
    show = shown.show_for(turn.tx, turn.person, turn.said.at)
    return claim.claim_by_caption(turn, None if show is None else show.shop_id)


def by_photo(turn: Turn) -> bool:
    """Keeps a picture that may show a video on the air, to be looked at; says whether it may."""
    said = turn.said
    if said.picture is None:
        return False
    show = shown.show_for(turn.tx, turn.person, said.at)
    if show is None and (turn.shop() is not None or not shows.live_now(turn.tx, 1)):
        return False
    if screenshots.count(turn.tx, turn.person.id, "new", "leased") >= screenshots.MOST_AT_ONCE:
        turn.reply("picture_many", most=screenshots.MOST_AT_ONCE)
        return True
    screenshots.keep(
        turn.tx, source=said.source, person_id=turn.person.id,
        shop_id=None if show is None else show.shop_id, show_id=None if show is None else show.id,
        file_id=said.picture, as_file=said.photo is None, said_at=said.at, seq=said.seq,
        quantity=captions.quantity_of(said.text), words=captions.words_of(said.text),
    )  # fmt: skip
    return True


def looked_at(tx: Tx, row: Row[Any], codes: Sequence[str], ranked: Sequence[int]) -> None:
    """Decides a leased picture by the ``codes`` read in it, and else asks: first the product on
    screen then, next the ``ranked`` ones (product ids, the likest first)."""
    turn = picture_claim.turn_for(tx, row)
    found = [one for code in codes if (one := shown.decoded(tx, code)) is not None]
    if len({one.screening.product_id for one in found}) == 1:
        _decoded(turn, row, found[-1])
    else:
        _suggest(turn, row, ranked, foreign=bool(codes) and not found)


def _decoded(turn: Turn, row: Row[Any], found: Decoded) -> None:
    tx, shop = turn.tx, found.shop
    screenshots.note(
        tx, row.id, code=found.code, moment=found.moment, screening_id=found.screening.id,
        shop_id=shop.id, show_id=found.show.id,
    )  # fmt: skip
    items = shown.items_of(tx, shop.id, found.screening.product_id)
    taking = shows.taking(tx, shop, row.said_at)
    if items and row.quantity == captions.ASKED:
        screenshots.move(tx, row.id, ("leased",), "ended")
        product.open_product(turn, items[0])
        return
    if items and taking is not None and taking.id == found.show.id:
        picture_claim.decide(
            turn, row, shop, items, by="code", code=found.code, moment=found.moment,
            shown_at=found.price_moment(row.said_at),
        )  # fmt: skip
        return
    screenshots.move(tx, row.id, ("leased",), "ended")
    if items:
        turn.reply(
            "picture_old", **telling.shop_to(shop, turn.person), **_named(items),
            show=shops.show_facts(shows.on_air(tx, shop.id)),
            following=shops.following(turn, shop.id),
        )  # fmt: skip
    else:
        turn.reply("gone_product")


def _suggest(turn: Turn, row: Row[Any], ranked: Sequence[int], *, foreign: bool) -> None:
    show = None if row.show_id is None else shows.show(turn.tx, row.show_id)
    if show is None:
        screenshots.move(turn.tx, row.id, ("leased",), "ended")
        turn.reply("picture_unclear", foreign=foreign)
        return
    found = shown.choices(turn.tx, show, row.said_at, ranked)
    likely = [items for items in found.products if items[0].product_id in found.likely]
    if not likely:
        naming.pass_on(turn, row, show)
        return
    screenshots.move(turn.tx, row.id, ("leased",), "asked")
    first = likely[0] if likely[0][0].product_id == found.on_screen else None
    turn.reply(
        "picture_which", **telling.shop_to(people.shop(turn.tx, show.shop_id), turn.person),
        screenshot=row.id, foreign=foreign, photo=None if first is None else first[0].photo,
        first=None if first is None else _named(first),
        others=[_named(items) for items in likely[first is not None :][:OTHERS]],
    )  # fmt: skip


def _named(items: Items) -> Facts:
    """A product as the buttons name it."""
    return {
        "product": items[0].product_id, "option_id": items[0].option_id, "code": items[0].code,
        "title": items[0].title, "options": len(items),
    }  # fmt: skip


def press_this(turn: Turn, screenshot_id: int, product_id: int) -> None:
    """``shot:SCREENSHOT:PRODUCT``: the buyer says which product it is."""
    row = screenshots.screenshot(turn.tx, screenshot_id)
    if row is not None and row.person_id != turn.person.id:
        turn.toast("toast_not_yours")
    elif row is None or row.shop_id is None:
        turn.toast("old_button")
    elif row.state not in ("asked", "passed"):
        turn.toast("already_decided")
    elif items := shown.items_of(turn.tx, row.shop_id, product_id):
        late = turn.said.at - row.said_at > FRESH or row.quantity == captions.ASKED
        asked = turn.said if late else None
        shop = people.shop(turn.tx, row.shop_id)
        picture_claim.decide(
            picture_claim.turn_for(turn.tx, row, asked), row, shop, items, by="buyer"
        )
    else:
        turn.toast("gone_product")


def press_none(turn: Turn, screenshot_id: int) -> None:
    """``shotnone:SCREENSHOT``: it is none of these, so the seller is asked."""
    row = screenshots.screenshot(turn.tx, screenshot_id)
    show = None if row is None or row.show_id is None else shows.show(turn.tx, row.show_id)
    if row is not None and row.person_id != turn.person.id:
        turn.toast("toast_not_yours")
    elif row is None or show is None:
        turn.toast("old_button")
    elif row.state != "asked":
        turn.toast("already_decided")
    else:
        naming.pass_on(turn, row, show)


def caption_sells(turn: Turn) -> bool:
    """Whether a seller's photo carries a product in its caption."""
    text = turn.said.text
    named = any(char.isdecimal() for char in text) and not captions.counts(text)
    return named and turn.shop() is not None
