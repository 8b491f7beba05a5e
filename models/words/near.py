"""The one code that a mistyped code was meant to be."""

from collections.abc import Iterable
from functools import lru_cache

_ALIKE = str.maketrans(
    {
        **dict(zip("АВЕЅКМНОРСТУХЈІЗБ", "ABESKMHOPCTYXJI36", strict=True)),
        **dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX", strict=True)),
        **dict(zip("อเบพ", "OIUW", strict=True)),
    }
)
_SAME = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None})


def near(code: str, codes: Iterable[str]) -> str | None:
    """The one of the folded ``codes`` that ``code`` nearly is, or None: none, or more than one.

    Look-alikes and hyphens come first (``AI2``, ``A-12``, Cyrillic ``А12``), then one slip
    (two characters swapped; one wrong, missing or too many) in codes of three characters or more.
    """
    shape = _shape(code)
    slips: list[str] = []
    same: list[str] = []
    for other in codes:
        if other == code:
            return code
        other_shape = _shape(other)
        if other_shape == shape:
            same.append(other)
        elif _one_slip(shape, other_shape):
            slips.append(other)
    found = same or slips
    return found[0] if len(found) == 1 else None


@lru_cache(maxsize=8192)  # a shop's codes are looked through for every mistyped one
def _shape(code: str) -> str:
    """What the eye keeps of a folded code: O is 0, I and L are 1, hyphens are nothing."""
    if not code.isascii():
        code = code.translate(_ALIKE)
    return code.translate(_SAME)


def _one_slip(left: str, right: str) -> bool:
    """Whether one swap of neighbours, or one character, turns one text into the other."""
    if len(left) < len(right):
        left, right = right, left
    if len(left) > len(right) + 1 or len(left) < 3:
        return False
    at = 0
    for ours, theirs in zip(left, right, strict=False):
        if ours != theirs:
            break
        at += 1
    if len(left) > len(right):
        return left[at + 1 :] == right[at:]
    if left[at + 1 :] == right[at + 1 :]:
        return True
    return left[at + 2 :] == right[at + 2 :] and left[at : at + 2] == right[at : at + 2][::-1]
