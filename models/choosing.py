"""Choosing: which option of a product a claim gets that named none, or another one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, update

from models import (
    catalog,
    claims,
    history,
    holds,
    offers,
    reservations,
    shown,
    shows,
    standings,
    stock,
)
from models.outcomes import ClaimOutcome, Held, PartlyHeld
from models.reservations import RESERVATION
from models.tx import Tx


@dataclass(frozen=True, slots=True)
class Asked:
    """Which option is wanted is asked first: nothing is held yet."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """It is the chosen option now: the first of the claim's reservations."""

    row: Row[Any]


@dataclass(frozen=True, slots=True)
class ChosenBefore:
    """An option was chosen before; the reservation."""

    row: Row[Any]


@dataclass(frozen=True, slots=True)
class TooFew:
    """Nothing moved: ``left`` units of the wanted option are free, fewer than are held."""

    row: Row[Any]
    left: int


@dataclass(frozen=True, slots=True)
class OtherPrice:
    """Nothing moved: the wanted option costs ``price`` (minor units), not what was promised."""

    row: Row[Any]
    price: int


@dataclass(frozen=True, slots=True)
class Ended:
    """Nothing moved: it is ``state`` (paid, released, refunded, checkout) by now."""

    state: str


Choice = Chosen | ChosenBefore | TooFew | OtherPrice | Ended


def _meanwhile(
    tx: Tx, *, shop: Row[Any], options: Sequence[Row[Any]], person_id: int, quantity: int,
    show: Row[Any] | None, said_at: int, shown_at: int | None,
) -> Row[Any] | None:  # fmt: skip
    """The option that a claim which fits several is held in until its buyer chooses.

    The one with the most free units; None if they cost different prices, none is free, or this
    buyer gets nothing held before paying.
    """
    prices = {one.price for one in offers.promised(tx, show, options, said_at, shown_at)}
    if len(prices) > 1 or standings.treatment(tx, shop, person_id) == "first_paid":
        return None
    most = max(options, key=lambda one: one.free)
    if most.free < quantity:
        for one in options:
            holds.expire_option(tx, one.option_id)
        ids = {one.option_id for one in options}
        fresh = catalog.choices(tx, shop.id, most.key)
        most = max((one for one in fresh if one.option_id in ids), key=lambda one: one.free)
    return most if most.free else None


def claim(
    tx: Tx, *, shop: Row[Any], options: Sequence[Row[Any]], person_id: int, quantity: int,
    source: str, said_at: int, seq: int, show: Row[Any] | None, shown_at: int | None = None,
) -> ClaimOutcome | Asked:  # fmt: skip
    """Decides a claim that fits several options (``catalog.choices`` rows of one product).

    What is wanted is held in one of them until the buyer chooses, if all cost the same. Whoever is
    asked first has claimed nothing yet; who is refused has. ``shown_at`` as in ``claims.claim``.
    """
    first = options[0]
    refusal = claims.closed(tx, shop=shop, show=show, item=first, person_id=person_id, at=said_at)
    meanwhile = None
    if refusal is None:
        meanwhile = _meanwhile(
            tx, shop=shop, options=options, person_id=person_id, quantity=quantity, show=show,
            said_at=said_at, shown_at=shown_at,
        )  # fmt: skip
        if meanwhile is None and _may_have_more(tx, show, first, person_id, said_at):
            return Asked()
    nameless: Any = catalog.item_of(tx, (meanwhile or first).option_id)
    outcome = claims.claim(
        tx, shop=shop, item=nameless._replace(option=""), person_id=person_id, quantity=quantity,
        source=source, said_at=said_at, seq=seq, show=show, shown_at=shown_at,
    )  # fmt: skip
    if isinstance(outcome, Held | PartlyHeld):
        tx.run(update(RESERVATION).where(RESERVATION.c.source == source).values(unchosen=True))
    return outcome


