"""What a seller types for the shop's terms: how it ships, how long it holds."""

from models.words.folding import fold
from models.words.money import PriceProblem, read_price
from models.words.numbers import read_number

SHORTEST_HOLD, LONGEST_HOLD = 1, 1440
"""Minutes."""

_PICKUP = {fold(word) for word in (
    "pickup", "pick up", "pick-up", "pick-up only", "collect", "ritiro", "solo ritiro",
    "ritiro a mano", "รับเอง", "นัดรับ", "มารับเอง",
)}  # fmt: skip
_FLAT = {fold(word) for word in (
    "flat", "flat rate", "shipping", "ship", "spedizione", "tariffa fissa", "tariffa unica",
    "ค่าส่งเหมา", "เหมาจ่าย", "ส่ง", "จัดส่ง",
)}  # fmt: skip
_FREE = {fold(word) for word in ("free", "free shipping", "gratis", "gratuita", "ฟรี", "ส่งฟรี")}


def read_shipping(text: str, currency: str) -> str | int | PriceProblem:
    """``pickup``, ``flat`` (the fee is still to be said), or the flat fee in minor units."""
    folded = " ".join(fold(text).split())
    if folded in _PICKUP:
        return "pickup"
    return "flat" if folded in _FLAT else read_fee(text, currency)


def read_fee(text: str, currency: str) -> int | PriceProblem:
    """A flat shipping fee in minor units; 0 ships for free."""
    if " ".join(fold(text).split()) in _FREE:
        return 0
    fee = read_price(text, currency)
    return 0 if isinstance(fee, PriceProblem) and fee.reason == "zero" else fee


def read_hold(text: str) -> int | None:
    """Minutes to hold, 1–1440, with or without a word behind; None if it is no such number."""
    words = fold(text).split()
    digits = words[0].rstrip("'MIN.นาที") if words else ""
    return read_number(digits, SHORTEST_HOLD, LONGEST_HOLD)
