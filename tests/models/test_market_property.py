"""Any sequence of claims, cancels, lapses, restocks, payments and refunds keeps the books right."""

import shutil
import tempfile
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from functools import cache
from pathlib import Path
from typing import Any

import orjson
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from sqlalchemy import Row, func, select, text, update

from bot.turns import decide
from models import (
    catalog,
    changes,
    checkouts,
    holds,
    incoming,
    orders,
    people,
    refunds,
    reservations,
    restock,
    schema,
    settlement,
    shows,
)
from models.orders import ORDER
from models.outgoing import OUTGOING
from models.people import SHOP
from models.refunds import REFUND
from models.reservations import RESERVATION
from models.store import Store, Tx
from tests import books
from tests.market import Clock

Rule = Callable[..., None]

CODES = ("A12", "B7", "C3")
"""Of option 1 and 2 in the first shop, which ships, and of option 3 in the second."""

buyers = st.sampled_from((11, 12, 13))
codes = st.sampled_from(CODES)
options = st.integers(1, 3)
STILL = ("held", "waiting")
STATES = text("""
    SELECT DISTINCT state FROM reservation UNION SELECT DISTINCT 'order ' || state FROM orders
    UNION SELECT DISTINCT 'refund ' || state FROM refund
""")
picks = st.integers(0, 30)
"""Which one of the rows there are; beyond the last it starts anew."""
WORDS = ("cf {} x{}", "{} +{}", "{}={}", "จอง {} {} ค่ะ", "prendo {} {}")


@cache
def opening() -> Path:
    """A database with two shops and three products."""
    path = Path(tempfile.mkdtemp()) / "opening.db"
    store = Store(f"sqlite:///{path}", clock=Clock())
    schema.metadata().create_all(store.engine)
    with store.transaction() as tx:
        for person in (1, 2, 11, 12, 13):
            people.meet(tx, person, name=f"P{person}", username=None, language="en")
        people.open_shop(tx, slug="malee", name="Malee", owner_id=1, currency="THB",
                         zone="Asia/Bangkok", shipping="flat", shipping_fee=5000)  # fmt: skip
        people.open_shop(
            tx, slug="gino", name="Gino", owner_id=2, currency="EUR", zone="Europe/Rome"
        )
        for shop_id, code, stock in ((1, "A12", 2), (1, "B7", 1), (2, "C3", 3)):
            catalog.add_product(
                tx, shop_id=shop_id, code=code, key=code, title=code, price=39000, stock=stock
            )
    store.engine.dispose()
    return path


def some(*states: str) -> Callable[[Rule], Rule]:
    """Only while there are orders, reservations or refunds in one of the states."""
    return precondition(lambda market: not market.states.isdisjoint(states))


