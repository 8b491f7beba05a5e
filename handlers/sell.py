"""/sell: opening a shop in a short conversation; the panel for whoever has one."""

from typing import Any

from handlers import asking, asking_zone, menu, operators, panel
from handlers.turn import Turn
from models import naming, people, places
from models.talks import Talking
from models.words import shop_terms
from models.words.money import PriceProblem

Draft = dict[str, Any]
ZONE_PRESS = "sellzone"


def sell(turn: Turn) -> None:
    """Begins the conversation, or shows the panel."""
    if turn.shop() is not None:
        panel.panel(turn)
    else:
        asking.ask(turn, "sell", "name", {}, "sell_name", problem=None, most=naming.LONGEST_NAME)


def press_sell(turn: Turn) -> None:
    """The Open a shop button: ``sell``."""
    sell(turn)


def step(turn: Turn, talking: Talking) -> None:
    """Hears a typed answer."""
    text = asking.typed(turn)
    if text is None:
        return
    draft = dict(talking.draft)
    match talking.step:
        case "name":
            _name(turn, talking, draft, text)
        case "slug":
            _slug(turn, draft, text)
        case "currency":
            _currency(turn, talking, draft, text)
        case "shipping" | "fee":
            _shipping(turn, talking, draft, text)
        case "zone":
            zone = asking_zone.typed(turn, talking, ZONE_PRESS, text)
            if zone is not None:
                _next(turn, draft | {"zone": zone})


def _name(turn: Turn, talking: Talking, draft: Draft, text: str) -> None:
    name, problem = naming.read_name(text)
    if problem is not None:
        asking.again(turn, talking, "sell_name", problem=problem, most=naming.LONGEST_NAME)
    else:
        _next(turn, draft | {"name": name})


def _slug(turn: Turn, draft: Draft, text: str) -> None:
    slug, problem = naming.read_slug(turn.tx, text)
    if problem is None:
        _next(turn, draft | {"slug": slug})
    else:
        _ask_slug(turn, draft, problem, slug, near=text)


def _ask_slug(
    turn: Turn, draft: Draft, problem: str | None, typed: str = "", near: str = ""
) -> None:
    said = (near, draft["name"], turn.person.username, "my-shop")
    slugs = naming.guesses(turn.tx, *said, most=3 if problem else 1)
    draft |= {"slugs": slugs}
    asking.ask(
        turn, "sell", "slug", draft, "sell_slug", name=draft["name"], slugs=slugs, problem=problem,
        typed=typed[:40],
    )  # fmt: skip


def press_slug(turn: Turn, asked: int, at: int) -> None:
    """A suggested slug: ``sellslug:ASKED:PLACE``."""
    talking = asking.question(turn, "sell", "slug", asked)
    if talking is not None and 0 <= at < len(talking.draft["slugs"]):
        _slug(turn, dict(talking.draft), talking.draft["slugs"][at])


def _currency(turn: Turn, talking: Talking, draft: Draft, text: str) -> None:
    found = places.read_currency(text)
    if len(found) == 1:
        _next(turn, draft | {"currency": found[0]})
    else:
        offered = [code for code in found if code in places.NUMBERS.values()]
        guesses = _numbered(offered or places.currency_guesses(turn.said.language))
        asking.again(
            turn, talking, "sell_currency", problem="several" if found else "unknown",
            typed=text[:40], guesses=guesses,
        )  # fmt: skip


def _numbered(codes: list[str]) -> list[list[Any]]:
    numbers = {code: number for number, code in places.NUMBERS.items()}
    return [[code, numbers[code]] for code in codes]


def press_currency(turn: Turn, asked: int, number: int) -> None:
    """A suggested currency: ``sellcur:ASKED:NUMBER`` (ISO 4217)."""
    talking = asking.question(turn, "sell", "currency", asked)
    if talking is not None and number in places.NUMBERS:
        _next(turn, dict(talking.draft) | {"currency": places.NUMBERS[number]})


