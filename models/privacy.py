"""What the market knows of a person: handed over, or forgotten."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import orjson
from sqlalchemy import (
    ColumnElement,
    Row,
    String,
    Table,
    case,
    cast,
    delete,
    exists,
    func,
    literal,
    not_,
    select,
    update,
)

from models import checkouts, history, holds, ledger, orders, people, reservations
from models.catalog import PRODUCT
from models.follows import FOLLOW, PRODUCT_FOLLOW, SHOW_FOLLOW
from models.history import HISTORY
from models.opening import EARLY
from models.orders import ORDER, TO_PACK
from models.outgoing import OUTGOING
from models.people import PERSON, SHOP, Person
from models.reservations import LINES, RESERVATION
from models.screenshots import SCREENSHOT
from models.shows import SHOW
from models.standings import STANDING
from models.talks import TALK
from models.tx import Facts, Tx

MOST = 2000
"""How many of the newest rows of a kind are handed over."""

_NOBODY = "—"


@dataclass(frozen=True, slots=True)
class Forgotten:
    """Nothing of the person is left but what they paid for, under no name."""


@dataclass(frozen=True, slots=True)
class RunsShop:
    """Whoever runs a shop owes its buyers a name."""


def export(tx: Tx, person_id: int) -> Facts:
    """All that is known of a person, for their own eyes: times in UTC, amounts in minor units."""
    of = people.person(tx, person_id)
    mine = RESERVATION.c.person_id == person_id
    paid = select(ORDER).where(ORDER.c.person_id == person_id).order_by(ORDER.c.id.desc())
    follows = (
        select(SHOP.c.slug, SHOP.c.name, FOLLOW)
        .join(FOLLOW, FOLLOW.c.shop_id == SHOP.c.id)
        .where(FOLLOW.c.person_id == person_id)
        .limit(MOST)
    )
    claims = LINES.where(mine).order_by(RESERVATION.c.id.desc()).limit(MOST)
    pictures = select(SCREENSHOT).where(SCREENSHOT.c.person_id == person_id)
    shops = select(SHOP).where(SHOP.c.owner_id == person_id)
    return {
        "person": _plain(of, "id name username language zone created_at"),
        "shop": [_plain(row, "slug name currency zone created_at") for row in tx.all(shops)],
        "follows": [
            _plain(row, "slug name muted live reminder back next since") for row in tx.all(follows)
        ],
        "reservations": [
            _plain(
                row,
                "id code title option quantity price currency state said_at deadline ended_at",
            )
            for row in tx.all(claims)
        ],
        "pictures": [
            _plain(row, "file_id quantity words state said_at code moment reservation_id")
            for row in tx.all(pictures.order_by(SCREENSHOT.c.id.desc()).limit(MOST))
        ],
        "orders": [
            _plain(
                row,
                "id state amount shipping currency paid refunded email created_at paid_at"
                " shipped_at tracking",
            )
            | {"address": None if row.address is None else orjson.loads(row.address)}
            for row in tx.all(paid.limit(MOST))
        ],
    } | _in_shows(tx, person_id)


def _in_shows(tx: Tx, person_id: int) -> Facts:
    """What shows brought: standings, products and single shows followed, lines of the ledgers."""
    stands = (
        select(SHOP.c.slug, STANDING.c.lapsed, STANDING.c.blocked, STANDING.c.changed_at)
        .join(STANDING, STANDING.c.shop_id == SHOP.c.id)
        .where(STANDING.c.person_id == person_id)
    )
    follows = (
        select(SHOP.c.slug, PRODUCT.c.code, PRODUCT_FOLLOW.c.since)
        .join(PRODUCT, PRODUCT.c.shop_id == SHOP.c.id)
        .join(PRODUCT_FOLLOW, PRODUCT_FOLLOW.c.product_id == PRODUCT.c.id)
        .where(PRODUCT_FOLLOW.c.person_id == person_id)
    )
    asked = (
        select(SHOP.c.slug, SHOW.c.title, SHOW_FOLLOW.c.since)
        .join(SHOW, SHOW.c.shop_id == SHOP.c.id)
        .join(SHOW_FOLLOW, SHOW_FOLLOW.c.show_id == SHOW.c.id)
        .where(SHOW_FOLLOW.c.person_id == person_id)
    )
    shops = select(SHOP.c.slug, SHOP.c.token).where(
        SHOP.c.id.in_(select(RESERVATION.c.shop_id).where(RESERVATION.c.person_id == person_id))
    )
    names = {ledger.buyer_digest(row.token, person_id): row.slug for row in tx.all(shops)}
    return {
        "standings": [_plain(row, "slug lapsed blocked changed_at") for row in tx.all(stands)],
        "products": [_plain(row, "slug code since") for row in tx.all(follows.limit(MOST))],
        "shows": [_plain(row, "slug title since") for row in tx.all(asked.limit(MOST))],
        "ledger": [
            _plain(row, "number said_at buyer code option quantity outcome hash")
            | {"shop": names[row.buyer]}
            for row in ledger.of_buyer(tx, list(names), MOST)
        ],
    }


def _plain(row: Row[Any], names: str) -> Facts:
    return {name: _readable(name, getattr(row, name)) for name in names.split()}


def _readable(name: str, value: Any) -> Any:
    if value is not None and (name.endswith("_at") or name in ("deadline", "since", "moment")):
        return datetime.fromtimestamp(value / 1000, UTC).isoformat(timespec="seconds")
    return value


def parcels(tx: Tx, person_id: int) -> int:
    """How many of a person's orders are paid for and not yet sent."""
    packing = select(func.count()).select_from(ORDER).where(ORDER.c.person_id == person_id, TO_PACK)
    return int(tx.scalar(packing))


