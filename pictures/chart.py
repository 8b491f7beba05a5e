"""Drawing what came of a show: claims, money and alerts over time, as a PNG for a phone.

A program of its own (``python chart.py < wanted > picture``), so that the market at rest holds
neither matplotlib nor numpy.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from io import BytesIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Spec = dict[str, Any]

WIDTH, HEIGHT, LOW, DPI = 5.4, 6.75, 3.7, 200
"""Inches and dots: 1080 by 1350 pixels, as high as a phone shows a photo whole. Without any claim
the picture is a low one."""
BLUE, ORANGE, GREEN, RED = "#0072B2", "#E69F00", "#009E73", "#D55E00"
"""Okabe and Ito's colours, which those who see few colours tell apart too."""
INK, GREY, FAINT, GROUND = "#211b3c", "#6b6880", "#e6e4ee", "#ffffff"
LATIN = ("Inter", "Noto Sans", "DejaVu Sans")
THAI = ("Noto Sans Thai", "Sarabun", "Prompt", "Kanit", "Waree", "Loma", "Garuda", "Umpush",
        "Thonburi", "Leelawadee UI", "Tahoma")  # fmt: skip
_SIZES = ((8, 13.5), (10, 11.5), (12, 9.5))
"""Sizes (points) of a number of up to so many characters."""
MOST_MARKS = 8
"""So many moments are named; more would cover each other."""
LEFT, RIGHT = 0.045, 0.955
HEAD, GAP = 1.5, 0.44
"""How much (inches) the head takes, and what is between panels."""


def draw(wanted: list[Spec]) -> bytes:
    """The PNG of the first of the same picture's descriptions whose words the fonts here can write.

    Of the last one, which is in Latin letters, and of every title, what can't be written is left
    out. A description has ``title``, ``about``, ``tiles`` ((words, number) pairs), ``ticks`` of the
    time ((place 0–1, words) pairs), ``claims`` (name, values, ticks), ``marks`` ((place, words)),
    ``marks_name``, ``money`` (claimed, paid, their names, ticks), ``alerts`` (name, points, told)
    or none, and ``nothing`` (words) where there was nothing.
    """
    import matplotlib as mpl  # noqa: PLC0415 # in the child only

    mpl.use("Agg")
    from matplotlib.figure import Figure  # noqa: PLC0415 # as above

    written = _fonts()
    spec = next((one for one in wanted[:-1] if _can_write(one, written)), wanted[-1])
    spec = {name: _writable(value, written) for name, value in spec.items()}
    panels = _panels(spec)
    high = HEIGHT if len(panels) > 1 else LOW
    figure = Figure(figsize=(WIDTH, high), dpi=DPI, facecolor=GROUND)
    _head(figure, spec, high)
    top = high - HEAD
    for at, (draws, inches) in enumerate(panels):
        axes = figure.add_axes((LEFT, (top - inches) / high, RIGHT - LEFT, inches / high))
        draws(axes, spec)
        _time(axes, spec, last=at == len(panels) - 1)
        top -= inches + GAP
    picture = BytesIO()
    figure.savefig(picture, format="png")
    return picture.getvalue()


def _panels(spec: Spec) -> list[tuple[Callable[[Axes, Spec], None], float]]:
    """What is drawn one below the other, and how high (inches)."""
    if not any(spec["claims"]["values"]):
        return [(_claims, LOW - HEAD - 0.3)]
    if not spec["alerts"]:
        return [(_claims, 2.35), (_money, 2.15)]
    return [(_claims, 2.05), (_money, 1.75), (_alerts, 0.28)]


def _fonts() -> set[int]:
    """Chooses the fonts that are there; the characters they can write."""
    from matplotlib import font_manager, ft2font, rcParams  # noqa: PLC0415 # in the child only

    there = {font.name: font.fname for font in font_manager.fontManager.ttflist}
    latin = next((name for name in LATIN if name in there), "DejaVu Sans")
    thai = [name for name in THAI if name in there][:1]
    rcParams["font.family"] = [latin, *thai]
    rcParams["axes.unicode_minus"] = False
    found: set[int] = set()
    for name in (latin, *thai):
        found |= set(ft2font.FT2Font(there[name]).get_charmap())
    return found


def _can_write(value: Any, written: set[int]) -> bool:
    """Whether every word but the title, which is the seller's own, can be written."""
    if isinstance(value, str):
        return all(ord(letter) in written for letter in value)
    if isinstance(value, dict):
        return all(_can_write(one, written) for name, one in value.items() if name != "title")
    return not isinstance(value, list) or all(_can_write(one, written) for one in value)


def _writable(value: Any, written: set[int]) -> Any:
    if isinstance(value, str):
        said = "".join(letter for letter in value if ord(letter) in written)
        return " ".join(said.split()).replace("$", r"\$")
    if isinstance(value, dict):
        return {name: _writable(one, written) for name, one in value.items()}
    return [_writable(one, written) for one in value] if isinstance(value, list) else value