def _shipping(turn: Turn, talking: Talking, draft: Draft, text: str) -> None:
    read = shop_terms.read_shipping(text, draft["currency"])
    if isinstance(read, PriceProblem):
        kind = "sell_fee" if talking.step == "fee" else "sell_shipping"
        asking.again(turn, talking, kind, currency=draft["currency"], problem=read.reason,
                     piece=read.piece)  # fmt: skip
    elif read == "flat":
        _ask_fee(turn, draft)
    else:
        _next(turn, draft | _shipped(read))


def _shipped(read: str | int) -> Draft:
    if isinstance(read, int):
        return {"shipping": "flat", "fee": read}
    return {"shipping": "pickup", "fee": 0}


def _ask_fee(turn: Turn, draft: Draft) -> None:
    asking.ask(turn, "sell", "fee", draft, "sell_fee", currency=draft["currency"], problem=None)


def press_shipping(turn: Turn, asked: int, flat: int) -> None:
    """Pick-up only or Flat rate: ``sellship:ASKED:FLAT``."""
    talking = asking.question(turn, "sell", "shipping", asked)
    if talking is not None and flat:
        _ask_fee(turn, dict(talking.draft))
    elif talking is not None:
        _next(turn, dict(talking.draft) | _shipped("pickup"))


def press_free(turn: Turn, asked: int) -> None:
    """Free shipping: ``sellfree:ASKED``."""
    talking = asking.question(turn, "sell", "fee", asked)
    if talking is not None:
        _next(turn, dict(talking.draft) | _shipped(0))


def press_zone(turn: Turn, asked: int, at: int) -> None:
    """A likely time zone: ``sellzone:ASKED:PLACE``."""
    if answered := asking_zone.pressed(turn, "sell", asked, at):
        talking, zone = answered
        _next(turn, dict(talking.draft) | {"zone": zone})


def _next(turn: Turn, draft: Draft) -> None:
    """Asks for what is missing yet; opens the shop when nothing is."""
    if "slug" not in draft:
        _ask_slug(turn, draft, None)
    elif "currency" not in draft:
        guesses = places.currency_guesses(turn.said.language)
        asking.ask(turn, "sell", "currency", draft, "sell_currency", problem=None, typed="",
                   guesses=_numbered(guesses))  # fmt: skip
    elif "shipping" not in draft:
        asking.ask(turn, "sell", "shipping", draft, "sell_shipping", problem=None,
                   currency=draft["currency"])  # fmt: skip
    elif zone := draft.get("zone") or _zone(turn, draft["currency"]):
        _open(turn, draft | {"zone": zone})
    else:
        asking_zone.ask(turn, "sell", draft, ZONE_PRESS, currency=draft["currency"])


def _zone(turn: Turn, currency: str) -> str | None:
    chosen: str | None = turn.person.zone
    return chosen or places.zone_of(currency, turn.said.language)


def _open(turn: Turn, draft: Draft) -> None:
    terms, person = turn.tx.terms, turn.person
    waits = terms.signup == "approval" and person.id not in terms.operators
    shop_id = people.open_shop(
        turn.tx, slug=draft["slug"], name=draft["name"], owner_id=person.id,
        currency=draft["currency"], zone=draft["zone"],
        shipping=draft["shipping"], shipping_fee=draft["fee"],
        countries=places.countries_of(draft["currency"]), state="pending" if waits else "open",
    )  # fmt: skip
    if shop_id is None:
        _refused(turn, draft)
        return
    asking.done(turn)
    if waits:
        operators.tell_of_shop(turn.tx, people.shop(turn.tx, shop_id), person)
    menu.bring(turn.tx, person.id)
    panel.panel(turn, news="pending" if waits else "opened")


def _refused(turn: Turn, draft: Draft) -> None:
    """Somebody took the slug a moment ago, or this person opened a shop meanwhile."""
    if turn.shop() is not None:
        asking.done(turn)
        panel.panel(turn)
    else:
        slug = draft.pop("slug")
        _ask_slug(turn, draft, "taken", slug, near=slug)
