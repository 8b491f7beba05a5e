"""The few painter's tools behind the goods' pictures: light, shadow, cloth, curves."""

import math
from collections.abc import Callable, Sequence

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageOps

Colour = tuple[int, int, int]
Point = tuple[float, float]
SIDE = 1800  # twice the finished picture, so that edges come out smooth


def glow(
    inner: Colour, outer: Colour, centre: Point = (0.5, 0.4), reach: float = 1.5
) -> Image.Image:
    """A full square, `inner` at `centre` (fractions of the side) fading to `outer`."""
    disc = Image.radial_gradient("L").resize((int(SIDE * reach), int(SIDE * reach)))
    square = Image.new("L", (SIDE, SIDE), 255)
    corner = (int(SIDE * (centre[0] - reach / 2)), int(SIDE * (centre[1] - reach / 2)))
    square.paste(disc, corner)
    return ImageOps.colorize(square, inner, outer).convert("RGBA")


def fade(top: Colour, bottom: Colour, size: tuple[int, int], turned: bool = False) -> Image.Image:
    """A straight gradient, downwards, or to the right when `turned`."""
    ramp = Image.linear_gradient("L")
    if turned:
        ramp = ramp.rotate(90)
    return ImageOps.colorize(ramp.resize(size), top, bottom).convert("RGBA")


def curve(points: Sequence[Point], closed: bool = True, steps: int = 24) -> list[Point]:
    """A smooth line through `points` (Catmull-Rom)."""
    count = len(points)
    line: list[Point] = []
    for i in range(count if closed else count - 1):
        near = [i - 1, i, i + 1, i + 2]
        picked = [points[n % count] if closed else points[min(max(n, 0), count - 1)] for n in near]
        line += [_between(picked, step / steps) for step in range(steps)]
    return line if closed else [*line, points[-1]]


def _between(four: Sequence[Point], t: float) -> Point:
    a, b, c, d = four

    def axis(k: int) -> float:
        return 0.5 * (
            2 * b[k]
            + (c[k] - a[k]) * t
            + (2 * a[k] - 5 * b[k] + 4 * c[k] - d[k]) * t * t
            + (3 * b[k] - a[k] - 3 * c[k] + d[k]) * t**3
        )

    return axis(0), axis(1)


def mask(draw_it: Callable[[ImageDraw.ImageDraw], object]) -> Image.Image:
    """A full-size mask, white where `draw_it` painted 255."""
    layer = Image.new("L", (SIDE, SIDE), 0)
    draw_it(ImageDraw.Draw(layer))
    return layer


def shape(points: Sequence[Point]) -> Image.Image:
    return mask(lambda d: d.polygon(list(points), fill=255))


def shadow(
    canvas: Image.Image, form: Image.Image, blur: int, move: tuple[int, int], depth: float
) -> None:
    """Let `form` (a mask) throw a soft shadow on the canvas; `depth` 0 to 1."""
    soft = ImageChops.offset(form, *move).filter(ImageFilter.GaussianBlur(blur))
    dark = Image.new("RGBA", canvas.size, (34, 18, 40, 255))
    canvas.paste(dark, (0, 0), soft.point(lambda v: int(v * depth)))


def light(
    canvas: Image.Image, form: Image.Image, spot: Image.Image, colour: Colour, strength: float
) -> None:
    """Tint the part of `spot` (a mask) that lies inside `form`."""
    both = ImageChops.multiply(form, spot).point(lambda v: int(v * strength))
    canvas.paste(Image.new("RGBA", canvas.size, (*colour, 255)), (0, 0), both)


def blob(box: tuple[float, float, float, float], blur: int) -> Image.Image:
    return mask(lambda d: d.ellipse(box, fill=255)).filter(ImageFilter.GaussianBlur(blur))


def drape(cloth: Image.Image, folds: float, sway: float, phase: float = 0.0) -> Image.Image:
    """Hang a flat RGBA cloth in `folds` soft folds; the hem sways by `sway` pixels."""
    width, height = cloth.size
    hung = Image.new("RGBA", (width, height + int(2 * sway)))
    for x in range(0, width, 3):
        turn = phase + 2 * math.pi * folds * (x / width) ** 1.12
        drop = int(sway * (1 + math.sin(turn)))
        strip = cloth.crop((x, 0, min(x + 3, width), height)).resize(
            (min(3, width - x), height + drop), Image.Resampling.BILINEAR
        )
        shine = 0.74 + 0.36 * (0.5 + 0.5 * math.cos(turn - 0.7)) ** 1.6
        hung.paste(_toned(strip, shine), (x, 0))
    return hung


def _toned(strip: Image.Image, shine: float) -> Image.Image:
    red, green, blue, alpha = strip.split()
    tone = [band.point(lambda v: min(255, int(v * shine))) for band in (red, green, blue)]
    return Image.merge("RGBA", (*tone, alpha))


def oval(box: tuple[float, float, float, float]) -> Image.Image:
    return mask(lambda d: d.ellipse(box, fill=255))


def bar(box: tuple[float, float, float, float], round_by: float = 0) -> Image.Image:
    return mask(lambda d: d.rounded_rectangle(box, round_by, fill=255))


def arc(
    box: tuple[float, float, float, float], start: float, end: float, thick: int
) -> Image.Image:
    """A mask of part of an ellipse's line; angles in degrees, clockwise from the right."""
    return mask(lambda d: d.arc(box, start, end, fill=255, width=thick))


def within(a: Image.Image, b: Image.Image) -> Image.Image:
    """The part that two masks share."""
    return ImageChops.multiply(a, b)


def without(a: Image.Image, b: Image.Image) -> Image.Image:
    return ImageChops.subtract(a, b)


def paint(canvas: Image.Image, form: Image.Image, top: Colour, bottom: Colour) -> None:
    """Fill `form` (a mask) with a gradient over its own height."""
    box = form.getbbox()
    if box is None:
        return
    size = (box[2] - box[0], box[3] - box[1])
    canvas.paste(fade(top, bottom, size), box[:2], form.crop(box))
