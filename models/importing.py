"""Importing: the checked rows of a file go on sale, some at a time, each product once."""

import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import orjson
from sqlalchemy import Row, Select, select

from models import catalog, history, options, people, restock, uploads
from models.catalog import PRODUCT, Option, Product
from models.import_rows import Entry, OptionEntry
from models.options import Wanted
from models.tx import Tx

AT_ONCE = 100
"""So many options of new products go in with one commit: nobody's claim waits for a whole file."""
CHANGE = 20
"""As much work as so many new options is one that is changed: people may wait for it."""


def packed(entries: Iterable[Entry]) -> str:
    """Entries as ``uploads`` keeps them: small, for their row is written with every commit.

    Those that change nothing are left out; one that changes many options becomes several.
    """
    changing = [one for one in entries if one.state != "unchanged"]
    data = orjson.dumps([part for one in changing for part in _parts(one)])
    return f"{len(changing)} {b64encode(zlib.compress(data)).decode()}"


def products_in(text: str) -> int:
    """How many products the entries that ``packed`` made add or change."""
    return int(text.split(" ", maxsplit=1)[0])


def _parts(entry: Entry) -> list[Entry]:
    most = AT_ONCE if entry.state == "new" else AT_ONCE // CHANGE
    if len(entry.options) <= most:
        return [entry]
    first, *others = (entry.options[at : at + most] for at in range(0, len(entry.options), most))
    again = replace(entry, title=None, description=None, limit=None)
    return [replace(entry, options=first), *(replace(again, options=some) for some in others)]


def unpacked(text: str) -> list[Entry]:
    """The entries that ``packed`` made."""
    return [
        Entry(**{**one, "options": [OptionEntry(**option) for option in one["options"]]})
        for one in orjson.loads(zlib.decompress(b64decode(text.split(" ")[1])))
    ]


def products(entries: Sequence[Entry]) -> int:
    """How many products these add or change."""
    return len({one.key for one in entries})


def import_some(tx: Tx, upload_id: int, entries: Sequence[Entry]) -> bool:
    """Imports the next of a wanted upload's ``entries``; says whether there are more."""
    row = uploads.upload(tx, upload_id)
    if row.state != "wanted":
        return False
    upto = _upto(entries, row.imported)
    if not uploads.note_imported(tx, row, upto):
        return False
    shop = people.shop(tx, row.shop_id)
    put(tx, shop, entries[row.imported : upto])
    if upto < len(entries):
        return True
    uploads.move(tx, row.id, "wanted", "done", entries=None)
    history.note(tx, "imported", shop_id=shop.id, upload=row.id, products=products(entries))
    return False


def _upto(entries: Sequence[Entry], begin: int) -> int:
    """How far one commit goes: at least one entry."""
    work = 0
    for at in range(begin, len(entries)):
        entry = entries[at]
        work += len(entry.options) * (1 if entry.state == "new" else CHANGE)
        if work > AT_ONCE and at > begin:
            return at
    return len(entries)


def put(tx: Tx, shop: Row[Any], entries: Sequence[Entry]) -> None:
    """Adds products or changes them; what their shop did with one since the check stands, if the
    file says nothing else."""
    added = _add(tx, shop, {one.key: one for one in entries if one.state == "new"})
    for entry in entries:
        if entry.key not in added:
            _put_one(tx, shop, entry)


def _add(tx: Tx, shop: Row[Any], entries: dict[str, Entry]) -> set[str]:
    """Adds products, by folded code; the codes of those that are not on sale already."""
    there = tx.all(_under(shop, entries))
    for row in there:
        if row.archived:
            catalog.make_way(tx, shop.id, row.key)
    keys = entries.keys() - {row.key for row in there if not row.archived}
    if keys:
        new = [one for key, one in entries.items() if key in keys]
        tx.insert_all_new(Product, [_product(tx, shop, one) for one in new])
        ids = {row.key: row.id for row in tx.all(_under(shop, keys))}
        tx.insert_all_new(Option, [row for one in new for row in _options(ids[one.key], one)])
    return keys


def _under(shop: Row[Any], keys: Iterable[str]) -> Select[Any]:
    found = select(PRODUCT.c.id, PRODUCT.c.key, PRODUCT.c.archived)
    return found.where(PRODUCT.c.shop_id == shop.id, PRODUCT.c.key.in_(list(keys)))


def _product(tx: Tx, shop: Row[Any], entry: Entry) -> dict[str, Any]:
    return {
        "shop_id": shop.id, "code": entry.code, "key": entry.key, "title": entry.title,
        "description": entry.description or "", "most": entry.limit or None, "created_at": tx.now,
    }  # fmt: skip


def _options(product_id: int, entry: Entry) -> list[dict[str, Any]]:
    return [
        {"product_id": product_id, "name": one.name, "position": position, "price": one.price,
         "free": one.stock}
        for position, one in enumerate(entry.options)
    ]  # fmt: skip


def _put_one(tx: Tx, shop: Row[Any], entry: Entry) -> None:
    item = catalog.item(tx, shop.id, entry.key)
    if item is None:
        if _is_whole(entry):
            _add(tx, shop, {entry.key: entry})
        return
    about = {"title": entry.title, "description": entry.description}
    values: dict[str, Any] = {name: value for name, value in about.items() if value is not None}
    if entry.limit is not None:
        values["most"] = entry.limit or None
    if values:
        catalog.edit_product(tx, item.product_id, **values)
    for option in entry.options:
        _put_option(tx, item, option)


def _is_whole(entry: Entry) -> bool:
    """Whether it can be added though it was there when it was checked."""
    every = [value for one in entry.options for value in (one.price, one.stock)]
    return entry.title is not None and None not in every


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