def _may_have_more(
    tx: Tx, show: Row[Any] | None, item: Row[Any], person_id: int, said_at: int
) -> bool:
    offered = offers.offer(tx, show, item, said_at)
    allowed = offers.allowance(tx, offered, item, person_id, show)
    return allowed is None or allowed.left > 0


def choose(
    tx: Tx, row: Row[Any], option: Row[Any], *, said_at: int, seq: int, again: bool = False
) -> Choice:
    """Moves what a claim (a ``reservations.reservation`` row of it) holds and waits for to an
    option of the same product, all or nothing, at the price and deadline it was promised.

    What waits takes the place of ``said_at`` (ms) and ``seq`` there. ``again``: also where an
    option was named or chosen before.
    """
    holds.expire_option(tx, row.option_id)
    still = [
        one
        for one in reservations.of_source(tx, row.source)
        if one.state in ("held", "waiting") and not one.giving_up
    ]
    if not still:
        return Ended(reservations.known(tx, row.id).state)
    if any(one.order_id is not None for one in still):
        return Ended("checkout")
    if not (again or still[0].unchosen):
        return ChosenBefore(still[0])
    moving = [one for one in still if one.option_id != option.option_id]
    if refusal := _refusal(tx, moving, option):
        return refusal
    if not _move_held(tx, [one for one in moving if one.state == "held"], option):
        return TooFew(still[0], int(catalog.item_of(tx, option.option_id).free))
    for one in moving:
        _move(tx, one, option, said_at, seq)
    _note(tx, still, option)
    for option_id in {one.option_id for one in moving} | {option.option_id}:
        holds.promote(tx, option_id)
    return Chosen(reservations.known(tx, still[0].id))


def _refusal(tx: Tx, moving: Sequence[Row[Any]], option: Row[Any]) -> Ended | OtherPrice | None:
    """Why this option can't be had instead of the ones that are held or waited for."""
    if not moving:
        return None
    if option.archived or option.option_archived:
        return Ended("gone")
    for one in moving:
        price = _price_of(tx, one, option)
        now = _price_of(tx, one, catalog.item_of(tx, one.option_id))
        if price not in (one.price, now):
            return OtherPrice(one, price)
    return None


def _price_of(tx: Tx, row: Row[Any], option: Row[Any]) -> int:
    """What an option cost when a claim was made, or in its picture, as far as that is known now."""
    show = None if row.show_id is None else shows.show(tx, row.show_id)
    shown_at = shown.moment_of(tx, row.source)
    return offers.promised(tx, show, [option], row.said_at, shown_at)[0].price


def _move_held(tx: Tx, held: Sequence[Row[Any]], option: Row[Any]) -> bool:
    """Takes as many units from the new option and gives those held back to the old; or no."""
    units = sum(one.quantity for one in held)
    if not units:
        return True
    if not stock.take(tx, option.option_id, units):
        holds.expire_option(tx, option.option_id)
        if not stock.take(tx, option.option_id, units):
            return False
    for one in held:
        stock.give_back(tx, one.option_id, one.quantity)
    return True


def _move(tx: Tx, row: Row[Any], option: Row[Any], said_at: int, seq: int) -> None:
    place = {"said_at": said_at, "seq": seq} if row.state == "waiting" else {}
    tx.run(
        update(RESERVATION)
        .where(RESERVATION.c.id == row.id)
        .values(option_id=option.option_id, **place)
    )
    if row.state == "waiting" and not row.unheld:
        stock.change_waiting(tx, row.option_id, -1)
        stock.change_waiting(tx, option.option_id, 1)


def _note(tx: Tx, rows: Sequence[Row[Any]], option: Row[Any]) -> None:
    tx.run(
        update(RESERVATION)
        .where(RESERVATION.c.id.in_([row.id for row in rows]))
        .values(unchosen=False)
    )
    for row in rows:
        history.note(
            tx, "chosen", shop_id=row.shop_id, person_id=row.person_id, reservation_id=row.id,
            option=option.option_id,
        )  # fmt: skip