class Market(RuleBasedStateMachine):
    """People, sellers, the provider and time, each doing what they please."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        path = Path(self.folder.name) / "market.db"
        shutil.copyfile(opening(), path)
        self.clock = Clock()
        self.store = Store(f"sqlite:///{path}", clock=self.clock)
        self.units = {1: 2, 2: 1, 3: 3}
        self.claimed: dict[str, int] = {}
        self.states: set[str] = set()
        self.seq = 0

    def teardown(self) -> None:
        self.store.engine.dispose()
        self.folder.cleanup()

    def tx(self) -> AbstractContextManager[Tx]:
        """The next transaction, a moment later."""
        self.clock.now += 1
        return self.store.transaction()

    def say(self, tx: Tx, person: int, words: str, at: int) -> str:
        """Sends a message as Telegram delivers it; its source."""
        chat = {"id": person, "type": "private"}
        self.hear(
            tx, at,
            message={
                "message_id": self.seq, "date": at // 1000, "text": words, "chat": chat,
                "from": {"id": person, "is_bot": False, "first_name": f"P{person}"},
            },
        )  # fmt: skip
        return f"m:{person}:{self.seq - 1}"

    def hear(self, tx: Tx, at: int, **update: Any) -> None:
        """Receives an update and decides it."""
        self.seq += 1
        body = orjson.dumps({"update_id": self.seq, **update}).decode()
        incoming.receive(tx, "telegram", [(str(self.seq), at // 1000 * 1000, self.seq, body)])
        rows = incoming.due(tx, 10)
        for row in rows:
            decide(tx, row)
        incoming.done(tx, [row.id for row in rows])

    # what buyers do

    @rule(person=buyers, code=codes, quantity=st.integers(1, 4), words=st.sampled_from(WORDS),
          late=st.sampled_from((0, 0, 0, 30_000)))  # fmt: skip
    def claim(self, person: int, code: str, quantity: int, words: str, late: int) -> None:
        with self.tx() as tx:
            words = words.format(code.lower(), quantity)
            source = self.say(tx, person, words, self.clock.now - late)
            rows = tx.all(select(RESERVATION).where(RESERVATION.c.source == source))
            if not rows:
                return
            self.claimed[source] = quantity
            for row in rows:
                if row.state == "waiting":
                    assert last_place(tx, person) == reservations.place(tx, row)

    @rule(person=buyers, option=options, quantity=st.integers(1, 3))
    def press(self, person: int, option: int, quantity: int) -> None:
        with self.tx() as tx:
            press = {
                "id": str(self.seq), "data": f"take:{option}:{quantity}",
                "from": {"id": person, "is_bot": False, "first_name": f"P{person}"},
            }  # fmt: skip
            self.hear(tx, self.clock.now, callback_query=press)

    @some("held", "waiting")
    @rule(pick=picks, quantity=st.integers(1, 5))
    def edit(self, pick: int, quantity: int) -> None:
        with self.tx() as tx:
            row = nth(tx.all(select(RESERVATION).order_by(RESERVATION.c.id)), pick)
            if row is None:
                return
            self.seq += 1
            outcome = changes.change(
                tx, source=row.source, shop=people.shop(tx, row.shop_id),
                item=catalog.item_of(tx, row.option_id), quantity=quantity,
                said_at=self.clock.now, seq=self.seq,
            )  # fmt: skip
            if isinstance(outcome, changes.Changed):
                self.claimed.pop(row.source, None)
                assert outcome.held + outcome.waiting == quantity

    @some("held", "waiting")
    @rule(pick=picks)
    def cancel(self, pick: int) -> None:
        with self.tx() as tx:
            row = nth(tx.all(reservations.LINES.where(RESERVATION.c.state.in_(STILL))), pick)
            if row is not None:
                checkouts.cancel(tx, row)

    @rule(person=buyers, words=st.sampled_from(("pass", "pass a12", "ไม่เอา c3")))
    def give_up(self, person: int, words: str) -> None:
        with self.tx() as tx:
            self.say(tx, person, words, self.clock.now)

    @some("held")
    @rule(pick=picks, by_chat=st.booleans())
    def pay(self, pick: int, by_chat: bool) -> None:
        with self.tx() as tx:
            row = nth(tx.all(select(RESERVATION).where(RESERVATION.c.state == "held")), pick)
            if row is not None:
                checkouts.open_checkout(tx, row.person_id, row.shop_id, by_chat=by_chat)

    # what time does

    @rule(minutes=st.sampled_from((1, 1, 4, 4, 11, 16)))
    def wait(self, minutes: int) -> None:
        self.clock.pass_(minutes=minutes)

    @some("held")
    @rule()
    def sweep(self) -> None:
        with self.tx() as tx:
            holds.remind(tx)
            holds.expire(tx)
            lapsed = select(func.count()).where(
                RESERVATION.c.state == "held",
                RESERVATION.c.order_id.is_(None),
                RESERVATION.c.deadline <= tx.now,
            )
            assert tx.scalar(lapsed) == 0

    # what sellers and the operator do

    @rule(option=options, change=st.integers(-3, 4))
    def add_stock(self, option: int, change: int) -> None:
        with self.tx() as tx:
            if isinstance(
                restock.restock(tx, catalog.item_of(tx, option), "add", change), restock.Restocked
            ):
                self.units[option] += change

    @rule(option=options, free=st.integers(0, 3))
    def set_stock(self, option: int, free: int) -> None:
        with self.tx() as tx:
            item = catalog.item_of(tx, option)
            if isinstance(restock.restock(tx, item, "set", free), restock.Restocked):
                self.units[option] += free - item.free

    @rule(option=options, archived=st.booleans())
    def archive(self, option: int, archived: bool) -> None:
        with self.tx() as tx:
            catalog.edit_product(tx, catalog.item_of(tx, option).product_id, archived=archived)

    @rule(state=st.sampled_from(("suspended", "open", "open")))
    def suspend(self, state: str) -> None:
        with self.tx() as tx:
            tx.run(update(SHOP).where(SHOP.c.id == 1).values(state=state))

    @rule(what=st.sampled_from(("go_live", "pause", "resume", "end")))
    def stream(self, what: str) -> None:
        with self.tx() as tx:
            running = shows.on_air(tx, 2)
            if what == "go_live":
                shows.go_live(tx, people.shop(tx, 2), "Friday", None)
            elif running is not None:
                getattr(shows, what)(tx, running.id)

    @some("order paid")
    @rule(pick=picks)
    def ship(self, pick: int) -> None:
        with self.tx() as tx:
            if (order := nth(orders_in(tx, "paid"), pick)) is not None:
                orders.ship(tx, order.id, "TH123")

    @some("order paid")
    @rule(pick=picks, part=st.booleans())
    def refund(self, pick: int, part: bool) -> None:
        with self.tx() as tx:
            order = nth(orders_in(tx, "paid", "refunded"), pick)
            if order is None:
                return
            if part:
                refunds.refund(tx, order.id, 1000, "seller")
            else:
                refunds.refund_all(tx, order.id)

    # what the provider says

    @some("order opening")
    @rule(pick=picks, refused=st.sampled_from((False, False, True)))
    def answer(self, pick: int, refused: bool) -> None:
        with self.tx() as tx:
            order = nth(orders_in(tx, "opening"), pick)
            if order is None:
                return
            if refused:
                checkouts.refused(tx, order.id, "other")
            else:
                checkouts.opened(
                    tx, order.id, session_id=f"cs_{order.id}", url="https://pay.example/1",
                    expires_at=tx.now + 1_800_000,
                )  # fmt: skip

    @some("order open", "order closing", "order processing")
    @rule(pick=picks)
    def end_unpaid(self, pick: int) -> None:
        with self.tx() as tx:
            order = nth(orders_in(tx, "open", "closing", "processing", "expired", "paid"), pick)
            if order is not None:
                checkouts.ended_unpaid(tx, order.id)

    @some("order open", "order closing")
    @rule(pick=picks)
    def process(self, pick: int) -> None:
        with self.tx() as tx:
            order = nth(orders_in(tx, "open", "closing", "processing", "paid"), pick)
            if order is not None:
                settlement.processing(tx, order.id)

    @some("order open", "order closing", "order processing", "order expired", "order failed")
    @rule(pick=picks, again=st.sampled_from(("", "", "b")), short=st.sampled_from((0, 0, 0, 1)))
    def settle(self, pick: int, again: str, short: int) -> None:
        with self.tx() as tx:
            order = nth(tx.all(select(ORDER).order_by(ORDER.c.id.desc())), pick)
            if order is not None:
                settlement.settle(
                    tx, order.id, session_id=f"cs_{order.id}{again}",
                    payment=f"pi_{order.id}{again}", amount=order.amount - short, email=None,
                    address=None,
                )  # fmt: skip

    @some("refund wanted", "refund pending")
    @rule(pick=picks, how=st.sampled_from(("succeeded", "succeeded", "failed", "under_way")))
    def refund_news(self, pick: int, how: str) -> None:
        with self.tx() as tx:
            row = nth(tx.all(select(REFUND).order_by(REFUND.c.id.desc())), pick)
            if row is not None:
                news = "other" if how == "failed" else f"re_{row.id}"
                getattr(refunds, how)(tx, row.id, news)

    # what is true at any moment

    @invariant()
    def the_books_are_right(self) -> None:
        with self.store.transaction() as tx:
            books.check(tx, answered=True)
            assert books.stock(tx) == self.units
            kept = select(RESERVATION.c.source, func.sum(RESERVATION.c.quantity).label("n"))
            rows = {row.source: row.n for row in tx.all(kept.group_by(RESERVATION.c.source))}
            self.states = {row.state for row in tx.all(STATES)}
        assert {source: rows[source] for source in self.claimed} == self.claimed


def nth(rows: Sequence[Row[Any]], pick: int) -> Row[Any] | None:
    """One of the rows, if there are any."""
    return rows[pick % len(rows)] if rows else None


def orders_in(tx: Tx, *states: str) -> Sequence[Row[Any]]:
    """The orders in these states, newest first."""
    return tx.all(select(ORDER).where(ORDER.c.state.in_(states)).order_by(ORDER.c.id.desc()))


def last_place(tx: Tx, person: int) -> int:
    """The place that the person was told last."""
    said = select(OUTGOING.c.facts).where(OUTGOING.c.chat_id == person)
    place: int = orjson.loads(tx.scalar(said.order_by(OUTGOING.c.id.desc()).limit(1)))["place"]
    return place


TestMarket = Market.TestCase
TestMarket.settings = settings(
    max_examples=60, stateful_step_count=40, deadline=None, derandomize=True, database=None,
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
