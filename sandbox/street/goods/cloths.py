"""The woven goods: a silk scarf, an indigo tote and a stack of mudmee fabric."""

from PIL import Image, ImageDraw

from sandbox.street.goods.brush import (
    SIDE,
    Colour,
    arc,
    bar,
    blob,
    curve,
    drape,
    fade,
    glow,
    light,
    oval,
    paint,
    shadow,
    shape,
)

GOLD = (247, 196, 92)


def _diamond(d: ImageDraw.ImageDraw, x: float, y: float, w: float, h: float, *, c: Colour) -> None:
    d.polygon([(x, y - h), (x + w, y), (x, y + h), (x - w, y)], fill=c)


def _silk(width: int, height: int, ground: Colour, deep: Colour) -> Image.Image:
    cloth = fade(ground, deep, (width, height))
    d = ImageDraw.Draw(cloth)
    step = 150
    for row, y in enumerate(range(90, height - 330, step)):
        for x in range(-step if row % 2 else -step // 2, width + step, step):
            _diamond(d, x, y, 40, 52, c=GOLD)
            _diamond(d, x, y, 27, 36, c=deep)
            _diamond(d, x, y, 11, 15, c=(255, 240, 214))
            d.ellipse((x + 70, y - 6, x + 82, y + 6), fill=GOLD)
    top = height - 300
    for y, thick in ((top, 12), (top + 30, 5), (top + 210, 5), (top + 232, 12)):
        d.rectangle((0, y, width, y + thick), fill=GOLD)
    for x in range(-40, width + 80, 100):
        _diamond(d, x, top + 122, 46, 74, c=(255, 236, 205))
        _diamond(d, x, top + 122, 31, 52, c=deep)
        _diamond(d, x, top + 122, 14, 24, c=GOLD)
    return cloth


def _fringe(cloth: Image.Image, colour: Colour) -> Image.Image:
    width, height = cloth.size
    tall = Image.new("RGBA", (width, height + 130))
    tall.paste(cloth, (0, 0))
    d = ImageDraw.Draw(tall)
    for x in range(10, width, 26):
        d.line((x, height - 4, x, height + 64), fill=(*colour, 255), width=11)
        d.ellipse((x - 9, height + 34, x + 9, height + 56), fill=(*GOLD, 255))
        d.line((x - 5, height + 56, x - 8, height + 124), fill=(*colour, 255), width=6)
        d.line((x + 5, height + 56, x + 8, height + 124), fill=(*colour, 255), width=6)
    return tall


def scarf() -> Image.Image:
    canvas = glow((255, 226, 190), (226, 140, 110), (0.4, 0.3), 1.8)
    canvas.paste((255, 244, 224, 255), (0, 0), blob((120, 60, 1100, 1040), 190))
    falls = (
        (_silk(560, 1180, (188, 34, 92), (122, 16, 74)), 850, (140, 20, 80), 2.3, 1.2),
        (_silk(700, 1090, (238, 62, 104), (188, 24, 88)), 330, (206, 40, 96), 3.1, 0.2),
    )
    for cloth, x, tassel, folds, phase in falls:
        hung = drape(_fringe(cloth, tassel), folds, 42, phase)
        layer = Image.new("RGBA", (SIDE, SIDE))
        layer.paste(hung, (x, 290))
        shadow(canvas, layer.getchannel("A"), 46, (46, 40), 0.5)
        canvas.alpha_composite(layer)
    rod = bar((150, 262, 1650, 322), 30)
    shadow(canvas, rod, 26, (12, 44), 0.55)
    paint(canvas, rod, (214, 150, 92), (120, 68, 38))
    paint(canvas, rod, (206, 142, 86), (112, 62, 34))
    folded = (
        ((335, 250, 1025, 352), (242, 84, 118), (196, 30, 90)),
        ((855, 254, 1405, 350), (198, 44, 100), (128, 18, 76)),
    )
    for box, top, low in reversed(folded):
        over = bar(box, 46)
        shadow(canvas, over, 14, (0, 12), 0.35)
        paint(canvas, over, top, low)
        light(canvas, over, blob((box[0] + 60, 250, box[2] - 260, 290), 18), (255, 214, 214), 0.7)
    for x in (150, 1650):
        knob = oval((x - 52, 240, x + 52, 344))
        shadow(canvas, knob, 18, (8, 24), 0.5)
        paint(canvas, knob, (255, 226, 150), (176, 116, 40))
        light(canvas, knob, blob((x - 34, 250, x + 6, 286), 10), (255, 255, 240), 0.9)
    return canvas


def _shibori(width: int, height: int) -> Image.Image:
    cloth = fade((44, 66, 142), (20, 32, 88), (width, height))
    d = ImageDraw.Draw(cloth)
    pale = (214, 226, 250)
    for row, y in enumerate(range(150, height, 250)):
        for x in range(-40 if row % 2 else 90, width + 160, 260):
            for ring, size in enumerate((112, 84, 56, 28)):
                tone = pale if ring % 2 == 0 else (132, 156, 218)
                d.polygon(
                    [(x, y - size), (x + size, y), (x, y + size), (x - size, y)],
                    outline=tone,
                    width=9 - ring,
                )
            d.ellipse((x - 9, y - 9, x + 9, y + 9), fill=pale)
    return cloth


def tote() -> Image.Image:
    canvas = glow((226, 240, 236), (140, 186, 186), (0.5, 0.34), 1.7)
    floor = bar((0, 1440, SIDE, SIDE))
    paint(canvas, floor, (214, 176, 132), (168, 124, 84))
    body = shape(
        curve(
            [
                (400, 640),
                (900, 622),
                (1400, 640),
                (1452, 1100),
                (1478, 1560),
                (900, 1592),
                (322, 1560),
                (348, 1100),
            ],
            steps=40,
        )
    )
    for inset, colour in ((0, (120, 72, 40)), (40, (176, 112, 66))):
        strap = arc((600 - inset, 150 + inset, 1200 + inset, 1130), 180, 360, 58)
        shadow(canvas, strap, 16, (14, 18), 0.4)
        canvas.paste((*colour, 255), (0, 0), strap)
    shadow(canvas, blob((300, 1500, 1540, 1660), 40), 30, (30, 10), 0.75)
    canvas.paste(_shibori(SIDE, SIDE), (0, 0), body)
    light(canvas, body, blob((380, 560, 820, 1500), 120), (150, 176, 240), 0.4)
    light(canvas, body, blob((1240, 600, 1640, 1700), 110), (8, 10, 40), 0.65)
    light(canvas, body, blob((300, 1480, 1500, 1760), 70), (8, 10, 40), 0.6)
    hem = bar((300, 600, 1500, 724))
    light(canvas, body, hem, (24, 34, 88), 0.95)
    d = ImageDraw.Draw(canvas)
    for x in range(420, 1390, 44):
        d.line((x, 700, x + 24, 700), fill=(236, 208, 150), width=6)
    for x in (600, 1142):
        d.rounded_rectangle((x - 6, 610, x + 64, 800), 16, fill=(150, 92, 52))
        d.line((x + 8, 640, x + 50, 780), fill=(240, 210, 160), width=6)
        d.line((x + 50, 640, x + 8, 780), fill=(240, 210, 160), width=6)
    tag = bar((1130, 1180, 1300, 1400), 26)
    shadow(canvas, tag, 16, (10, 16), 0.6)
    canvas.paste((236, 206, 158, 255), (0, 0), tag)
    d.ellipse((1200, 1204, 1230, 1234), fill=(96, 60, 40))
    _diamond(d, 1215, 1312, 46, 58, c=(44, 60, 132))
    _diamond(d, 1215, 1312, 22, 28, c=(236, 206, 158))
    return canvas


MUDMEE: tuple[tuple[Colour, Colour, Colour], ...] = (
    ((24, 92, 96), (238, 190, 88), (242, 240, 220)),
    ((168, 40, 62), (250, 196, 110), (255, 232, 220)),
    ((58, 42, 116), (232, 120, 140), (232, 226, 255)),
    ((196, 118, 26), (110, 30, 50), (255, 240, 200)),
)


def _ikat(width: int, height: int, colours: tuple[Colour, Colour, Colour]) -> Image.Image:
    ground, bright, pale = colours
    cloth = Image.new("RGBA", (width, height), (*ground, 255))
    d = ImageDraw.Draw(cloth)
    for x in range(0, width + 120, 120):
        for k in range(-4, 5):
            reach = 46 - abs(k) * 10
            y = height / 2 + k * height / 10
            d.line((x - reach, y, x + reach, y), fill=bright, width=max(4, height // 16))
            if abs(k) < 2:
                d.line((x - 12, y, x + 12, y), fill=pale, width=max(4, height // 16))
        d.line((x + 60, height * 0.12, x + 60, height * 0.88), fill=pale, width=5)
    return cloth


def fabric() -> Image.Image:
    canvas = glow((255, 240, 214), (232, 188, 140), (0.5, 0.3), 1.6)
    table = bar((0, 1360, SIDE, SIDE))
    paint(canvas, table, (150, 92, 60), (92, 50, 34))
    d = ImageDraw.Draw(canvas)
    for y in (1420, 1510, 1630):
        d.line((0, y, SIDE, y + 8), fill=(116, 68, 44), width=5)
    shadow(canvas, blob((230, 1390, 1600, 1560), 40), 36, (20, 14), 0.85)
    places = ((270, 1210), (320, 990), (255, 770), (340, 550))
    for (x, y), colours in zip(places, MUDMEE, strict=True):
        _fold(canvas, x, y, colours)
    for k, (dx, dy) in enumerate(((-150, 30), (150, 30), (-84, -44), (84, -44), (0, -86), (0, 20))):
        petal = shape(
            curve(
                [
                    (880, 560),
                    (880 + dx * 0.9 - 46, 470 + dy),
                    (880 + dx * 1.25, 380 + dy),
                    (880 + dx * 0.9 + 46, 470 + dy),
                ]
            )
        )
        shadow(canvas, petal, 10, (4, 8), 0.25)
        paint(canvas, petal, (255, 196, 214), (232, 92, 140))
        light(
            canvas,
            petal,
            blob((840 + dx, 340 + dy, 920 + dx, 460 + dy), 24),
            (255, 244, 246),
            0.6 - k * 0.03,
        )
    return canvas


def _fold(canvas: Image.Image, x: int, y: int, colours: tuple[Colour, Colour, Colour]) -> None:
    width, height = 1230, 214
    slab = bar((x, y, x + width, y + height), 104)
    shadow(canvas, slab, 18, (0, 22), 0.55)
    tile = _ikat(width, height // 2, colours)
    for half in (0, 1):
        canvas.paste(
            tile,
            (x, y + half * height // 2),
            slab.crop((x, y + half * height // 2, x + width, y + half * height // 2 + tile.height)),
        )
    light(canvas, slab, blob((x - 60, y - 20, x + width, y + 50), 22), (255, 250, 236), 0.42)
    for base in (y + height // 2, y + height):
        light(
            canvas,
            slab,
            blob((x - 40, base - 26, x + width + 40, base + 18), 14),
            (24, 10, 30),
            0.6,
        )
    light(
        canvas,
        slab,
        blob((x + width - 150, y - 30, x + width + 120, y + height + 30), 50),
        (24, 10, 30),
        0.6,
    )
