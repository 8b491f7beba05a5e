"""Facts of every message in and about groups and channels, as handlers fill them in."""

from models.tx import Facts

NOW = 1_795_435_200_000
SHOP: Facts = {"shop": "Malee & <Sons>", "slug": "malee", "shop_id": 1, "zone": "Asia/Bangkok"}
START = "https://t.me/livestall_bot?start=v_4"
GROUP: Facts = {"title": "Malee <fans>", "kind": "supergroup", "url": START}
CHANNEL: Facts = GROUP | {"kind": "channel"}
PRODUCT: Facts = {
    "product": 2, "option_id": 3, "code": "A12", "title": "Silk <scarf>", "price": 39000,
    "dearest": 39000, "usual": 39000, "options": 1, "flash": False, "until": None, "left": 3,
    "waiting": 0, "hot": False,
}  # fmt: skip
BOARD: Facts = SHOP | {
    "show": 4, "title": "Silk <night>", "state": "live", "url": "https://video.example/1?a=1&b=2",
    "currency": "THB", "at": None, "now": PRODUCT, "next": PRODUCT | {"code": "B7"},
    "sold_out": ["C1", "ผ้าไหม-1"], "gone": 2, "products": 9, "now_url": START, "shop_url": START,
}  # fmt: skip
BARE: Facts = BOARD | {
    "url": None, "now": None, "next": None, "sold_out": [], "gone": 0, "now_url": None,
}  # fmt: skip
FLASH: Facts = PRODUCT | {"flash": True, "until": NOW, "price": 29000}
CHAT: Facts = {
    "id": -1001234567890123, "title": "Malee <fans> " * 9, "kind": "supergroup", "borrowed": False,
    "missing": [],
}  # fmt: skip
CHATS: Facts = {
    "shop": "Malee & <Sons>",
    "chats": [
        CHAT,
        CHAT | {"kind": "channel", "missing": ["post", "pin"]},
        CHAT | {"borrowed": True},
        CHAT | {"missing": ["pin"]},
    ],
    "group_url": "https://t.me/livestall_bot?startgroup=link&admin=pin_messages",
    "channel_url": "https://t.me/livestall_bot?startchannel=link&admin=post_messages",
}
CALL: Facts = {
    "names": ["Anna <3"], "more": 0, "people": {"7": "Anna <3"}, "url": START, "shop": "Malee",
    "shop_id": 1,
}  # fmt: skip
RESCUED: Facts = SHOP | {
    "buyer": "Anna <3", "code": "A12", "quantity": 2, "outcome": "held", "why": None,
    "anonymous": False, "url": None,
}  # fmt: skip
PLANNED: Facts = SHOP | {"show": 4, "title": "Malee · 2026-11-23", "at": NOW, "moved": False}
OUTCOMES = ("held", "part", "waiting", "unheld", "which", "limit", "repeated")
REASONS = ("blocked", "paused", "ended", "suspended", "alerts", "show", "lapsed")
PROBLEMS = ("no_reply", "no_message", "no_code", "hidden", "nobody", "own")

SAMPLES: dict[str, list[Facts]] = {
    "chat_linked": [
        facts | {"shop": "Malee", "slug": "malee", "missing": missing}
        for facts in (GROUP, CHANNEL)
        for missing in ([], ["pin"], ["post", "pin"])
    ],
    "chat_make_admin": [GROUP | {"has_shop": True}, GROUP | {"has_shop": False}],
    "chat_who": [GROUP],
    "chat_no_shop": [GROUP, CHANNEL],
    "chat_taken": [GROUP, CHANNEL],
    "chat_unlinked": [
        GROUP | {"shop": "Malee", "why": "removed"},
        GROUP | {"shop": "Malee", "why": "demoted"},
    ],
    "chats": [CHATS, CHATS | {"chats": []}],
    "toast_unlinked": [{}],
    "closing": [
        {
            "shop": "Malee & <Sons>",
            "grace": grace,
            "between": between,
            "offered": [0, 2, 5, 10, 30],
        }
        for grace in (0, 30_000, 300_000)
        for between in (True, False)
    ],
    "group_start": [
        CALL,
        CALL | {"names": ["Anna", "Bee <b>"], "more": 0},
        CALL | {"names": ["Anna", "Bee <b>"], "more": 1},
        CALL | {"names": ["Anna", "Bee"], "more": 30},
        CALL | {"names": []},
    ],
    "group_alone": [{"name": "Anna <3", "shop": "Malee & <Sons>", "url": START}],
    "group_board": [
        BOARD,
        BARE,
        BOARD | {"state": "paused"},
        BOARD | {"now": FLASH, "gone": 30},
        BOARD | {"next": PRODUCT | {"left": 0}},
        BOARD | {"now": FLASH | {"until": None}},
        BOARD | {"now": PRODUCT | {"left": 0, "waiting": 4}},
        BOARD | {"now": PRODUCT | {"options": 3, "dearest": 59000}, "now_url": None},
    ],
    "group_board_over": [BOARD | {"state": "ended"}, BARE | {"state": "ended"}, BOARD],
    "stream_planned": [PLANNED, PLANNED | {"moved": True}],
    "rescue_seller_only": [{"shop": "Malee & <Sons>"}, {"shop": None}],
    "rescue_how": [{"problem": problem} for problem in PROBLEMS],
    "rescue_ask": [{"buyer": "Anna <3", "text": "I want <it>"}, {"buyer": "Anna", "text": ""}],
    "rescued": [
        *(RESCUED | {"outcome": outcome} for outcome in OUTCOMES),
        *(RESCUED | {"outcome": "closed", "why": why} for why in REASONS),
        RESCUED | {"anonymous": True, "url": START},
    ],
}
