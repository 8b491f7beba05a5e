"""The words and ticks of a show's picture, in its reader's language."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from math import floor, log10
from typing import Any

from models.tx import Facts
from models.words.money import decimals
from texts import when
from texts.marking import _
from texts.money import money, number
from texts.render import translations

MOST_TICKS = 5
_STEPS = (1, 2, 5, 10, 15, 20, 30, 60, 120, 180, 240, 360, 720, 1440)
"""Minutes between ticks of the time."""


CLAIMS = _("Claims")
BUYERS = _("Buyers")
PAID = _("Paid")
TO_BE_PAID = _("To be paid")
SOLD_OUT = _("sold out")
MONEY = _("Money")
CLAIMED = _("Claimed")
ALERTS = _("Alerts sent")
NOTHING = _("No claims this time")


def described(chart: Facts, language: str) -> Facts:
    """What ``pictures.chart`` draws of a show's ``chart`` facts (``show_chart.chart``)."""
    say = translations(language).gettext
    amount = partial(_whole, currency=chart["currency"], language=language)
    begun, over, zone = chart["from"], chart["to"], chart["zone"]
    return {
        "title": chart["title"],
        "about": f"{when.date(begun, zone, language)} · {when.clock(begun, zone, language)}"
        f" · {when.span(chart['duration'], language)}",
        "tiles": [
            [say(CLAIMS), number(chart["claims_total"], language)],
            [say(BUYERS), number(chart["buyers"], language)],
            [say(PAID), amount(chart["paid_amount"])],
            [say(TO_BE_PAID), amount(chart["held_amount"])],
        ],
        "ticks": _times(begun, over, zone, language),
        "claims": _panel(say(CLAIMS), chart["claims"], partial(number, language=language)),
        "marks": [[(at - begun) / (over - begun), words] for at, words in chart["sold_out"]],
        "marks_name": say(SOLD_OUT),
        "money": {
            "name": say(MONEY),
            "claimed": chart["claimed"],
            "paid": chart["paid"],
            "claimed_name": say(CLAIMED),
            "paid_name": say(PAID),
            "ticks": _ticks(max([*chart["claimed"], *chart["paid"]], default=0), amount,
                            10 ** decimals(chart["currency"])),
        },
        "alerts": _alerts(chart, language) if chart["alerts"] else None,
        "nothing": say(NOTHING),
    }  # fmt: skip


def _alerts(chart: Facts, language: str) -> Facts:
    points, length = chart["alerts"], chart["to"] - chart["from"]
    took, sent = points[-1]
    return {
        "name": translations(language).gettext(ALERTS),
        "points": [[at / length, told] for at, told in points if at <= length] + [[1.0, sent]],
        "told": f"{number(sent, language)} · {when.span(took, language)}",
    }


def _panel(name: str, values: Sequence[int], words: Callable[[int], str]) -> Facts:
    return {"name": name, "values": values, "ticks": _ticks(max(values, default=0), words, 1)}


def _whole(value: int, currency: str, language: str) -> str:
    """An amount without its decimals where it is a large one."""
    scale = 10 ** decimals(currency)
    return money(value // scale * scale if value >= 1000 * scale else value, currency, language)


def _ticks(top: int, words: Callable[[int], str], unit: int) -> list[list[Any]]:
    """Round levels (1, 2, 5, 10 …) from 0 to the top, of whole units."""
    if top <= 0:
        return [[0, words(0)]]
    rough = max(top / MOST_TICKS, unit)
    power = 10 ** floor(log10(rough))
    step = max(unit, int(next(n * power for n in (1, 2, 5, 10) if n * power >= rough * 0.999)))
    return [[level, words(level)] for level in range(0, top + 1, step)]


def _times(begun: int, over: int, zone: str, language: str) -> list[list[Any]]:
    """Round times of day between the beginning and the end."""
    minutes = (over - begun) / 60_000
    long = int(minutes // MOST_TICKS) + 1
    step = next((step for step in _STEPS if minutes / step <= MOST_TICKS), long) * 60_000
    first = -(-begun // step) * step
    return [
        [(at - begun) / (over - begun), when.clock(at, zone, language)]
        for at in range(first, over + 1, step)
    ]


def both(chart: Mapping[str, Any], language: str) -> list[Facts]:
    """The description in the reader's language, and in Latin letters in case fonts are missing."""
    known = dict(chart)
    return [described(known, language), described(known, "en")]
