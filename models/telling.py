"""What the market tells people unasked: kinds of message and the facts that fill them."""

from dataclasses import fields
from typing import Any

import orjson
from sqlalchemy import Row

from models import calling, outgoing, people, reservations
from models.outcomes import Line
from models.priority import Priority
from models.tx import Facts, Tx

_LINE = tuple(field.name for field in fields(Line))


def line_facts(line: Line) -> Facts:
    """A line as the texts know it."""
    return {name: getattr(line, name) for name in _LINE} | {"total": line.total}


def shop_facts(shop: Row[Any]) -> Facts:
    """A shop as the texts know it."""
    return {"shop": shop.name, "slug": shop.slug, "shop_id": shop.id, "zone": shop.zone}


def pay_facts(tx: Tx, shop_id: int, token: str) -> Facts:
    """Where a hold is paid: our own address if the market has one, else a button."""
    public = tx.terms.public_url
    return {"pay_url": f"{public}/pay/{token}" if public else None, "shop_id": shop_id}


def shop_to(shop: Row[Any], person: Row[Any]) -> Facts:
    """A shop as the texts know it for a buyer: times in their own zone, if they set one."""
    return shop_facts(shop) | {"zone": person.zone or shop.zone}


def reservation_facts(tx: Tx, row: Row[Any]) -> Facts:
    """A ``reservations.reservation`` row, its shop and its payment address, for its buyer."""
    return (
        shop_to(people.shop(tx, row.shop_id), people.person(tx, row.person_id))
        | pay_facts(tx, row.shop_id, row.token)
        | _line(row)
        | {"deadline": row.deadline}
    )


def promoted(tx: Tx, row: Row[Any], missing: int) -> None:
    """To someone who waited: it is yours now, and for ``missing`` more you wait on."""
    _about(tx, row, "promoted", Priority.WAITLIST, missing=missing)


def undecided(tx: Tx, row: Row[Any]) -> None:
    """To someone whose payment waits for the choice of an option."""
    _about(tx, row, "choose_first", Priority.ANSWER)


def lapsed(tx: Tx, row: Row[Any], left: int) -> None:
    """To someone whose hold ran out, and who waits no more for ``left`` units."""
    _about(tx, row, "lapsed", Priority.RECEIPT, left=left)


def place_lost(tx: Tx, row: Row[Any], why: str) -> None:
    """To someone who waited, for nothing now; ``why``: blocked (by the seller) or closed (the shop
    is)."""
    _about(tx, row, "waitlist_closed", Priority.RECEIPT, why=why)


def reminder(tx: Tx, row: Row[Any]) -> None:
    """To someone whose hold has a third of its time left."""
    _about(tx, row, "reminder", Priority.RECEIPT)


def given_up(tx: Tx, row: Row[Any]) -> None:
    """To someone whose line could be given up now that its checkout is closed."""
    _about(tx, row, "given_up", Priority.ANSWER)


def order_facts(tx: Tx, order: Row[Any]) -> Facts:
    """An ``orders.order`` row and its shop as the texts know them, for its buyer."""
    public = tx.terms.public_url
    buyer = people.person(tx, order.person_id)
    return shop_to(people.shop(tx, order.shop_id), buyer) | {
        "order": order.id,
        "amount": order.amount,
        "shipping": order.shipping,
        "currency": order.currency,
        "paid_at": order.paid_at,
        "receipt_url": f"{public}/orders/{order.token}" if public else None,
    }


def checkout_ready(tx: Tx, order: Row[Any]) -> None:
    """To a buyer who waits in the chat: here is the checkout."""
    facts = order_facts(tx, order) | {"url": order.url, "until": order.expires_at}
    outgoing.say(tx, order.person_id, "checkout_ready", facts, priority=Priority.ANSWER)


def checkout_failed(tx: Tx, order: Row[Any], why: str) -> None:
    """To a buyer whose checkout the provider won't make; ``why`` is a reason the texts know."""
    facts = order_facts(tx, order) | {"why": why}
    outgoing.say(tx, order.person_id, "checkout_failed", facts, priority=Priority.ANSWER)


def checkout_delayed(tx: Tx, order: Row[Any]) -> None:
    """To a buyer who waits in the chat: the provider can't be reached, it takes longer; once."""
    outgoing.say_once(
        tx, f"checkout_delayed:{order.id}", order.person_id, "checkout_delayed",
        order_facts(tx, order), priority=Priority.ANSWER,
    )  # fmt: skip


def key_refused(tx: Tx) -> None:
    """To the operators: the provider refuses the market's key, nobody can pay; once a day."""
    day = tx.now // 86_400_000
    for operator in tx.terms.operators:
        outgoing.say_once(
            tx, f"key_refused:{day}:{operator}", operator, "operator_key_refused", {},
            priority=Priority.ANSWER,
        )  # fmt: skip


def payment_failed(tx: Tx, order: Row[Any], lines: list[Row[Any]]) -> None:
    """To a buyer whose payment came to nothing in the end: what was held for it is released."""
    facts = order_facts(tx, order) | {"lines": [_line(line) for line in lines]}
    outgoing.say(tx, order.person_id, "payment_failed", facts, priority=Priority.RECEIPT)


