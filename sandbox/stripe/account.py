"""The account behind the key, and its balance."""

from collections import Counter

from .books import Books
from .errors import Json


def account(books: Books) -> Json:
    """A Thai standard account that may charge and be paid out."""
    return {
        "id": books.account,
        "object": "account",
        "business_profile": {
            "mcc": "5999",
            "name": "Test checkout",
            "product_description": None,
            "support_address": None,
            "support_email": None,
            "support_phone": None,
            "support_url": None,
            "url": "https://example.com",
        },
        "business_type": "individual",
        "capabilities": {"card_payments": "active", "transfers": "active"},
        "charges_enabled": True,
        "controller": {"type": "account"},
        "country": "TH",
        "created": 1_700_000_000,
        "default_currency": "thb",
        "details_submitted": True,
        "email": "owner@example.com",
        "external_accounts": {
            "object": "list",
            "data": [],
            "has_more": False,
            "url": f"/v1/accounts/{books.account}/external_accounts",
        },
        "future_requirements": nothing_due(),
        "metadata": {},
        "payouts_enabled": True,
        "requirements": nothing_due(),
        "settings": settings(),
        "tos_acceptance": {"date": None, "ip": None, "user_agent": None},
        "type": "standard",
    }


def settings() -> Json:
    """How the account looks to people."""
    return {
        "branding": {"icon": None, "logo": None, "primary_color": None, "secondary_color": None},
        "card_payments": {"decline_on": None, "statement_descriptor_prefix": None},
        "dashboard": {"display_name": "Test checkout", "timezone": "Asia/Bangkok"},
        "payments": {"statement_descriptor": "TEST CHECKOUT"},
    }


def nothing_due() -> Json:
    """No paper is wanted."""
    lists = ("currently_due", "errors", "eventually_due", "past_due", "pending_verification")
    return {
        "alternatives": [],
        "current_deadline": None,
        "disabled_reason": None,
        **{name: [] for name in lists},
    }


def balance(books: Books) -> Json:
    """What came in less what went back, by currency; all of it still pending."""
    sums: Counter[str] = Counter()
    for charge in books.charges.values():
        sums[charge["currency"]] += charge["amount_captured"] - charge["amount_refunded"]
    return {
        "object": "balance",
        "available": [funds(0, currency) for currency in sums or ["thb"]],
        "livemode": False,
        "pending": [funds(amount, currency) for currency, amount in sums.items()],
    }


def funds(amount: int, currency: str) -> Json:
    """An amount by where it came from."""
    return {"amount": amount, "currency": currency, "source_types": {"card": amount}}
