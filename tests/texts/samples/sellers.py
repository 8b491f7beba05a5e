"""Facts of every message to sellers and operators, as handlers fill them in."""

from typing import Any, get_args

from models.tx import Facts
from models.words.live_words import LiveReason
from models.words.money import PriceReason
from models.words.product_line import LineReason

NOW = 1_795_435_200_000
LONG = "Ω" * 60
TITLE = "Silk <scarf> & “co” " * 4

SHOP: Facts = {"shop": "Malee & <Sons>", "slug": "malee", "shop_id": 1, "zone": "Asia/Bangkok"}
ITEM: Facts = {
    "option_id": 3, "code": "A12", "title": "Silk <scarf>", "price": 39000, "currency": "THB",
    "free": 1, "held": 0, "sold": 0, "waiting": 0, "archived": False, "option": "",
    "price_to": 39000, "options": [], "hot": False, "least": None,
}  # fmt: skip
BUSY: Facts = ITEM | {
    "code": "ผ้าไหม-12345", "title": TITLE, "price": 99_999_999, "currency": "EUR", "free": 9999,
    "held": 2, "sold": 31, "waiting": 4, "hot": True, "price_to": 99_999_999,
}  # fmt: skip
JPY: Facts = {"currency": "JPY", "example_price": 1900}
EUR: Facts = {"currency": "EUR", "example_price": 1990}
ONE_PAGE: Facts = {"page": 0, "pages": 1, "total": 1}
FIRST: Facts = {"page": 0, "pages": 3, "total": 20}
MIDDLE: Facts = {"page": 1, "pages": 3, "total": 20}
LAST: Facts = {"page": 2, "pages": 3, "total": 20}
NO_PAGE: Facts = {"page": 0, "pages": 1, "total": 0}
PANEL: Facts = SHOP | EUR | {
    "state": "open", "shipping": "pickup", "shipping_fee": 0, "hold": 900_000, "products": 0,
    "to_pack": 0, "followers": 0, "live": None, "title": None, "news": None,
    "now": NOW,
}  # fmt: skip
SHOW: Facts = SHOP | {
    "show": 4, "title": "Silk <night>", "url": "https://video.example/1?a=1&b=2", "state": "live",
    "followers": 1, "gone": 0, "products": 3,
}  # fmt: skip
SOLD_LINE: Facts = {"code": "A12", "title": TITLE, "option": "", "quantity": 2, "total": 78000}
SALE: Facts = {
    "order": 12, "buyer": "Anna <3", "username": "anna_b", "state": "to_pack", "amount": 83000,
    "shipping": 5000, "currency": "THB", "paid_at": NOW, "lines": [SOLD_LINE],
    "dispute": None, "failed": 0, "refunding": 0, "refunded": 0,
}  # fmt: skip
PLAIN_SALE: Facts = SALE | {
    "username": None, "shipping": 0, "buyer": LONG,
    "lines": [SOLD_LINE | {"option": "red / L"}] * 9,
}  # fmt: skip
ODD_SALES = [
    SALE | {"dispute": "open", "failed": 83000},
    SALE | {"dispute": "lost", "refunding": 3000, "refunded": 3000, "state": "shipped"},
    SALE | {"dispute": "won", "refunding": 3000, "refunded": 0},
    SALE | {"state": "refunded", "refunding": 83000, "refunded": 83000},
]
CARD: Facts = SHOP | SALE | {
    "person": 5001, "lapsed": 0, "blocked": False,
    "tracking": None, "shipped_at": None, "left": 83000, "pickup": False,
    "address": {"name": "Anna <B>", "phone": "+66 81 234 5678", "lines": ["1 Silom", "Bangkok"]},
}  # fmt: skip
BARE_ADDRESS: Facts = {"name": None, "phone": None, "lines": ["Via Roma 1", "00100 Roma"]}
SELLER: Facts = {
    "shop_id": 1, "shop": "Malee & <Sons>", "slug": "malee", "state": "pending", "currency": "THB",
    "owner": "Malee <3", "username": "malee",
}  # fmt: skip
TAKINGS: list[Facts] = [
    {"currency": "EUR", "orders": 1, "paid": 1990, "refunded": 0},
    {"currency": "THB", "orders": 12, "paid": 1_234_500, "refunded": 39000},
]
STATS: Facts = {
    "shops": {"open": 1}, "people": 1, "blocked": 0, "products": 1, "followers": 1, "takings": [],
    "aside": 0, "incoming": 0, "outgoing": 0, "errands": 0, "errands_failed": 0,
}  # fmt: skip
PRICE_REASONS: tuple[PriceReason, ...] = get_args(PriceReason)


