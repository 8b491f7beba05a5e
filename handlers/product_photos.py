"""A product's photos, as its seller changes them: more, fewer, another cover."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row

from handlers import asking, gate, products
from handlers.turn import Turn
from models import photos, talks
from models.talks import Talking

TALK = "edit"


def press_photos(turn: Turn, option_id: int) -> None:
    """``photos:OPTION``: what there is, with a button for each; asks for one where none is."""
    found = gate.own_item(turn, option_id)
    if found is None:
        return
    there = photos.of_product(turn.tx, found[1].product_id)
    if there:
        turn.edit("photos", **_facts(found[1], there))
    else:
        _ask(turn, found[1])


def _facts(item: Row[Any], there: Sequence[Row[Any]]) -> dict[str, Any]:
    return {
        "option_id": item.option_id, "code": item.code, "title": item.title,
        "photos": [row.id for row in there], "most": photos.MOST,
    }  # fmt: skip


def press_add(turn: Turn, option_id: int) -> None:
    """``photoadd:OPTION``: asks for more."""
    found = gate.own_item(turn, option_id)
    if found is not None:
        _ask(turn, found[1])


def _ask(turn: Turn, item: Row[Any]) -> None:
    there = photos.of_product(turn.tx, item.product_id)
    if len(there) >= photos.MOST:
        turn.toast("toast_photos_full", most=photos.MOST)
    else:
        asking.ask(turn, TALK, "photo", {"option_id": item.option_id}, "edit_photo",
                   **_facts(item, there), problem=None)  # fmt: skip


def step(turn: Turn, shop: Row[Any], talking: Talking, item: Row[Any]) -> None:
    """Hears photos, one after the other, until something else is said."""
    said = turn.said
    there = photos.of_product(turn.tx, item.product_id)
    if said.photo is None:
        problem = "file" if said.document else "text"
        asking.again(turn, talking, "edit_photo", **_facts(item, there), problem=problem)
        return
    added = photos.add(turn.tx, item.product_id, said.photo, said.album)
    if said.album is not None and said.album == talking.draft.get("album"):
        return
    if said.album is not None:
        draft = dict(talking.draft) | {"album": said.album}
        talks.wait_for(turn.tx, turn.person.id, TALK, "photo", draft)
    now = photos.of_product(turn.tx, item.product_id)
    turn.reply("photo_added", **_facts(item, now), full=not added, album=said.album is not None)


def press_done(turn: Turn, option_id: int) -> None:
    """``photosdone:OPTION``: no more photos; the product's card."""
    found = gate.own_item(turn, option_id)
    if found is not None:
        asking.done(turn, TALK)
        products.card(turn, *found)


def press_one(turn: Turn, option_id: int, photo_id: int) -> None:
    """``onephoto:OPTION:PHOTO``: one photo, with what can be done about it."""
    found = gate.own_item(turn, option_id)
    if found is None:
        return
    there = photos.of_product(turn.tx, found[1].product_id)
    number = next((at for at, row in enumerate(there, 1) if row.id == photo_id), None)
    if number is None:
        turn.toast("toast_photo_gone")
    else:
        turn.reply("photo_one", **_facts(found[1], there), number=number, photo_id=photo_id,
                   photo=there[number - 1].file_id)  # fmt: skip


def press_cover(turn: Turn, option_id: int, photo_id: int) -> None:
    """``cover:OPTION:PHOTO``: makes it the cover."""
    found = gate.own_item(turn, option_id)
    if found is not None:
        made = photos.make_cover(turn.tx, found[1].product_id, photo_id)
        turn.toast("toast_cover" if made else "toast_photo_gone")


def press_remove(turn: Turn, option_id: int, photo_id: int) -> None:
    """``photooff:OPTION:PHOTO``: takes it away."""
    found = gate.own_item(turn, option_id)
    if found is not None:
        item = found[1]
        gone = photos.remove(turn.tx, item.product_id, photo_id)
        turn.toast("toast_photo_removed" if gone else "toast_photo_gone")
        turn.reply("photos", **_facts(item, photos.of_product(turn.tx, item.product_id)))
