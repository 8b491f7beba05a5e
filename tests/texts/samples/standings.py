"""Facts of the waitlist's messages, and of those about buyers who let holds lapse."""

from models.tx import Facts
from tests.texts.samples.buyers import ABOUT, ABOUT_TWO, CART, LINE, ODDS, SHOP, SOON, TWO

NONE_LEFT: Facts = {"ending": 0, "until": None, "paying": 0, "sold": False}
PAYING: Facts = NONE_LEFT | {"paying": 2}
SOLD: Facts = NONE_LEFT | {"sold": True}
ONE: Facts = {"ending": 1, "until": SOON, "paying": 0, "sold": False}

NOTED: Facts = {
    "person": 5001, "buyer": "Anna <3", "username": "anna_k", "lapsed": 3, "blocked": False,
}  # fmt: skip
SHUT_OUT: Facts = NOTED | {"username": None, "lapsed": 0, "blocked": True}
LAPSES: Facts = {
    "rule": "nothing", "rules": ["nothing", "shorter", "first_paid", "blocked"], "limit": 3,
    "limits": [1, 2, 3, 5, 10], "buyers": [], "page": 0, "pages": 1, "total": 0,
}  # fmt: skip
LINES: list[Facts] = [
    TWO | {"state": state, "deadline": None if state == "waiting" else SOON}
    for state in ("held", "checkout", "processing", "waiting", "unheld", "missed")
]
BUYER: Facts = SHOP | NOTED | {"treatment": "nothing", "lines": []}
CLAIMING: Facts = NOTED | {"held": 2, "waiting": 1, "amount": 78000}
OPEN: Facts = {"currency": "THB", "page": 0, "pages": 1}

SAMPLES: dict[str, list[Facts]] = {
    "cart": [
        {"carts": [CART | {"lines": [TWO | {
            "state": state, "place": None, "odds": None, "deadline": SOON,
        }]} | more], "page": 0, "pages": 1}
        for state, more in (("unheld", {}), ("missed", {"payable": 0, "shipping": 0, "total": 0}))
    ],
    "changed": [
        ABOUT_TWO | {"held": 0, "waiting": 0, "total": 0, "place": None, "unheld": 2},
    ],
    "block_ask": [
        {"buyer": "Anna <3", "person": 5001, "held": 2, "waiting": 1},
        {"buyer": "Ben", "person": 5002, "held": 0, "waiting": 0},
    ],
    "buyer": [
        BUYER | {"treatment": treatment} for treatment in ("nothing", "shorter", "first_paid",
                                                           "blocked")
    ] + [
        BUYER | SHUT_OUT | {"lines": LINES}, BUYER | {"person": -3, "lapsed": 0},
    ],
    "lapses": [LAPSES] + [
        LAPSES | {"rule": rule, "limit": limit, "buyers": [NOTED, SHUT_OUT], "page": 1, "pages": 3,
                  "total": 14}
        for rule, limit in (("shorter", 1), ("first_paid", 3), ("blocked", 10))
    ],
    "missed": [ABOUT, ABOUT_TWO],
    "open_claims": [
        OPEN | {"buyers": [], "total": 0},
        OPEN | {"buyers": [CLAIMING, CLAIMING | SHUT_OUT | {"held": 0, "amount": 0}], "total": 2},
    ],
    "partly_held": [ABOUT | {"missing": 2, "place": 3, "waiting": 8, "most": None, "odds": ODDS}],
    "reservation": [
        ABOUT | {"state": state, "place": None, "odds": None} for state in ("unheld", "missed")
    ],
    "toast_blocked": [{"buyer": "Anna <3"}],
    "toast_forgiven": [{"buyer": "Anna <3"}],
    "toast_free_again": [{}],
    "toast_missed": [{}],
    "toast_unblocked": [{"buyer": "Anna <3"}],
    "unheld": [
        ABOUT | {"free": 1, "most": None},
        ABOUT_TWO | {"free": 0, "most": 2},
    ],
    "waiting": [
        SHOP | line | {"place": place, "odds": odds, "most": None}
        for line, place, odds in (
            (LINE, 1, ODDS), (LINE, 2, ONE), (TWO, 3, PAYING), (LINE, 4, NONE_LEFT),
            (LINE, 1, SOLD), (TWO, 2600, None),
        )
    ],
    "waitlist_closed": [
        facts | {"why": why} for facts in (SHOP | LINE, SHOP | TWO) for why in ("blocked", "closed")
    ],
    "waitlist_next": [SHOP | LINE | {"odds": odds} for odds in (ODDS, ONE, PAYING, SOLD)],
}  # fmt: skip
