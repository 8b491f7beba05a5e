"""Facts of every message about options, photos and what a seller changes of a product."""

from models.tx import Facts
from tests.texts.samples.buyers import ABOUT, CARD, CART, HELD_LINE, SOON
from tests.texts.samples.sellers import ITEM, PRICE_REASONS

RED: Facts = {"option_id": 3, "option": "Red / L", "price": 39000, "left": 2}
GONE: Facts = {"option_id": 4, "option": "ผ้าสีน้ำเงิน <XL>", "price": 42000, "left": 0}
MANY: list[Facts] = [RED | {"option_id": at, "option": f"Number {at}"} for at in range(30)]
ASKED: Facts = {
    "code": "A12", "title": "Silk <scarf>", "quantity": 1, "currency": "THB",
    "options": [RED, GONE], "unknown": "", "other": None, "comment": 0,
}  # fmt: skip
HELD: Facts = ABOUT | {
    "unchosen": True, "options": [RED, GONE], "missing": 0, "place": None, "unknown": "",
    "other": None, "most": None, "why": None,
}  # fmt: skip
CHOSEN: Facts = ABOUT | {
    "option": "Red / L", "held": 1, "waiting": 0, "place": None, "deadline": SOON,
}  # fmt: skip
WANTED: Facts = {"wanted": "Blue <M>", "instead": 4}

OPTION: Facts = {
    "option_id": 3, "option": "Red / L", "price": 39000, "free": 2, "held": 1, "sold": 0,
    "waiting": 0, "archived": False,
}  # fmt: skip
OTHER: Facts = OPTION | {"option_id": 4, "option": "ผ้า <XL>", "price": 42000, "archived": True}
ROWS: list[Facts] = [OPTION | {"option_id": at, "option": f"Option {at}"} for at in range(30)]
ABOUT_OPTION: Facts = OPTION | {"code": "A12", "title": "Silk <scarf>", "currency": "THB"}
ASKING: Facts = ABOUT_OPTION | {
    "example_price": 39000, "longest": 24, "reason": None, "problem": None,
}  # fmt: skip
KIND: Facts = ITEM | {
    "price_to": 42000, "options": [OPTION, OTHER], "description": "Hand-woven,\n180 × 70 <cm>",
    "limit": 2, "hot": True, "photos": 3, "live": False,
}  # fmt: skip
PLAIN: Facts = ITEM | {"description": "", "limit": None, "hot": False, "photos": 0, "live": True}
CHANGE: Facts = PLAIN | {"most": 80, "longest": 600, "example_price": 39000, "problem": None}
PHOTOS: Facts = {
    "option_id": 3, "code": "A12", "title": "Silk <scarf>", "photos": [5, 6, 9], "most": 10,
}  # fmt: skip
NO_PHOTOS: Facts = PHOTOS | {"photos": []}
LINE_REASONS: dict[str, Facts] = {
    "option_empty": {"what": ""}, "option_name": {"what": "<x5>"}, "option_twice": {"what": "red"},
    "option_there": {"what": "red"}, "option_too_many": {"what": "40"},
    "option_size": {"what": "35 <M> red"},
    "option_stock": {"what": "x99999"}, "option_price": {"what": "-5"},
}  # fmt: skip
REASONS: list[Facts] = [
    {"reason": reason, "most": 24, "price_reason": "negative", **what}
    for reason, what in LINE_REASONS.items()
]
THB: Facts = {"currency": "THB", "example_price": 39000}

