"""/newproduct: a product in one message, as a photo's caption, or question by question."""

from typing import Any

from sqlalchemy import Row

from handlers import asking, gate, product_draft
from handlers.product_draft import TALK, Draft
from handlers.turn import Turn
from models import photos, talks
from models.talks import Talking
from models.words import codes, option_lines, product_line, product_text, stock_words
from models.words.money import PriceProblem, read_price
from models.words.product_line import ProductLineProblem
from models.words.product_text import ProductText
from models.words.stock_words import StockProblem

PICTURE = "picture"
"""A photo that waits for its line. Nobody is asked: everything else typed goes where it always
does."""
FRESH = 600_000
"""So long (ms) it waits."""


def newproduct(turn: Turn) -> None:
    """Adds what stands behind the command; asks for it if nothing does."""
    shop = gate.selling(turn)
    if shop is None:
        return
    if turn.said.args:
        product_draft.line(turn, shop, turn.said.args, _photo(turn))
    else:
        product_draft.go_on(turn, shop, _photo(turn))


def press_new(turn: Turn) -> None:
    """The New product button: ``newproduct``."""
    shop = gate.selling(turn)
    if shop is not None:
        talking = talks.talk(turn.tx, turn.person.id)
        draft: Draft = {}
        if talking is not None and talking.kind == PICTURE:
            draft = _kept(talking)
        elif talking is not None and (talking.kind, talking.step) == (TALK, "line"):
            draft = dict(talking.draft)
        product_draft.go_on(turn, shop, draft)


def by_photo(turn: Turn) -> bool:
    """Hears a seller's photo outside any conversation; says whether it was for us."""
    shop = turn.shop()
    if turn.said.photo is None or shop is None:
        return False
    caption = turn.said.text.strip()
    if any(char.isdecimal() for char in caption):
        if gate.selling(turn) is not None:
            product_draft.line(turn, shop, caption, _photo(turn))
    elif caption or turn.said.album is None:
        kept = _photo(turn) | {"at": turn.said.at}
        talks.wait_for(turn.tx, turn.person.id, PICTURE, "caption", kept)
        turn.reply("photo_alone", **product_draft.example(shop))
    return True


def by_kept_picture(turn: Turn, talking: Talking) -> bool:
    """Hears a product's line after its photo alone, where nothing else is asked; says whether it
    was one. Whatever else is typed is none of ours."""
    shop = turn.shop() if talking.kind == PICTURE else None
    if shop is None or turn.said.at > talking.draft["at"] + FRESH:
        return False
    if not isinstance(product_text.read_product(turn.said.text, shop.currency), ProductText):
        return False
    if gate.selling(turn) is not None:
        product_draft.line(turn, shop, turn.said.text, _kept(talking))
    return True


def _kept(talking: Talking) -> Draft:
    """The photo that was sent alone before."""
    return {name: talking.draft[name] for name in ("photos", "album")}


def by_album(turn: Turn) -> bool:
    """Keeps a later photo of the album that a product was added with; says whether it was one."""
    shop = turn.shop() if turn.said.album is not None and not turn.said.text else None
    return shop is not None and _one_more(turn, shop)


def _photo(turn: Turn) -> Draft:
    said = turn.said
    return {} if said.photo is None else {"photos": [said.photo], "album": said.album}


def _one_more(turn: Turn, shop: Row[Any]) -> bool:
    said = turn.said
    product_id = None
    if said.photo is not None and said.album is not None and not said.text:
        product_id = photos.album_of(turn.tx, shop.id, said.album)
        if product_id is not None:
            photos.add(turn.tx, product_id, said.photo, said.album)
    return product_id is not None


def _keep(turn: Turn, talking: Talking, draft: Draft) -> None:
    """Keeps a later photo of the draft's album; its question stands."""
    kept = [*draft.get("photos", []), turn.said.photo]
    talks.wait_for(
        turn.tx, turn.person.id, TALK, talking.step, draft | {"photos": kept[: photos.MOST]}
    )


