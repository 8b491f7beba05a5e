"""Rows of a file checked against what a shop sells: what is new, changed, or wrong and why."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from sqlalchemy import Row

from models import catalog
from models.sheet import SheetRow
from models.tx import Tx
from models.words import codes, money, option_names, product_line, product_text, stock_words
from models.words.folding import fold
from models.words.grammar import option_words
from models.words.money import PriceProblem, PriceReason

RowReason = Literal[
    PriceReason, "missing", "code", "too_long", "decimals", "number", "below_zero", "too_high",
    "name", "twice", "unnamed", "differs", "too_many",
]  # fmt: skip
MOST = {"stock": stock_words.MOST_STOCK, "limit": 999}
"""The highest number that a column takes."""
Goods = Mapping[str, Sequence[Row[Any]]]
"""What a shop sells: by folded code an ``item`` row for each option, archived ones too."""


@dataclass(frozen=True, slots=True)
class RowProblem:
    """Why a row can't be taken: the column, the reason, and what stands there (as typed)."""

    row: int
    column: str
    reason: RowReason
    value: str = ""


@dataclass(slots=True)
class OptionEntry:
    """An option as the file has it; None leaves price or stock as they are."""

    name: str
    price: int | None
    stock: int | None


@dataclass(slots=True)
class Entry:
    """A product as the file has it; None leaves a column as it is. ``limit`` 0 is none."""

    code: str
    key: str
    state: Literal["new", "changed", "unchanged"] = "unchanged"
    title: str | None = None
    description: str | None = None
    limit: int | None = None
    options: list[OptionEntry] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Checked:
    """What a file comes to: entries for its good rows (how many those are), and its problems."""

    entries: list[Entry]
    good: int
    problems: list[RowProblem]

    def count(self, state: str) -> int:
        """How many products are new, changed or unchanged."""
        return sum(entry.state == state for entry in self.entries)


def goods_of(tx: Tx, shop_id: int) -> dict[str, list[Row[Any]]]:
    """What a shop sells, for ``check``."""
    found = catalog.ITEM.where(
        catalog.PRODUCT.c.shop_id == shop_id, catalog.PRODUCT.c.archived.is_(False)
    )
    goods: dict[str, list[Row[Any]]] = {}
    for row in tx.all(found.order_by(*catalog.IN_ORDER)):
        goods.setdefault(row.key, []).append(row)
    return goods


def check(rows: Sequence[SheetRow], goods: Goods, currency: str) -> Checked:
    """Checks every row; those with a problem are left out of the entries."""
    problems: list[RowProblem] = []
    groups: dict[str, list[tuple[SheetRow, str]]] = {}
    for row in rows:
        read = codes.read_code(row["code"])
        if read is None:
            reason: RowReason = "code" if row["code"] else "missing"
            problems.append(RowProblem(row.number, "code", reason, row["code"]))
        else:
            groups.setdefault(read[1], []).append((row, read[0]))
    entries: list[Entry] = []
    good = 0
    for key, members in groups.items():
        group = _Group(key, members[0][1], goods.get(key, ()), currency)
        for row, _ in members:
            group.take(row, alone=len(members) == 1)
        problems += group.problems
        good += len(group.entry.options)
        if group.entry.options:
            entries.append(group.finish())
    problems.sort(key=lambda one: one.row)
    return Checked(entries, good, problems)


