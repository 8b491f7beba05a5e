"""Example facts of what is said about pictures of the video."""

from models.tx import Facts

LONG = "Handwoven mudmee silk scarf with golden pikul flowers, extra wide, from Chiang Mai"
SHOP: Facts = {"shop": "Malee <Silk> & Co", "slug": "malee", "shop_id": 1, "zone": "Asia/Bangkok"}
A12: Facts = {"product": 3, "option_id": 7, "code": "A12", "title": "Silk <scarf>", "options": 1}
B07: Facts = {"product": 4, "option_id": 9, "code": "SUMMER-2026X", "title": LONG, "options": 4}
ASKED: Facts = {"screenshot": 2**40, "buyer": "Nók <3", "photo": "AgAC"}
PAGE: Facts = {"items": [A12, B07] * 4, "page": 1, "pages": 3, "total": 20}

SAMPLES: dict[str, list[Facts]] = {
    "picture_which": [
        SHOP | {"screenshot": 5, "first": A12, "others": [], "foreign": False, "photo": "AgAC"},
        SHOP | {"screenshot": 2**40, "first": B07, "others": [A12, B07] * 2, "foreign": True,
                "photo": None},
        SHOP | {"screenshot": 5, "first": None, "others": [A12], "foreign": False, "photo": None},
    ],
    "picture_passed": [SHOP],
    "picture_name": [
        ASKED | {"items": [A12], "page": 0, "pages": 1, "total": 1},
        ASKED | PAGE,
        ASKED | PAGE | {"page": 0},
        ASKED | PAGE | {"page": 2},
        ASKED | {"items": [], "page": 0, "pages": 1, "total": 0, "photo": True},
    ],
    "picture_named": [
        {"buyer": "Nók <3", "code": "A12", "title": LONG, "state": state, "photo": True}
        for state in ("held", "waiting", "shown", "asked")
    ],
    "picture_skipped": [{"buyer": "Nók <3", "photo": True}],
    "picture_unknown": [SHOP],
    "picture_old": [
        SHOP | A12 | {"show": None, "following": None},
        SHOP | B07 | {"show": None, "following": "on"},
        SHOP | A12 | {"following": "on", "show": {
            "title": "Silk <night>", "link": "https://video.example/1", "state": "live",
        }},
        SHOP | A12 | {"following": None, "show": {"title": "x", "link": None, "state": "paused"}},
    ],
    "picture_unclear": [{"foreign": False}, {"foreign": True}],
    "picture_many": [{"most": 1}, {"most": 5}],
    "toast_named": [{}],
    "toast_not_taken": [{}],
}  # fmt: skip
