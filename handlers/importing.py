"""/import: products from a CSV file, checked first; and the file of all products."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row

from handlers import asking, gate
from handlers.turn import Turn
from models import catalog, export, import_rows, importing, outgoing, papers, sheet, uploads
from models.import_rows import Checked, Entry
from models.priority import Priority
from models.sheet import SheetProblem
from models.talks import Talking
from models.tx import Facts, Tx
from models.words import money

TALK = "import"


@dataclass(frozen=True, slots=True)
class Report:
    """What a file comes to: the facts of what its seller is told, all its problems as a file where
    they are too many to be told, and what is to be kept of it, if anything."""

    facts: Facts
    problems: Facts | None
    entries: str | None


MOST_SHOWN = 20
"""So many bad rows are named in the chat; the rest are in a file."""
_ENDINGS = (".csv", ".tsv", ".txt", ".xlsx", ".xls")


def import_(turn: Turn) -> None:
    """``/import``: takes the file it is the caption of; else says how, with a template."""
    shop = gate.selling(turn)
    if shop is None:
        return
    if turn.said.document is not None:
        _take(turn, shop)
        return
    asking.ask(
        turn, TALK, "file", {}, "import_how",
        file={"name": "livestall-products.csv", "text": export.template(shop.currency)},
    )  # fmt: skip


def press_import(turn: Turn) -> None:
    """The Import button: ``import``."""
    import_(turn)


def step(turn: Turn, talking: Talking) -> None:
    """Hears the file."""
    shop = gate.selling(turn)
    if shop is None:
        asking.done(turn)
    elif turn.said.document is not None:
        _take(turn, shop)
    else:
        turn.reply("import_file_due", photo_sent=turn.said.photo is not None)


def by_document(turn: Turn) -> bool:
    """Takes a table that a seller sends outside any conversation; says whether it was one."""
    shop = turn.shop()
    named = turn.said.document_name.lower().endswith(_ENDINGS)
    if turn.said.document is None or shop is None or not named:
        return False
    if gate.selling(turn) is not None:
        _take(turn, shop)
    return True


def _take(turn: Turn, shop: Row[Any]) -> None:
    said = turn.said
    if said.document_size > sheet.LARGEST:
        _refuse(turn.tx, turn.person.id, SheetProblem("too_big"))
        return
    asking.done(turn, TALK)
    noted = uploads.begin(
        turn.tx, source=said.source, shop_id=shop.id, person_id=turn.person.id,
        file_id=str(said.document),
    )  # fmt: skip
    if noted:
        turn.reply("import_checking")


def _refuse(tx: Tx, person_id: int, problem: SheetProblem) -> None:
    facts = {"reason": problem.reason, "what": problem.what, "most": sheet.MOST_ROWS,
             "megabytes": sheet.LARGEST >> 20}  # fmt: skip
    outgoing.say(tx, person_id, "import_problem", facts, priority=Priority.ANSWER)


def refused(tx: Tx, row: Row[Any], problem: SheetProblem) -> None:
    """Ends an upload that is no table of products, and says why."""
    if uploads.move(tx, row.id, "new", "failed"):
        _refuse(tx, row.person_id, problem)


def report(found: Checked, currency: str) -> Report:
    """What to tell the seller of a file, and what to keep of it: made before it is written down,
    since that takes a moment for thousands of rows."""
    new, changed = found.count("new"), found.count("changed")
    shown, more = found.problems[:MOST_SHOWN], found.problems[MOST_SHOWN:]
    facts = {
        "good": found.good, "bad": len({one.row for one in found.problems}),
        "new": new, "changed": changed, "unchanged": found.count("unchanged"),
        "problems": [
            {"row": one.row, "column": one.column, "reason": one.reason, "value": one.value[:40]}
            for one in shown
        ],
        "more": len(more), "currency": currency, "most": import_rows.MOST,
        "cheap": sum(_is_cheap(entry, currency) for entry in found.entries),
        **_prices(found),
        "least": money.LEAST.get(currency),
    }  # fmt: skip
    rows = [(one.row, one.column, one.reason, one.value) for one in found.problems]
    file = {"name": "problems.csv", "problems": rows, "currency": currency}
    problems = {"count": len(rows), "file": file} if more else None
    return Report(facts, problems, importing.packed(found.entries) if new or changed else None)


def checked(tx: Tx, row: Row[Any], found: Report) -> None:
    """Tells the seller what a file comes to, and asks whether it shall be imported."""
    state = "ended" if found.entries is None else "checked"
    if not uploads.move(tx, row.id, "new", state, entries=found.entries):
        return
    facts = found.facts | {"upload": row.id}
    outgoing.say(tx, row.person_id, "import_report", facts, priority=Priority.ANSWER)
    if found.problems is not None:
        outgoing.say(tx, row.person_id, "import_problems", found.problems, priority=Priority.ANSWER)


def _prices(found: Checked) -> Facts:
    """The lowest and the highest price (minor units) of what is to be imported; None if it brings
    no price."""
    prices = [
        one.price
        for entry in found.entries if entry.state != "unchanged"
        for one in entry.options if one.price is not None
    ]  # fmt: skip
    return {"lowest": min(prices, default=None), "highest": max(prices, default=None)}


def _is_cheap(entry: Entry, currency: str) -> bool:
    """Whether a product that is imported costs less than one payment must be."""
    prices = [one.price for one in entry.options if one.price is not None]
    return any(money.least_payment(price, currency) is not None for price in prices)


def press_now(turn: Turn, upload_id: int) -> None:
    """``importnow:UPLOAD``: imports the good rows."""
    found = gate.own(turn, gate.selling(turn), uploads.own, upload_id)
    if found is None:
        return
    entries = uploads.entries(turn.tx, upload_id)
    if entries is not None and uploads.move(turn.tx, upload_id, "checked", "wanted"):
        turn.edit("import_begun", count=importing.products_in(entries))
    else:
        turn.toast("toast_import_state", state=found[1].state)


def press_no(turn: Turn, upload_id: int) -> None:
    """``importno:UPLOAD``: nothing of it."""
    found = gate.own(turn, gate.selling(turn), uploads.own, upload_id)
    if found is None:
        return
    if uploads.move(turn.tx, upload_id, "checked", "ended", entries=None):
        turn.edit("import_dropped")
    else:
        turn.toast("toast_import_state", state=found[1].state)


def wanted(tx: Tx, upload_id: int) -> Sequence[Entry]:
    """What an upload that is to be imported comes to, for ``some``."""
    entries = uploads.entries(tx, upload_id)
    return () if entries is None else importing.unpacked(entries)


def some(tx: Tx, upload_id: int, entries: Sequence[Entry]) -> bool:
    """Imports some more of a wanted upload's ``entries``, tells the seller when all is in; says
    whether there is more."""
    row = uploads.upload(tx, upload_id)
    if importing.import_some(tx, upload_id, entries):
        return True
    if row.state == "wanted" and uploads.upload(tx, upload_id).state == "done":
        facts = {
            "count": importing.products(entries),
            "products": len(catalog.keys(tx, row.shop_id)),
        }
        outgoing.say(tx, row.person_id, "import_done", facts, priority=Priority.ANSWER)
    return False


def failed(tx: Tx, row: Row[Any]) -> None:
    """Ends an upload that can't be imported, and says so."""
    if uploads.move(tx, row.id, "wanted", "failed"):
        outgoing.say(tx, row.person_id, "our_fault", {}, priority=Priority.ANSWER)


def press_csv(turn: Turn) -> None:
    """All products as a file, in the form that an import reads: ``productscsv``."""
    shop = gate.selling(turn)
    if shop is not None:
        count = len(catalog.keys(turn.tx, shop.id))
        turn.reply("products_file", count=count, file=papers.of_shop("products", shop))
