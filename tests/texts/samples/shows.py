"""Facts of the messages about shows: planned, on the air, in order, at a flash price."""

from typing import Any, get_args

from models.tx import Facts
from models.words.flash_words import FlashReason
from models.words.lineup_words import LineupReason
from models.words.live_words import LiveReason
from models.words.money import PriceReason
from models.words.when_words import WhenReason

NOW = 1_795_435_200_000
DAY = 86_400_000
TITLE = "Silk <scarf> & “co” " * 4
PRICE_REASONS: tuple[PriceReason, ...] = get_args(PriceReason)

SHOP: Facts = {"shop": "Malee & <Sons>", "slug": "malee", "shop_id": 1, "zone": "Asia/Bangkok"}
ONE_PAGE: Facts = {"page": 0, "pages": 1, "total": 2}
MIDDLE: Facts = {"page": 1, "pages": 3, "total": 20}
DAYS: list[Facts] = [
    {"day": 739_943 + n, "noon": NOW + n * DAY, "zone": "Asia/Bangkok"} for n in range(14)
]
PICKED: Facts = {"day": 739_944, "noon": NOW + DAY, "zone": "Asia/Bangkok", "asked": 10**9}
HOURS: list[Facts] = [{"hour": n, "minute": 0, "at": NOW + n * 3_600_000} for n in range(24)]
MY_SHOW: Facts = SHOP | {
    "show": 4, "title": "Silk <night>", "at": NOW + DAY, "began": None, "state": "scheduled",
    "claims": 0, "unpaid": 0,
    "url": "https://video.example/1?a=1&b=2", "products": 3, "chosen": True,
    "asked": 12, "link": "https://t.me/livestall_bot?start=v_4", "news": None, "photo": None,
}  # fmt: skip
GOOD: Facts = {
    "product": 7, "option_id": 9, "code": "A12", "title": "Silk <scarf>", "price": 39000,
    "dearest": 39000, "usual": 39000, "options": 1, "flash": False, "until": None, "left": 3,
    "waiting": 0, "hot": False,
}  # fmt: skip
DEAR: Facts = GOOD | {"code": "B7", "title": TITLE, "dearest": 49000, "options": 3, "left": 0}
FLASHED: Facts = GOOD | {"price": 14900, "dearest": 14900, "flash": True, "until": NOW + 240_000}
ENTRY: Facts = {
    "product": 7, "option_id": 9, "code": "A12", "title": "Silk <scarf>", "price": 39000,
    "usual": 39000, "own_price": None, "most": None, "currency": "THB", "options": 1, "left": 3,
    "waiting": 0, "hot": False, "on_screen": False,
}  # fmt: skip
SPECIAL: Facts = ENTRY | {
    "code": "ผ้าไหม-12345", "title": TITLE, "price": 14900, "own_price": 14900, "most": 2, "left": 0,
    "hot": True, "on_screen": True,
}  # fmt: skip
CONTROL: Facts = SHOP | {
    "show": 4, "title": "Silk <night>", "state": "live", "url": None, "currency": "THB",
    "at": None, "now": GOOD, "next": DEAR, "sold_out": [], "gone": 0, "products": 3, "claims": 120,
    "held": 12, "held_amount": 468_000, "paid": 40, "paid_amount": 1_560_000, "waiting": 3,
    "left": 25, "ends_in": None, "opens_in": None, "closes": None,
}  # fmt: skip
ALERT: Facts = {"shop": "Malee & <Sons>", "slug": "malee", "shop_id": 1, "show": 4, "url": None,
                "product": 7, "option_id": 9, "code": "A12", "title": "Silk <scarf>"}  # fmt: skip
SHOW_CARD: Facts = SHOP | {
    "show": {"title": "Silk <night>", "link": "https://video.example/1", "state": "scheduled"},
    "show_id": 4, "cancelled": False, "at": NOW + DAY, "currency": "THB",
    "goods": [GOOD, DEAR, GOOD | {"hot": True}], "more": 0, "reminded": None, "following": None,
    "photo": None,
}  # fmt: skip


def each(name: str, /, *values: Any, **facts: Any) -> list[Facts]:
    """The same facts with each of the values under one name."""
    return [{**facts, name: value} for value in values]


