"""Pictures that are made when they are sent."""

from functools import lru_cache
from io import BytesIO

import segno


@lru_cache(maxsize=64)
def qr(address: str) -> bytes:
    """A PNG of the QR code that opens ``address``, about 600 pixels wide."""
    code = segno.make_qr(address, error="m")
    picture = BytesIO()
    code.save(picture, kind="png", scale=max(4, 600 // code.symbol_size()[0]), border=4)
    return picture.getvalue()
