"""Example facts for what people are told about money."""

from typing import Any

Facts = dict[str, Any]

NOON = 1_795_435_200_000
SHOP: Facts = {"shop": "Nok & <Vintage>", "slug": "nok", "shop_id": 7, "zone": "Asia/Bangkok"}
SCARF: Facts = {
    "reservation": 31, "option_id": 9, "code": "A12", "title": "Silk scarf & <b>", "option": "",
    "quantity": 2, "price": 39_000, "total": 78_000, "currency": "THB",
}  # fmt: skip
BOWL: Facts = SCARF | {
    "reservation": 32, "option_id": 12, "code": "ชาม-1", "title": "ชามลายคราม", "option": "ใบใหญ่",
    "quantity": 1, "price": 25_050, "total": 25_050,
}  # fmt: skip
ORDER: Facts = SHOP | {
    "order": 112, "amount": 108_050, "shipping": 5_000, "currency": "THB", "paid_at": NOON,
    "receipt_url": None,
}  # fmt: skip
EURO: Facts = ORDER | {
    "amount": 1_999, "shipping": 0, "currency": "EUR", "zone": "Europe/Rome",
    "receipt_url": "https://market.example/orders/Zk3q",
}  # fmt: skip
YEN: Facts = ORDER | {"amount": 120_000, "currency": "JPY", "shipping": 800}
DINAR: Facts = ORDER | {"amount": 12_340, "currency": "KWD", "shipping": 0}
TO_SELLER: Facts = {"buyer": "Ada <3", "username": "ada_buys"}
NAMELESS: Facts = {"buyer": "สมชาย", "username": None}
ADDRESS: Facts = {
    "name": "Ada Lovelace", "phone": "+66 81 234 5678",
    "lines": ["12/3 Soi Ari 4", "Phaya Thai", "10400 Bangkok", "TH"],
}  # fmt: skip
MANY = [SCARF | {"code": f"C{number}", "reservation": number} for number in range(100)]


def _refunds(kinds: list[str], *more: Facts) -> dict[str, list[Facts]]:
    made = {}
    for kind in kinds:
        whom = TO_SELLER if kind.startswith("seller_") else {}
        made[kind] = [
            order | whom | {"refund": 5_050, "why": "seller"} | facts
            for order in (ORDER, EURO)
            for facts in more
        ]
    return made


SAMPLES: dict[str, list[Facts]] = {
    "checkout_ready": [
        order | {"url": "https://checkout.example/c/pay/cs_1", "until": NOON + 1_860_000}
        for order in (ORDER, EURO, YEN, DINAR)
    ],
    "checkout_failed": [
        ORDER | {"why": why}
        for why in (
            "amount_too_small", "amount_too_large", "currency", "key", "unreachable", "other"
        )
    ],
    "operator_key_refused": [{}],
    "checkout_delayed": [ORDER],
    "payment_failed": [ORDER | {"lines": [SCARF]}, EURO | {"lines": [SCARF, BOWL]}],
    "processing": [ORDER, EURO],
    "paid": [
        ORDER | {"lines": [SCARF, BOWL], "pickup": False},
        EURO | {"lines": [SCARF], "pickup": True},
        ORDER | {"lines": MANY, "pickup": False},
    ],
    "sold": [
        ORDER | TO_SELLER | {"lines": [SCARF, BOWL], "address": ADDRESS},
        ORDER | NAMELESS | {"lines": MANY, "address": None},
        EURO | NAMELESS | {"lines": [BOWL], "address": ADDRESS | {"name": None, "phone": None}},
        EURO | TO_SELLER | {"lines": [BOWL], "address": ADDRESS | {"lines": ["x" * 300]}},
    ],
    "paid_too_late": [
        ORDER | {"lines": [SCARF, BOWL], "paid": 108_050, "why": why}
        for why in ("too_late", "amount")
    ],
    "sold_too_late": [
        ORDER | TO_SELLER | {"lines": [SCARF], "paid": 108_050, "why": why}
        for why in ("too_late", "amount")
    ],
    **_refunds(["refund_pending", "seller_refund_pending"], {"by_mail": True}, {"by_mail": False}),
    **_refunds(
        ["refunded", "seller_refunded"], {"why": "too_late"}, {"why": "twice"}, {"why": "seller"}
    ),
    **_refunds(
        ["refund_failed", "seller_refund_failed"], {"why": "card"}, {"why": "disputed"},
        {"why": "balance"}, {"why": "other"},
    ),
    "seller_dispute": [
        ORDER | TO_SELLER
        | {"disputed": 108_050, "reason": reason, "state": state, "due_by": due_by}
        for reason, state, due_by in (
            ("fraudulent", "open", NOON), ("product_not_received", "open", None),
            ("product_unacceptable", "open", NOON), ("duplicate", "open", NOON),
            ("credit_not_processed", "open", NOON), ("fraudulent", "won", None),
            ("general", "lost", None), ("general", "closed", None),
        )
    ],
    "shipped": [ORDER | {"tracking": "TH0123 <456>"}, EURO | {"tracking": None}],
    "handed_over": [ORDER, EURO],
    "provider_shipping": [{}],
}  # fmt: skip
