"""/newproduct: a product in one message, as a photo's caption, or question by question."""

from typing import Any

from sqlalchemy import Row

from handlers import asking, gate
from handlers.turn import Turn
from models import catalog, codes, product_line, talks
from models.folding import code_key
from models.money import PriceProblem, read_price
from models.product_line import ProductLine, ProductLineProblem, StockProblem
from models.talks import Talking

Draft = dict[str, Any]
TALK = "newproduct"


def newproduct(turn: Turn) -> None:
    """Adds what stands behind the command; asks for it if nothing does."""
    shop = gate.selling(turn)
    if shop is None:
        return
    if turn.said.args:
        _line(turn, shop, turn.said.args, _photo(turn))
    else:
        _next(turn, shop, _photo(turn))


def press_new(turn: Turn) -> None:
    """The New product button: ``newproduct``."""
    shop = gate.selling(turn)
    if shop is not None:
        talking = talks.talk(turn.tx, turn.person.id)
        kept = talking is not None and (talking.kind, talking.step) == (TALK, "line")
        _next(turn, shop, dict(talking.draft) if talking is not None and kept else {})


def by_photo(turn: Turn) -> bool:
    """Hears a seller's photo outside any conversation; says whether it was for us."""
    shop = turn.shop()
    if turn.said.photo is None or shop is None:
        return False
    caption = turn.said.text.strip()
    if any(char.isdecimal() for char in caption):
        if gate.selling(turn) is not None:
            _line(turn, shop, caption, _photo(turn))
    elif caption or turn.said.album is None:
        turn.reply("photo_alone", **_example(shop))
    return True


def _photo(turn: Turn) -> Draft:
    said = turn.said
    return {} if said.photo is None else {"photo": said.photo, "album": said.album}


def step(turn: Turn, talking: Talking) -> None:
    """Hears an answer."""
    shop = gate.selling(turn)
    if shop is None:
        asking.done(turn)
        return
    said, draft = turn.said, dict(talking.draft)
    line = product_line.read_product_line(said.text, shop.currency)
    if said.photo is not None and isinstance(line, ProductLine):
        _line(turn, shop, said.text, _photo(turn))
    elif talking.step in ("photo", "line"):
        _opening(turn, shop, talking, draft)
    elif (text := asking.typed(turn)) is not None:
        _answer(turn, shop, talking, draft, text)


def _opening(turn: Turn, shop: Row[Any], talking: Talking, draft: Draft) -> None:
    """The first answer: a photo, no photo, or all in one line."""
    said = turn.said
    if said.photo is not None and not said.text:
        if said.album is None or said.album != draft.get("album"):
            _next(turn, shop, draft | _photo(turn))
    elif said.text:
        kept = {name: draft[name] for name in ("photo", "album") if name in draft}
        _line(turn, shop, said.text, kept | _photo(turn))
    else:
        asking.again(
            turn, talking, "new_photo", as_file=said.document is not None, **_example(shop)
        )


def _answer(turn: Turn, shop: Row[Any], talking: Talking, draft: Draft, text: str) -> None:
    match talking.step:
        case "code":
            _code(turn, shop, draft, text)
        case "title":
            title = product_line.read_title(text)
            if isinstance(title, ProductLineProblem):
                asking.again(turn, talking, "new_title", problem=title.reason,
                             most=product_line.LONGEST_TITLE)  # fmt: skip
            else:
                _next(turn, shop, draft | {"title": title})
        case "price":
            price = read_price(text, shop.currency)
            if isinstance(price, PriceProblem):
                asking.again(turn, talking, "new_price", problem=price.reason, piece=price.piece,
                             **_example(shop))  # fmt: skip
            else:
                _next(turn, shop, draft | {"price": price})
        case "stock":
            stock = product_line.read_stock(text)
            if isinstance(stock, StockProblem):
                asking.again(turn, talking, "new_stock", problem=True, piece=text[:40])
            else:
                _next(turn, shop, draft | {"stock": stock})


def _code(turn: Turn, shop: Row[Any], draft: Draft, text: str) -> None:
    read = codes.read_code(text)
    if read is None:
        _ask_code(turn, shop, draft, problem="code", piece=text[:40])
    else:
        _next(turn, shop, draft | {"code": read[0]})


def press_skip(turn: Turn, asked: int) -> None:
    """No photo: ``newskip:ASKED``."""
    _pressed(turn, "photo", asked, {"photo": None})


def press_code(turn: Turn, asked: int) -> None:
    """The suggested code: ``newcode:ASKED``."""
    talking = asking.question(turn, TALK, "code", asked)
    if talking is not None:
        _pressed(turn, "code", asked, {"code": talking.draft["guess"]})


def press_stock(turn: Turn, asked: int, stock: int) -> None:
    """A suggested stock: ``newstock:ASKED:STOCK``."""
    if 1 <= stock <= product_line.MOST_STOCK:
        _pressed(turn, "stock", asked, {"stock": stock})


def _pressed(turn: Turn, step: str, asked: int, answer: Draft) -> None:
    talking = asking.question(turn, TALK, step, asked)
    shop = None if talking is None else gate.selling(turn)
    if talking is not None and shop is not None:
        _next(turn, shop, dict(talking.draft) | answer)


def _line(turn: Turn, shop: Row[Any], text: str, photo: Draft) -> None:
    """A whole product in one line; a line with a mistake can be sent again without its photo."""
    read = product_line.read_product_line(text, shop.currency)
    if isinstance(read, ProductLineProblem):
        asking.ask(turn, TALK, "line", photo, "product_problem", reason=read.reason,
                   what=read.what[:80], price_reason=read.price_reason, kept=bool(photo),
                   most=product_line.LONGEST_TITLE, **_example(shop))  # fmt: skip
        return
    said = {"code": read.code, "title": read.title, "price": read.price, "stock": read.stock}
    _next(turn, shop, {"photo": None} | photo | said)


def _next(turn: Turn, shop: Row[Any], draft: Draft) -> None:
    """Asks for what is missing yet; adds the product when nothing is."""
    taken = None
    if "code" in draft:
        key = code_key(draft["code"])
        taken = catalog.item(turn.tx, shop.id, key) if key else None
    if "photo" not in draft:
        asking.ask(turn, TALK, "photo", draft, "new_photo", as_file=None, **_example(shop))
    elif "code" not in draft or taken is not None:
        _ask_code(turn, shop, draft, taken=taken)
    elif "title" not in draft:
        asking.ask(turn, TALK, "title", draft, "new_title", problem=None,
                   most=product_line.LONGEST_TITLE)  # fmt: skip
    elif "price" not in draft:
        asking.ask(turn, TALK, "price", draft, "new_price", problem=None, **_example(shop))
    elif "stock" not in draft:
        asking.ask(turn, TALK, "stock", draft, "new_stock", problem=False)
    else:
        _add(turn, shop, draft)


def _ask_code(
    turn: Turn, shop: Row[Any], draft: Draft, *, taken: Row[Any] | None = None,
    problem: str | None = None, piece: str = "",
) -> None:  # fmt: skip
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


def _example(shop: Row[Any]) -> dict[str, Any]:
    return {"currency": shop.currency, "example_price": product_line.example_price(shop.currency)}
