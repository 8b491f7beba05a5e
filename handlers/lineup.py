"""/lineup: the products of a show in order, with their prices and limits in it."""

from typing import Any, assert_never

from sqlalchemy import Row

from handlers import asking, gate, my_shows, paging, screen
from handlers.turn import Turn
from models import catalog, lineup, lineup_words, money, schedule, shows
from models.lineup_words import AllOfThem, Clear, Codes, LineupProblem, Terms
from models.money import PriceProblem
from models.store import Facts
from models.talks import Talking

TALK = "lineup"
SIZE = 8
OPEN = ("scheduled", *shows.ON)


def show_lineup(turn: Turn) -> None:
    """``/lineup``, ``/lineup A12 A13``, ``/lineup A12 14.90 max 2`` of the show on the air, or of
    the next."""
    shop = gate.selling(turn)
    if shop is None:
        return
    show = shows.on_air(turn.tx, shop.id) or schedule.next_show(turn.tx, shop.id)
    if show is None:
        turn.reply("lineup_no_show")
    elif turn.said.args:
        _say(turn, shop, show, turn.said.args, at_end=False)
    else:
        _list(turn, shop, show, None)


def _say(turn: Turn, shop: Row[Any], show: Row[Any], words: str, *, at_end: bool) -> bool:
    """Carries out what was typed; says whether it could be. Codes go to the front of the lineup, or
    what is new of them to its end."""
    same = False
    read = lineup_words.read_lineup(words, shop.currency, catalog.keys(turn.tx, shop.id))
    match read:
        case AllOfThem():
            lineup.choose(turn.tx, show, _everything(turn, shop))
        case Clear():
            turn.reply("lineup_clear_ask", show=show.id, title=show.title)
            return True
        case Codes(codes):
            products = _products(turn, shop, codes)
            if products is None:
                return False
            if at_end:
                same = not lineup.choose(turn.tx, show, products)
            else:
                same = not lineup.put_first(turn.tx, show, products)
        case Terms(code, price, most):
            item = gate.by_code(turn, shop, code)
            if item is None:
                return False
            if _is_above(turn, shop, show, item.product_id, price, most=most):
                return True
            _terms(turn, show, item.product_id, price, most)
        case LineupProblem():
            _refuse(turn, shop, read)
            return False
        case _:
            assert_never(read)
    _list(turn, shop, show, None, same=same)
    return True


def _terms(
    turn: Turn, show: Row[Any], product_id: int, price: int | None, most: int | None
) -> None:
    terms = {"price": price, "most": most}
    given = {name: value for name, value in terms.items() if value is not None}
    lineup.set_terms(turn.tx, show, product_id, **given)


def _is_above(
    turn: Turn, shop: Row[Any], show: Row[Any], product_id: int, price: int | None, *,
    most: int | None = None,
) -> bool:  # fmt: skip
    """Asks once about a price above the usual one; says whether it is."""
    row = lineup.entry(turn.tx, show, product_id)
    if row is None or price is None or price <= row.highest:
        return False
    turn.reply(
        "lineup_above", show=show.id, product=product_id, code=row.code, usual=row.highest,
        price=price, most=most, currency=shop.currency,
    )  # fmt: skip
    return True


def press_yes(turn: Turn, show_id: int, product_id: int, price: int, most: int) -> None:
    """This price, though it is above the usual one, and this limit (0: as it is):
    ``lineupyes:SHOW:PRODUCT:PRICE:MOST``."""
    found = my_shows.own_show(turn, show_id, *OPEN)
    if found is None:
        return
    if not (0 < price <= money.MAX_AMOUNT and 0 <= most <= lineup_words.MOST_UNITS):
        turn.toast("old_button")
    elif lineup.entry(turn.tx, found[1], product_id) is None:
        turn.toast("toast_gone")
    else:
        _terms(turn, found[1], product_id, price, most or None)
        _one(turn, *found, product_id)


