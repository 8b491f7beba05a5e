"""Naming: the seller says which product a buyer's picture shows."""

from typing import Any

from sqlalchemy import Row

from handlers import paging, picture_claim, product
from handlers.turn import Turn
from models import outgoing, people, screenshots, shown, shows, standings, telling
from models.priority import Priority
from models.tx import Facts
from models.words import captions

SIZE = 8
"""How many products a page of buttons holds."""


def pass_on(turn: Turn, row: Row[Any], show: Row[Any]) -> None:
    """Passes a picture on to the seller, and says so to the buyer whose ``turn`` it is."""
    tx, shop = turn.tx, people.shop(turn.tx, show.shop_id)
    known = telling.shop_to(shop, turn.person)
    if standings.treatment(tx, shop, row.person_id) == "blocked":
        screenshots.move(tx, row.id, picture_claim.OPEN, "ended")
        turn.reply("closed", **known, why="blocked")
    elif screenshots.count(tx, row.person_id, "passed") >= screenshots.MOST_AT_ONCE:
        screenshots.move(tx, row.id, picture_claim.OPEN, "ended")
        turn.reply("picture_many", most=screenshots.MOST_AT_ONCE)
    elif screenshots.move(tx, row.id, ("leased", "asked"), "passed"):
        facts = _facts(turn, row, show, 0)
        outgoing.say(tx, shop.owner_id, "picture_name", facts, priority=Priority.ANSWER)
        turn.reply("picture_passed", **known)


def press_page(turn: Turn, screenshot_id: int, page: int) -> None:
    """``shotpage:SCREENSHOT:PAGE``: other products to choose from."""
    found = _asked(turn, screenshot_id)
    if found is not None:
        row, _, show = found
        turn.edit("picture_name", **_facts(turn, row, show, page))


def press_named(turn: Turn, screenshot_id: int, product_id: int) -> None:
    """``shotname:SCREENSHOT:PRODUCT``: it is this one; it becomes the buyer's claim."""
    found = _asked(turn, screenshot_id)
    if found is None:
        return
    row, shop, _ = found
    items = shown.items_of(turn.tx, shop.id, product_id)
    if not items:
        turn.toast("toast_gone")
        return
    buyer = picture_claim.turn_for(turn.tx, row)
    named = {"buyer": buyer.person.name, "code": items[0].code, "title": items[0].title}
    if row.quantity == captions.ASKED:
        screenshots.move(turn.tx, row.id, ("passed",), "ended")
        product.open_product(buyer, items[0])
        turn.edit("picture_named", **named, state="shown")
        return
    made = picture_claim.decide(buyer, row, shop, items, by="seller")
    if made is not None:
        turn.edit("picture_named", **named, state=made.state)
    elif screenshots.is_claimed(turn.tx, row.id):
        turn.edit("picture_named", **named, state="asked")
    else:
        turn.toast("toast_not_taken")


def press_cant(turn: Turn, screenshot_id: int) -> None:
    """``shotskip:SCREENSHOT``: the seller can't tell either."""
    found = _asked(turn, screenshot_id)
    if found is None:
        return
    row, shop, _ = found
    screenshots.move(turn.tx, row.id, ("passed",), "ended")
    buyer = picture_claim.turn_for(turn.tx, row)
    buyer.reply("picture_unknown", **telling.shop_to(shop, buyer.person))
    turn.edit("picture_skipped", buyer=buyer.person.name)


def _asked(turn: Turn, screenshot_id: int) -> tuple[Row[Any], Row[Any], Row[Any]] | None:
    """The picture that this seller was asked about, with shop and show, while it is open."""
    row, shop = screenshots.screenshot(turn.tx, screenshot_id), turn.shop()
    show = None if row is None or row.show_id is None else shows.show(turn.tx, row.show_id)
    if row is None or show is None:
        turn.toast("old_button")
        return None
    if shop is None or row.shop_id != shop.id:
        turn.toast("toast_not_yours")
        return None
    if row.state != "passed":
        turn.toast("toast_answered" if row.state == "ended" else "toast_named")
        return None
    return row, shop, show


def _facts(turn: Turn, row: Row[Any], show: Row[Any], page: int) -> Facts:
    found = shown.choices(turn.tx, show, row.said_at)
    items, place = paging.page_of(found.products, page, SIZE)
    products = [
        {"product": one[0].product_id, "code": one[0].code, "title": one[0].title} for one in items
    ]
    buyer = people.person(turn.tx, row.person_id)
    return {
        "document" if row.as_file else "photo": row.file_id,
        "screenshot": row.id, "buyer": buyer.name, "items": products, **place,
    }  # fmt: skip
