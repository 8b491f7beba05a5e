"""A benchmark's figures, and the table they are shown in."""

import os
import platform
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One figure. ``ratio`` compares it with ``beside``, taken in the same run; ``wanted`` is the
    aim in words."""

    what: str
    figure: float
    unit: str
    beside: str = ""
    ratio: float | None = None
    wanted: str = ""


def show(rows: Iterable[Row]) -> str:
    """The rows as a Markdown table."""
    lines = ["| what | figure | beside | ratio | wanted |", "|---|---|---|---|---|"]
    for row in rows:
        ratio = "" if row.ratio is None else f"{row.ratio:.2f}"
        figure = f"{row.figure:,.0f}" if row.figure >= 100 else f"{row.figure:.3g}"
        lines.append(
            f"| {row.what} | {figure} {row.unit} | {row.beside} | {ratio} | {row.wanted} |"
        )
    return "\n".join(lines)


def machine() -> str:
    """What the figures were taken on."""
    model = platform.processor() or platform.machine()
    return f"{os.cpu_count()} cores ({model}), Python {platform.python_version()}, Linux"
