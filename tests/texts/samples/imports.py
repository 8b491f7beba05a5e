"""Facts of every message about files of products."""

from typing import get_args

from models.import_rows import RowReason
from models.sheet import SheetReason
from models.tx import Facts

FILE: Facts = {"name": "products.csv", "text": "code,title"}
REPORT: Facts = {
    "upload": 7, "good": 1, "bad": 0, "new": 1, "changed": 0, "unchanged": 0, "problems": [],
    "more": 0, "cheap": 0, "least": None, "lowest": 1990, "highest": 99_999_999, "currency": "THB",
    "most": {"stock": 9999, "limit": 999},
}  # fmt: skip
_COLUMNS = {
    "missing": "title", "code": "code", "too_long": "description", "number": "stock",
    "below_zero": "limit", "too_high": "limit", "name": "option", "twice": "option",
    "unnamed": "option", "differs": "title", "too_many": "option",
}  # fmt: skip
"""Where a row can be wrong in such a way; else it is the price."""
PROBLEMS: list[Facts] = [
    {"row": row, "column": column, "reason": reason, "value": "<19,9,0>" if row % 2 else ""}
    for row, (column, reason) in enumerate(
        ((_COLUMNS.get(reason, "price"), reason) for reason in get_args(RowReason)), 2)
]  # fmt: skip

SAMPLES: dict[str, list[Facts]] = {
    "import_how": [{"file": FILE}],
    "import_file_due": [{"photo_sent": True}, {"photo_sent": False}],
    "import_checking": [{}],
    "import_problem": [
        {"reason": reason, "what": "title, price" if reason == "columns" else "25000",
         "most": 10_000, "megabytes": 10}
        for reason in get_args(SheetReason)
    ],
    "import_report": [
        REPORT,
        REPORT | {"good": 37, "new": 0, "changed": 12, "unchanged": 1, "bad": len(PROBLEMS),
                  "problems": PROBLEMS},
        REPORT | {"good": 1, "bad": 25, "changed": 1, "problems": PROBLEMS * 2, "more": 5},
        REPORT | {"good": 0, "bad": 1, "new": 0, "problems": PROBLEMS[:1], "more": 1},
        REPORT | {"good": 3, "new": 0, "unchanged": 3},
        REPORT | {"good": 8, "new": 4, "highest": 1990},
        REPORT | {"good": 1, "new": 0, "changed": 1, "lowest": None, "highest": None},
        REPORT | {"new": 2, "cheap": 1, "least": 50, "currency": "EUR"},
        REPORT | {"new": 2, "cheap": 2, "least": 50, "currency": "JPY"},
    ],
    "import_problems": [{"count": 45, "file": FILE}],
    "import_begun": [{"count": 1}, {"count": 37}],
    "import_dropped": [{}],
    "import_done": [{"count": 1, "products": 1}, {"count": 37, "products": 120}],
    "toast_import_state": [{"state": one} for one in ("wanted", "done", "ended", "failed")],
    "products_file": [{"count": 1, "file": FILE}, {"count": 20, "file": FILE}],
}  # fmt: skip
