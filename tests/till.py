"""A shop with a till: the real rules, errands and polling, against the Stripe stand-in."""

import asyncio
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import aiohttp
import orjson
import stripe as sdk
from sqlalchemy import Row, func, select

from bot.turns import Turns
from models import (
    catalog,
    checkouts,
    claims,
    errands,
    holds,
    people,
    refunds,
    reservations,
    schema,
)
from models.orders import ORDER
from models.outcomes import CheckoutOutcome, Held, PartlyHeld
from models.outgoing import OUTGOING
from models.refunds import REFUND
from models.store import Store
from models.terms import Terms
from models.tx import Tx
from payments import events
from payments.client import make_client
from payments.errands import Errands
from payments.polling import Polling
from sandbox.stripe import Stripe
from tests import books
from tests.market import Clock

T = TypeVar("T")
KEY = "sk_test_till"
SELLER, BUYER, OTHER, THIRD = 1, 2, 3, 4


class Till:
    """Nok's shop: ``scarf`` (two at 390 baht) and ``bowl`` (one at 250), shipped for 50.

    ``stand`` is the provider. Nothing moves by itself: ``work`` does the errands that are due,
    ``poll`` asks the provider for events and has them decided.
    """

    def __init__(self, folder: Path, terms: Terms | None = None) -> None:
        self.clock = Clock()
        self.store = Store(f"sqlite:///{folder}/till.db", terms, self.clock)
        schema.metadata().create_all(self.store.engine)
        self.stand = Stripe(KEY, clock=self.clock, seed=1)
        self.turns = Turns(self.store, {"stripe": events.decide})
        self.shop_id = 0
        self.scarf = 0
        self.bowl = 0
        self._said = 0

    def open(self, session: aiohttp.ClientSession, **shop: Any) -> None:
        """Connects the till and opens the shop."""
        self.client: sdk.StripeClient = make_client(KEY, self.stand.books.origin, session)
        self.errands = Errands(self.store, self.client)
        self.polling = Polling(self.store, self.client, has_webhook=False)
        terms = {"currency": "THB", "shipping": "flat", "shipping_fee": 5_000} | shop
        with self.store.transaction() as tx:
            for person, name, language in (
                (SELLER, "Nok", "th"), (BUYER, "Ada", "en"), (OTHER, "Bea", "it"),
                (THIRD, "Cat", "th"),
            ):  # fmt: skip
                people.meet(tx, person, name=name, username=None, language=language)
                people.start(tx, person)
            opened = people.open_shop(
                tx, slug="nok", name="Nok Vintage", owner_id=SELLER, zone="Asia/Bangkok", **terms
            )
            assert opened is not None
            self.shop_id = opened
        self.scarf = self.product("A1", "Silk scarf", 39_000, 2)
        self.bowl = self.product("B2", "Blue bowl", 25_000, 1)

    def meet(self, person: int) -> None:
        """Lets another person in."""
        with self.store.transaction() as tx:
            people.meet(tx, person, name=f"P{person}", username=None, language="en")
            people.start(tx, person)

    def product(self, code: str, title: str, price: int, stock: int) -> int:
        """Puts a product on sale; its option's id."""
        made = self.do(
            lambda tx: catalog.add_product(
                tx, shop_id=self.shop_id, code=code, key=code, title=title, price=price,
                stock=stock,
            )
        )  # fmt: skip
        assert made is not None
        return made

    def do(self, job: Callable[[Tx], T]) -> T:
        """Runs a rule in a transaction of its own."""
        with self.store.transaction() as tx:
            return job(tx)

    def claim(self, person: int, option_id: int, quantity: int = 1) -> int:
        """Claims; the id of what is held of it, else of what waits."""
        self._said += 1
        with self.store.transaction() as tx:
            outcome = claims.claim(
                tx, shop=people.shop(tx, self.shop_id), item=catalog.item_of(tx, option_id),
                person_id=person, quantity=quantity, source=f"test:{self._said}",
                said_at=self.clock.now, seq=self._said,
            )  # fmt: skip
        assert isinstance(outcome, Held | PartlyHeld) or hasattr(outcome, "place"), outcome
        return int(outcome.line.reservation)  # type: ignore[union-attr] # all three have a line

    def tap(self, person: int, *, by_chat: bool = True) -> CheckoutOutcome:
        """Taps on Pay."""
        return self.do(
            lambda tx: checkouts.open_checkout(tx, person, self.shop_id, by_chat=by_chat)
        )

    def drop(self, reservation_id: int) -> Any:
        """Gives up a line."""
        return self.do(lambda tx: checkouts.cancel(tx, reservations.known(tx, reservation_id)))

    async def checkout(self, person: int) -> Row[Any]:
        """Taps on Pay and has the checkout made; the order."""
        self.tap(person)
        await self.work()
        return self.order(person)

    async def buy(self, person: int, option_id: int, quantity: int = 1, **how: Any) -> Row[Any]:
        """Claims, pays and has it settled; the order."""
        self.claim(person, option_id, quantity)
        order = await self.checkout(person)
        self.stand.pay(order.session_id, **how)
        await self.poll()
        return self.order(person)

    async def work(self) -> int:
        """Does the errands that are due now."""
        return await self.errands.drain()

    async def work_on(self, seconds: int = 120) -> None:
        """Does errands for so long, each when it is due."""
        end = self.clock.now + seconds * 1000
        while self.clock.now < end:
            await self.work()
            due = self.do(errands.next_due)
            self.clock.now = end if due is None else max(self.clock.now + 1, min(due, end))

    async def poll(self) -> None:
        """A second later: reads the provider's events, decides them, does the errands they ask."""
        self.clock.pass_(seconds=1)
        await self.polling.read()
        await self.turns.drain()
        await self.work()

    async def decide(self, *told: dict[str, Any]) -> None:
        """Has events decided as if they had just come in."""
        await self.store.write(partial(events.receive, events=list(told)))
        await self.turns.drain()

    def sweep_holds(self) -> None:
        """Ends what lapsed."""
        self.do(holds.expire)

    def order(self, person: int) -> Row[Any]:
        """The person's newest order."""
        found = self.do(
            lambda tx: tx.one(
                select(ORDER).where(ORDER.c.person_id == person).order_by(ORDER.c.id.desc())
            )
        )
        assert found is not None
        return found

    def order_count(self) -> int:
        """How many orders there ever were."""
        return int(self.do(lambda tx: tx.scalar(select(func.count()).select_from(ORDER))))

    def state(self, reservation_id: int) -> str:
        """A reservation's state."""
        return str(self.do(lambda tx: reservations.known(tx, reservation_id)).state)

    def stock(self, option_id: int) -> tuple[int, int, int]:
        """Units free, held and sold."""
        row = self.do(lambda tx: catalog.item_of(tx, option_id))
        return row.free, row.held, row.sold

    def refunds(self) -> list[Row[Any]]:
        """Every refund, oldest first."""
        return list(self.do(lambda tx: tx.all(select(REFUND).order_by(REFUND.c.id))))

    def refund_all(self, person: int) -> int | None:
        """The seller gives back a person's newest order."""
        order_id = self.order(person).id
        return self.do(lambda tx: refunds.refund_all(tx, order_id))

    def told(self, person: int) -> list[str]:
        """The kinds of all messages to a person, in their order."""
        rows = self.do(
            lambda tx: tx.all(
                select(OUTGOING).where(OUTGOING.c.chat_id == person).order_by(OUTGOING.c.id)
            )
        )
        return [row.kind for row in rows]

    def facts(self, person: int, kind: str) -> dict[str, Any]:
        """The facts of the last message of a kind to a person."""
        row = self.do(
            lambda tx: tx.one(
                select(OUTGOING)
                .where(OUTGOING.c.chat_id == person, OUTGOING.c.kind == kind)
                .order_by(OUTGOING.c.id.desc())
            )
        )
        assert row is not None, self.told(person)
        facts: dict[str, Any] = orjson.loads(row.facts)
        return facts

    async def called(self) -> None:
        """Waits for the provider to be asked anything."""
        async with asyncio.timeout(5):
            while not self.stand.calls:  # noqa: ASYNC110 # the stand-in rings no bell
                await asyncio.sleep(0.01)

    def posts(self, path: str) -> int:
        """How many POSTs to a path came in at the provider."""
        return sum(call.method == "POST" and call.path == path for call in self.stand.calls)

    def events(self, kind: str) -> list[dict[str, Any]]:
        """The provider's events of a kind, oldest first."""
        return [event for event in self.stand.events if event["type"] == kind]

    def check_sums(self) -> None:
        """Every unit and every satang is where it should be, here and at the provider."""
        with self.store.transaction() as tx:
            books.check(tx)
            self._check_money(tx)

    def _check_money(self, tx: Tx) -> None:
        for order in tx.all(select(ORDER)):
            charged = returned = 0
            for charge in self.stand.charges.values():
                if charge["paid"] and charge["metadata"].get("order") == order.token:
                    charged += charge["amount_captured"]
                    returned += charge["amount_refunded"]
            pending = sum(r.amount for r in refunds.of_order(tx, order.id) if r.state == "pending")
            assert order.paid == charged, order
            assert order.refunded + pending == returned, order
