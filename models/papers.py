"""Files that are written from the books while the market goes on.

A file of 20,000 rows takes half a second, and all that is decided waits for one writer. So a
message says which file it wants (its ``file`` fact: ``name``, ``of``, ``shop``, ``show``,
``last``), and who sends it has it written beside the writer.
"""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Row

from models import catalog, export, ledger, people, sales, show_sales, shows
from models.tx import Tx

Paper = Mapping[str, Any]


def of_shop(of: str, shop: Row[Any]) -> Paper:
    """A shop's ``sales`` or ``products``."""
    return {"name": f"{shop.slug}-{of}.csv", "of": of, "shop": shop.id}


def of_show(of: str, shop: Row[Any], show: Row[Any], last: int = 0) -> Paper:
    """A show's claims (``show``), or its ``ledger`` up to the line ``last``."""
    name = f"{shop.slug}-{of}-{show.id}.csv"
    return {"name": name, "of": of, "shop": shop.id, "show": show.id, "last": last}


def text(tx: Tx, paper: Paper) -> str:
    """What stands in a paper, as the books are now."""
    return _WRITTEN[paper["of"]](tx, paper)


def _sales(tx: Tx, paper: Paper) -> str:
    return sales.as_csv(tx, people.shop(tx, paper["shop"]))


def _products(tx: Tx, paper: Paper) -> str:
    shop = people.shop(tx, paper["shop"])
    return export.as_csv(catalog.goods(tx, shop.id), shop.currency)


def _show(tx: Tx, paper: Paper) -> str:
    return show_sales.as_csv(tx, people.shop(tx, paper["shop"]), shows.known(tx, paper["show"]))


def _ledger(tx: Tx, paper: Paper) -> str:
    return ledger.as_csv(ledger.of_show(tx, shows.known(tx, paper["show"]), paper["last"]))


_WRITTEN: Mapping[str, Callable[[Tx, Paper], str]] = {
    "sales": _sales, "products": _products, "show": _show, "ledger": _ledger,
}  # fmt: skip
