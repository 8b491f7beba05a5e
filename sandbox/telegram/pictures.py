"""Recognises a picture from its bytes: which format, how wide, how high."""

import struct
from collections.abc import Callable

_PNG = b"\x89PNG\r\n\x1a\n"
_FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})


def measure(data: bytes) -> tuple[str, int, int] | None:
    """(file ending, width, height) of a JPEG, PNG, GIF, WebP or BMP; None for anything else."""
    readers: tuple[tuple[bytes, str, Callable[[bytes], tuple[int, int] | None]], ...] = (
        (_PNG, "png", _png),
        (b"\xff\xd8\xff", "jpg", _jpeg),
        (b"GIF8", "gif", lambda raw: struct.unpack_from("<HH", raw, 6)),
        (b"RIFF", "webp", _webp),
        (b"BM", "bmp", lambda raw: struct.unpack_from("<ii", raw, 18)),
    )
    for start, ending, read in readers:
        if data.startswith(start):
            try:
                size = read(data)
            except (struct.error, IndexError):
                return None
            if size is None or min(abs(size[0]), abs(size[1])) == 0:
                return None
            return ending, abs(size[0]), abs(size[1])
    return None


def _png(data: bytes) -> tuple[int, int] | None:
    if data[12:16] != b"IHDR" or b"IDAT" not in data or b"IEND" not in data[-16:]:
        return None
    width, height = struct.unpack_from(">II", data, 16)
    return width, height


def _jpeg(data: bytes) -> tuple[int, int] | None:
    at = 2
    while at < len(data) - 9:
        if data[at] != 0xFF:
            return None
        marker = data[at + 1]
        if marker in _FRAMES:
            height, width = struct.unpack_from(">HH", data, at + 5)
            return width, height
        at += 2 + struct.unpack_from(">H", data, at + 2)[0]
    return None


def _webp(data: bytes) -> tuple[int, int] | None:
    kind = data[12:16]
    if data[8:12] != b"WEBP":
        return None
    if kind == b"VP8X":
        width = int.from_bytes(data[24:27], "little")
        return width + 1, int.from_bytes(data[27:30], "little") + 1
    if kind == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8 ":
        width, height = struct.unpack_from("<HH", data, 26)
        return width & 0x3FFF, height & 0x3FFF
    return None
