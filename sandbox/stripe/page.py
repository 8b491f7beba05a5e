"""The hosted checkout page: plain HTML forms that pay, decline, pay later or go back."""

from pathlib import Path
from typing import TYPE_CHECKING

from aiohttp import web
from babel import Locale
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from . import methods, payments, people, sessions
from .errors import Json
from .labels import LABELS, language_of
from .money import shown

if TYPE_CHECKING:
    from .stand import Stripe

HERE = Path(__file__).parent
ADDRESS = ("line1", "line2", "city", "state", "postal_code")
NEEDED = ("line1", "city", "postal_code")


class Page:
    """Shows one session and does what its buttons say."""

    def __init__(self, stand: "Stripe") -> None:
        self._stand = stand
        self._templates = Environment(
            loader=FileSystemLoader(HERE),
            autoescape=select_autoescape(["html", "j2"]),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def mount(self, app: web.Application) -> None:
        """Add the page's addresses."""
        app.router.add_get("/c/pay/{id}", self.show)
        app.router.add_post("/c/pay/{id}", self.press)
        app.router.add_get("/c/page.css", self.style)

    async def style(self, request: web.Request) -> web.StreamResponse:
        """The one style sheet."""
        return web.FileResponse(HERE / "page.css")

    async def show(self, request: web.Request) -> web.Response:
        """The form of an open session; kind words for any other."""
        session = self.session(request)
        if session is None or session["status"] != "open":
            return self.over(request, session)
        return self.form(request, session, self.prefilled(session), [])

    async def press(self, request: web.Request) -> web.Response:
        """Do what the pressed button says, then send the buyer on."""
        session = self.session(request)
        if session is None or session["status"] != "open":
            return self.over(request, session)
        given = {key: str(value).strip() for key, value in (await request.post()).items()}
        action = given.get("action", "pay")
        if action == "back":
            raise web.HTTPSeeOther(session["cancel_url"] or request.path)
        wrong = missing_fields(session, given)
        if wrong:
            return self.form(request, session, given, wrong)
        return self.settle(request, session, given, action)

    def settle(
        self, request: web.Request, session: Json, given: dict[str, str], action: str
    ) -> web.Response:
        """Pay or decline with what the form holds."""
        books = self._stand.books
        who, option = buyer_of(session, given), chosen(session, given.get("shipping"))
        if action == "decline":
            payments.decline(books, session, who, option)
            return self.form(request, session, given, ["declined"])
        wanted = {"pay": "card", "later": methods.delayed(session["currency"])}
        method = wanted.get(action, action)
        if method not in session["payment_method_types"]:
            return self.form(request, session, given, ["method"])
        payments.complete(books, session, who, method, option)
        target = session["success_url"].replace("{CHECKOUT_SESSION_ID}", session["id"])
        raise web.HTTPSeeOther(target)

    def session(self, request: web.Request) -> Json | None:
        """The session of the address, as it is now."""
        sessions.expire_due(self._stand.books)
        return self._stand.sessions.get(request.match_info["id"])

    def prefilled(self, session: Json) -> dict[str, str]:
        """A form that one tap can send."""
        who = people.buyer(people.country_of(session))
        values = {key: value or "" for key, value in who.address.items()}
        first = session["shipping_options"][:1]
        return values | {
            "email": session["customer_email"] or who.email,
            "name": who.name,
            "phone": who.phone or "",
            "shipping": first[0]["shipping_rate"] if first else "",
        }

    def form(
        self, request: web.Request, session: Json, values: dict[str, str], wrong: list[str]
    ) -> web.Response:
        """The page of an open session."""
        language = self.language(request, session)
        books = self._stand.books
        costs = [option["shipping_amount"] for option in session["shipping_options"]] or [0]
        return self.render(
            "checkout.html.j2",
            request,
            language,
            422 if wrong and wrong != ["declined"] else 200,
            session=session,
            action=request.path,
            items=[
                (item, books.products[item["price"]["product"]])
                for item in books.line_items[session["id"]]
            ],
            options=[
                (option, books.shipping_rates[option["shipping_rate"]])
                for option in session["shipping_options"]
            ],
            totals=[session["amount_subtotal"] + cost for cost in costs],
            values=values,
            wrong=wrong,
            countries=countries(session, language),
            later=methods.delayed(session["currency"]),
        )

    def over(self, request: web.Request, session: Json | None) -> web.Response:
        """What is said of a session that cannot be paid any more, or never was."""
        state = session["status"] if session else "unknown"
        back = None
        if session:
            done = session["success_url"].replace("{CHECKOUT_SESSION_ID}", session["id"])
            back = done if state == "complete" else session["cancel_url"]
        status = {"complete": 200, "expired": 410}.get(state, 404)
        return self.render(
            "over.html.j2", request, self.language(request, session), status, state=state, back=back
        )

    def language(self, request: web.Request, session: Json | None) -> str:
        """The session's language, else the browser's."""
        wanted = session["locale"] if session else None
        return language_of(wanted, request.headers.get("Accept-Language", ""))

    def render(
        self, template: str, request: web.Request, language: str, status: int, **facts: object
    ) -> web.Response:
        """One page in a language."""
        text = self._templates.get_template(template).render(
            t=LABELS[language],
            language=language,
            style=request.path.partition("/c/pay/")[0] + "/c/page.css",
            money=lambda amount, currency: shown(amount, currency, language),
            **facts,
        )
        return web.Response(
            text=text,
            status=status,
            content_type="text/html",
            headers={"Cache-Control": "no-store"},
        )


def missing_fields(session: Json, given: dict[str, str]) -> list[str]:
    """Names of the fields that the session asks for and the form lacks."""
    needed = ["email", "name"]
    if session["shipping_address_collection"] is not None:
        needed += NEEDED
    if session["phone_number_collection"]["enabled"]:
        needed.append("phone")
    wrong = [name for name in needed if not given.get(name)]
    if "email" not in wrong and "@" not in given["email"]:
        wrong.append("email")
    collection = session["shipping_address_collection"]
    if collection is not None and given.get("country") not in collection["allowed_countries"]:
        wrong.append("country")
    return wrong


def buyer_of(session: Json, given: dict[str, str]) -> payments.Buyer:
    """The buyer of a filled form."""
    address: dict[str, str | None] = {name: given.get(name) or None for name in ADDRESS}
    address["country"] = given.get("country") or None
    return payments.Buyer(given["email"], given["name"], given.get("phone") or None, address)


def chosen(session: Json, rate: str | None) -> Json | None:
    """The shipping option of that rate, else the first."""
    options: list[Json] = session["shipping_options"]
    return next((o for o in options if o["shipping_rate"] == rate), options[0] if options else None)


def countries(session: Json, language: str) -> list[tuple[str, str]]:
    """Codes and names of the countries that can be shipped to, by name."""
    collection = session["shipping_address_collection"] or {"allowed_countries": []}
    names = Locale.parse(language).territories
    listed = [(code, names.get(code, code)) for code in collection["allowed_countries"]]
    return sorted(listed, key=lambda pair: pair[1])
