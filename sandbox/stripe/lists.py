"""Lists in pages, newest first, and answers with some ids expanded to their objects."""

from collections.abc import Sequence
from typing import Any

from .books import Books
from .errors import Json, Refusal, no_such


def page(url: str, things: Sequence[Json], asked: dict[str, Any], kind: str) -> Json:
    """The page of `things` (newest first) that `limit`, `starting_after`, `ending_before` name."""
    limit = asked.get("limit", 10)
    if "starting_after" in asked and "ending_before" in asked:
        raise Refusal(
            "You may only specify one of these parameters: ending_before, starting_after.",
            param="ending_before",
        )
    if "ending_before" in asked:
        newer = things[: place(things, asked["ending_before"], kind, "ending_before")]
        return answer(url, newer[-limit:], len(newer) > limit)
    start = 0
    if "starting_after" in asked:
        start = place(things, asked["starting_after"], kind, "starting_after") + 1
    return answer(url, things[start : start + limit], len(things) > start + limit)


def place(things: Sequence[Json], id: str, kind: str, param: str) -> int:
    """Where the thing of that id stands."""
    for number, thing in enumerate(things):
        if thing["id"] == id:
            return number
    raise no_such(kind, id, param)


def answer(url: str, data: Sequence[Json], more: bool) -> Json:
    """A list object."""
    return {"object": "list", "data": list(data), "has_more": more, "url": url}


def within(span: dict[str, int] | None, moment: int) -> bool:
    """Whether a time lies in the bounds of a `created` parameter."""
    tests = {
        "is": int.__eq__,
        "gt": int.__gt__,
        "gte": int.__ge__,
        "lt": int.__lt__,
        "lte": int.__le__,
    }
    return all(tests[word](moment, bound) for word, bound in (span or {}).items())


def expand(books: Books, thing: Json, paths: Sequence[str]) -> Json:
    """A copy in which each dotted path (`payment_intent.latest_charge`) is the object itself."""
    for path in paths:
        first, _, rest = path.partition(".")
        if first == "data" and thing["object"] == "list":
            thing = thing | {"data": [expand(books, inner, [rest]) for inner in thing["data"]]}
            continue
        inner = expanded(books, thing, first, path)
        if inner is not None and rest:
            inner = expand(books, inner, [rest])
        thing = thing | {first: inner}
    return thing


def expanded(books: Books, thing: Json, field: str, path: str) -> Json | None:
    """The object that a field names."""
    if field == "line_items" and thing["object"] == "checkout.session":
        items = books.line_items[thing["id"]]
        url = f"/v1/checkout/sessions/{thing['id']}/line_items"
        return page(url, items, {}, "item")
    tables = {
        "payment_intent": books.intents,
        "latest_charge": books.charges,
        "charge": books.charges,
        "product": books.products,
        "shipping_rate": books.shipping_rates,
    }
    value = thing.get(field)
    if isinstance(value, dict) and field in thing:
        return value
    if field not in tables or field not in thing:
        raise Refusal(f"This property cannot be expanded ({path}).", param="expand")
    return None if value is None else tables[field][value]
