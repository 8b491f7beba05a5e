"""Facts of every message about options, photos and what a seller changes of a product."""

from models.store import Facts
from tests.texts.samples.buyers import ABOUT, CART, HELD_LINE, SHOP, SOON

RED: Facts = {"option_id": 3, "option": "Red / L", "price": 39000, "left": 2}
GONE: Facts = {"option_id": 4, "option": "ผ้าสีน้ำเงิน <XL>", "price": 42000, "left": 0}
MANY: list[Facts] = [RED | {"option_id": at, "option": f"Number {at}"} for at in range(30)]
ASKED: Facts = SHOP | {
    "code": "A12", "title": "Silk <scarf>", "option_id": 3, "quantity": 1, "currency": "THB",
    "options": [RED, GONE], "unknown": "", "other": None,
}  # fmt: skip
HELD: Facts = ABOUT | {
    "unchosen": True, "options": [RED, GONE], "missing": 0, "place": None, "unknown": "",
    "other": None, "most": None, "why": None,
}  # fmt: skip
CHOSEN: Facts = ABOUT | {
    "option": "Red / L", "held": 1, "waiting": 0, "place": None, "deadline": SOON,
}  # fmt: skip
WANTED: Facts = {"wanted": "Blue <M>", "instead": 4}

SAMPLES: dict[str, list[Facts]] = {
    "which_option": [
        ASKED,
        ASKED | {"quantity": 3, "unknown": "XXL <3", "other": 5, "options": MANY},
    ],
    "held_which": [
        HELD,
        HELD | {"quantity": 2, "missing": 1, "place": 3, "most": 2, "other": 5, "options": MANY},
        HELD | {"unknown": "rosso", "why": "pay"},
        HELD | {"why": "again"},
        HELD | {"why": "few", "free": 0} | WANTED,
        HELD | {"why": "few", "free": 1} | WANTED,
        HELD | {"why": "price", "new_price": 42000} | WANTED,
    ],
    "chosen": [
        CHOSEN,
        CHOSEN | {"held": 2, "waiting": 1, "place": 4, "total": 78000},
        CHOSEN | {"held": 0, "waiting": 2, "place": 1, "total": 0, "deadline": None},
    ],
    "choose_first": [ABOUT | {"unchosen": True}],
    "toast_chosen": [{"option": "Red / L"}],
    "toast_choice_late": [
        {"why": why} for why in ("paid", "released", "refunded", "checkout", "gone", "waiting")
    ],
    "cart": [
        {"carts": [CART | {"lines": [HELD_LINE | {"unchosen": True}]}], "page": 0, "pages": 1}
    ],
    "lapsed": [ABOUT | {"unchosen": True}],
    "reminder": [ABOUT | {"unchosen": True}],
    "promoted": [ABOUT | {"unchosen": True}],
    "did_you_mean": [
        {"code": "AI2", "near": "A12", "option_id": 3, "quantity": 1, "several": True}
    ],
    "which_shop": [
        {"code": "A12", "quantity": 1,
         "shops": [{"shop": "Malee", "option_id": 3, "several": True}]}
    ],
}  # fmt: skip
