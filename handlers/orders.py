"""/orders: what a person bought, where it is, and the receipt."""

from handlers import paging
from handlers.turn import Turn
from models import orders, people, purchases, reservations, telling
from models.tx import Facts


def show_orders(turn: Turn) -> None:
    """``/orders``."""
    press_orders(turn)


def press_orders(turn: Turn, page: int | None = None) -> None:
    """``orders`` writes the list anew, ``orders:PAGE`` turns its page."""
    paging.show(turn, "orders", page, **_list(turn, page or 0))


def press_order(turn: Turn, order_id: int) -> None:
    """``order:ORDER``: one order in full."""
    order = purchases.purchase(turn.tx, turn.person.id, order_id)
    if order is None:
        turn.toast("toast_not_yours")
        return
    covered = [
        telling.line_facts(reservations.line(line)) for line in orders.lines(turn.tx, order.id)
    ]
    shop = people.shop(turn.tx, order.shop_id)
    turn.reply(
        "order",
        **telling.order_facts(turn.tx, order)
        | telling.shop_to(shop, turn.person)
        | {
            "stage": purchases.stage(order),
            "lines": covered,
            "refunded": order.refunded,
            "refunding": order.refunding,
            "shipped_at": order.shipped_at,
            "tracking": order.tracking,
        },
    )


def _list(turn: Turn, number: int) -> Facts:
    page = purchases.purchases(turn.tx, turn.person.id, number)
    rows = [
        {
            "order": row.id,
            "shop": row.shop,
            "amount": row.amount,
            "currency": row.currency,
            "stage": purchases.stage(row),
        }
        for row in page.rows
    ]
    return {"orders": rows} | paging.facts(page)
