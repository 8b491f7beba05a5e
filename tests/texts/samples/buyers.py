"""Facts of every message to buyers and followers, as handlers and rules fill them in."""

from models.tx import Facts

NOW = 1_795_435_200_000
SOON = NOW + 900_000

SHOP: Facts = {"shop": "Malee & <Sons>", "slug": "malee", "shop_id": 1, "zone": "Asia/Bangkok"}
PAY: Facts = {"pay_url": None}
PAY_LINK: Facts = {"pay_url": "https://shop.example/pay/abc_DEF-123"}
LINE: Facts = {
    "reservation": 7, "token": "t", "option_id": 3, "code": "A12", "title": "Silk <scarf> & “co”",
    "option": "", "quantity": 1, "price": 39000, "total": 39000, "currency": "THB",
    "unchosen": False,
}  # fmt: skip
TWO: Facts = LINE | {"option": "red / L", "quantity": 2, "total": 78000}
ABOUT: Facts = SHOP | PAY | LINE | {"deadline": SOON}
ABOUT_TWO: Facts = SHOP | PAY_LINK | TWO | {"deadline": SOON}
BOTH = [ABOUT, ABOUT_TWO]

SHOW: Facts = {"title": "Silk <night>", "link": "https://video.example/1", "state": "live"}
PAUSED: Facts = {"title": "Malee", "link": None, "state": "paused"}
GOOD: Facts = {
    "option_id": 3, "code": "A12", "title": "Silk <scarf> with a very long name indeed",
    "price": 39000, "price_to": 42000, "left": 3,
}  # fmt: skip
SOLD_OUT: Facts = GOOD | {"code": "ผ้า1", "title": "ผ้าพันคอ", "price_to": 39000, "left": 0}
ONE_PAGE: Facts = {"page": 0, "pages": 1, "total": 2}
MIDDLE: Facts = {"page": 1, "pages": 3, "total": 20}
EMPTY: Facts = {"page": 0, "pages": 1, "total": 0}
CARD: Facts = SHOP | {
    "option_id": 3, "code": "A12", "title": "Silk <scarf>", "option": "", "price": 39000,
    "price_to": 39000, "options": [], "description": "", "limit": None, "photos": 0,
    "currency": "THB", "left": 3, "in_line": 0, "held": 0, "waiting": 0, "show": None,
    "following": None, "product": 7, "awaiting": False, "waits_for": None, "photo": None,
}  # fmt: skip
HELD_LINE: Facts = LINE | {"state": "held", "place": None, "odds": None, "deadline": SOON}
ODDS: Facts = {"ending": 2, "until": SOON, "paying": 1, "sold": False}
WAITING_LINE: Facts = TWO | {"state": "waiting", "place": 4, "odds": ODDS, "deadline": None}
CART: Facts = SHOP | PAY | {
    "currency": "THB", "payable": 1, "shipping": 5000, "total": 44000,
    "lines": [HELD_LINE, WAITING_LINE],
}  # fmt: skip
ORDER: Facts = SHOP | {
    "order": 12, "amount": 44000, "shipping": 5000, "currency": "THB", "paid_at": NOW,
    "receipt_url": "https://shop.example/orders/abc", "stage": "paid", "lines": [LINE, TWO],
    "refunded": 0, "refunding": 0, "shipped_at": None, "tracking": None,
}  # fmt: skip
LISTED: Facts = {"order": 12, "shop": "Malee & <Sons>", "amount": 44000, "currency": "THB"}
SETTINGS: Facts = {
    "language_now": "en", "languages": ["en", "it", "th"], "zone": None, "now": NOW,
    "zones": ["Asia/Bangkok", "Europe/Rome", "Europe/London", "America/New_York"],
    "followed": 0, "muted": 0,
}  # fmt: skip
HELP: Facts = {
    "asking": False,
    "held": 0,
    "waiting": 0,
    "shop": None,
    "live": False,
    "operator": False,
}

