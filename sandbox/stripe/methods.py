"""Payment methods: which a checkout may name, and which the stand-in offers in a currency."""

from collections.abc import Sequence

from .errors import Refusal
from .words import words

TYPES = words(
    """
    acss_debit affirm afterpay_clearpay alipay alma amazon_pay au_becs_debit bacs_debit bancontact
    billie bizum blik boleto card cashapp crypto customer_balance eps fpx giropay grabpay ideal
    kakao_pay klarna konbini kr_card link mb_way mobilepay multibanco naver_pay nz_bank_account oxxo
    p24 pay_by_bank payco paynow paypal paypay payto pix promptpay revolut_pay samsung_pay satispay
    scalapay sepa_debit sequra sofort sunbit swish twint upi us_bank_account wechat_pay zip
    """
)
# One method per currency whose result comes later; elsewhere a bank transfer plays that part.
DELAYED = {
    "aud": "au_becs_debit",
    "brl": "boleto",
    "cad": "acss_debit",
    "eur": "sepa_debit",
    "gbp": "bacs_debit",
    "jpy": "konbini",
    "mxn": "oxxo",
    "usd": "us_bank_account",
}
NO_NATIVE_REFUND = frozenset({"promptpay", "konbini"})


def delayed(currency: str) -> str:
    """The method that stands for "pay later" in a currency."""
    return DELAYED.get(currency, "customer_balance")


def offered(
    currency: str, allowed: Sequence[str] | None, excluded: Sequence[str] | None
) -> list[str]:
    """What the page offers: card, PromptPay for baht, one delayed method; then both filters."""
    local = ["promptpay"] if currency == "thb" else []
    methods = ["card", *local, delayed(currency)]
    kept = [
        method
        for method in methods
        if (allowed is None or method in allowed) and method not in (excluded or ())
    ]
    if not kept:
        raise Refusal("No valid payment method types for this Checkout Session.")
    return kept
