"""Form bodies with brackets: `line_items[0][quantity]=2` becomes nested values."""

import re
from collections.abc import Iterable
from typing import TypeAlias

from .errors import Refusal

Value: TypeAlias = "str | dict[str, Value]"
Form: TypeAlias = "dict[str, Value]"
Plain: TypeAlias = "str | list[Plain] | dict[str, Plain]"

NAME = re.compile(r"^([^\[\]]+)((?:\[[^\[\]]*\])*)$")


def decode(pairs: Iterable[tuple[str, str]]) -> Form:
    """Nested values of (name, value) pairs; lists stay mappings of "0", "1", … until read."""
    form: Form = {}
    for name, text in pairs:
        place(form, path_of(name), text, name)
    return form


def path_of(name: str) -> list[str]:
    """`a[b][]` as ["a", "b", ""]."""
    match = NAME.match(name)
    if match is None:
        raise Refusal(f"Invalid parameter name: {name}", param=name)
    return [match[1], *re.findall(r"\[([^\[\]]*)\]", match[2])]


def place(form: Form, path: list[str], text: str, name: str) -> None:
    """Put one value where its path says; an empty step takes the next free number."""
    *steps, last = path
    for step in steps:
        inner = form.setdefault(step or str(len(form)), {})
        if isinstance(inner, str):
            raise Refusal(f"Invalid object: {name}", param=name)
        form = inner
    form[last or str(len(form))] = text


def plain(value: Value) -> Plain:
    """The same with lists where the keys count from nought, for people to look at."""
    if isinstance(value, str):
        return value
    if value and list(value) == [str(number) for number in range(len(value))]:
        return [plain(inner) for inner in value.values()]
    return {key: plain(inner) for key, inner in value.items()}