def runs_shop(tx: Tx, person_id: int) -> bool:
    """Whether a person has a shop that isn't closed for good."""
    shop = people.shop_of(tx, person_id)
    return shop is not None and shop.closed_at is None


def forget(tx: Tx, person_id: int) -> Forgotten | RunsShop:
    """Forgets a person: what they hold and wait for is released, what they follow is gone.

    Claims, what was read in their pictures, and orders stay in the shops' books under a number that
    stands for nobody, without address and mail, except that a parcel not yet sent keeps its
    address; in the claim ledgers they keep the digest they had. A shop that they closed stays
    without a seller. The person's own row stays blank, so that they can be answered in their
    language.
    """
    if runs_shop(tx, person_id):
        return RunsShop()
    _release(tx, reservations.open_lines(tx, person_id))
    for kept in (TALK, FOLLOW, PRODUCT_FOLLOW, SHOW_FOLLOW, EARLY, STANDING):
        tx.run(delete(kept).where(kept.c.person_id == person_id))
    if _has_past(tx, person_id):
        _give_to(tx, person_id, _nobody(tx))
    tx.run(delete(OUTGOING).where(OUTGOING.c.chat_id == person_id, OUTGOING.c.state != "leased"))
    tx.run(
        update(PERSON)
        .where(PERSON.c.id == person_id)
        .values(name="", username=None, zone=None, looking_at=None)
    )
    history.note(tx, "forgotten")
    return Forgotten()


def _release(tx: Tx, rows: Iterable[Row[Any]]) -> None:
    """Those that wait go first, so that what is given back isn't held for them again."""
    for row in sorted(rows, key=lambda row: row.state == "held"):
        holds.expire_option(tx, row.option_id)
        checkouts.cancel(tx, reservations.known(tx, row.id))


def _has_past(tx: Tx, person_id: int) -> bool:
    kept = (RESERVATION, ORDER, HISTORY, SCREENSHOT)
    owned = tx.scalar(select(exists().where(SHOP.c.owner_id == person_id)))
    return owned or any(
        tx.scalar(select(exists().where(rows.c.person_id == person_id))) for rows in kept
    )


def _nobody(tx: Tx) -> int:
    """A number below 0, which no private chat has, for somebody without a name."""
    number = min(0, int(tx.scalar(select(func.min(PERSON.c.id))))) - 1
    tx.insert(
        Person, id=number, name=_NOBODY, language=tx.terms.language, started=False, blocked=True,
        created_at=tx.now,
    )  # fmt: skip
    return number


def _no_source(rows: Table) -> ColumnElement[str]:
    """A source of its own for each row, which names no chat."""
    return literal("forgotten:").concat(cast(rows.c.id, String))


def _give_to(tx: Tx, person_id: int, nobody: int) -> None:
    tx.run(
        update(RESERVATION)
        .where(RESERVATION.c.person_id == person_id)
        .values(
            person_id=nobody,
            source=_no_source(RESERVATION),
        )
    )
    tx.run(
        update(SCREENSHOT)
        .where(SCREENSHOT.c.person_id == person_id)
        .values(
            person_id=nobody,
            source=_no_source(SCREENSHOT),
            file_id="",
            words="",
            state=case((SCREENSHOT.c.state == "claimed", "claimed"), else_="ended"),
        )
    )
    tx.run(
        update(ORDER)
        .where(ORDER.c.person_id == person_id, not_(TO_PACK), ORDER.c.state.not_in(orders.UNPAID))
        .values(email=None, address=None)
    )
    tx.run(update(SHOP).where(SHOP.c.owner_id == person_id).values(owner_id=nobody))
    for rows in (ORDER, HISTORY):
        tx.run(update(rows).where(rows.c.person_id == person_id).values(person_id=nobody))