def each(name: str, /, *values: Any, **facts: Any) -> list[Facts]:
    """The same facts with each of the values under one name."""
    return [{**facts, name: value} for value in values]


SAMPLES: dict[str, list[Facts]] = {
    "sell_name": each("problem", None, "empty", "too_long", most=60),
    "sell_slug": [
        *each("problem", None, "letters", "length", "taken", name="Malee & <Sons>", typed="<x>",
              slugs=["malee", "malee-shop", "malee-2"], asked=10**9),
        {"problem": None, "name": LONG, "typed": "", "slugs": [], "asked": 1},
    ],
    "sell_currency": each("problem", None, "several", "unknown", typed="<$>", asked=10**9,
                          guesses=[["THB", 764], ["EUR", 978], ["USD", 840]]),
    "sell_shipping": each("problem", None, *PRICE_REASONS, currency="THB", piece="<-3>", asked=9),
    "sell_fee": each("problem", None, *PRICE_REASONS, currency="KWD", piece="1.2345", asked=9),
    "text_due": [{}],
    "toast_answered": [{}],
    "toast_gone": [{}],
    "no_shop": [{}],
    "shop_not_open": each("why", "pending", "suspended", "closed", shop="Malee & <Sons>"),
    "operator_new_shop": each("username", "malee", None, **SELLER),
    "panel": [
        PANEL,
        PANEL | {"news": "opened"},
        PANEL | {"news": "pending", "state": "pending"},
        PANEL | {"state": "pending"},
        PANEL | {"state": "suspended", "products": 1},
        PANEL | {"state": "closed", "products": 1},
        PANEL | {"shipping": "flat", "shipping_fee": 490, "products": 1, "followers": 1,
                 "to_pack": 1, "hold": 30_000, "live": "live", "title": "Silk <night>"},
        PANEL | {"shipping": "flat", "products": 12, "followers": 3456, "to_pack": 7,
                 "live": "paused", "title": "ผ้าไหม"},
    ],
    "product_problem": [
        *[{"reason": reason, "what": "<A!1>", "price_reason": None, "kept": True, "most": 80,
           "asked": 5, **JPY} for reason in get_args(LineReason) if reason != "price"],
        *[{"reason": "price", "what": "1e9", "price_reason": reason, "kept": False, "most": 80,
           "asked": 5, **EUR} for reason in PRICE_REASONS],
    ],
    "photo_alone": [JPY, EUR],
    "new_photo": each("as_file", None, True, False, asked=10**9, **EUR),
    "new_code": [
        {"guess": "A13", "problem": None, "piece": "", "taken": None, "taken_by": None,
         "option_id": None, "asked": 5},
        {"guess": "A13", "problem": "code", "piece": "<b>!", "taken": None, "taken_by": None,
         "option_id": None, "asked": 5},
        {"guess": "ผ้า13", "problem": "taken", "piece": "", "taken": "A12", "taken_by": TITLE,
         "option_id": 3, "asked": 10**9},
    ],
    "new_title": each("problem", None, "title_missing", "title_too_long", most=80),
    "new_price": each("problem", None, *PRICE_REASONS, piece="<1e9>", **JPY),
    "new_stock": each("problem", False, True, piece="<many>", asked=10**9, each=False),
    "product_added": [
        ITEM | {"photo": None},
        ITEM | {"photo": None, "currency": "EUR", "price": 10, "least": 50},
        BUSY | {"photo": "AgACAg"},
    ],
    "products": [
        {"items": [ITEM], "archived": False, "others": 0, **ONE_PAGE},
        {"items": [ITEM, BUSY] * 4, "archived": False, "others": 3, **FIRST},
        {"items": [BUSY] * 7, "archived": True, "others": 0, **MIDDLE},
        {"items": [ITEM] * 6, "archived": True, "others": 0, **LAST},
        {"items": [], "archived": False, "others": 1, **NO_PAGE},
    ],
    "edit_price": each("problem", None, *PRICE_REASONS, piece="<0>", most=80, example_price=1990,
                       **BUSY),
    "edit_title": each("problem", None, "title_missing", "title_too_long", most=80,
                       example_price=1990, **ITEM),
    "archive_ask": [ITEM, BUSY, BUSY | {"held": 1, "waiting": 0}, ITEM | {"waiting": 1}],
    "toast_code_taken": [{"code": "ผ้าไหม-12345"}],
    "toast_stock": [{"free": 1, "moved": 0}, {"free": 0, "moved": 1}, {"free": 7, "moved": 5}],
    "toast_too_few": each("free", 0, 1, 7),
    "toast_too_many": [{"most": 9999}],
    "not_your_code": [
        {"code": "<B9>", "near": None, "option_id": None},
        {"code": "A13", "near": "A12", "option_id": 3},
    ],
    "stock_changed": [ITEM | {"moved": 0}, BUSY | {"moved": 1}, BUSY | {"moved": 5}],
    "stock_too_few": [ITEM, BUSY | {"free": 0}],
    "stock_too_many": [ITEM | {"most": 9999}],
    "stock_problem": each("reason", "empty", "code", "number", "words", what="<x5>"),
    "stock_low": [
        {"items": [ITEM, BUSY], "more": 0, "total": 2, "low": 2},
        {"items": [BUSY] * 20, "more": 12, "total": 80, "low": 2},
        {"items": [ITEM], "more": 1, "total": 2, "low": 2},
        {"items": [], "more": 0, "total": 3, "low": 2},
        {"items": [], "more": 0, "total": 3, "low": 1},
        {"items": [], "more": 0, "total": 0, "low": 2},
    ],
    "nothing_to_show": [{}],
    "toast_next_done": [{}],
    "links": [
        SHOP | {"shop_url": "https://t.me/livestall_bot?start=s_malee", "page_url": page,
                "follow_url": "https://t.me/livestall_bot?start=f_malee",
                "qr": "https://t.me/livestall_bot?start=f_malee",
                "overlay_url": overlay, "local": page is None}
        for page in (None, "https://shop.example/s/malee")
        for overlay in (None, "http://127.0.0.1:8080/overlay/rJ3-Qw1x_Zk9aTt0vLpS2g")
    ],
    "live_ask": each("followers", 0, 1, 10_000, planned=None, asked=10**9),
    "live_problem": [
        facts | {"live": live}
        for facts in each("reason", *get_args(LiveReason), what="http://<localhost>", most=100)
        for live in (False, True)
    ],
    "live_started": [
        SHOW,
        SHOW | {"url": None, "followers": 0, "gone": 1},
        SHOW | {"products": 0, "followers": 10_000},
    ],
    "live_updated": [SHOW, SHOW | {"state": "paused", "url": None, "products": 0}],
    "not_live": [{"shop": "Malee & <Sons>"}],
    "end_ask": [{"title": "Silk <night>", "show": 4}],
    "toast_show_over": [{}],
    "sales": [
        SHOP | NO_PAGE | {"to_pack": 0, "sales": []},
        SHOP | ONE_PAGE | {"to_pack": 1, "sales": [SALE]},
        SHOP | MIDDLE | {"to_pack": 9, "sales": [PLAIN_SALE, SALE] * 3},
        SHOP | LAST | {"to_pack": 0, "sales": each("state", "shipped", "refunding", "refunded",
                                                   **SALE)},
        SHOP | ONE_PAGE | {"to_pack": 1, "sales": ODD_SALES},
    ],
    "sale": [
        *[CARD | one | {"shipped_at": NOW} for one in ODD_SALES],
        CARD,
        CARD | {"address": BARE_ADDRESS, "username": None},
        CARD | {"address": None},
        CARD | {"address": None, "pickup": True},
        CARD | {"address": None, "pickup": True, "state": "shipped", "shipped_at": NOW},
        CARD | {"state": "shipped", "shipped_at": NOW, "tracking": "<TH123>"},
        CARD | {"state": "shipped", "shipped_at": NOW},
        CARD | {"state": "refunding", "refunding": 83000, "left": 0},
        CARD | {"state": "refunded", "left": 0, "refunding": 83000, "refunded": 83000},
        CARD | PLAIN_SALE | {"lines": [SOLD_LINE | {"option": "red / L"}] * 100},
    ],
    "refund_ask": each("sent", False, True, order=12, buyer="Anna <3", currency="THB",
                       amount=83000),
    "toast_refunded_already": [{}],
    "toast_refund_begun": [{}],
    "ask_tracking": each("problem", None, "too_long", order=12, buyer="Anna <3", most=100, asked=7),
    "toast_shipped": [{"buyer": LONG}],
    "toast_not_to_pack": each("state", "shipped", "refunding", "refunded"),
    "sales_file": each("count", 1, 7, file={"name": "malee-sales.csv", "text": "order\r\n"}),
    "payouts": [{"shop": "Malee & <Sons>", "currency": "THB", "amount": 1_560_000}],
    "terms": [
        PANEL | {"now": NOW},
        PANEL | {"now": NOW, "shipping": "flat", "shipping_fee": 490, "hold": 90_000},
        PANEL | {"now": NOW, "shipping": "flat"},
    ],
    "terms_name": each("problem", None, "empty", "too_long", shop="Malee & <Sons>", most=60),
    "terms_shipping": each("problem", None, *PRICE_REASONS, currency="THB", piece="<-3>", asked=9),
    "terms_hold": each("problem", None, "<soon>", least=1, most=1440, asked=10**9),
    "terms_zone": each("problem", None, "several", "unknown", typed="<Springfield>", asked=10**9,
                       press="termzoneset", zones=["Asia/Bangkok", "Europe/Rome"]),
    "sellers": [
        {"shops": [SELLER], **ONE_PAGE},
        {"shops": each("state", "pending", "open", "suspended", "closed",
                       **SELLER | {"username": None}),
         **MIDDLE},
        {"shops": [], **NO_PAGE},
    ],
    "seller": [
        SELLER | {"state": state, "zone": "Asia/Bangkok", "since": NOW, "products": 1,
                  "followers": 2, "takings": takings, "username": user}
        for state, takings, user in (("pending", [], None), ("open", TAKINGS, "malee"),
                                     ("suspended", TAKINGS, None), ("closed", [], None))
    ],
    "toast_ruled_already": [{}],
    "shop_approved": [SHOP],
    "shop_refused": [SHOP],
    "shop_suspended": [SHOP],
    "shop_closed": each("by_operator", False, True, **SHOP),
    "close_ask": [
        {"shop": "Malee & <Sons>", "shop_id": shop_id, "planned": planned, "waiting": waiting}
        for shop_id, planned, waiting in ((None, 0, 0), (10**9, 1, 2), (None, 20, 1))
    ],
    "close_not_yet": [
        {"shop": "Malee & <Sons>", "shop_id": shop_id, "held": n, "paying": n, "to_pack": n,
         "refunding": n, "live": n}
        for shop_id, n in ((None, 1), (10**9, 1))
    ] + [{"shop": "M", "shop_id": None, "held": 0, "paying": 3, "to_pack": 0, "refunding": 4,
          "live": 0}],
    "shop_reopened": [SHOP],
    "stats": [
        STATS,
        {"shops": {"open": 12, "pending": 1, "suspended": 2, "closed": 3}, "people": 10_000,
         "blocked": 12, "products": 400, "followers": 23_000, "takings": TAKINGS, "aside": 1,
         "incoming": 5, "outgoing": 9000, "errands": 2, "errands_failed": 3},
        STATS | {"shops": {}, "aside": 4, "errands_failed": 1},
    ],
}  # fmt: skip
