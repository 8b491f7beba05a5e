"""/sales: what to pack and where to, one sale's card, the file of all; /payouts."""

from typing import Any

from sqlalchemy import Row

from handlers import gate, paging
from handlers.turn import Turn
from models import papers, refunds, sale_trouble, sales, standings, telling

SIZE = 6


def show_sales(turn: Turn) -> None:
    """``/sales``: the first page."""
    _list(turn, None)


def press_sales(turn: Turn, page: int | None = None) -> None:
    """A page: ``sales:PAGE``."""
    _list(turn, page)


def _list(turn: Turn, page: int | None) -> None:
    shop = gate.owned(turn)
    if shop is None:
        return
    place = paging.place(sales.total(turn.tx, shop.id), page, SIZE)
    rows = sales.page(turn.tx, shop.id, place["page"] * SIZE, SIZE)
    ids = [row.id for row in rows]
    covered, trouble = sales.lines(turn.tx, ids), sale_trouble.of(turn.tx, ids)
    paging.show(
        turn, "sales", page, **telling.shop_facts(shop), to_pack=sales.to_pack(turn.tx, shop.id),
        sales=[_sale(row, covered[row.id], trouble[row.id]) for row in rows], **place,
    )  # fmt: skip


def _sale(
    order: Row[Any], covered: list[Row[Any]], trouble: sale_trouble.Trouble
) -> dict[str, Any]:
    return {
        "order": order.id,
        "buyer": order.buyer,
        "username": order.username,
        "state": sales.state_of(order),
        "amount": order.paid,
        "shipping": order.shipping,
        "currency": order.currency,
        "paid_at": order.paid_at,
        "refunding": order.refunding,
        "refunded": order.refunded,
        "dispute": trouble.dispute,
        "failed": trouble.failed,
        "lines": [
            {"code": line.code, "title": line.title, "option": line.option,
             "quantity": line.quantity, "total": line.price * line.quantity}
            for line in covered
        ],
    }  # fmt: skip


def press_sale(turn: Turn, order_id: int) -> None:
    """One sale's card: ``sale:ORDER``."""
    found = own_sale(turn, order_id)
    if found is not None:
        card(turn, *found)


def own_sale(turn: Turn, order_id: int) -> tuple[Row[Any], Row[Any]] | None:
    """The person's shop and its sale that a button names; if it is none of theirs, says so."""
    return gate.own(turn, gate.owned(turn), sales.sale, order_id)


def card(turn: Turn, shop: Row[Any], order: Row[Any]) -> None:
    """Shows a sale's card, in place where a button was pressed."""
    covered = sales.lines(turn.tx, [order.id])[order.id]
    trouble = sale_trouble.of(turn.tx, [order.id])[order.id]
    known = standings.standing(turn.tx, shop.id, order.person_id)
    turn.edit(
        "sale", **telling.shop_facts(shop), **_sale(order, covered, trouble),
        address=sales.address_of(order), pickup=order.pickup,
        tracking=order.tracking, shipped_at=order.shipped_at,
        left=order.paid - order.refunding, person=order.person_id,
        lapsed=0 if known is None else known.lapsed, blocked=known is not None and known.blocked,
    )  # fmt: skip


def press_refund(turn: Turn, order_id: int) -> None:
    """Asks once, naming the amount: ``refund:ORDER``."""
    found = own_sale(turn, order_id)
    if found is None:
        return
    order = found[1]
    if order.refunding >= order.paid:
        turn.toast("toast_refunded_already")
    else:
        left = order.paid - order.refunding
        turn.edit("refund_ask", order=order.id, buyer=order.buyer, currency=order.currency,
                  amount=left, sent=order.shipped_at is not None)  # fmt: skip


def press_refund_now(turn: Turn, order_id: int, amount: int) -> None:
    """Yes, refund: ``refundnow:ORDER:AMOUNT``. Only the amount that was named goes back."""
    found = own_sale(turn, order_id)
    if found is None:
        return
    shop, order = found
    if order.paid - order.refunding != amount or refunds.refund_all(turn.tx, order_id) is None:
        turn.toast("toast_refunded_already")
    else:
        turn.toast("toast_refund_begun")
    again = sales.sale(turn.tx, shop.id, order_id)
    if again is not None:
        card(turn, shop, again)


def press_csv(turn: Turn) -> None:
    """All sales as a file: ``salescsv``."""
    shop = gate.owned(turn)
    if shop is not None:
        count = sales.total(turn.tx, shop.id)
        turn.reply("sales_file", count=count, file=papers.of_shop("sales", shop))


def payouts(turn: Turn) -> None:
    """``/payouts``: who has the money today."""
    shop = gate.owned(turn)
    if shop is not None:
        turn.reply("payouts", shop=shop.name, currency=shop.currency,
                   amount=sales.taken(turn.tx, shop.id))  # fmt: skip
