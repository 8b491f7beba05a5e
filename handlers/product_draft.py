"""A product in the making: what is known of it, what is asked next, and its going on sale."""

from typing import Any

from sqlalchemy import Row

from handlers import asking, gate
from handlers.turn import Turn
from models import catalog, codes, product_line
from models.folding import code_key
from models.product_line import ProductLineProblem

TALK = "newproduct"
Draft = dict[str, Any]
"""photo, code, title, price, stock, as far as they are known."""


def line(turn: Turn, shop: Row[Any], text: str, photo: Draft) -> None:
    """A whole product in one line; a line with a mistake can be sent again without its photo."""
    read = product_line.read_product_line(text, shop.currency)
    if isinstance(read, ProductLineProblem):
        asking.ask(
            turn, TALK, "line", photo, "product_problem", reason=read.reason, what=read.what[:80],
            price_reason=read.price_reason, kept=photo.get("photo") is not None,
            most=product_line.LONGEST_TITLE, **example(shop),
        )  # fmt: skip
        return
    said = {"code": read.code, "title": read.title, "price": read.price, "stock": read.stock}
    go_on(turn, shop, {"photo": None} | photo | said)


def go_on(turn: Turn, shop: Row[Any], draft: Draft) -> None:
    """Asks for what is missing yet; adds the product when nothing is."""
    taken = None
    if "code" in draft:
        key = code_key(draft["code"])
        taken = catalog.item(turn.tx, shop.id, key) if key else None
    if "photo" not in draft:
        asking.ask(turn, TALK, "photo", draft, "new_photo", as_file=None, **example(shop))
    elif "code" not in draft or taken is not None:
        ask_code(turn, shop, draft, taken=taken)
    elif "title" not in draft:
        asking.ask(turn, TALK, "title", draft, "new_title", problem=None,
                   most=product_line.LONGEST_TITLE)  # fmt: skip
    elif "price" not in draft:
        asking.ask(turn, TALK, "price", draft, "new_price", problem=None, **example(shop))
    elif "stock" not in draft:
        asking.ask(turn, TALK, "stock", draft, "new_stock", problem=False)
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
    option_id = catalog.add_product(
        turn.tx, shop_id=shop.id, code=draft["code"], key=key, title=draft["title"],
        price=draft["price"], stock=draft["stock"], photo=draft["photo"],
    )  # fmt: skip
    if option_id is None:
        raise AssertionError(f"{key} was free in this very transaction")
    asking.done(turn)
    item = catalog.item_of(turn.tx, option_id)
    count = len(catalog.keys(turn.tx, shop.id))
    turn.reply("product_added", **gate.item_facts(shop, item), photo=draft["photo"], products=count)


def example(shop: Row[Any]) -> dict[str, Any]:
    """The facts of an example line in the shop's currency."""
    return {"currency": shop.currency, "example_price": product_line.example_price(shop.currency)}