class _Group:
    """The rows of one code, read one after the other."""

    def __init__(self, key: str, code: str, there: Sequence[Row[Any]], currency: str) -> None:
        self.entry = Entry(there[0].code if there else code, key)
        self.problems: list[RowProblem] = []
        self._there = there
        self._known = {option_words(one.option): one for one in reversed(there)}
        self._named: set[tuple[str, ...]] = set()
        self._currency = currency

    def take(self, row: SheetRow, *, alone: bool) -> None:
        """Takes a row, or notes what is wrong with it."""
        before = len(self.problems)
        self._about_the_product(row)
        option = self._option(row, alone=alone)
        if option is not None and len(self.problems) == before:
            self.entry.options.append(option)
            self._named.add(option_words(option.name))

    def finish(self) -> Entry:
        """The entry, with what it changes."""
        entry = self.entry
        if not self._there:
            entry.state = "new"
            return entry
        item = self._there[0]
        entry.title = None if entry.title == item.title else entry.title
        entry.description = None if entry.description == item.description else entry.description
        entry.limit = None if entry.limit == (item.most or 0) else entry.limit
        changed = any(one is not None for one in (entry.title, entry.description, entry.limit))
        for option in entry.options:
            changed |= self._differs(option)
        entry.state = "changed" if changed else "unchanged"
        return entry

    def _differs(self, option: OptionEntry) -> bool:
        known = self._known.get(option_words(option.name))
        if known is None or known.option_archived:
            return True
        option.price = None if option.price == known.price else option.price
        option.stock = None if option.stock == known.free else option.stock
        return option.price is not None or option.stock is not None

    def _wrong(self, row: SheetRow, column: str, reason: RowReason) -> None:
        self.problems.append(RowProblem(row.number, column, reason, row[column]))

    def _about_the_product(self, row: SheetRow) -> None:
        title = product_line.read_title(row["title"])
        if isinstance(title, str):
            self._keep(row, "title", title)
        elif row["title"]:
            self._wrong(row, "title", "too_long")
        elif not self._there and self.entry.title is None:
            self._wrong(row, "title", "missing")
        if row["description"]:
            description = product_text.read_description(row["description"])
            if description is None:
                self._wrong(row, "description", "too_long")
            else:
                self._keep(row, "description", description)
        if row["limit"]:
            limit = self._number(row, "limit")
            if limit is not None:
                self._keep(row, "limit", limit)

    def _keep(self, row: SheetRow, column: str, value: str | int) -> None:
        known = getattr(self.entry, column)
        if known is not None and known != value:
            self._wrong(row, column, "differs")
        setattr(self.entry, column, value if known is None else known)

    def _option(self, row: SheetRow, *, alone: bool) -> OptionEntry | None:
        name = self._name(row, alone=alone)
        known = None if name is None else self._known.get(option_words(name))
        price = self._price(row, needed=known is None)
        stock = self._number(row, "stock") if row["stock"] else None
        if not row["stock"] and known is None:
            self._wrong(row, "stock", "missing")
        return None if name is None else OptionEntry(name, price, stock)

    def _name(self, row: SheetRow, *, alone: bool) -> str | None:
        if not row["option"]:
            named = [one for one in self._there if one.option and not one.option_archived]
            if named or not alone:
                self._wrong(row, "option", "unnamed")
                return None
            return ""
        name = option_names.read_name(row["option"])
        if name is None:
            self._wrong(row, "option", "name")
            return None
        words = option_words(name)
        if words in self._named:
            self._wrong(row, "option", "twice")
            return None
        new = self._named - self._known.keys()
        if words not in self._known and len(self._there) + len(new) >= option_names.MOST:
            self._wrong(row, "option", "too_many")
        return name

    def _price(self, row: SheetRow, *, needed: bool) -> int | None:
        if not row["price"]:
            if needed:
                self._wrong(row, "price", "missing")
            return None
        price = money.read_price(row["price"], self._currency)
        if isinstance(price, PriceProblem):
            self._wrong(row, "price", price.reason)
            return None
        if money.may_be_a_fraction(row["price"], self._currency):
            self._wrong(row, "price", "decimals")
            return None
        return price

    def _number(self, row: SheetRow, column: str) -> int | None:
        number = _read_number(row[column], MOST[column])
        if isinstance(number, int):
            return number
        self._wrong(row, column, number)
        return None


def _read_number(text: str, most: int) -> int | RowReason:
    """A whole number from 0, also as a spreadsheet writes it: ``5.0``, ``5,00``."""
    said = re.fullmatch(r"(-?)0*([0-9]+?)(?:[.,]00?)?", fold(text).strip())
    if said is None:
        return "number"
    if said[1] and said[2] != "0":
        return "below_zero"
    if len(said[2]) > len(str(most)) or int(said[2]) > most:
        return "too_high"
    return int(said[2])
