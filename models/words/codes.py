"""Codes: reading one, putting them in order, and guessing the next that is free."""

import re
from collections.abc import Iterable
from functools import lru_cache

from models.words.folding import LONGEST_CODE, code_key

_NUMBERED = re.compile(r"(.*?)([0-9]+)")


def read_code(text: str) -> tuple[str, str] | None:
    """A code as typed (without ``#``) and its folded key; None if it can't be a code."""
    code = text.strip().removeprefix("#").strip()
    key = code_key(code)
    return None if key is None else (code, key)


@lru_cache(maxsize=20_000)  # a show's boards sort all that its shop sells every few seconds
def in_order(key: str) -> tuple[tuple[int, int, str], ...]:
    """What folded codes are sorted by, numbers by size: A2 before A10."""
    pieces = filter(None, re.split(r"([0-9]+)", key))
    return tuple((0, int(one), "") if one.isdecimal() else (1, 0, one) for one in pieces)


def next_code(latest: str | None, keys: Iterable[str]) -> str:
    """The code after a shop's ``latest`` that none of its ``keys`` has: A13 after A12."""
    taken = set(keys)
    numbered = _NUMBERED.fullmatch(latest or "")
    prefix, digits = (numbered[1], numbered[2]) if numbered else ("A", "0")
    number = int(digits)
    while True:
        number += 1
        code = f"{prefix}{number:0{len(digits)}d}"
        if len(code) > LONGEST_CODE:
            prefix, digits, number = "A", "0", 0
        elif code not in taken:
            return code
