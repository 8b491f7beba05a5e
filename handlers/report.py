"""A show that is over: its report again, reminding who hasn't paid, its files, who was first."""

from typing import Any

from sqlalchemy import Row

from handlers import gate
from handlers.turn import Turn
from models import first_claims, ledger, papers, reporting, shows, telling
from models.tx import Tx


def _own_show(turn: Turn, show_id: int) -> tuple[Row[Any], Row[Any]] | None:
    """The person's shop and its show that a button names, if that has begun; else says so."""
    return gate.own(turn, gate.owned(turn), _begun, show_id)


def _begun(tx: Tx, shop_id: int, show_id: int) -> Row[Any] | None:
    show = shows.show(tx, show_id)
    ours = show is not None and show.shop_id == shop_id
    return show if show is not None and ours and show.started_at is not None else None


def press_report(turn: Turn, show_id: int) -> None:
    """The report as it stands now: ``report:SHOW``."""
    found = _own_show(turn, show_id)
    if found is not None:
        turn.reply("show_report", **reporting.facts(turn.tx, found[1]))


def press_remind_all(turn: Turn, show_id: int) -> None:
    """Reminds every buyer of the show who hasn't paid: ``remindall:SHOW``."""
    found = _own_show(turn, show_id)
    if found is not None:
        turn.toast("toast_reminded", count=reporting.remind_all(turn.tx, found[1]))


def press_csv(turn: Turn, show_id: int) -> None:
    """The show's claims as a file: ``showcsv:SHOW``."""
    found = _own_show(turn, show_id)
    if found is not None:
        shop, show = found
        turn.reply("show_file", title=show.title, file=papers.of_show("show", shop, show))


def press_ledger(turn: Turn, show_id: int) -> None:
    """The show's part of the claim ledger: ``ledger:SHOW``."""
    found = _own_show(turn, show_id)
    if found is None:
        return
    shop, show = found
    last = ledger.last_of(turn.tx, show)
    if last is None:
        turn.toast("toast_no_ledger")
        return
    file = papers.of_show("ledger", shop, show, last.number)
    turn.reply("ledger_file", title=show.title, count=ledger.count_of(turn.tx, show),
               last=last.number, hash=last.hash, file=file)  # fmt: skip


def press_first(turn: Turn, show_id: int) -> None:
    """Who was first for each product: ``first:SHOW``."""
    found = _own_show(turn, show_id)
    if found is not None:
        shop, show = found
        products = first_claims.of_show(turn.tx, show)
        turn.reply("show_first", **telling.shop_facts(shop), title=show.title, show=show.id,
                   products=products)  # fmt: skip