def _head(figure: Figure, spec: Spec, high: float) -> None:
    def write(x: float, inches: float, words: str, size: float, *, loud: bool) -> None:
        figure.text(x, 1 - inches / high, words, size=size, color=INK if loud else GREY,
                    weight="bold" if loud else "normal", va="center")  # fmt: skip

    write(LEFT, 0.27, _short(spec["title"], 32), 15, loud=True)
    write(LEFT, 0.53, spec["about"], 9.5, loud=False)
    for at, (words, number) in enumerate(spec["tiles"]):
        x = LEFT + at * (RIGHT - LEFT) / len(spec["tiles"])
        size = next((size for most, size in _SIZES if len(number) <= most), 8)
        write(x, 0.85, number, size, loud=True)
        write(x, 1.05, words, 8.5, loud=False)


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def _claims(axes: Axes, spec: Spec) -> None:
    claims = spec["claims"]
    values = claims["values"]
    width = 1 / max(1, len(values))
    places = [(at + 0.5) * width for at in range(len(values))]
    axes.bar(places, values, width=width * 0.82, color=BLUE, linewidth=0)
    _name(axes, claims["name"])
    top = max([*values, 1])
    axes.set_ylim(0, top * (1.42 if spec["marks"] else 1.12))
    _levels(axes, claims["ticks"])
    if not any(values):
        axes.text(0.5, 0.5, spec["nothing"], transform=axes.transAxes, ha="center", va="center",
                  size=10.5, color=GREY)  # fmt: skip
    _marks(axes, spec, top)


def _marks(axes: Axes, spec: Spec, top: float) -> None:
    """Names what sold out when, in rows that leave each other room."""
    ends = [-1.0, -1.0, -1.0]
    for place, words in spec["marks"][:MOST_MARKS]:
        room = 0.0185 * (len(words) + 2)
        left = min(max(place - room / 2, 0.0), 1.0 - room)
        row = next((at for at, end in enumerate(ends) if end < left), None)
        axes.plot([place, place], [0, top * 1.05], color=RED, linewidth=0.9, linestyle=(0, (2, 2)),
                  zorder=3)  # fmt: skip
        if row is None:
            continue
        ends[row] = left + room
        axes.plot([place], [top * 1.05], marker="v", color=RED, markersize=4, zorder=4)
        axes.text(left + room / 2, top * (1.115 + 0.1 * row), words, ha="center", va="center",
                  size=8.5, weight="bold", color=RED)  # fmt: skip
    if spec["marks"]:
        _above(axes, 1.0, f"▼ {spec['marks_name']}", size=8.5, color=RED, ha="right")


def _money(axes: Axes, spec: Spec) -> None:
    money = spec["money"]
    count = len(money["claimed"])
    places = [at / max(1, count - 1) for at in range(count)]
    axes.fill_between(places, money["claimed"], color=ORANGE, alpha=0.22, linewidth=0)
    axes.plot(places, money["claimed"], color=ORANGE, linewidth=2, linestyle=(0, (4, 1.5)),
              label=money["claimed_name"])  # fmt: skip
    axes.fill_between(places, money["paid"], color=GREEN, alpha=0.28, linewidth=0)
    axes.plot(places, money["paid"], color=GREEN, linewidth=2.4, label=money["paid_name"])
    _name(axes, money["name"])
    axes.set_ylim(0, max([*money["claimed"], *money["paid"], 1]) * 1.12)
    _levels(axes, money["ticks"])
    axes.legend(loc="lower right", bbox_to_anchor=(1.0, 1.0), ncols=2, borderaxespad=0.25,
                frameon=False, fontsize=8.5, labelcolor=INK, handlelength=1.6, columnspacing=1.2,
                borderpad=0.2, handletextpad=0.5)  # fmt: skip


def _alerts(axes: Axes, spec: Spec) -> None:
    alerts = spec["alerts"]
    places = [place for place, _ in alerts["points"]]
    told = [count for _, count in alerts["points"]]
    axes.fill_between(places, told, color=BLUE, alpha=0.18, linewidth=0)
    axes.plot(places, told, color=BLUE, linewidth=1.8)
    _name(axes, alerts["name"])
    _above(axes, 1.0, alerts["told"], size=8.5, color=GREY, ha="right")
    axes.set_ylim(0, max([*told, 1]) * 1.15)
    axes.set_yticks([])


def _name(axes: Axes, words: str) -> None:
    _above(axes, 0.0, words, size=10, color=INK, weight="bold")


def _above(axes: Axes, x: float, words: str, **how: Any) -> None:
    axes.annotate(words, (x, 1), (0, 5), xycoords="axes fraction", textcoords="offset points",
                  va="bottom", annotation_clip=False, **how)  # fmt: skip


def _levels(axes: Axes, ticks: list[list[Any]]) -> None:
    """Lines at round levels, named inside: a large amount would not fit beside them."""
    from matplotlib.patheffects import withStroke  # noqa: PLC0415 # in the child only

    axes.set_yticks([level for level, _ in ticks], ["" for _ in ticks])
    axes.grid(axis="y", color=FAINT, linewidth=0.8)
    axes.set_axisbelow(True)
    for level, words in ticks[1:]:
        axes.annotate(words, (0, level), (1, 1.5), xycoords=("axes fraction", "data"),
                      textcoords="offset points", va="bottom", size=8.5, color=GREY, zorder=5,
                      path_effects=[withStroke(linewidth=2.5, foreground=GROUND)])  # fmt: skip


def _time(axes: Axes, spec: Spec, *, last: bool) -> None:
    axes.set_xlim(0, 1)
    axes.set_xticks([place for place, _ in spec["ticks"]],
                    [words if last else "" for _, words in spec["ticks"]])  # fmt: skip
    for label, (place, _) in zip(axes.get_xticklabels(), spec["ticks"], strict=True):
        label.set_horizontalalignment("left" if place < 0.05 else "right" if place > 0.95
                                      else "center")  # fmt: skip
    axes.tick_params(axis="both", length=0, labelsize=8.5, labelcolor=GREY, pad=3)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color("#bdbacb")


def main() -> None:
    """Reads descriptions (JSON) and writes the picture, behind whatever else the machine does."""
    os.nice(10)
    sys.stdout.buffer.write(draw(json.load(sys.stdin)))


if __name__ == "__main__":
    main()
