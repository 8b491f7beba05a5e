"""The numbers behind the picture of a show: claims, money and alerts, step by step."""

from collections.abc import Sequence
from itertools import accumulate
from typing import Any

from sqlalchemy import Row, func, select

from models import curve, ledger
from models.catalog import OPTION, PRODUCT
from models.ledger import LEDGER
from models.reservations import RESERVATION
from models.tx import Facts, Tx

STEPS = 54
"""How many steps a show is cut into at most."""
SECOND, MINUTE = 1000, 60_000
_LENGTHS = [
    *(n * SECOND for n in (1, 5, 10, 15, 30)),
    *(n * MINUTE for n in (1, 2, 3, 5, 10, 15, 30, 60, 120, 360, 1440)),
]
MOST_SOLD_OUT = 8


def chart(tx: Tx, show: Row[Any], currency: str) -> Facts:
    """What came of a show, from its start to its end or its last claim, in steps of equal length.

    ``claims`` are claims in each step; ``claimed`` and ``paid`` (minor units) are what it came to
    at the beginning of each step and at the end; ``alerts`` is (ms since the start, people told by
    then) pairs, ``sold_out`` is (ms, code) pairs.
    """
    begun = int(show.started_at or show.created_at)
    over = max(int(show.ended_at or tx.now), _last(tx, show) + 1, begun + MINUTE)
    step = next((n for n in _LENGTHS if (over - begun) / n <= STEPS), None)
    step = step or -(-(over - begun) // STEPS)
    steps = -(-(over - begun) // step)
    claims = _claims(tx, show, begun, step)
    return {
        "from": begun,
        "to": begun + steps * step,
        "claims": [claims.get(at, (0, 0))[0] for at in range(steps)],
        "claimed": _sums([(at, amount) for at, (_, amount) in claims.items()], steps),
        "paid": _sums(_paid(tx, show, begun, step), steps),
        "alerts": curve.delivery_curve(tx, f"live:{show.id}"),
        "sold_out": sold_out(tx, show)[:MOST_SOLD_OUT],
        "currency": currency,
    }  # fmt: skip


def _last(tx: Tx, show: Row[Any]) -> int:
    """When (ms) the show's last claim was said; 0 if there is none."""
    held = tx.scalar(select(func.max(RESERVATION.c.said_at)).where(_of(show)))
    decided = tx.scalar(select(func.max(LEDGER.c.said_at)).where(ledger.in_show(show)))
    return max(int(held or 0), int(decided or 0))


def _of(show: Row[Any]) -> Any:
    return RESERVATION.c.show_id == show.id


def _sums(values: Sequence[tuple[int, int]], steps: int) -> list[int]:
    """What (step, value) pairs come to, from nothing on; what is before or after counts at the
    ends."""
    each = [0] * steps
    for at, value in values:
        each[min(max(at, 0), steps - 1)] += value
    return [0, *accumulate(each)]


def _claims(tx: Tx, show: Row[Any], begun: int, step: int) -> dict[int, tuple[int, int]]:
    """Claims and the amount of what they got, by step."""
    at = ((RESERVATION.c.said_at - begun) // step).label("at")
    kept = show.claims_before is not None  # older shows have no ledger
    got = RESERVATION.c.state != "waiting"
    rows = tx.all(
        select(
            at,
            func.count(RESERVATION.c.source.distinct()).label("claims"),
            func.sum(RESERVATION.c.quantity * RESERVATION.c.price).filter(got).label("amount"),
        )
        .where(_of(show))
        .group_by(at)
    )
    found: dict[int, tuple[int, int]] = {}
    for row in rows:
        place = max(0, int(row.at))  # said in the second of the start
        claims, amount = found.get(place, (0, 0))
        made = 0 if kept else row.claims
        found[place] = (claims + made, amount + int(row.amount or 0))
    return _by_ledger(tx, show, begun, step, found) if kept else found


def _by_ledger(
    tx: Tx, show: Row[Any], begun: int, step: int, found: dict[int, tuple[int, int]]
) -> dict[int, tuple[int, int]]:
    """The same amounts, with the claims that the ledger has of the show."""
    at = ((LEDGER.c.said_at - begun) // step).label("at")
    lines = select(at, func.count().label("claims")).where(ledger.in_show(show))
    for row in tx.all(lines.group_by(at)):
        claims, amount = found.get(max(0, int(row.at)), (0, 0))
        found[max(0, int(row.at))] = (claims + row.claims, amount)
    return found


def _paid(tx: Tx, show: Row[Any], begun: int, step: int) -> Sequence[tuple[int, int]]:
    at = ((RESERVATION.c.ended_at - begun) // step).label("at")
    amount = func.sum(RESERVATION.c.quantity * RESERVATION.c.price).label("amount")
    paid = select(at, amount).where(_of(show), RESERVATION.c.state == "paid").group_by(at)
    return [(int(row.at), int(row.amount)) for row in tx.all(paid)]


def sold_out(tx: Tx, show: Row[Any]) -> list[tuple[int, str]]:
    """When (ms) which products sold out, by their code, in that order: when the first claim had to
    wait, or else when the last one was held of what has none left."""
    waited = _by_option(tx, show, ("part", "waiting"), func.min(LEDGER.c.decided_at))
    held = _by_option(tx, show, ("held",), func.max(LEDGER.c.decided_at))
    left = tx.all(
        select(PRODUCT.c.code, OPTION.c.name, OPTION.c.free)
        .join(PRODUCT, PRODUCT.c.id == OPTION.c.product_id)
        .where(PRODUCT.c.shop_id == show.shop_id, OPTION.c.free == 0)
    )
    gone = {(row.code, row.name) for row in left}
    moments = {one: at for one, at in held.items() if one in gone} | waited
    named = [(at, f"{code} {option}".strip()) for (code, option), at in moments.items()]
    return sorted(named)


def _by_option(
    tx: Tx, show: Row[Any], outcomes: Sequence[str], moment: Any
) -> dict[tuple[str, str], int]:
    rows = tx.all(
        select(LEDGER.c.code, LEDGER.c.option, moment.label("at"))
        .where(ledger.in_show(show), LEDGER.c.outcome.in_(outcomes))
        .group_by(LEDGER.c.code, LEDGER.c.option)
    )
    return {(row.code, row.option): int(row.at) for row in rows}
