"""/lineup: what a seller types of a show's lineup, behind the command or when asked."""

from typing import Any, assert_never

from sqlalchemy import Row

from handlers import asking, gate, lineup, lineup_terms
from handlers.lineup_terms import TALK
from handlers.turn import Turn
from models import catalog, schedule, shows
from models import lineup as lineups
from models.talks import Talking
from models.words import lineup_words, product_line
from models.words.lineup_words import AllOfThem, Clear, Codes, LineupProblem, Terms


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
        _carry_out(turn, shop, show, turn.said.args, at_end=False)
    else:
        lineup.show_page(turn, shop, show, None)


def press_add(turn: Turn, show_id: int) -> None:
    """Asks for codes to add: ``lineupadd:SHOW``."""
    found = lineup.own(turn, show_id)
    if found is not None:
        asking.ask(turn, TALK, "add", {"show": show_id}, "lineup_add", title=found[1].title)


def step(turn: Turn, talking: Talking) -> None:
    """Hears codes to add, a price, or a limit."""
    text = asking.typed(turn)
    found = None if text is None else lineup.own(turn, int(talking.draft["show"]))
    if text is None or found is None:
        return
    if talking.step != "add":
        lineup_terms.heard(turn, talking, *found, text)
    elif _carry_out(turn, *found, text, at_end=True):
        asking.done(turn, TALK)


def _carry_out(turn: Turn, shop: Row[Any], show: Row[Any], words: str, *, at_end: bool) -> bool:
    """Carries out what was typed; says whether it could be. Codes go to the front of the lineup, or
    what is new of them to its end."""
    same = False
    read = lineup_words.read_lineup(words, shop.currency, catalog.keys(turn.tx, shop.id))
    match read:
        case AllOfThem():
            lineup.add_all(turn, shop, show)
        case Clear():
            turn.reply("lineup_clear_ask", show=show.id, title=show.title)
            return True
        case Codes(codes):
            products = _products(turn, shop, codes)
            if products is None:
                return False
            put = lineups.choose if at_end else lineups.put_first
            same = not put(turn.tx, show, products)
        case Terms(code, price, most):
            item = gate.by_code(turn, shop, code)
            if item is None:
                return False
            if lineup_terms.is_above(turn, shop, show, item.product_id, price, most=most):
                return True
            lineup_terms.put(turn, shop, show, item.product_id, price=price, most=most)
        case LineupProblem():
            _refuse(turn, shop, read)
            return False
        case _:
            assert_never(read)
    lineup.show_page(turn, shop, show, None, same=same)
    return True


def _products(turn: Turn, shop: Row[Any], codes: tuple[str, ...]) -> list[int] | None:
    """The products of several codes; None once it was said which isn't one."""
    found: list[int] = []
    for code in codes[: lineups.MOST]:
        item = gate.by_code(turn, shop, code)
        if item is None:
            return None
        found.append(int(item.product_id))
    return found


def _refuse(turn: Turn, shop: Row[Any], problem: LineupProblem) -> None:
    turn.reply(
        "lineup_problem", reason=problem.reason, what=problem.what[:40],
        price_reason=problem.price_reason, currency=shop.currency, most=lineup_words.MOST_UNITS,
        example_price=product_line.example_price(shop.currency),
    )  # fmt: skip