def step(turn: Turn, talking: Talking) -> None:
    """Hears an answer."""
    shop = gate.selling(turn)
    if shop is None:
        asking.done(turn)
        return
    said, draft = turn.said, dict(talking.draft)
    read = product_text.read_product(said.text, shop.currency)
    if said.photo is not None and not said.text and said.album is not None:
        if said.album == draft.get("album"):
            _keep(turn, talking, draft)
            return
        if _one_more(turn, shop):
            return
    if said.photo is not None and isinstance(read, ProductText):
        product_draft.line(turn, shop, said.text, _photo(turn))
    elif talking.step in ("photo", "line"):
        _opening(turn, shop, talking, draft)
    elif (text := asking.typed(turn)) is not None:
        _answer(turn, shop, talking, draft, text)


def _opening(turn: Turn, shop: Row[Any], talking: Talking, draft: Draft) -> None:
    """The first answer: a photo, no photo, or all in one line."""
    said = turn.said
    if said.photo is not None and not said.text:
        product_draft.go_on(turn, shop, draft | _photo(turn))
    elif said.photo is None and product_line.is_skip(said.text):
        product_draft.go_on(turn, shop, {"photos": []} | draft)
    elif said.text and not (talking.step == "photo" and _is_chat(turn)):
        kept = {name: draft[name] for name in ("photos", "album") if name in draft}
        product_draft.line(turn, shop, said.text, kept | _photo(turn))
    else:
        asking.again(
            turn,
            talking,
            "new_photo",
            as_file=said.document is not None,
            **product_draft.example(shop),
        )


def _is_chat(turn: Turn) -> bool:
    """Whether words where a photo is due are nothing like a product: it has a price at least."""
    return turn.said.photo is None and not any(char.isdecimal() for char in turn.said.text)


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
                product_draft.go_on(turn, shop, draft | {"title": title})
        case "price":
            price = read_price(text, shop.currency)
            if isinstance(price, PriceProblem):
                asking.again(turn, talking, "new_price", problem=price.reason, piece=price.piece,
                             **product_draft.example(shop))  # fmt: skip
            else:
                product_draft.go_on(turn, shop, draft | {"price": price})
        case "options":
            _options(turn, shop, talking, draft, text)
        case "stock":
            stock = stock_words.read_stock(text)
            if isinstance(stock, StockProblem):
                asking.again(turn, talking, "new_stock", problem=True, piece=text[:40],
                             each=bool(draft["options"]))  # fmt: skip
            else:
                product_draft.go_on(turn, shop, draft | {"stock": stock})


def _options(turn: Turn, shop: Row[Any], talking: Talking, draft: Draft, text: str) -> None:
    stock = stock_words.read_stock(text)
    if option_lines.is_plain(text):
        product_draft.go_on(turn, shop, draft | {"options": []})
    elif isinstance(stock, int):  # a number alone names no kind: it says how many there are
        product_draft.go_on(turn, shop, draft | {"options": [], "stock": stock})
    elif problem := product_draft.with_options(turn, shop, draft, text):
        asking.again(turn, talking, "new_options", **product_draft.option_problem(problem),
                     **product_draft.example(shop))  # fmt: skip


def _code(turn: Turn, shop: Row[Any], draft: Draft, text: str) -> None:
    read = codes.read_code(text)
    if read is None:
        product_draft.ask_code(turn, shop, draft, problem="code", piece=text[:40])
    else:
        product_draft.go_on(turn, shop, draft | {"code": read[0]})


def press_skip(turn: Turn, asked: int) -> None:
    """No photo: ``newskip:ASKED``."""
    _pressed(turn, "photo", asked, {"photos": []})


def press_code(turn: Turn, asked: int) -> None:
    """The suggested code: ``newcode:ASKED``."""
    talking = asking.question(turn, TALK, "code", asked)
    if talking is not None:
        _pressed(turn, "code", asked, {"code": talking.draft["guess"]})


def press_plain(turn: Turn, asked: int) -> None:
    """Just one kind: ``newplain:ASKED``."""
    _pressed(turn, "options", asked, {"options": []})


def press_stock(turn: Turn, asked: int, stock: int) -> None:
    """A suggested stock: ``newstock:ASKED:STOCK``."""
    if 1 <= stock <= stock_words.MOST_STOCK:
        _pressed(turn, "stock", asked, {"stock": stock})


def _pressed(turn: Turn, step: str, asked: int, answer: Draft) -> None:
    talking = asking.question(turn, TALK, step, asked)
    shop = None if talking is None else gate.selling(turn)
    if talking is not None and shop is not None:
        product_draft.go_on(turn, shop, dict(talking.draft) | answer)
