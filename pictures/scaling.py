"""Making a picture small enough for a page."""

from __future__ import annotations

from io import BytesIO

from pictures.opening import Unreadable, opened

QUALITY = 80


def scaled(data: bytes, longest: int) -> bytes | Unreadable:
    """The picture as a JPEG without whatever else its file tells, upright, its longer side at most
    ``longest`` (pixels)."""
    picture = opened(data, longest)
    if isinstance(picture, Unreadable):
        return picture
    made = BytesIO()
    picture.save(made, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return made.getvalue()
