"""A market that a state machine works on: how it begins, how it is spoken to, what must be true."""

import tempfile
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from functools import cache
from pathlib import Path
from typing import Any

import orjson
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition
from sqlalchemy import Row, func, select, text

from bot.turns import decide
from models import catalog, incoming, options, people, schema
from models.options import Wanted
from models.orders import ORDER
from models.outgoing import OUTGOING
from models.reservations import RESERVATION
from models.store import Store
from models.tx import Tx
from tests import books
from tests.market import Clock

Rule = Callable[..., None]

_STATES = text("""
    SELECT DISTINCT state FROM reservation UNION SELECT DISTINCT 'order ' || state FROM orders
    UNION SELECT DISTINCT 'refund ' || state FROM refund
""")


@cache
def opening() -> bytes:
    """A database: option 1 (A12) and 2 (B7) in a shop that ships; C3 in another, in Red (option
    3), Blue L (4) and Blue S (5)."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "opening.db"
        store = Store(f"sqlite:///{path}", clock=Clock())
        schema.metadata().create_all(store.engine)
        with store.transaction() as tx:
            for person in (1, 2, 11, 12, 13):
                people.meet(tx, person, name=f"P{person}", username=None, language="en")
                people.start(tx, person)
            people.open_shop(tx, slug="malee", name="Malee", owner_id=1, currency="THB",
                             zone="Asia/Bangkok", shipping="flat", shipping_fee=5000)  # fmt: skip
            people.open_shop(
                tx, slug="gino", name="Gino", owner_id=2, currency="EUR", zone="Europe/Rome"
            )
            for shop_id, code, stock in ((1, "A12", 2), (1, "B7", 1), (2, "C3", 3)):
                catalog.add_product(
                    tx, shop_id=shop_id, code=code, key=code, title=code, price=39000, stock=stock
                )
            colours = (("Red", 3), ("Blue L", 1), ("Blue S", 1))
            options.put(
                tx, catalog.item_of(tx, 3), [Wanted(name, 39000, units) for name, units in colours]
            )
        store.engine.dispose()
        return path.read_bytes()


def some(*states: str) -> Callable[[Rule], Rule]:
    """Only while there are orders, reservations or refunds in one of the states."""
    return precondition(lambda market: not market.states.isdisjoint(states))


class Machine(RuleBasedStateMachine):
    """The market without the rules that move it."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        path = Path(self.folder.name) / "market.db"
        path.write_bytes(opening())
        self.clock = Clock()
        self.store = Store(f"sqlite:///{path}", clock=self.clock)
        self.units = {1: 2, 2: 1, 3: 3, 4: 1, 5: 1}
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

    # what is true at any moment

    @invariant()
    def the_books_are_right(self) -> None:
        with self.store.transaction() as tx:
            books.check(tx, answered=True)
            assert books.stock(tx) == self.units
            kept = select(RESERVATION.c.source, func.sum(RESERVATION.c.quantity).label("n"))
            rows = {row.source: row.n for row in tx.all(kept.group_by(RESERVATION.c.source))}
            self.states = {row.state for row in tx.all(_STATES)}
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
    told = (orjson.loads(row.facts) for row in tx.all(said.order_by(OUTGOING.c.id.desc())))
    return next(int(facts["place"]) for facts in told if facts.get("place"))


def lapsed(tx: Tx) -> list[int]:
    """The options of which somebody's time is over."""
    held = select(RESERVATION.c.option_id).where(
        RESERVATION.c.state == "held",
        RESERVATION.c.order_id.is_(None),
        RESERVATION.c.deadline <= tx.now,
    )
    return [row.option_id for row in tx.all(held)]
