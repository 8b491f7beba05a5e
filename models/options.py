"""Options: what a claim's words name among them, and how a seller changes them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, func, select, update

from models import catalog, history, holds
from models.catalog import OPTION, Option
from models.tx import Tx
from models.words.grammar import option_words, unknown


@dataclass(frozen=True, slots=True)
class Wanted:
    """An option as a seller wants it: its price in minor units, how many units are free."""

    name: str
    price: int
    stock: int


def words_of(options: Iterable[Row[Any]]) -> frozenset[str]:
    """Every folded word that names something among these options (``item`` rows)."""
    return frozenset(word for one in options if one.option for word in option_words(one.option))


def fitting(options: Sequence[Row[Any]], words: Iterable[str]) -> Sequence[Row[Any]]:
    """The options that a claim's words can mean; words that name nothing here are passed over.

    All of them if the words name none; the one that is named in full before those in part.
    """
    wanted = set(words) & words_of(options)
    if not wanted:
        return options
    named = [(one, set(option_words(one.option))) for one in options]
    exact = [one for one, has in named if has == wanted]
    return exact or [one for one, has in named if has >= wanted] or options


def unnamed(options: Iterable[Row[Any]], words: Sequence[str]) -> list[str]:
    """Those of a claim's words that name nothing among the options."""
    return unknown(words, words_of(options))


def called(options: Iterable[Row[Any]], name: str) -> Row[Any] | None:
    """The option of this name, whatever the case and spaces."""
    wanted = option_words(name)
    return next((one for one in options if option_words(one.option) == wanted), None)


def put(tx: Tx, item: Row[Any], wanted: Sequence[Wanted]) -> None:
    """Adds options to a product; those of a name it has already are changed, and back on sale.

    A product that had one unnamed option loses it: it becomes the first of these where nobody
    holds it, waits for it or bought it, and goes to the archive otherwise.
    """
    for one in wanted:
        there = catalog.options_of(tx, item.product_id, archived=True)
        known = called(there, one.name)
        if known is None and (plain := called(there, "")) is not None and _is_unused(plain):
            known = plain
        if known is None:
            tx.insert(
                Option, product_id=item.product_id, name=one.name, price=one.price,
                free=one.stock, position=len(there),
            )  # fmt: skip
        else:
            _change(tx, known, name=one.name, price=one.price, free=one.stock, archived=False)
            holds.promote(tx, known.option_id)
    if wanted and wanted[0].name:
        _retire_unnamed(tx, item.product_id)
    history.note(tx, "options", shop_id=item.shop_id, product=item.product_id, count=len(wanted))


def _is_unused(option: Row[Any]) -> bool:
    return not (option.held or option.sold or option.waiting or option.option_archived)


def _retire_unnamed(tx: Tx, product_id: int) -> None:
    tx.run(
        update(OPTION)
        .where(OPTION.c.product_id == product_id, OPTION.c.name == "")
        .values(archived=True, free=0)
    )


def _change(tx: Tx, option: Row[Any], **values: Any) -> None:
    tx.run(update(OPTION).where(OPTION.c.id == option.option_id).values(**values))


def rename(tx: Tx, option: Row[Any], name: str) -> bool:
    """Gives an option another name; no if another of the product has it."""
    same = called(catalog.options_of(tx, option.product_id, archived=True), name)
    if same is not None and same.option_id != option.option_id:
        return False
    _change(tx, option, name=name)
    return True


def archive(tx: Tx, option: Row[Any]) -> bool:
    """Takes an option off sale; no if it is the last. What is held stays held."""
    others = select(func.count()).where(
        OPTION.c.product_id == option.product_id, OPTION.c.archived.is_(False),
        OPTION.c.id != option.option_id,
    )  # fmt: skip
    if not tx.scalar(others):
        return False
    _change(tx, option, archived=True)
    return True


def restore(tx: Tx, option: Row[Any]) -> None:
    """Puts an option back on sale."""
    _change(tx, option, archived=False)


def price_all(tx: Tx, product_id: int, price: int) -> None:
    """Sets the price of every option, for claims to come."""
    tx.run(update(OPTION).where(OPTION.c.product_id == product_id).values(price=price))