SAMPLES: dict[str, list[Facts]] = {
    "already_decided": [{}],
    "bad_quantity": [{"code": "A12", "piece": "0"}, {"code": "A12", "piece": "-3"}],
    "cart": [
        {"carts": [], "page": 0, "pages": 1},
        {"carts": [CART], "page": 0, "pages": 1},
        {
            "carts": [
                CART | PAY_LINK | {"shipping": 0, "total": 39000},
                CART | {"payable": 0, "shipping": 0, "total": 0, "lines": [WAITING_LINE]},
                CART
                | {"lines": [HELD_LINE | {"state": "checkout"}, TWO | HELD_LINE | {
                    "state": "processing"}]},
            ],
            "page": 1,
            "pages": 3,
        },
    ],
    "change_too_late": [ABOUT | {"why": why} for why in ("paid", "ended", "checkout", "gone")],
    "changed": [
        ABOUT | {"held": 3, "waiting": 0, "total": 117000, "place": None, "unheld": 0},
        ABOUT_TWO | {"held": 1, "waiting": 1, "total": 39000, "place": 1, "unheld": 0},
        ABOUT_TWO
        | {"held": 0, "waiting": 5, "total": 0, "place": 12, "deadline": None, "unheld": 0},
    ],
    "closed": [
        SHOP | {"why": why}
        for why in ("paused", "suspended", "ended", "blocked", "lapsed", "alerts", "show")
    ],
    "at_limit": [
        SHOP | {"code": "A12", "title": "Silk scarf", "most": most} | edit
        for most, edit in ((1, {}), (3, {}), (1, {"left": 0}), (3, {"left": 1}))
    ],
    "did_you_mean": [
        {"code": "AI2", "near": "A12", "option_id": 3, "quantity": 1},
        {"code": "A12", "near": "a12", "option_id": 3, "quantity": 2},
        {"code": "ผ้า", "near": "ผ้า1", "option_id": 3, "quantity": 999},
    ],
    "edit_unclear": BOTH,
    "find_how": [{}],
    "follow_how": [{"shop": None, "shop_id": None}, {"shop": "Malee & <Sons>", "shop_id": 1}],
    "following": [
        {"shops": []} | EMPTY,
        {"shops": [{"shop_id": 1, "shop": "Malee", "muted": False, "live": True}]}
        | ONE_PAGE
        | {"total": 1},
        {
            "shops": [
                {"shop_id": n, "shop": "A shop with a rather long <name>", "muted": n % 2,
                 "live": False}
                for n in range(8)
            ]
        }
        | MIDDLE,
    ],
    "following_now": [
        SHOP | {"following": how, "show": show}
        for how in ("on", "muted", None)
        for show in (
            None, {"title": "Silk <night>", "link": "https://video.example/1", "state": "live"},
            {"title": "Silk", "link": None, "state": "paused"},
        )
    ],
    "forget_shop": [{}],
    "forget_sure": [
        {"held": 0, "waiting": 0, "parcels": 0},
        {"held": 1, "waiting": 2, "parcels": 1},
        {"held": 1, "waiting": 0, "parcels": 3},
    ],
    "forgotten": [{}],
    "found": [
        {"words": "silk <b>", "goods": [], "more": False},
        {
            "words": "silk",
            "goods": [good | {"shop": "Malee & <Sons>", "currency": "EUR"}
                      for good in (GOOD, SOLD_OUT)],
            "more": True,
        },
    ],
    "given_up": BOTH,
    "giving_up": BOTH,
    "gone_product": [{}],
    "held": BOTH,
    "help": [
        HELP,
        HELP | {"asking": True, "held": 1, "waiting": 2},
        HELP | {"held": 3, "shop": "Malee & <Sons>", "live": True, "operator": True},
    ],
    "help_unknown": [
        {"what": "text", "held": 0, "waiting": 0, "shop": None, "shop_id": None},
        {"what": "photo", "held": 1, "waiting": 0, "shop": "Malee & <Sons>", "shop_id": 1},
        {"what": "other", "held": 0, "waiting": 1, "shop": None, "shop_id": None},
    ],
    "lapsed": [*BOTH, *({**BOTH[0], "left": n} for n in (0, 1, 7))],
    "left": [{}],
    "link_gone": [{}],
    "my_data": [{"file": {"name": "livestall-my-data.json", "text": "{}"}}],
    "no_such_shop": [{"slug": "<b>malee"}],
    "nothing_to_leave": [{"held": 0, "waiting": 0}, {"held": 1, "waiting": 0}],
    "nothing_to_pass": [{"code": None}, {"code": "A12"}],
    "old_button": [{}],
    "one_more": [
        LINE | {"held": 1, "waiting": 0, "last": 7, "comment": 0},
        TWO | {"held": 0, "waiting": 2, "last": 7, "comment": 2**31},
    ],
    "order": [
        ORDER,
        ORDER | {"stage": "shipped", "shipped_at": NOW, "tracking": "TH 123 <x>"},
        ORDER | {"stage": "handed_over", "shipped_at": NOW},
        ORDER | {"stage": "processing", "paid_at": None, "receipt_url": None, "shipping": 0},
        ORDER | {"stage": "refunded", "refunding": 44000, "refunded": 44000},
        ORDER | {"refunding": 44000, "lines": [TWO] * 90},
    ],
    "orders": [
        {"orders": []} | EMPTY,
        {
            "orders": [
                LISTED | {"stage": stage}
                for stage in ("processing", "paid", "shipped", "handed_over", "refunded")
            ]
        }
        | MIDDLE,
    ],
    "our_fault": [{}],
    "partly_held": [
        ABOUT | {"missing": 1, "place": 1, "waiting": 8},
        ABOUT_TWO | {"missing": 3, "place": 12, "waiting": 8},
    ],
    "opens_later": [{"codes": ["A12"]}, {"codes": ["A12", "B7"]}],
    "privacy": [{}],
    "product": [
        CARD,
        CARD | {"photo": "file-id", "show": SHOW, "left": 1, "held": 1, "following": "on",
                "awaiting": True},
        CARD | {"left": 0, "in_line": 2, "waiting": 1, "show": PAUSED, "option": "red / L"},
        CARD | {"left": 0, "photo": True, "title": "ผ้าไหม " * 12},
        CARD | {"waits_for": "alerts", "show": SHOW},
        CARD | {"waits_for": "show"},
    ],
    "promoted": [*BOTH, *({**BOTH[0], "missing": n} for n in (0, 1, 7))],
    "reminder": BOTH,
    "reservation": [
        ABOUT | {"state": state, "place": 3, "odds": ODDS}
        for state in ("held", "checkout", "processing", "waiting", "paid", "released", "refunded")
    ],
    "settings": [
        SETTINGS,
        SETTINGS | {"language_now": "th", "zone": "America/New_York", "followed": 3, "muted": 1},
        SETTINGS | {"zone": "Asia/Bangkok", "followed": 1, "muted": 1},
        SETTINGS | {"zone": "Pacific/Auckland", "followed": 2, "muted": 0},
    ],
    "shop": [
        SHOP
        | {"currency": "THB", "show": SHOW, "following": None, "goods": [GOOD, SOLD_OUT]}
        | ONE_PAGE,
        SHOP
        | {"currency": "JPY", "show": PAUSED, "following": "muted", "goods": [GOOD] * 8}
        | MIDDLE,
        SHOP | {"currency": "KWD", "show": None, "following": "on", "goods": []} | EMPTY,
    ],
    "shops": [
        {"live": [], "coming": [], "shops": []} | EMPTY,
        {
            "live": [{"shop": "Malee & <Sons>", "title": "Silk <night>"},
                     {"shop": "Gino", "title": "Gino"}],
            "coming": [{"shop": "Gino", "title": "Ceramics", "at": SOON, "zone": "Europe/Rome"}],
            "shops": [{"shop_id": 1, "shop": "Malee & <Sons>", "live": True},
                      {"shop_id": 2, "shop": "Gino", "live": False}],
        }
        | ONE_PAGE,
        {"live": [], "coming": [], "shops": [{"shop_id": 2, "shop": "Gino", "live": False}] * 8}
        | MIDDLE,
    ],
    "toast_changed": [{}],
    "toast_checkout_coming": [{}],
    "toast_ended": [{"state": state} for state in ("paid", "released", "refunded")],
    "toast_following": [{"shop": "Malee & <Sons>"}],
    "toast_given_up": [{"code": "A12"}],
    "toast_giving_up": [{"code": "A12"}],
    "toast_muted": [{"shop": "Malee & <Sons>"}],
    "toast_not_following": [{"shop": "Malee & <Sons>"}],
    "toast_not_yours": [{}],
    "toast_nothing_held": [{}],
    "toast_paying": [{}],
    "toast_unfollowed": [{"shop": "Malee & <Sons>"}],
    "toast_unmuted": [{"shop": "Malee & <Sons>"}],
    "unknown_code": [{"code": "Z99"}],
    "unknown_command": [
        {"command": "<foo>", "asking": False},
        {"command": "foo", "asking": True},
    ],
    "waiting": [ABOUT | {"place": 1}, ABOUT_TWO | {"place": 12}],
    "welcome": [{"name": "Anna <3", "shop": None}, {"name": "สมชาย", "shop": "Malee"}],
    "which_shop": [
        {"code": "A12", "quantity": 2,
         "shops": [{"shop": "Malee & <Sons>", "option_id": 3}, {"shop": "Gino", "option_id": 4}]}
    ],
    "zone_ask": [{"problem": None}, {"problem": "unknown"}],
    "zone_which": [{"zones": ["Asia/Istanbul", "America/New_York"], "asked": 1234567890}],
}  # fmt: skip
