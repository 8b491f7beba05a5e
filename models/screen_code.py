"""The text in the overlay's QR code: which product was on screen, and at which moment.

Sixteen capital letters and digits, as much as the smallest QR code carries at a quarter's loss.
The first letter says how the rest is to be read, so that it can change. Then one number in base
36: the screening's id, the moment, and a check that only who knows the shop's token can make.
"""

import hmac
import re
from dataclasses import dataclass

LENGTH = 16
STEP = 4_000
"""How long (ms) one moment lasts: the code on screen changes with each."""

_KIND = "L"
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_SHAPE = re.compile(rf"{_KIND}[0-9A-Z]{{{LENGTH - 1}}}")
_SCREENING, _STEP, _CHECK = 30, 15, 32
"""How many bits each part has: 77 of the 77.5 that fifteen digits hold."""
LAST_STEP = (1 << _STEP) - 1
"""Moments after this one (36 hours into a screening) count as this one."""


@dataclass(frozen=True, slots=True)
class ScreenCode:
    """A code as read. ``step`` counts moments of ``STEP`` ms since the screening began."""

    screening_id: int
    step: int
    check: int

    def moment(self, began_at: int) -> int:
        """When (ms) the code came on screen, if the screening began at ``began_at`` (ms)."""
        return began_at + self.step * STEP


def step_at(began_at: int, now: int) -> int:
    """The moment that ``now`` (ms) falls in, counted from ``began_at`` (ms)."""
    return min(max(0, now - began_at) // STEP, LAST_STEP)


def write(screening_id: int, step: int, key: str) -> str:
    """The code of a moment. ``key`` is the shop's token. Raises ValueError for an id too large."""
    if not (0 <= screening_id < 1 << _SCREENING and 0 <= step <= LAST_STEP):
        raise ValueError(f"no code for screening {screening_id}, step {step}")
    named = screening_id << _STEP | step
    return _KIND + _digits(named << _CHECK | _check(named, key))


def read(text: str) -> ScreenCode | None:
    """What a QR code's text says if it has the shape of ours; it may still be made up."""
    if _SHAPE.fullmatch(text) is None:
        return None
    number = int(text[len(_KIND) :], 36)
    if number >> (_SCREENING + _STEP + _CHECK):
        return None
    named = number >> _CHECK
    return ScreenCode(named >> _STEP, named & LAST_STEP, number & ((1 << _CHECK) - 1))


def genuine(code: ScreenCode, key: str) -> bool:
    """Whether the shop with this token showed the code."""
    wanted = _check(code.screening_id << _STEP | code.step, key)
    return hmac.compare_digest(wanted.to_bytes(4), code.check.to_bytes(4))


def _check(named: int, key: str) -> int:
    said = f"screen code {named}".encode()
    return int.from_bytes(hmac.digest(key.encode(), said, "sha256")[: _CHECK // 8])


def _digits(number: int) -> str:
    made = ""
    for _ in range(LENGTH - len(_KIND)):
        number, digit = divmod(number, 36)
        made = _DIGITS[digit] + made
    return made