def _products(turn: Turn, shop: Row[Any], codes: tuple[str, ...]) -> list[int] | None:
    """The products of several codes; None once it was said which isn't one."""
    found: list[int] = []
    for code in codes[: lineup.MOST]:
        item = gate.by_code(turn, shop, code)
        if item is None:
            return None
        found.append(int(item.product_id))
    return found


def _everything(turn: Turn, shop: Row[Any]) -> list[int]:
    items = catalog.items(turn.tx, shop.id)
    return list(dict.fromkeys(int(item.product_id) for item in items))


def _refuse(turn: Turn, shop: Row[Any], problem: LineupProblem) -> None:
    turn.reply(
        "lineup_problem", reason=problem.reason, what=problem.what[:40],
        price_reason=problem.price_reason, currency=shop.currency, most=lineup_words.MOST_UNITS,
    )  # fmt: skip


def press_lineup(turn: Turn, show_id: int, page: int | None = None) -> None:
    """A show's lineup: ``lineup:SHOW``, a page of it in place: ``lineup:SHOW:PAGE``."""
    found = my_shows.own_show(turn, show_id, *OPEN)
    if found is not None:
        _list(turn, *found, page)


def _list(
    turn: Turn, shop: Row[Any], show: Row[Any], page: int | None, *, same: bool = False
) -> None:
    rows, place = paging.page_of(lineup.entries(turn.tx, show), page, SIZE)
    first = place["page"] * SIZE + 1
    items = [_facts(shop, show, row) | {"number": at} for at, row in enumerate(rows, first)]
    paging.show(
        turn, "lineup", page, **place, show=show.id, title=show.title, state=show.state,
        items=items, chosen=lineup.is_chosen(turn.tx, show.id), same=same,
    )  # fmt: skip


def _facts(shop: Row[Any], show: Row[Any], row: Row[Any]) -> Facts:
    on = show.state in shows.ON and show.on_screen == row.product_id
    return screen.facts(shop, row) | {"on_screen": on}


def press_one(turn: Turn, show_id: int, product_id: int) -> None:
    """One product of a lineup: ``lineupone:SHOW:PRODUCT``."""
    found = my_shows.own_show(turn, show_id, *OPEN)
    if found is not None:
        _one(turn, *found, product_id)


def _one(turn: Turn, shop: Row[Any], show: Row[Any], product_id: int) -> None:
    rows = lineup.entries(turn.tx, show)
    ids = [row.product_id for row in rows]
    if product_id not in ids:
        turn.toast("toast_gone")
        _list(turn, shop, show, 0)
        return
    place = ids.index(product_id)
    turn.edit(
        "lineup_one", **_facts(shop, show, rows[place]), show=show.id, place=place, total=len(rows),
        page=place // SIZE, chosen=lineup.is_chosen(turn.tx, show.id),
    )  # fmt: skip


def press_move(turn: Turn, show_id: int, product_id: int, place: int, to: int) -> None:
    """Moves a product from a place to another: ``lineupmove:SHOW:PRODUCT:PLACE:TO``. Pressed twice
    it is moved once."""
    found = my_shows.own_show(turn, show_id, *OPEN)
    if found is not None:
        lineup.move(turn.tx, found[1], product_id, place, to)
        _one(turn, *found, product_id)


def press_drop(turn: Turn, show_id: int, product_id: int) -> None:
    """Takes a product out: ``lineupdrop:SHOW:PRODUCT``."""
    found = my_shows.own_show(turn, show_id, *OPEN)
    if found is not None:
        if not lineup.remove(turn.tx, found[1], product_id):
            turn.toast("toast_lineup_last")
        _list(turn, *found, 0)


def press_all(turn: Turn, show_id: int) -> None:
    """Adds all that the shop sells: ``lineupall:SHOW``."""
    found = my_shows.own_show(turn, show_id, *OPEN)
    if found is not None:
        lineup.choose(turn.tx, found[1], _everything(turn, found[0]))
        _list(turn, *found, 0)


