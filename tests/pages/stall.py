"""A stall whose pages are served, and what befalls it: claims, payments, parcels, refunds."""

from dataclasses import dataclass, field
from functools import partial
from itertools import count
from typing import Any

from aiohttp import ClientResponse
from aiohttp.test_utils import TestClient
from sqlalchemy import Row, text

from models import catalog, checkouts, claims, orders, people, refunds, reservations, settlement
from models.outcomes import Held, Unheld, Waiting
from tests.market import Market

SELLER, EMMA, GIULIA, NOK = 1, 2, 3, 4
ADDRESS = {"name": "Emma Reed", "phone": "+66 81", "lines": ["5 Silom Rd", "10500 Bangkok", "TH"]}
CHECKOUT = "https://checkout.example/c/1"


@dataclass
class Stall:
    """Malee's stall: one product, A12 at 390 baht, flat shipping of 50 baht."""

    market: Market
    client: TestClient[Any, Any]
    sources: "count[int]" = field(default_factory=partial(count, 1))

    def open(self, *, name: str = "Malee Silk", shipping: str = "flat", fee: int = 5000) -> None:
        with self.market.tx() as tx:
            for person, language in ((SELLER, "th"), (EMMA, "en"), (GIULIA, "it"), (NOK, "th")):
                people.meet(tx, person, name=f"P{person}", username=None, language=language)
            people.open_shop(
                tx, slug="malee", name=name, owner_id=SELLER, currency="THB", zone="Asia/Bangkok",
                shipping=shipping, shipping_fee=fee,
            )  # fmt: skip
        self.add("A12", "Silk scarf")

    def add(self, code: str, title: str, price: int = 39000, stock: int = 5) -> None:
        with self.market.tx() as tx:
            made = catalog.add_product(
                tx, shop_id=1, code=code, key=code.upper(), title=title, price=price, stock=stock
            )
        assert made is not None

    def claim(self, person: int = EMMA, code: str = "A12", quantity: int = 1) -> str:
        """Someone reserves; the token of their payment address."""
        with self.market.tx() as tx:
            item = catalog.item(tx, 1, code)
            assert item is not None
            said = claims.claim(
                tx, shop=people.shop(tx, 1), item=item, person_id=person, quantity=quantity,
                source=f"m:{next(self.sources)}", said_at=tx.now, seq=0,
            )  # fmt: skip
        assert isinstance(said, Held | Waiting | Unheld)
        return said.line.token

    def order(self, token: str) -> Row[Any]:
        """The order that a reservation is in."""
        with self.market.tx() as tx:
            row = reservations.by_token(tx, token)
            assert row is not None and row.order_id is not None
            return orders.order(tx, row.order_id)

    def begin(self, token: str) -> Row[Any]:
        """The buyer taps Pay in the chat; the order, whose checkout is wanted now."""
        with self.market.tx() as tx:
            row = reservations.by_token(tx, token)
            assert row is not None
            checkouts.open_checkout(tx, row.person_id, row.shop_id, by_chat=True)
        return self.order(token)

    def opened(self, order_id: int, url: str = CHECKOUT) -> None:
        """The provider makes the checkout."""
        with self.market.tx() as tx:
            checkouts.opened(
                tx, order_id, session_id=f"cs_{order_id}", url=url, expires_at=tx.now + 1_860_000
            )

    def refuse(self, order_id: int) -> None:
        """The provider won't make the checkout."""
        with self.market.tx() as tx:
            checkouts.refused(tx, order_id, "other")

    def pay(self, token: str, amount: int | None = None, *, ships: bool = True) -> Row[Any]:
        """All the way to the money; the order."""
        order = self.begin(token)
        self.opened(order.id)
        with self.market.tx() as tx:
            settlement.settle(
                tx, order.id, session_id=f"cs_{order.id}", amount=amount or order.amount,
                payment="pi_1", email=None, address=ADDRESS if ships else None,
            )  # fmt: skip
        return self.order(token)

    def refund(self, order_id: int, amount: int, *, done: bool) -> None:
        """The seller gives money back; ``done``: it has arrived."""
        with self.market.tx() as tx:
            wanted = refunds.refund(tx, order_id, amount, "seller")
            assert wanted is not None
            if done:
                refunds.succeeded(tx, wanted, f"re_{wanted}")

    def ship(self, order_id: int, tracking: str = "") -> None:
        with self.market.tx() as tx:
            assert orders.ship(tx, order_id, tracking)

    def rows(self, table: str) -> int:
        """How many rows a table has."""
        with self.market.tx() as tx:
            return int(tx.scalar(text(f"SELECT count(*) FROM {table}")))

    async def get(self, path: str, **headers: str) -> ClientResponse:
        """Opens an address; goes nowhere else by itself."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return await self.client.get(path, headers=named, allow_redirects=False)

    async def read(self, path: str, **headers: str) -> str:
        """The text of a page that is there."""
        answer = await self.get(path, **headers)
        assert answer.status == 200
        return await answer.text()
