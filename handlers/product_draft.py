"""A product in the making: what is known of it, what is asked next, and its going on sale."""

from typing import Any, assert_never

from sqlalchemy import Row

from handlers import asking, gate
from handlers.turn import Turn
from models import catalog, options, photos
from models.options import Wanted
from models.words import codes, option_lines, option_names, product_line, product_text
from models.words.folding import code_key
from models.words.option_lines import OptionLine, OptionProblem
from models.words.product_line import ProductLineProblem
from models.words.product_text import DescriptionProblem, ProductText

TALK = "newproduct"
Draft = dict[str, Any]
"""photos, album, code, title, price, options (name, price, stock each), stock, description, as far
as they are known."""


def line(turn: Turn, shop: Row[Any], text: str, photo: Draft) -> None:
    """A whole product in one message; one with a mistake can be sent again without its photo."""
    read = product_text.read_product(text, shop.currency)
    if not isinstance(read, ProductText):
        problem = _problem(read)
        asking.ask(
            turn, TALK, "line", photo, "product_problem", **problem,
            kept=bool(photo.get("photos")), **example(shop),
        )  # fmt: skip
        return
    known = read.line
    said = {"code": known.code, "title": known.title, "price": known.price, "stock": known.stock,
            "options": _kept(read.options), "description": read.description}  # fmt: skip
    go_on(turn, shop, {"photos": []} | photo | said)


def _problem(read: product_text.TextProblem) -> dict[str, Any]:
    """What is wrong with a text, as the texts know it; ``most`` of what is too long or too many."""
    match read:
        case ProductLineProblem(reason, what, price_reason):
            return {"reason": reason, "what": what[:80], "price_reason": price_reason,
                    "most": product_line.LONGEST_TITLE}  # fmt: skip
        case OptionProblem():
            return option_problem(read)
        case DescriptionProblem(reason, what):
            return {"reason": reason, "what": what, "price_reason": None,
                    "most": product_text.LONGEST_DESCRIPTION}  # fmt: skip
        case _:
            assert_never(read)


def option_problem(read: OptionProblem) -> dict[str, Any]:
    """What is wrong with a list of options, as the texts know it."""
    most = option_names.MOST if read.reason == "too_many" else option_names.LONGEST_NAME
    return {"reason": f"option_{read.reason}", "what": read.what, "most": most,
            "price_reason": read.price_reason}  # fmt: skip


def _kept(said: tuple[OptionLine, ...] | list[OptionLine]) -> list[list[Any]]:
    return [[one.name, one.price, one.stock] for one in said]


def with_options(turn: Turn, shop: Row[Any], draft: Draft, text: str) -> OptionProblem | None:
    """Goes on with the options in a text; or says what is wrong with it."""
    read = option_lines.read_options(text, shop.currency, draft["price"])
    if isinstance(read, OptionProblem):
        return read
    go_on(turn, shop, draft | {"options": _kept(read)})
    return None


def go_on(turn: Turn, shop: Row[Any], draft: Draft) -> None:
    """Asks for what is missing yet; adds the product when nothing is."""
    taken = None
    if "code" in draft:
        key = code_key(draft["code"])
        taken = catalog.item(turn.tx, shop.id, key) if key else None
    named = draft.get("options", [])
    if "photos" not in draft:
        asking.ask(turn, TALK, "photo", draft, "new_photo", as_file=None, **example(shop))
    elif "code" not in draft or taken is not None:
        ask_code(turn, shop, draft, taken=taken)
    elif "title" not in draft:
        asking.ask(turn, TALK, "title", draft, "new_title", problem=None,
                   most=product_line.LONGEST_TITLE)  # fmt: skip
    elif "price" not in draft:
        asking.ask(turn, TALK, "price", draft, "new_price", problem=None, **example(shop))
    elif "options" not in draft:
        asking.ask(turn, TALK, "options", draft, "new_options", reason=None, **example(shop))
    elif "stock" not in draft and (not named or any(one[2] is None for one in named)):
        asking.ask(turn, TALK, "stock", draft, "new_stock", problem=False, each=bool(named))
    else:
        _add(turn, shop, draft)


def ask_code(
    turn: Turn, shop: Row[Any], draft: Draft, *, taken: Row[Any] | None = None,
    problem: str | None = None, piece: str = "",
) -> None:  # fmt: skip
    """Asks for a code and offers the next free one; ``taken`` is the item that has the one said."""
    draft.pop("code", None)
    keys = catalog.keys(turn.tx, shop.id)
    draft["guess"] = codes.next_code(catalog.latest_key(turn.tx, shop.id), keys)
    known = {} if taken is None else gate.item_facts(shop, taken)
    asking.ask(turn, TALK, "code", draft, "new_code", guess=draft["guess"], piece=piece,
               problem="taken" if taken is not None else problem,
               taken=known.get("code"), taken_by=known.get("title"),
               option_id=known.get("option_id"))  # fmt: skip


def _add(turn: Turn, shop: Row[Any], draft: Draft) -> None:
    key = code_key(draft["code"])
    if key is None:
        raise AssertionError(f"{draft['code']!r} was read as a code")
    stock = draft.get("stock", 1)
    wanted = [
        Wanted(name, draft["price"] if price is None else price, stock if units is None else units)
        for name, price, units in draft["options"]
    ]
    option_id = catalog.add_product(
        turn.tx, shop_id=shop.id, code=draft["code"], key=key, title=draft["title"],
        price=draft["price"], stock=0 if wanted else stock,
    )  # fmt: skip
    if option_id is None:
        raise AssertionError(f"{key} was free in this very transaction")
    item = catalog.item_of(turn.tx, option_id)
    if wanted:
        options.put(turn.tx, item, wanted)
    if description := draft.get("description"):
        catalog.edit_product(turn.tx, item.product_id, description=description)
    for file_id in draft["photos"]:
        photos.add(turn.tx, item.product_id, file_id, draft.get("album"))
    asking.done(turn)
    facts = gate.product_facts(turn, shop, catalog.item_of(turn.tx, option_id))
    turn.reply("product_added", **facts, photo=next(iter(draft["photos"]), None))


def example(shop: Row[Any]) -> dict[str, Any]:
    """The facts of an example line in the shop's currency."""
    return {"currency": shop.currency, "example_price": product_line.example_price(shop.currency)}