SAMPLES: dict[str, list[Facts]] = {
    "which_option": [
        ASKED,
        ASKED | {"quantity": 3, "unknown": "XXL <3", "other": 5, "options": MANY},
        ASKED | {"options": [one | {"left": 0} for one in MANY],
                 "comment": 2**31},
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
    "new_options": [THB | {"reason": None, "asked": 5}]
    + [THB | {"asked": 10**9} | reason for reason in REASONS],
    "new_stock": [{"problem": False, "piece": "", "asked": 5, "each": True}],
    "product_problem": [
        THB | {"kept": True, "asked": 5} | reason
        for reason in [*REASONS, {"reason": "description_too_long", "what": "", "most": 600,
                                  "price_reason": None}]
    ],
    "product_added": [
        ITEM | {"options": [OPTION, OTHER], "price_to": 42000, "photo": "AgACAg"},
        ITEM | {"options": ROWS, "photo": None},
    ],
    "product_card": [PLAIN, KIND, KIND | {"options": ROWS, "limit": 1}, PLAIN | {"archived": True}],
    "edit_price": [CHANGE | {"options": [OPTION, OTHER], "price_to": 42000}],
    "edit_code": [
        CHANGE, CHANGE | {"problem": "code", "piece": "<a b>"},
        CHANGE | {"problem": "taken", "piece": "B7", "taken_by": "Bowl <3"},
    ],
    "edit_description": [
        CHANGE, CHANGE | {"problem": "too_long"}, CHANGE | {"description": "Silk <3"},
    ],
    "edit_limit": [
        CHANGE, CHANGE | {"limit": 1}, CHANGE | {"limit": 3, "problem": "number", "piece": "<x>"},
    ],
    "edit_options": [ASKING, ASKING | {"option": ""}]
    + [ASKING | reason for reason in REASONS],
    "edit_option_name": [
        ASKING, ASKING | {"problem": "name", "piece": "<x5>"},
        ASKING | {"problem": "taken", "piece": "Red"},
    ],
    "edit_option_price": [ASKING | {"held": 0}]
    + [ASKING | {"problem": reason, "piece": "<0>"} for reason in PRICE_REASONS],
    "edit_photo": [PHOTOS | {"problem": why} for why in (None, "file", "text")]
    + [NO_PHOTOS | {"problem": None}],
    "options": [
        {"code": "A12", "title": "Silk <b>", "option_id": 3, "currency": "THB", "options": these}
        for these in ([OPTION, OTHER], ROWS)
    ],
    "option_card": [ABOUT_OPTION, ABOUT_OPTION | {"archived": True, "option": "ผ้า <XL>"}],
    "photos": [PHOTOS, NO_PHOTOS, PHOTOS | {"photos": list(range(10))}, PHOTOS | {"photos": [4]}],
    "photo_one": [
        PHOTOS | {"number": number, "photo_id": 6, "photo": "AgACAg"} for number in (1, 2)
    ],
    "photo_added": [
        PHOTOS | {"full": False, "album": False}, PHOTOS | {"full": False, "album": True},
        PHOTOS | {"full": True, "album": False},
        PHOTOS | {"full": False, "album": False, "photos": [5]},
    ],
    "stock_changed": [ITEM | {"option": "Red <L>", "moved": 0}],
    "stock_low": [{"items": [ITEM | {"option": "Red <L>"}], "more": 0, "total": 1, "low": 2}],
    "stock_which": [
        {"code": "A12", "title": "Silk <scarf>", "how": how, "number": number, "options": these}
        for how, number, these in (("add", -5, [OPTION, OTHER]), ("set", 0, ROWS))
    ],
    "toast_last_option": [{}],
    "toast_photos_full": [{"most": 10}],
    "toast_photo_gone": [{}],
    "toast_cover": [{}],
    "toast_photo_removed": [{}],
    "product": [
        CARD | {"options": [RED, GONE], "price_to": 42000, "limit": 1, "photos": 3,
                "description": "Hand-woven <3\n" + "x" * 580, "photo": "AgACAg"},
        CARD | {"options": MANY, "limit": 2},
    ],
    "album": [
        {"code": "A12", "title": "Silk <scarf>", "album": ["a", "b"]},
        {"code": "A12", "title": "Silk <scarf>", "photo": "AgACAg"},
    ],
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
