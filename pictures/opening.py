"""Opening a picture that a stranger sent: only known kinds, never too large, never a crash."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

MOST_PIXELS = 40_000_000
"""A picture of more is not unpacked: a small file can hold a very large one."""
KINDS = ("JPEG", "PNG", "WEBP")


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Bytes that are no picture we look at."""

    reason: Literal["unknown", "too_large", "broken"]


def opened(data: bytes, longest: int) -> Picture | Unreadable:
    """The picture, upright, in shades of grey or colours, its longer side at most ``longest``."""
    from PIL import Image, ImageOps  # noqa: PLC0415 # 6 MB that a program at rest doesn't need

    try:
        picture = Image.open(BytesIO(data), formats=KINDS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return Unreadable("too_large")
    except Exception:  # a stranger's bytes: whatever its codec says of them, they are no picture
        return Unreadable("unknown")
    try:
        if picture.width * picture.height > MOST_PIXELS:
            return Unreadable("too_large")
        picture.draft("RGB", (longest, longest))  # a JPEG is unpacked at a fraction of its size
        picture.load()
        upright = ImageOps.exif_transpose(picture)
        plain = _plain(upright)
        plain.thumbnail((longest, longest), Image.Resampling.LANCZOS, reducing_gap=2.0)
    except Exception:  # as above: cut off, or made to trip a codec
        return Unreadable("broken")
    return plain


def _plain(picture: Picture) -> Picture:
    """On white where it is see-through, and in a mode that every filter takes."""
    from PIL import Image  # noqa: PLC0415 # as above

    if picture.mode in ("L", "RGB"):
        return picture
    if "A" in picture.mode or "transparency" in picture.info:
        seen = picture.convert("RGBA")
        ground = Image.new("RGBA", seen.size, "white")
        return Image.alpha_composite(ground, seen).convert("RGB")
    return picture.convert("RGB")
