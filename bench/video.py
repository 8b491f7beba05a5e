"""Pretend video with the overlay in it, and what befalls a picture of it on its way to the bot."""

from __future__ import annotations

import random
from collections.abc import Callable
from io import BytesIO
from math import cos, pi, sin

import segno
from PIL import Image, ImageChops, ImageDraw, ImageEnhance, ImageFilter
from PIL.Image import Image as Picture
from PIL.Image import Resampling, Transform

from sandbox.street.goods import GOODS, Good

WIDE, HIGH = 1920, 1080
"""The video that the overlay lies over."""
SHARE = 12
"""The code's own side is this part of the video's width; its quiet zone comes on top."""
SEEN = 640
"""How wide (pixels) the video is in the picture that arrives."""

Way = Callable[[Picture, random.Random], Picture]


def frame(text: str, dice: random.Random) -> tuple[Picture, Good]:
    """A frame of the video: a product before some background, the card and the code of ``text``;
    and the product."""
    video, shown = _background(dice), dice.choice(GOODS)
    with Image.open(shown.picture) as photo:
        good = photo.convert("RGB")
    side = dice.randint(500, 1000)
    alone = Image.new("L", (side, side), 0)  # held into the camera, without its own background
    ImageDraw.Draw(alone).ellipse((0, 0, side, side), 255)
    video.paste(
        good.resize((side, side)), (dice.randint(0, WIDE - side), dice.randint(0, HIGH - side)),
        alone if dice.random() < 0.5 else None,
    )  # fmt: skip
    code = _code(text)
    right, low = dice.random() < 0.7, dice.random() < 0.7
    edge = dice.randint(24, 90)
    at = (WIDE - edge - code.width if right else edge, HIGH - edge - code.height if low else edge)
    ImageDraw.Draw(video, "RGBA").rounded_rectangle(
        (at[0] - 700, at[1] - 40, at[0] + code.width + 10, at[1] + code.height + 10), 24,
        (20, 16, 40, dice.randint(120, 235)),
    )  # fmt: skip
    video.paste(code, at)
    return video, shown


def _code(text: str) -> Picture:
    """The symbol with a quiet zone of four modules."""
    made = segno.make(text, error="q", boost_error=False, micro=False)
    drawn = BytesIO()
    made.save(drawn, kind="png", scale=10, border=4)
    side = round(WIDE / SHARE * made.symbol_size()[0] / made.symbol_size(border=0)[0])
    with Image.open(drawn) as big:
        return big.convert("RGB").resize((side, side), Resampling.LANCZOS)


