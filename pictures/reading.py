"""Reading QR codes in bad pictures: as it is, then enlarged, sharpened, evened out, in pieces."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from itertools import product
from typing import TYPE_CHECKING

from pictures.opening import Unreadable, opened

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

LONGEST = 2560
"""The longer side (pixels) that is looked at: as much as Telegram keeps of a photo."""
PATIENCE = 2.5
"""For how long (s) one picture is tried in other ways."""
ENLARGED = 8_000_000
"""The most pixels that a picture is enlarged to."""


def codes_in(
    data: bytes, wanted: Callable[[str], bool] = bool, patience: float = PATIENCE
) -> list[str] | Unreadable:
    """The texts of the QR codes in a JPEG, PNG or WebP picture, each once.

    It is looked at in one way after another until a text is ``wanted`` or ``patience`` (s) is over.
    """
    picture = opened(data, LONGEST)
    if isinstance(picture, Unreadable):
        return picture
    until = time.monotonic() + patience
    found: dict[str, None] = {}
    for view in _views(picture.convert("L")):
        found |= dict.fromkeys(_read(view))
        if any(wanted(text) for text in found) or time.monotonic() > until:
            break
    return list(found)


def _read(picture: Picture) -> list[str]:
    import zxingcpp  # noqa: PLC0415 # like Pillow, when the first picture comes

    kinds = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    found = zxingcpp.read_barcodes(picture, formats=kinds)
    return [one.text for one in found if one.valid]


def _views(grey: Picture) -> Iterator[Picture]:
    """Ways to look at a picture in shades of grey, the likeliest first."""
    yield grey
    yield _enlarged(grey, 2)
    yield _sharp(_enlarged(grey, 3))
    for piece in _pieces(grey, 3):
        yield _even(_enlarged(piece, 3))
    yield _enlarged(_soft(grey), 3)
    for piece in _pieces(grey, 4):
        yield _sharp(_even(_enlarged(piece, 4)))


def _enlarged(picture: Picture, times: int) -> Picture:
    from PIL import Image  # noqa: PLC0415 # loaded by now

    room = (ENLARGED / (picture.width * picture.height)) ** 0.5
    by = max(1.0, min(float(times), room))
    size = (round(picture.width * by), round(picture.height * by))
    return picture.resize(size, Image.Resampling.BICUBIC)


def _sharp(picture: Picture) -> Picture:
    from PIL import ImageFilter  # noqa: PLC0415 # loaded by now

    return picture.filter(ImageFilter.UnsharpMask(radius=3, percent=180, threshold=0))


def _soft(picture: Picture) -> Picture:
    """Without the fine stripes that a camera sees on a screen."""
    from PIL import ImageFilter  # noqa: PLC0415 # loaded by now

    return picture.filter(ImageFilter.GaussianBlur(0.8))


def _even(picture: Picture) -> Picture:
    """From its darkest to its lightest."""
    from PIL import ImageOps  # noqa: PLC0415 # loaded by now

    return ImageOps.autocontrast(picture, cutoff=1)


def _pieces(picture: Picture, across: int) -> Iterator[Picture]:
    """Overlapping pieces, ``across`` by ``across``, those at the sides (where codes are) first."""
    wide, high = picture.width / (across + 1) * 2, picture.height / (across + 1) * 2
    places = sorted(
        product(range(across), repeat=2),
        key=lambda at: at[0] in (0, across - 1) or at[1] in (0, across - 1),
        reverse=True,
    )
    for column, row in places:
        left, top = column * wide / 2, row * high / 2
        yield picture.crop((int(left), int(top), int(left + wide), int(top + high)))
