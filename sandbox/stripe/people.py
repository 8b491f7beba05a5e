"""Plausible buyers, one per country, for prefilled forms and for payments without a form."""

from .errors import Json
from .payments import Buyer

PEOPLE: dict[str, tuple[str, str, dict[str, str | None]]] = {
    "TH": (
        "มาลี สุขใจ",
        "+66812345678",
        {
            "line1": "88/12 ถนนสุขุมวิท",
            "line2": "แขวงคลองเตย",
            "city": "เขตคลองเตย",
            "state": "กรุงเทพมหานคร",
            "postal_code": "10110",
        },
    ),
    "IT": (
        "Giulia Rossi",
        "+393471234567",
        {
            "line1": "Via Garibaldi 12",
            "line2": None,
            "city": "Torino",
            "state": "TO",
            "postal_code": "10122",
        },
    ),
    "JP": (
        "Hanako Sato",
        "+819012345678",
        {
            "line1": "1-2-3 Dogenzaka",
            "line2": None,
            "city": "Shibuya-ku",
            "state": "Tokyo",
            "postal_code": "150-0043",
        },
    ),
    "US": (
        "Sam Taylor",
        "+12125550123",
        {
            "line1": "20 Mercer Street",
            "line2": "Apt 4",
            "city": "New York",
            "state": "NY",
            "postal_code": "10013",
        },
    ),
}
ELSEWHERE = (
    "Sam Taylor",
    "+447400123456",
    {
        "line1": "12 Market Street",
        "line2": None,
        "city": "Bristol",
        "state": None,
        "postal_code": "BS1 4XY",
    },
)


def buyer(country: str, email: str = "buyer@example.com") -> Buyer:
    """The person who pays from that country."""
    name, phone, address = PEOPLE.get(country, ELSEWHERE)
    return Buyer(email, name, phone, {"country": country, **address})


def country_of(session: Json) -> str:
    """Where a buyer of this session plausibly lives."""
    collection = session["shipping_address_collection"]
    by_language = {"it": "IT", "ja": "JP", "th": "TH"}
    by_currency = {"thb": "TH", "eur": "IT", "jpy": "JP", "usd": "US"}
    home = by_language.get(session["locale"]) or by_currency.get(session["currency"], "GB")
    if collection is None or home in collection["allowed_countries"]:
        return home
    return str(collection["allowed_countries"][0])
