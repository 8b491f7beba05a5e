"""Facts of the waitlist's messages, and of those about buyers who let holds lapse."""

from models.store import Facts
from tests.texts.samples.buyers import ABOUT, ABOUT_TWO, CART, LINE, ODDS, SHOP, SOON, TWO

NONE_LEFT: Facts = {"ending": 0, "until": None, "paying": 0, "sold": False}
PAYING: Facts = NONE_LEFT | {"paying": 2}
SOLD: Facts = NONE_LEFT | {"sold": True}
ONE: Facts = {"ending": 1, "until": SOON, "paying": 0, "sold": False}

SAMPLES: dict[str, list[Facts]] = {
    "cart": [
        {"carts": [CART | {"lines": [TWO | {
            "state": "unheld", "place": None, "odds": None, "deadline": SOON,
        }]}], "page": 0, "pages": 1},
    ],
    "changed": [
        ABOUT_TWO | {"held": 0, "waiting": 0, "total": 0, "place": None, "unheld": 2},
    ],
    "missed": [ABOUT, ABOUT_TWO],
    "partly_held": [ABOUT | {"missing": 2, "place": 3, "waiting": 8, "most": None, "odds": ODDS}],
    "reservation": [ABOUT | {"state": "unheld", "place": None, "odds": None}],
    "toast_free_again": [{}],
    "toast_missed": [{}],
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
    "waitlist_closed": [SHOP | LINE, SHOP | TWO],
    "waitlist_next": [SHOP | LINE | {"odds": odds} for odds in (ODDS, ONE, PAYING, SOLD)],
}  # fmt: skip