def _background(dice: random.Random) -> Picture:
    """A wall, a room out of focus, or something busy."""
    tint = tuple(dice.randint(20, 235) for _ in range(3))
    kind = dice.choice(("wall", "room", "busy"))
    if kind == "wall":
        return Image.new("RGB", (WIDE, HIGH), tint)
    if kind == "room":
        with Image.open(dice.choice(GOODS).picture) as photo:
            far = photo.convert("RGB").resize((WIDE, WIDE)).crop((0, 400, WIDE, 400 + HIGH))
        return far.filter(ImageFilter.GaussianBlur(dice.uniform(4, 20)))
    grain = _noise((WIDE // 8, HIGH // 8), 250, dice).resize((WIDE, HIGH))
    return Image.blend(Image.new("RGB", (WIDE, HIGH), tint), grain.convert("RGB"), 0.4)


def streamed(picture: Picture, dice: random.Random) -> Picture:
    """As a viewer gets it: scaled down and compressed on the way."""
    wide = dice.choice((854, 960, 1280, 1280, 1920))
    return jpeg(_wide(picture, wide), dice.randint(30, 85))


def scaled(picture: Picture, dice: random.Random) -> Picture:
    """Shown in a window of some other size."""
    return _wide(picture, dice.randint(SEEN, 1600), dice.choice(list(Resampling)[1:]))


def recompressed(picture: Picture, dice: random.Random) -> bytes:
    """The file that arrives: at its last size, saved by an app that saves room."""
    return as_jpeg(_wide(picture, SEEN), dice.randint(25, 90))


def cropped(picture: Picture, dice: random.Random) -> Picture:
    """Part of it only; the code stays in it, tightly at times."""
    left, top = (dice.uniform(0, 0.012) * side for side in picture.size)
    right, low = picture.width * (1 - dice.uniform(0, 0.012)), picture.height
    return picture.crop((int(left), int(top), int(right), int(low * (1 - dice.uniform(0, 0.02)))))


def at_an_angle(picture: Picture, dice: random.Random) -> Picture:
    """Photographed off a screen by a hand: turned, tilted, from the side, desk around it."""
    wide, high = picture.size
    turn = dice.uniform(-20, 20) * pi / 180
    corners = []
    for right, low in ((0, 0), (0, 1), (1, 1), (1, 0)):
        x = (right - 0.5) * wide * dice.uniform(0.84, 1.0)
        y = (low - 0.5) * high * dice.uniform(0.84, 1.0)
        corners.append((x * cos(turn) - y * sin(turn), x * sin(turn) + y * cos(turn)))
    left, top = min(x for x, _ in corners), min(y for _, y in corners)
    size = (
        round(max(x for x, _ in corners) - left) + 40, round(max(y for _, y in corners) - top) + 40
    )  # fmt: skip
    source = ((0, 0), (0, high), (wide, high), (wide, 0))
    target = [(x - left + 20, y - top + 20) for x, y in corners]
    around = Image.new("RGB", size, tuple(dice.randint(10, 120) for _ in range(3)))
    laid = picture.transform(
        size, Transform.PERSPECTIVE, _perspective(target, source), Resampling.BICUBIC
    )
    lies = Image.new("L", picture.size, 255).transform(
        size, Transform.PERSPECTIVE, _perspective(target, source)
    )
    around.paste(laid, (0, 0), lies)
    return around


def blurred(picture: Picture, dice: random.Random) -> Picture:
    """Out of focus, by about a pixel of the picture that arrives."""
    return picture.filter(ImageFilter.GaussianBlur(dice.uniform(0.3, 1.2) * picture.width / SEEN))


def lit(picture: Picture, dice: random.Random) -> Picture:
    """Too dark, too light, faint, or with a lamp in it."""
    made = ImageEnhance.Brightness(picture).enhance(dice.uniform(0.45, 1.5))
    made = ImageEnhance.Contrast(made).enhance(dice.uniform(0.5, 1.3))
    shade = Image.linear_gradient("L").rotate(dice.choice((0, 90, 180, 270))).resize(made.size)
    shade = shade.point([int(150 + value * 105 / 255) for value in range(256)])
    return ImageChops.multiply(made, shade.convert("RGB"))


def striped(picture: Picture, dice: random.Random) -> Picture:
    """With the stripes that a camera sees on a screen (moiré), and grain."""
    period, depth = dice.uniform(2.5, 9), dice.uniform(0.06, 0.2)
    reach = picture.width + picture.height
    wave = bytes(round(255 * (1 - depth * (0.5 + 0.5 * sin(2 * pi * x / period))))
                 for x in range(reach))  # fmt: skip
    stripes = Image.frombytes("L", (reach, 1), wave).resize((reach, reach))
    stripes = stripes.rotate(dice.uniform(0, 90), Resampling.BICUBIC)
    low = (reach - picture.width) // 2, (reach - picture.height) // 2
    stripes = stripes.crop((*low, low[0] + picture.width, low[1] + picture.height))
    made = ImageChops.multiply(picture, stripes.convert("RGB"))
    grain = _noise(picture.size, dice.uniform(12, 50), dice).convert("RGB")
    return ImageChops.add(made, grain, scale=1, offset=-128)


def _noise(size: tuple[int, int], depth: float, dice: random.Random) -> Picture:
    """Grey values about the middle, ``depth`` from the darkest to the lightest."""
    grain = Image.frombytes("L", size, dice.randbytes(size[0] * size[1]))
    return grain.point([round(128 + (value - 128) * depth / 255) for value in range(256)])


def jpeg(picture: Picture, quality: int) -> Picture:
    """There and back through JPEG."""
    return Image.open(BytesIO(as_jpeg(picture, quality))).convert("RGB")


def as_jpeg(picture: Picture, quality: int) -> bytes:
    """A JPEG file."""
    file = BytesIO()
    picture.convert("RGB").save(file, "JPEG", quality=quality)
    return file.getvalue()


def _wide(picture: Picture, wide: int, how: Resampling = Resampling.BILINEAR) -> Picture:
    return picture.resize((wide, round(picture.height * wide / picture.width)), how)


def _perspective(
    target: list[tuple[float, float]], source: tuple[tuple[float, float], ...]
) -> list[float]:
    """The eight numbers that take each target point to its source point."""
    rows = []
    for (x, y), (u, v) in zip(target, source, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y, u])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y, v])
    for at in range(8):
        best = max(range(at, 8), key=lambda row: abs(rows[row][at]))
        rows[at], rows[best] = rows[best], rows[at]
        rows[at] = [value / rows[at][at] for value in rows[at]]
        for other in range(8):
            if other != at:
                rows[other] = [
                    value - rows[other][at] * mine
                    for value, mine in zip(rows[other], rows[at], strict=True)
                ]
    return [row[8] for row in rows]