SAMPLES: dict[str, list[Facts]] = {
    "schedule_title": each("problem", None, "too_long", most=100, asked=5),
    "ask_when": each("problem", None, *get_args(WhenReason), zone="Europe/Rome", now=NOW,
                     at=NOW + DAY, days=DAYS, asked=10**9),
    "ask_hour": [PICKED | {"choices": HOURS}, PICKED | {"choices": HOURS[22:]}],
    "ask_minute": [PICKED | {"hour": 20, "choices": HOURS[:4]},
                   PICKED | {"hour": 23, "choices": HOURS[:1]}],
    "schedule_link": [
        *each("problem", None, "link", "not_public", "link_too_long", what="<x>", asked=9,
              show=None),
        {"problem": None, "what": "", "asked": 9, "show": 4},
    ],
    "schedule_cover": [*each("problem", None, "text", "file", asked=9, show=None),
                       {"problem": None, "asked": 9, "show": 4}],
    "schedule_problem": each("reason", *get_args(LiveReason), "full", what="http://<x>", most=100),
    "my_shows": [
        SHOP | {"coming": [], "past": [], "page": 0, "pages": 1, "total": 0},
        SHOP | ONE_PAGE | {
            "coming": [{"show": n, "title": TITLE, "state": "live" if n == 1 else "scheduled",
                        "at": NOW + n * DAY} for n in range(1, 15)],
            "past": each("state", "ended", "cancelled", "scheduled", show=3, title="Old <one>",
                         at=NOW - DAY)},
        SHOP | MIDDLE | {"coming": [], "past": [{"show": 3, "title": TITLE, "state": "ended",
                                                 "at": NOW - DAY}] * 6},
    ],
    "my_show": [
        MY_SHOW,
        MY_SHOW | {"news": "planned", "photo": "AgACAg", "title": TITLE, "chosen": False},
        MY_SHOW | {"news": "moved", "asked": 0, "url": None},
        MY_SHOW | {"news": "changed", "asked": 1, "products": 1},
        MY_SHOW | {"news": "cancelled", "state": "cancelled"},
        MY_SHOW | {"state": "live", "began": NOW},
        MY_SHOW | {"state": "ended", "began": NOW, "at": None, "photo": True},
        MY_SHOW | {"state": "ended", "began": NOW, "at": None, "claims": 1, "unpaid": 0},
        MY_SHOW | {"state": "ended", "began": NOW, "title": TITLE, "claims": 120, "unpaid": 5},
    ],
    "show_cancel_ask": [MY_SHOW],
    "start_ask": each("followers", 0, 1, 10_000, show=4, title="Silk <night>"),
    "live_which": [
        {"zone": "Asia/Bangkok", "asked": 10**9, "again": again,
         "shows": [{"show": n, "title": TITLE, "at": NOW + n * DAY} for n in range(1, 4)]}
        for again in (None, {"show": 10**9, "title": TITLE})
    ],
    "live_ask": [{"followers": 3, "planned": "Silk <night>", "asked": 10**9}],
    "toast_show_begun": [{}],
    "toast_cancelled": [{}],
    "alert_show": [
        SHOP | {"what": what, "show": 4, "title": TITLE, "url": url, "at": NOW + DAY}
        for what, url in (("reminder", "https://video.example/1"), ("moved", None),
                          ("cancelled", None))
    ],
    "alert_next": [ALERT | {"now": False}, ALERT | {"now": True, "url": "https://v.example/1"}],
    "alert_back": [ALERT],
    "alert_open": [ALERT, ALERT | {"url": "https://video.example/1"}],
    "toast_reminding": each("minutes", 1, 15),
    "toast_not_reminding": [{}],
    "toast_hushed": [{"shop": "Malee & <Sons>"}],
    "toast_awaiting": each("muted", True, False, code="ผ้าไหม-12345", shop="Malee & <Sons>" * 4),
    "toast_unawaited": [{"code": "ผ้าไหม-12345"}],
    "show": [
        SHOW_CARD,
        SHOW_CARD | {"photo": "AgACAg", "goods": [DEAR] * 12, "more": 3, "reminded": "asked"},
        SHOW_CARD | {"reminded": "follows", "following": "on", "goods": []},
        SHOW_CARD | {"show": SHOW_CARD["show"] | {"state": "live"}, "at": None, "more": 1},
        SHOW_CARD | {"show": SHOW_CARD["show"] | {"state": "paused"}, "following": "muted"},
        SHOW_CARD | {"show": SHOW_CARD["show"] | {"state": "ended", "link": None}},
        SHOW_CARD | {"show": SHOW_CARD["show"] | {"state": "ended"}, "cancelled": True},
    ],
    "alert_kinds": [SHOP | {"muted": False, "kinds": [True, True, False, True]},
                    SHOP | {"muted": True, "kinds": [False] * 4}],
    "lineup": [
        {"show": 4, "title": "Silk <night>", "items": [
            ENTRY | {"number": 1}, SPECIAL | {"number": 2}], "chosen": True,
         "same": True, **ONE_PAGE},
        {"show": 4, "title": "Silk", "items": [
            SPECIAL | {"number": n} for n in range(9, 17)], "chosen": False,
         "same": False, **MIDDLE},
        {"show": 4, "title": "Silk", "items": [], "chosen": False,
         "same": False, "page": 0, "pages": 1, "total": 0},
    ],
    "lineup_one": [
        ENTRY | {"show": 4, "place": 0, "total": 1, "page": 0},
        SPECIAL | {"show": 4, "place": 3, "total": 9, "page": 0},
        SPECIAL | {"show": 4, "place": 8, "total": 9, "page": 1},
    ],
    "lineup_above": [
        *each("most", None, 2, show=4, product=7, code="A12", usual=39000, dearest=39000,
              price=99_999_999, currency="THB"),
        {"most": None, "show": 4, "product": 7, "code": "A12", "usual": 30000, "dearest": 40000,
         "price": 35000, "currency": "THB"},
    ],
    "lineup_add": [{"title": "Silk <night>", "asked": 3}],
    "lineup_price": each("problem", None, *PRICE_REASONS, piece="<1e9>", show=4, asked=3, **ENTRY),
    "lineup_most": each("problem", None, "most", piece="<0>", show=4, asked=3,
                        **ENTRY | {"most": 999}),
    "lineup_problem": [
        *each("reason", *(r for r in get_args(LineupReason) if r != "price"), what="<x!>",
              price_reason=None, currency="THB", most=999, example_price=39000),
        *each("price_reason", *PRICE_REASONS, reason="price", what="<x!>", currency="EUR",
              most=999, example_price=1990),
    ],
    "lineup_no_show": [{}],
    "lineup_clear_ask": [{"show": 4, "title": "Silk <night>"}],
    "toast_lineup_last": [{}],
    "pick_screen": [{"items": [ENTRY, SPECIAL], **ONE_PAGE}, {"items": [SPECIAL] * 12, **MIDDLE}],
    "lineup_over": [ENTRY, SPECIAL],
    "toast_on_screen": [{"code": "ผ้าไหม-12345"}],
    "toast_paused": [{}],
    "toast_resumed": [{}],
    "toast_flash": [{"code": "A12", "price": 14900, "currency": "THB"}],
    "toast_flash_over": [{}],
    "flash_ask": [
        {"product": 7, "code": "A12", "usual": 39000, "currency": "THB", "asked": 5,
         "example": 35100,
         "offers": [{"percent": 10, "price": 35100, "minutes": 5},
                    {"percent": 30, "price": 27300, "minutes": 3}]},
        {"product": 7, "code": "A12", "usual": 1, "currency": "JPY", "asked": 5, "example": 1,
         "offers": []},
    ],
    "flash_above": [
        *each("minutes", None, 5, product=7, code="A12", usual=39000, dearest=39000,
              price=99_999_999, currency="THB"),
        {"minutes": 5, "product": 7, "code": "A12", "usual": 30000, "dearest": 40000,
         "price": 35000, "currency": "THB"},
    ],
    "price_low": [{"code": "A12", "price": 49, "least": 50, "currency": "EUR"}],
    "flash_problem": [
        *each("reason", *(r for r in get_args(FlashReason) if r != "price"), what="<999>",
              price_reason=None, longest=180, code="A12", currency="THB", example_price=39000),
        *each("price_reason", *PRICE_REASONS, reason="price", what="<x>", longest=180, code="A12",
              currency="KWD", example_price=5900),
    ],
    "control": [
        CONTROL,
        CONTROL | {"now": FLASHED, "ends_in": 240_000, "next": None},
        CONTROL | {"now": FLASHED | {"until": None}, "sold_out": ["B7", "C<1>"], "gone": 2},
        CONTROL | {"now": DEAR | {"waiting": 4}, "state": "paused", "sold_out": ["B7"] * 12,
                   "gone": 30},
        CONTROL | {"now": GOOD | {"price": 29000, "dearest": 29000}},
        CONTROL | {"now": GOOD | {"hot": True}, "opens_in": 60_000},
        CONTROL | {"now": GOOD | {"hot": True}, "opens_in": 0},
        CONTROL | {"now": None, "claims": 1, "held": 1, "paid": 0, "waiting": 0, "left": 1},
        CONTROL | {"now": None, "next": None, "products": 0, "claims": 0, "held": 0, "left": 0},
        CONTROL | {"state": "ended", "now": None, "next": None},
        CONTROL | {"state": "ended", "now": None, "next": None, "closes": NOW},
    ],
}  # fmt: skip