def press_clear(turn: Turn, show_id: int) -> None:
    """Asks once before the lineup is forgotten: ``lineupclear:SHOW``."""
    found = my_shows.own_show(turn, show_id, *OPEN)
    if found is not None:
        turn.edit("lineup_clear_ask", show=show_id, title=found[1].title)


def press_clear_now(turn: Turn, show_id: int) -> None:
    """Yes, forget it: ``lineupclearnow:SHOW``."""
    found = my_shows.own_show(turn, show_id, *OPEN)
    if found is not None:
        lineup.clear(turn.tx, found[1])
        _list(turn, *found, 0)


def press_add(turn: Turn, show_id: int) -> None:
    """Asks for codes to add: ``lineupadd:SHOW``."""
    found = my_shows.own_show(turn, show_id, *OPEN)
    if found is not None:
        asking.ask(turn, TALK, "add", {"show": show_id}, "lineup_add", title=found[1].title)


def press_price(turn: Turn, show_id: int, product_id: int) -> None:
    """Asks for a product's price in the show: ``lineupprice:SHOW:PRODUCT``."""
    _ask(turn, show_id, product_id, "price")


def press_most(turn: Turn, show_id: int, product_id: int) -> None:
    """Asks for a product's limit in the show: ``lineupmost:SHOW:PRODUCT``."""
    _ask(turn, show_id, product_id, "most")


def _ask(turn: Turn, show_id: int, product_id: int, step_: str) -> None:
    found = my_shows.own_show(turn, show_id, *OPEN)
    row = None if found is None else lineup.entry(turn.tx, found[1], product_id)
    if found is not None and row is not None:
        draft = {"show": show_id, "product": product_id}
        asking.ask(
            turn, TALK, step_, draft, f"lineup_{step_}", problem=None, piece="", show=show_id,
            **screen.facts(found[0], row) | {"most": lineup_words.MOST_UNITS},
        )  # fmt: skip


def press_usual(turn: Turn, show_id: int, product_id: int) -> None:
    """The product's own price again: ``lineupusual:SHOW:PRODUCT``."""
    _take_back(turn, show_id, product_id, "price")


def press_any(turn: Turn, show_id: int, product_id: int) -> None:
    """No limit in this show: ``lineupany:SHOW:PRODUCT``."""
    _take_back(turn, show_id, product_id, "most")


def _take_back(turn: Turn, show_id: int, product_id: int, name: str) -> None:
    found = my_shows.own_show(turn, show_id, *OPEN)
    if found is not None and lineup.entry(turn.tx, found[1], product_id) is not None:
        lineup.set_terms(turn.tx, found[1], product_id, **{name: None})
        _one(turn, *found, product_id)


def step(turn: Turn, talking: Talking) -> None:
    """Hears codes to add, a price, or a limit."""
    text = asking.typed(turn)
    show_id = int(talking.draft["show"])
    found = None if text is None else my_shows.own_show(turn, show_id, *OPEN)
    if text is None or found is None:
        return
    if talking.step == "add":
        if _say(turn, *found, text, at_end=True):
            asking.done(turn, TALK)
    else:
        _set(turn, talking, *found, text)


def _set(turn: Turn, talking: Talking, shop: Row[Any], show: Row[Any], text: str) -> None:
    product_id, name = int(talking.draft["product"]), talking.step
    row = lineup.entry(turn.tx, show, product_id)
    if row is None:
        asking.done(turn, TALK)
        turn.toast("toast_gone")
        return
    is_price = name == "price"
    value = money.read_price(text, shop.currency) if is_price else lineup_words.read_most(text)
    if isinstance(value, int):
        asking.done(turn, TALK)
        if is_price and _is_above(turn, shop, show, product_id, value):
            return
        lineup.set_terms(turn.tx, show, product_id, **{name: value})
        _one(turn, shop, show, product_id)
        return
    problem = value.reason if isinstance(value, PriceProblem) else "most"
    asking.again(
        turn, talking, f"lineup_{name}", problem=problem, piece=text[:40], show=show.id,
        **screen.facts(shop, row) | {"most": lineup_words.MOST_UNITS},
    )  # fmt: skip
