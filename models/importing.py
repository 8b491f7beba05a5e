"""Importing: the checked rows of a file go on sale, some at a time, each product once."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import orjson
from sqlalchemy import Row

from models import catalog, history, options, people, restock, uploads
from models.import_rows import Entry, OptionEntry
from models.options import Wanted
from models.store import Tx

AT_ONCE = 20
"""So many products go in with one commit: nobody's claim waits for a whole file."""


def packed(entries: Sequence[Entry]) -> str:
    """Entries as ``uploads`` keeps them; those that change nothing are left out."""
    return orjson.dumps([asdict(one) for one in entries if one.state != "unchanged"]).decode()


def unpacked(text: str) -> list[Entry]:
    """The entries that ``packed`` was given."""
    return [
        Entry(**{**one, "options": [OptionEntry(**option) for option in one["options"]]})
        for one in orjson.loads(text)
    ]


def import_some(tx: Tx, upload_id: int) -> bool:
    """Imports the next entries of a wanted upload; says whether there are more."""
    row = uploads.upload(tx, upload_id)
    if row.state != "wanted":
        return False
    entries = unpacked(row.entries)
    upto = min(row.imported + AT_ONCE, len(entries))
    if not uploads.note_imported(tx, row, upto):
        return False
    shop = people.shop(tx, row.shop_id)
    for entry in entries[row.imported : upto]:
        put(tx, shop, entry)
    if upto < len(entries):
        return True
    uploads.move(tx, row.id, "wanted", "done", entries=None)
    history.note(tx, "imported", shop_id=shop.id, upload=row.id, products=len(entries))
    return False


def put(tx: Tx, shop: Row[Any], entry: Entry) -> None:
    """Adds a product or changes it; what its shop did with it since the check stands, if the file
    says nothing else."""
    item = catalog.item(tx, shop.id, entry.key) or _added(tx, shop, entry)
    if item is None:
        return
    about = {"title": entry.title, "description": entry.description}
    values: dict[str, Any] = {name: value for name, value in about.items() if value is not None}
    if entry.limit is not None:
        values["most"] = entry.limit or None
    if values:
        catalog.edit_product(tx, item.product_id, **values)
    for option in entry.options:
        _put_option(tx, item, option)


def _added(tx: Tx, shop: Row[Any], entry: Entry) -> Row[Any] | None:
    """A new product with one unnamed option, which the first named one takes over."""
    first = entry.options[0]
    if entry.title is None or first.price is None:
        return None
    option_id = catalog.add_product(
        tx, shop_id=shop.id, code=entry.code, key=entry.key, title=entry.title, price=first.price,
        stock=0,
    )  # fmt: skip
    return None if option_id is None else catalog.item_of(tx, option_id)


def _put_option(tx: Tx, item: Row[Any], option: OptionEntry) -> None:
    known = options.called(catalog.options_of(tx, item.product_id, archived=True), option.name)
    if known is None:
        if option.price is not None and option.stock is not None:
            options.put(tx, item, [Wanted(option.name, option.price, option.stock)])
        return
    if option.price is not None:
        catalog.set_price(tx, known.option_id, option.price)
    if known.option_archived:
        options.restore(tx, known)
    if option.stock is not None:
        restock.restock(tx, known, "set", option.stock)
