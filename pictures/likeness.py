"""Which pictures look alike: a short fingerprint of each, and how far two are from each other.

A fingerprint tells where it gets lighter towards the right (a bit for each of 8 × 8 places), which
colours lie where (4 × 4 places: light, red and green shares) and which colours there are at all.
Light is told relative to the whole picture, colour without light: a dark frame has the same.
"""

from __future__ import annotations

from base64 import b85decode, b85encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import sub
from typing import TYPE_CHECKING

from pictures.opening import Unreadable, opened

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

LONGEST = 320
FAR = 0.4
"""Pictures at a greater distance have nothing to do with each other."""
_KIND = "1"
_GRID, _PLACES, _SHADES = 8, 4, 6
_WINDOWS = (1.0, 0.75, 0.55, 0.4)
"""How high the parts are in which a product is looked for, measured by the shorter side."""
_STRIDE = 0.25
_GREY = 12
"""Colours nearer to grey than this (of 255) count as grey."""


@dataclass(frozen=True, slots=True)
class _Seen:
    rises: int
    places: bytes
    colours: bytes


def fingerprint(data: bytes) -> str | Unreadable:
    """What a picture looks like, in about a hundred characters."""
    picture = opened(data, LONGEST)
    return picture if isinstance(picture, Unreadable) else _written(_seen(picture.convert("RGB")))


def glimpses(data: bytes) -> list[str] | Unreadable:
    """The fingerprints of a picture and of some two hundred parts of it, large and small."""
    picture = opened(data, LONGEST)
    if isinstance(picture, Unreadable):
        return picture
    colours = picture.convert("RGB")
    return [_written(_seen(part)) for part in (colours, *_parts(colours))]


def distance(one: str, other: str) -> float:
    """How different two fingerprints are: 0 for the same picture, at most 1."""
    a, b = _read(one), _read(other)
    if a is None or b is None:
        return 1.0
    rises = (a.rises ^ b.rises).bit_count() / (_GRID * _GRID)
    places = sum(map(abs, map(sub, a.places, b.places))) / (255 * len(a.places))
    colours = sum(map(abs, map(sub, a.colours, b.colours))) / (2 * 255)
    return float(min(1.0, 0.3 * rises + 1.2 * places + 0.4 * colours))


def nearest(known: str, parts: Sequence[str]) -> float:
    """The distance of a product's fingerprint to the part of a picture that is most like it."""
    return min((distance(known, part) for part in parts), default=1.0)


def alike(data: bytes, known: Sequence[tuple[int, str]], most: float = FAR) -> list[int]:
    """Whose fingerprint is like a picture or a part of it, the likest first: the names (numbers)
    that come with the ``known`` ones, each once, those not farther than ``most``."""
    parts = glimpses(data)
    if isinstance(parts, Unreadable):
        return []
    found: dict[int, float] = {}
    for name, text in known:
        found[name] = min(found.get(name, 1.0), nearest(text, parts))
    return sorted((name for name in found if found[name] <= most), key=lambda name: found[name])


def _parts(picture: Picture) -> Iterator[Picture]:
    shorter = min(picture.size)
    for share in _WINDOWS:
        side = max(_GRID, round(shorter * share))
        step = max(1, round(side * _STRIDE))
        for top in _steps(picture.height - side, step):
            for left in _steps(picture.width - side, step):
                yield picture.crop((left, top, left + side, top + side))


def _steps(room: int, step: int) -> list[int]:
    """Places from 0 to ``room``, both among them, about ``step`` apart."""
    count = max(1, round(room / step)) if room > 0 else 0
    return [0] if not count else [round(room * at / count) for at in range(count + 1)]


def _seen(picture: Picture) -> _Seen:
    from PIL.Image import Resampling  # noqa: PLC0415 # loaded when the first picture comes

    small = picture.resize((_GRID + 1, _GRID), Resampling.BOX)
    light = small.convert("L").tobytes()
    rises = 0
    for row in range(_GRID):
        for column in range(_GRID):
            at = row * (_GRID + 1) + column
            rises = rises << 1 | (light[at + 1] > light[at])
    return _Seen(rises, _layout(picture.resize((_PLACES, _PLACES), Resampling.BOX)),
                 _palette(picture.resize((12, 12), Resampling.BOX)))  # fmt: skip


def _layout(picture: Picture) -> bytes:
    pixels = _pixels(picture)
    light = [sum(pixel) for pixel in pixels]
    low, high = min(light), max(light)
    spread = max(1, high - low)
    made = bytearray()
    for (red, green, _), sum_ in zip(pixels, light, strict=True):
        made.append((sum_ - low) * 255 // spread // 2)
        made.append(_share(red, sum_))
        made.append(_share(green, sum_))
    return bytes(made)


def _share(part: int, whole: int) -> int:
    """A colour's share of the light, a third in the middle; of black, a third."""
    return min(255, round(383 * part / whole)) if whole > 24 else 128


def _palette(picture: Picture) -> bytes:
    """How much there is of each hue, light and dark greys apart; 255 in all, or nearly."""
    pixels = _pixels(picture)
    counts = [0] * (_SHADES * 2 + 1)
    for red, green, blue in pixels:
        top, low = max(red, green, blue), min(red, green, blue)
        if (top - low) * 255 < _GREY * 3 * max(top, 1):
            counts[-1] += 1
            continue
        if top == red:
            hue = (green - blue) / (top - low) % 6
        elif top == green:
            hue = (blue - red) / (top - low) + 2
        else:
            hue = (red - green) / (top - low) + 4
        counts[int(hue * 2) % (_SHADES * 2)] += 1
    return bytes(count * 255 // len(pixels) for count in counts)


def _pixels(picture: Picture) -> list[tuple[int, int, int]]:
    raw = picture.tobytes()
    return list(zip(raw[::3], raw[1::3], raw[2::3], strict=True))


def _written(seen: _Seen) -> str:
    return _KIND + b85encode(seen.rises.to_bytes(8) + seen.places + seen.colours).decode()


@lru_cache(maxsize=4096)
def _read(text: str) -> _Seen | None:
    """What a fingerprint says; None if it was made in another way than today's."""
    try:
        raw = b85decode(text[1:])
    except ValueError:
        return None
    if text[:1] != _KIND or len(raw) != 8 + 3 * _PLACES**2 + 2 * _SHADES + 1:
        return None
    places = 8 + 3 * _PLACES**2
    return _Seen(int.from_bytes(raw[:8]), raw[8:places], raw[places:])
