"""Example facts for what the bot's own room says."""

from typing import Any

_SHOW: dict[str, Any] = {"shop": "Nok & Co", "slug": "nok", "shop_id": 3, "show": 7}

SAMPLES: dict[str, list[dict[str, Any]]] = {
    "alert_live": [
        _SHOW | {"title": "Silk <night>", "url": "https://www.youtube.com/watch?v=1"},
        _SHOW | {"title": "ผ้าไหม", "url": None},
        _SHOW | {"title": _SHOW["shop"], "url": None},
    ],
    "alert_progress": [
        {"title": "Silk", "told": 4200, "total": 10_000, "failed": 0, "left": 194_000,
         "done": False, "took": 140_000},
        {"title": "Silk", "told": 0, "total": 1, "failed": 0, "left": None, "done": False,
         "took": 0},
        {"title": "Silk", "told": 10_000, "total": 10_000, "failed": 12, "left": None,
         "done": True, "took": 340_000},
        {"title": "Silk", "told": 1, "total": 1, "failed": 1, "left": None, "done": True,
         "took": 900},
        {"title": "Silk", "told": 0, "total": 0, "failed": 0, "left": None, "done": True,
         "took": 10},
    ],
}  # fmt: skip
