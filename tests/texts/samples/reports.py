"""Facts of what a seller is told of a show that is over."""

from models.tx import Facts
from tests.texts.samples.buyers import ABOUT, ABOUT_TWO, NOW, PAY, PAY_LINK, SHOP, SOON

LONG = "Silk <scarf> & “co” with a name that goes on and on, as sellers' names do, well beyond"
TOP: Facts = {"code": "ABCDEFGHIJKL", "title": LONG, "claimed": 20_000, "paid": 30}
REPORT: Facts = SHOP | {
    "show": 4, "title": "Silk <night>", "claims": 120, "buyers": 31, "held": 12, "waiting": 3,
    "paid": 40, "held_amount": 468_000, "paid_amount": 1_560_000, "unpaid": 5,
    "unpaid_amount": 195_000, "currency": "THB", "duration": 5_430_000,
    "top": [TOP | {"code": "A12", "title": "Silk scarf"}] * 5,
    "sold_out": [(NOW, "A12"), (SOON, "B7 red / L")], "chart": {"claims": [1]},
    "closes": None, "late": 0,
}  # fmt: skip
LARGEST: Facts = REPORT | {
    "title": LONG * 3, "claims": 20_000, "buyers": 13_000, "held": 12_000, "waiting": 3_000,
    "held_amount": 123_456_789_012, "paid_amount": 987_654_321_098, "currency": "KWD",
    "unpaid": 5_000, "unpaid_amount": 123_456_789_012, "top": [TOP] * 5,
    "sold_out": [(NOW, "ABCDEFGHIJKL red / XXXL / and so on and on")] * 8,
}  # fmt: skip
FIRST: list[Facts] = [
    {"buyer": "Anna <3", "at": NOW, "quantity": 2, "state": state}
    for state in ("held", "paid", "waiting", "released")
]

SAMPLES: dict[str, list[Facts]] = {
    "ledger_file": [
        {"title": "Silk <night>", "count": count, "last": 1234, "hash": "0f" * 32,
         "file": {"name": "malee-ledger-4.csv", "text": "number\n"}}
        for count in (1, 120)
    ],
    "seller_reminder": [
        SHOP | PAY | {"lines": [ABOUT], "deadline": SOON, "total": 39000, "currency": "THB"},
        SHOP | PAY_LINK | {"lines": [ABOUT, ABOUT_TWO] * 9, "deadline": SOON, "total": 1_000_000,
                           "currency": "THB"},
    ],
    "show_file": [
        {"title": LONG * 2, "count": 3, "file": {"name": "malee-show-4.csv", "text": "said_at\n"}},
    ],
    "show_first": [
        SHOP | {"title": "Silk <night>", "show": 4, "products": []},
        SHOP | {"title": LONG * 2, "show": 4, "products": [
            {"code": "A12", "title": LONG, "claims": 120, "first": FIRST[:3]},
            {"code": "B7", "title": "Bowl", "claims": 1, "first": FIRST[3:]},
        ] * 6},
    ],
    "show_report": [
        REPORT,
        LARGEST | {"closes": SOON},
        LARGEST | {"late": 12_000},
        REPORT | {"late": 1},
        REPORT | {"claims": 1, "buyers": 1, "top": [], "duration": 0, "unpaid": 1,
                  "sold_out": []},
        REPORT | {"claims": 0, "buyers": 0, "top": [], "unpaid": 0},
    ],
    "toast_no_ledger": [{}],
    "toast_reminded": [{"count": count} for count in (0, 1, 12)],
}  # fmt: skip