def processing(tx: Tx, order: Row[Any]) -> None:
    """To a buyer whose bank takes its time."""
    facts = order_facts(tx, order)
    outgoing.say(tx, order.person_id, "processing", facts, priority=Priority.RECEIPT)


def paid(tx: Tx, order: Row[Any], lines: list[Row[Any]]) -> None:
    """To buyer and seller: paid, and what for, and where it goes."""
    shop, bought = people.shop(tx, order.shop_id), [_line(line) for line in lines]
    facts = order_facts(tx, order) | {"lines": bought, "pickup": shop.shipping == "pickup"}
    outgoing.say(tx, order.person_id, "paid", facts, priority=Priority.RECEIPT)
    address = None if order.address is None else orjson.loads(order.address)
    facts = _seller_facts(tx, order) | {"lines": bought, "address": address}
    outgoing.say(tx, shop.owner_id, "sold", facts, priority=Priority.RECEIPT)


def paid_too_late(tx: Tx, order: Row[Any], lines: list[Row[Any]], why: str) -> None:
    """To buyer and seller: the money goes back, for it came too late or wasn't the order's sum.

    ``why`` is too_late or amount.
    """
    facts = {"lines": [_line(line) for line in lines], "why": why, "paid": order.paid}
    _both(tx, order, "paid_too_late", "sold_too_late", facts)


def shipped(tx: Tx, order: Row[Any]) -> None:
    """To the buyer: it is on its way."""
    facts = order_facts(tx, order) | {"tracking": order.tracking}
    outgoing.say(tx, order.person_id, "shipped", facts, priority=Priority.RECEIPT)


def handed_over(tx: Tx, order: Row[Any]) -> None:
    """To the buyer: the shop says that it was picked up."""
    facts = order_facts(tx, order)
    outgoing.say(tx, order.person_id, "handed_over", facts, priority=Priority.RECEIPT)


def refund_pending(tx: Tx, order: Row[Any], refund: Row[Any], *, by_mail: bool) -> None:
    """To buyer and seller: the refund is under way; ``by_mail`` asks the buyer for bank details."""
    facts = {"refund": refund.amount, "why": refund.why, "by_mail": by_mail}
    _both(tx, order, "refund_pending", "seller_refund_pending", facts)


def refunded(tx: Tx, order: Row[Any], refund: Row[Any]) -> None:
    """To buyer and seller: the money is back."""
    facts = {"refund": refund.amount, "why": refund.why}
    _both(tx, order, "refunded", "seller_refunded", facts)


def refund_failed(tx: Tx, order: Row[Any], refund: Row[Any], why: str) -> None:
    """To buyer and seller: the refund didn't go through."""
    _both(tx, order, "refund_failed", "seller_refund_failed", {"refund": refund.amount, "why": why})


def disputed(
    tx: Tx, order: Row[Any], *, dispute: str, state: str, amount: int, reason: str,
    due_by: int | None,
) -> None:  # fmt: skip
    """To the seller and the operators: the buyer's bank disputes a payment, or has decided.

    ``state`` is open, won or lost; ``due_by`` (ms) is when evidence is due; once for each state.
    """
    facts = _seller_facts(tx, order) | {
        "state": state, "disputed": amount, "reason": reason, "due_by": due_by,
    }  # fmt: skip
    for reader in {people.shop(tx, order.shop_id).owner_id, *tx.terms.operators}:
        outgoing.say_once(
            tx, f"dispute:{dispute}:{state}:{reader}", reader, "seller_dispute", facts,
            priority=Priority.RECEIPT,
        )  # fmt: skip


def _both(tx: Tx, order: Row[Any], to_buyer: str, to_seller: str, more: Facts) -> None:
    owner_id = people.shop(tx, order.shop_id).owner_id
    to_owner = _seller_facts(tx, order) | more
    outgoing.say(
        tx, order.person_id, to_buyer, order_facts(tx, order) | more, priority=Priority.RECEIPT
    )
    outgoing.say(tx, owner_id, to_seller, to_owner, priority=Priority.RECEIPT)


def _seller_facts(tx: Tx, order: Row[Any]) -> Facts:
    buyer = people.person(tx, order.person_id)
    return (
        order_facts(tx, order)
        | shop_facts(people.shop(tx, order.shop_id))
        | {"buyer": buyer.name, "username": buyer.username}
    )


def _line(row: Row[Any]) -> Facts:
    return {
        "reservation": row.id,
        "option_id": row.option_id,
        "code": row.code,
        "title": row.title,
        "option": reservations.option_of(row),
        "unchosen": row.unchosen,
        "quantity": row.quantity,
        "price": row.price,
        "total": row.price * row.quantity,
        "currency": row.currency,
    }


def _about(tx: Tx, row: Row[Any], kind: str, priority: Priority, **more: Any) -> None:
    """Who reserved in a group and never pressed Start is called there if they have got something,
    and told nothing else."""
    if not people.person(tx, row.person_id).started:
        if kind == "promoted":
            calling.call_again(tx, row)
        return
    outgoing.say(tx, row.person_id, kind, reservation_facts(tx, row) | more, priority=priority)
