"""The hard goods: a celadon bowl, silver hoops and a blue-and-white teapot."""

import math

from PIL import Image, ImageChops, ImageDraw

from sandbox.street.goods.brush import (
    SIDE,
    arc,
    bar,
    blob,
    curve,
    glow,
    light,
    mask,
    oval,
    paint,
    shadow,
    shape,
    within,
    without,
)


def _table(canvas: Image.Image, top: int, near: tuple[int, int, int]) -> None:
    plank = bar((0, top, SIDE, SIDE))
    far = (min(near[0] + 46, 255), min(near[1] + 40, 255), min(near[2] + 34, 255))
    paint(canvas, plank, far, near)


def bowl() -> Image.Image:
    canvas = glow((255, 232, 222), (214, 150, 150), (0.45, 0.3), 1.7)
    _table(canvas, 1240, (126, 76, 58))
    shadow(canvas, blob((430, 1370, 1420, 1500), 40), 30, (30, 6), 0.9)
    foot = shape([(700, 1300), (1100, 1300), (1060, 1440), (740, 1440)])
    paint(canvas, foot, (120, 168, 140), (66, 112, 92))
    body = shape(
        curve(
            [
                (300, 800),
                (420, 1120),
                (680, 1340),
                (900, 1372),
                (1120, 1340),
                (1380, 1120),
                (1500, 800),
                (900, 700),
            ],
            steps=30,
        )
    )
    paint(canvas, body, (190, 226, 198), (96, 152, 122))
    light(canvas, body, blob((1130, 760, 1640, 1500), 110), (32, 80, 66), 0.75)
    light(canvas, body, blob((430, 860, 700, 1230), 70), (240, 255, 240), 0.7)
    carved = Image.new("RGBA", (SIDE, SIDE))
    d = ImageDraw.Draw(carved)
    for k in range(11):
        turn = math.pi * (k + 0.5) / 11
        x, low = 900 - 600 * math.cos(turn), 960 + 330 * math.sin(turn)
        wide = 28 + 52 * math.sin(turn)
        tip = low - 70 - 170 * math.sin(turn)
        lean = -26 * math.cos(turn)
        for inset, colour in ((0, (92, 148, 120, 255)), (16, (206, 234, 210, 255))):
            petal = curve(
                [(x + wide - inset, low), (x + lean, tip + 2 * inset), (x - wide + inset, low)],
                closed=False,
            )
            d.line(petal, fill=colour, width=8 - inset // 4, joint="curve")
    canvas.paste(carved, (0, 0), within(body, carved.getchannel("A")))
    d = ImageDraw.Draw(canvas)
    rim = (300, 610, 1500, 990)
    d.ellipse(rim, fill=(214, 238, 214))
    inside = oval((330, 636, 1470, 968))
    paint(canvas, inside, (84, 138, 112), (176, 218, 186))
    light(canvas, inside, blob((300, 560, 1500, 790), 60), (34, 86, 70), 0.75)
    light(canvas, inside, blob((640, 850, 1220, 980), 50), (235, 255, 238), 0.75)
    near = bar((0, 800, SIDE, SIDE))
    above = ImageChops.lighter(bar((0, 0, SIDE, 800)), inside)
    for x, y, size, tilt in (
        (650, 800, 150, 0),
        (890, 770, 168, 1),
        (1120, 806, 150, 0),
        (770, 880, 150, 1),
        (1010, 886, 150, 0),
    ):
        fruit = within(oval((x - size, y - size, x + size, y + size)), above)
        shadow(canvas, fruit, 20, (8, 16), 0.5)
        paint(canvas, fruit, (255, 196, 80), (226, 100, 30))
        light(canvas, fruit, blob((x - 90, y - 110, x + 10, y - 20), 26), (255, 250, 214), 0.8)
        d.ellipse(
            (x - 8 + 30 * tilt, y - size + 30, x + 14 + 30 * tilt, y - size + 48),
            fill=(96, 122, 46),
        )
    paint(canvas, within(near, without(oval(rim), inside)), (226, 246, 224), (150, 200, 166))
    return canvas


def _ring(canvas: Image.Image, x: float, y: float, radius: float, thick: int) -> None:
    box = (x - radius, y - radius, x + radius, y + radius)
    whole = mask(lambda d: d.ellipse(box, outline=255, width=thick))
    shadow(canvas, whole, 26, (36, 44), 0.8)
    d = ImageDraw.Draw(canvas)
    for layer in range(thick):
        across = layer / thick
        inner = (box[0] + layer, box[1] + layer, box[2] - layer, box[3] - layer)
        for step in range(0, 360, 3):
            angle = math.radians(step)
            shine = 0.5 + 0.5 * math.cos(2 * (angle - 0.9) + math.sin(angle * 3) * 0.5)
            tube = math.sin(math.pi * across) ** 0.7
            tone = int(70 + 185 * min(1.0, (0.25 + 0.75 * shine) * (0.35 + 0.75 * tube)))
            d.arc(inner, step, step + 4, fill=(tone, tone, min(255, tone + 12)), width=2)


def _bead(canvas: Image.Image, x: float, y: float, size: float, warm: bool = False) -> None:
    stone = oval((x - size, y - size, x + size, y + size))
    shadow(canvas, stone, 14, (18, 24), 0.7)
    top, low = ((255, 214, 120), (196, 120, 30)) if warm else ((110, 226, 214), (16, 120, 134))
    paint(canvas, stone, top, low)
    light(
        canvas,
        stone,
        blob((x - size * 0.6, y - size * 0.7, x, y - size * 0.1), int(size / 5)),
        (255, 255, 255),
        0.9,
    )


def hoops() -> Image.Image:
    canvas = glow((92, 62, 128), (30, 18, 58), (0.45, 0.38), 1.5)
    disc = oval((190, 250, 1610, 1670))
    shadow(canvas, disc, 60, (30, 50), 0.9)
    paint(canvas, disc, (252, 226, 214), (216, 160, 162))
    light(canvas, disc, blob((260, 280, 1000, 960), 150), (255, 248, 238), 0.75)
    for x, y in ((620, 850), (1170, 950)):
        hook = arc((x - 60, y - 450, x + 60, y - 250), 150, 370, 18)
        shadow(canvas, hook, 12, (18, 22), 0.6)
        canvas.paste((228, 228, 238, 255), (0, 0), hook)
        _ring(canvas, x, y, 270, 44)
        for k in range(-2, 3):
            turn = math.pi / 2 + k * 0.36
            _bead(
                canvas,
                x + 302 * math.cos(turn),
                y + 302 * math.sin(turn),
                42 - abs(k) * 4,
                warm=k % 2 != 0,
            )
        _ring(canvas, x, y - 268, 36, 16)
    d = ImageDraw.Draw(canvas)
    for x, y, size in ((360, 240, 44), (1490, 330, 32), (1530, 1560, 40), (250, 1500, 30)):
        d.polygon(
            [
                (x, y - size),
                (x + size / 6, y - size / 6),
                (x + size, y),
                (x + size / 6, y + size / 6),
                (x, y + size),
                (x - size / 6, y + size / 6),
                (x - size, y),
                (x - size / 6, y - size / 6),
            ],
            fill=(255, 226, 160),
        )
    return canvas


def _flower(d: ImageDraw.ImageDraw, x: float, y: float, size: float) -> None:
    for k in range(6):
        turn = k * math.pi / 3
        px, py = x + size * math.cos(turn), y + size * math.sin(turn)
        d.ellipse(
            (px - size * 0.52, py - size * 0.52, px + size * 0.52, py + size * 0.52),
            fill=(46, 84, 190),
        )
        d.ellipse(
            (px - size * 0.26, py - size * 0.26, px + size * 0.26, py + size * 0.26),
            fill=(120, 156, 232),
        )
    d.ellipse(
        (x - size * 0.42, y - size * 0.42, x + size * 0.42, y + size * 0.42), fill=(250, 250, 255)
    )


def teapot() -> Image.Image:
    canvas = glow((255, 236, 190), (242, 172, 82), (0.5, 0.3), 1.6)
    _table(canvas, 1330, (150, 62, 56))
    shadow(canvas, blob((430, 1370, 1480, 1510), 40), 30, (30, 4), 0.9)
    handle = arc((1130, 690, 1640, 1270), 230, 490, 84)
    spout = shape(
        curve(
            [
                (560, 1180),
                (400, 1080),
                (300, 860),
                (190, 740),
                (236, 690),
                (330, 716),
                (430, 820),
                (600, 900),
            ],
            steps=20,
        )
    )
    for part in (handle, spout):
        shadow(canvas, part, 20, (14, 22), 0.4)
        paint(canvas, part, (255, 255, 255), (188, 200, 226))
    light(canvas, handle, blob((1540, 760, 1760, 1300), 60), (70, 90, 150), 0.55)
    light(canvas, spout, blob((320, 960, 560, 1260), 50), (70, 90, 150), 0.5)
    body = shape(
        curve(
            [
                (900, 610),
                (1250, 690),
                (1400, 1000),
                (1290, 1330),
                (1100, 1440),
                (700, 1440),
                (510, 1330),
                (400, 1000),
                (550, 690),
            ],
            steps=30,
        )
    )
    shadow(canvas, body, 22, (10, 18), 0.35)
    paint(canvas, body, (255, 255, 255), (206, 216, 238))
    brushwork = Image.new("RGBA", (SIDE, SIDE))
    d = ImageDraw.Draw(brushwork)
    vine = curve(
        [(380, 1180), (600, 1080), (760, 1180), (960, 1040), (1140, 1150), (1420, 1020)],
        closed=False,
    )
    d.line(vine, fill=(52, 92, 196), width=16, joint="curve")
    for k in range(8, len(vine) - 4, 9):
        x, y = vine[k]
        up = -1 if (k // 9) % 2 else 1
        leaf = curve(
            [(x, y), (x + 34, y + up * 30), (x + 84, y + up * 74), (x + 20, y + up * 66)], steps=10
        )
        d.polygon(leaf, fill=(88, 128, 220))
    for x, y, size in (
        (640, 950, 62),
        (930, 1170, 84),
        (1190, 960, 66),
        (560, 1260, 46),
        (1220, 1260, 48),
    ):
        _flower(d, x, y, size)
    for y, thick in ((720, 18), (760, 7), (1372, 16)):
        d.rectangle((300, y, 1500, y + thick), fill=(46, 84, 190))
    canvas.paste(brushwork, (0, 0), within(body, brushwork.getchannel("A")))
    light(canvas, body, blob((1180, 640, 1600, 1560), 90), (52, 64, 120), 0.6)
    light(canvas, body, blob((480, 1340, 1320, 1560), 60), (52, 64, 120), 0.4)
    light(canvas, body, blob((540, 720, 740, 1060), 46), (255, 255, 255), 0.85)
    lid = shape(
        curve([(620, 640), (700, 540), (900, 496), (1100, 540), (1180, 640), (900, 690)], steps=24)
    )
    shadow(canvas, lid, 14, (4, 16), 0.45)
    paint(canvas, lid, (255, 255, 255), (212, 222, 242))
    light(canvas, lid, blob((1020, 480, 1260, 700), 40), (52, 64, 120), 0.5)
    d = ImageDraw.Draw(canvas)
    d.line(curve([(640, 632), (900, 676), (1160, 632)], closed=False), fill=(46, 84, 190), width=14)
    _flower(d, 780, 578, 22)
    _flower(d, 1010, 576, 22)
    knob = oval((836, 404, 964, 524))
    shadow(canvas, knob, 12, (4, 14), 0.4)
    paint(canvas, knob, (98, 136, 228), (34, 62, 160))
    light(canvas, knob, blob((856, 414, 910, 456), 10), (255, 255, 255), 0.8)
    for k in range(3):
        x = 210 + k * 26
        wisp = curve(
            [(x, 640), (x - 40, 560), (x + 26, 470), (x - 30, 380), (x + 10, 300)], closed=False
        )
        d.line(wisp, fill=(255, 246, 222), width=9 - 2 * k)
    return canvas
