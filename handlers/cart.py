"""/cart: what a person holds and waits for, Pay for each shop, Cancel for each line."""

from typing import assert_never

from handlers import choice, paging, reservation
from handlers.turn import Turn
from models import cart, checkouts, holds, orders, reservations, telling, waitlist
from models.browsing import SIZE
from models.outcomes import (
    CheckoutComing,
    CheckoutOpen,
    Closing,
    Gone,
    NothingHeld,
    Released,
    Undecided,
)
from models.tx import Facts


def show_cart(turn: Turn) -> None:
    """``/cart``."""
    press_cart(turn)


def press_cart(turn: Turn, page: int | None = None) -> None:
    """``cart`` writes it anew, ``cart:PAGE`` turns its page."""
    paging.show(turn, "cart", page, **_cart(turn, page or 0))


def press_drop(turn: Turn, reservation_id: int, page: int | None = None) -> None:
    """``drop:RESERVATION`` under a line's own message, ``drop:RESERVATION:PAGE`` in the cart."""
    if page is None:
        reservation.drop_here(turn, reservation_id)
        return
    row = reservation.own(turn, reservation_id)
    if row is None:
        turn.toast("toast_not_yours")
        return
    outcome = reservation.give_up(turn, row)
    match outcome:
        case Released():
            turn.toast("toast_given_up", code=row.code)
        case Closing():
            turn.toast("toast_giving_up", code=row.code)
        case Gone(state):
            turn.toast("toast_ended", state=state)
        case _:
            assert_never(outcome)
    turn.edit("cart", **_cart(turn, page))


def press_pay(turn: Turn, shop_id: int) -> None:
    """``pay:SHOP``: a checkout for all that is held there."""
    outcome = checkouts.open_checkout(turn.tx, turn.person.id, shop_id, by_chat=True)
    match outcome:
        case CheckoutOpen(order_id):
            telling.checkout_ready(turn.tx, orders.order(turn.tx, order_id))
        case CheckoutComing():
            turn.toast("toast_checkout_coming")
        case NothingHeld(missed):
            paying = reservations.held_lines(turn.tx, turn.person.id, shop_id)
            nothing = "toast_missed" if missed else "toast_nothing_held"
            turn.toast("toast_paying" if paying else nothing)
        case Undecided(line):
            choice.ask_again(turn, reservations.known(turn.tx, line.reservation), "pay")
        case _:
            assert_never(outcome)


def _cart(turn: Turn, number: int) -> Facts:
    waiting = {row.option_id for row in reservations.open_lines(turn.tx, turn.person.id)
               if row.state == "waiting"}  # fmt: skip
    for option_id in waiting:  # what lapsed unswept may be theirs
        holds.expire_option(turn.tx, option_id)
    carts = cart.cart(turn.tx, turn.person.id)
    everything = [(at, line) for at in carts for line in at.lines]
    shown, place = paging.page_of(everything, number, SIZE)
    return {
        "carts": [
            _at_shop(turn, at, [line for of, line in shown if of is at])
            for at in carts
            if any(of is at for of, _ in shown)
        ],
        **place,
    }


def _at_shop(turn: Turn, at: cart.ShopCart, lines: list[cart.CartLine]) -> Facts:
    payable = at.payable
    pay = telling.pay_facts(turn.tx, at.shop.id, payable[0].token) if payable else {"pay_url": None}
    return (
        telling.shop_to(at.shop, turn.person)
        | pay
        | {
            "currency": at.currency,
            "payable": len(payable),
            "shipping": at.shipping,
            "total": at.total,
            "lines": [
                telling.line_facts(reservations.line(line.row))
                | {
                    "state": line.state,
                    "place": line.place,
                    "deadline": line.row.deadline,
                    "odds": waitlist.facts_of(turn.tx, line.row) if line.place else None,
                }
                for line in lines
            ],
        }
    )
