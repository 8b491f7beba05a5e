"""Flash prices: offered behind /show or by a button, asked about where they are odd, ended."""

from typing import Any

from sqlalchemy import Row

from handlers import asking, live
from handlers.turn import Turn
from models import flashes, lineup, shows
from models.talks import Talking
from models.tx import Tx
from models.words import flash_words, money, product_line
from models.words.flash_words import Flash, FlashProblem

TALK = "flash"
MINUTE = 60_000
OFFERED = ((10, 5), (20, 5), (30, 3))
"""What buttons offer: so many per cent off, for so many minutes."""


def put(tx: Tx, show_id: int, product_id: int, price: Flash | None) -> None:
    """Puts a product on screen, at a flash price if there is one."""
    until = None
    if price is not None and price.minutes is not None:
        until = tx.now + price.minutes * MINUTE
    shows.put_on_screen(tx, show_id, product_id, None if price is None else price.price, until)


def offer(turn: Turn, shop: Row[Any], running: Row[Any], product_id: int, said: Flash) -> None:
    """Offers a flash price; one that makes any option dearer is asked about once."""
    entry = lineup.entry(turn.tx, running, product_id)
    if entry is None:
        turn.toast("toast_gone")
        return
    usual, dearest = lineup.range_of(entry)
    if said.price > usual:
        turn.reply(
            "flash_above", product=product_id, code=entry.code, usual=usual, dearest=dearest,
            price=said.price, minutes=said.minutes, currency=shop.currency,
        )  # fmt: skip
        return
    _begin(turn, shop, running, entry, said)


def _begin(
    turn: Turn, shop: Row[Any], running: Row[Any], entry: Row[Any], said: Flash
) -> None:  # fmt: skip
    flashes.end_flash(turn.tx, running.id, entry.product_id)
    put(turn.tx, running.id, entry.product_id, said)
    asking.done(turn, TALK)
    live.show_control(turn, running.id)
    say_low(turn, shop, entry.code, said.price)


def say_low(turn: Turn, shop: Row[Any], code: str, price: int) -> None:
    """Says it if a price in a show is less than one payment must be."""
    least = money.least_payment(price, shop.currency)
    if least is not None:
        turn.reply("price_low", code=code, price=price, least=least, currency=shop.currency)


def refuse(turn: Turn, shop: Row[Any], item: Row[Any], problem: FlashProblem) -> None:
    """Says why that is no flash price."""
    turn.reply(
        "flash_problem", reason=problem.reason, what=problem.what[:40],
        price_reason=problem.price_reason, longest=flash_words.LONGEST, code=item.code,
        currency=shop.currency, example_price=product_line.example_price(shop.currency),
    )  # fmt: skip


def press_flash(turn: Turn, product_id: int) -> None:
    """The Flash price button of the product on screen: ``flash:PRODUCT``."""
    found = _shown(turn, product_id)
    if found is not None:
        shop, _, entry = found
        usual, _ = lineup.range_of(entry)
        offers = [
            {"percent": percent, "price": cut, "minutes": minutes}
            for percent, minutes in OFFERED
            if (cut := _cut(usual, percent, shop.currency)) > 0
        ]
        asking.ask(
            turn, TALK, "price", {"product": product_id}, "flash_ask", product=product_id,
            code=entry.code, usual=usual, currency=shop.currency, offers=offers,
            example=offers[0]["price"] if offers else usual,
        )  # fmt: skip


def _cut(usual: int, percent: int, currency: str) -> int:
    """A price with so many per cent off, as round as the currency asks for; whole where it was
    whole, if that is next to nothing."""
    whole = 10 ** money.decimals(currency)
    round_ = usual % whole == 0 and usual >= 50 * whole
    step = max(money.step(currency), whole if round_ else 1)
    return usual * (100 - percent) // 100 // step * step


def step(turn: Turn, talking: Talking) -> None:
    """Hears a price, and for how many minutes."""
    text = asking.typed(turn)
    found = None if text is None else live.on_air(turn)
    if text is None or found is None:
        return
    shop, running = found
    entry = lineup.entry(turn.tx, running, int(talking.draft["product"]))
    if entry is None:
        asking.done(turn, TALK)
        turn.toast("toast_gone")
        return
    read = flash_words.read_flash(text, shop.currency)
    if isinstance(read, FlashProblem):
        refuse(turn, shop, entry, read)
    elif read is not None:
        offer(turn, shop, running, entry.product_id, read)


def press_yes(turn: Turn, product_id: int, price: int, minutes: int) -> None:
    """This flash price, for so many minutes (0: while it is shown):
    ``flashyes:PRODUCT:PRICE:MINUTES``. Pressed twice it is offered once."""
    found = live.on_air(turn)
    if found is None:
        return
    shop, running = found
    entry = lineup.entry(turn.tx, running, product_id)
    if entry is None:
        turn.toast("toast_gone")
    elif not (0 < price <= money.MAX_AMOUNT and 0 <= minutes <= flash_words.LONGEST):
        turn.toast("old_button")
    else:
        on = flashes.flash(turn.tx, running.id, product_id)
        if on is None or on.price != price or running.on_screen != product_id:
            _begin(turn, shop, running, entry, Flash(price, minutes or None))
        turn.toast("toast_flash", code=entry.code, price=price, currency=shop.currency)


def press_end(turn: Turn, product_id: int) -> None:
    """Back to the usual price: ``flashend:PRODUCT``."""
    found = live.on_air(turn)
    if found is not None:
        flashes.end_flash(turn.tx, found[1].id, product_id)
        turn.toast("toast_flash_over")
        live.show_control(turn, found[1].id)


def _shown(turn: Turn, product_id: int) -> tuple[Row[Any], Row[Any], Row[Any]] | None:
    """Shop, show, and the product on screen, if that is the one; else says so."""
    found = live.on_air(turn)
    if found is None:
        return None
    entry = lineup.entry(turn.tx, found[1], product_id)
    if entry is None or found[1].on_screen != product_id:
        turn.toast("toast_next_done")
        return None
    return *found, entry
