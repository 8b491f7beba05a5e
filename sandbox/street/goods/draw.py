"""Paints the goods' pictures again: `python -m sandbox.street.goods.draw`."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from PIL import Image

from sandbox.street.goods.cloths import fabric, scarf, tote
from sandbox.street.goods.wares import bowl, hoops, teapot

HEAVIEST = 60_000  # bytes
PICTURES: dict[str, Callable[[], Image.Image]] = {
    "scarf": scarf,
    "tote": tote,
    "bowl": bowl,
    "hoops": hoops,
    "fabric": fabric,
    "teapot": teapot,
}


def jpeg(picture: Image.Image) -> bytes:
    """The picture at 900 by 900, at the best quality that stays under `HEAVIEST`."""
    small = picture.convert("RGB").resize((900, 900), Image.Resampling.LANCZOS)
    for quality in range(90, 30, -3):
        page = BytesIO()
        small.save(page, "JPEG", quality=quality, optimize=True, progressive=True)
        if page.tell() <= HEAVIEST:
            break
    return page.getvalue()


def main() -> None:
    for name, paint in PICTURES.items():
        Path(__file__).with_name(f"{name}.jpg").write_bytes(jpeg(paint()))


if __name__ == "__main__":
    main()
