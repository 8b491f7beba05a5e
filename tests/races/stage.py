"""What the races are run on: a shop, one product, a crowd, and what the crowd says."""

import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import orjson
from sqlalchemy import Row, select, text

from models import catalog, people, schedule, schema, shows, stock
from models.people import Person
from models.reservations import RESERVATION
from models.tx import Tx
from tests.market import MAY
from tests.races.crowd import Update, store_at

SELLER = 1
HOUR = 3_600_000
"""Milliseconds."""
CROWD = range(2, 402)
"""Buyers, by Telegram id."""


class Stage:
    """A market of one product, seen by the test's own process."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.store = store_at(url)
        schema.metadata().create_all(self.store.engine)
        with self.tx() as tx:
            for person in (SELLER, *CROWD):
                tx.add(Person, {"id": person, "name": f"P{person}", "language": "en",
                                "started": True, "created_at": MAY})  # fmt: skip
            people.open_shop(
                tx, slug="malee", name="Malee", owner_id=SELLER, currency="THB", zone="Asia/Bangkok"
            )
            catalog.add_product(
                tx, shop_id=1, code="A12", key="A12", title="Scarf", price=39000, stock=0
            )

    @contextmanager
    def tx(self) -> Iterator[Tx]:
        """A transaction of the test's own."""
        with self.store.transaction() as tx:
            yield tx

    def go_live(self) -> None:
        """Puts show 1 on the air."""
        with self.tx() as tx:
            shows.go_live(tx, people.shop(tx, 1), "Silk", None)

    def plan(self) -> None:
        """Plans show 1 in an hour."""
        with self.tx() as tx:
            schedule.schedule(tx, people.shop(tx, 1), "Silk", MAY + HOUR)

    def put_in(self, units: int) -> None:
        """Sets how many units are on sale."""
        with self.tx() as tx:
            stock.change_stock(tx, 1, units - catalog.item_of(tx, 1).free)

    def item(self) -> Row[Any]:
        """The product and its stock now."""
        with self.tx() as tx:
            return catalog.item_of(tx, 1)

    def reservations(self, state: str) -> Sequence[Row[Any]]:
        """Reservations in a state, in the order in which they were said."""
        with self.tx() as tx:
            return tx.all(
                select(RESERVATION)
                .where(RESERVATION.c.state == state)
                .order_by(RESERVATION.c.said_at, RESERVATION.c.seq, RESERVATION.c.id)
            )

    def quantities(self, state: str) -> list[tuple[int, int]]:
        """(person, units) of the reservations in a state, in the order in which they were said."""
        return [(row.person_id, row.quantity) for row in self.reservations(state)]

    def answers(self) -> dict[int, list[tuple[str, Any]]]:
        """What each person was told, in order: kind, and place if it names one."""
        with self.tx() as tx:
            rows = tx.all(text("SELECT chat_id, kind, facts FROM outgoing ORDER BY id"))
        told: dict[int, list[tuple[str, Any]]] = {}
        for row in rows:
            told.setdefault(row.chat_id, []).append(
                (row.kind, orjson.loads(row.facts).get("place"))
            )
        return told

    def incoming(self) -> dict[str, int]:
        """How many incoming rows there are in each state."""
        with self.tx() as tx:
            rows = tx.all(text("SELECT state, count(*) AS n FROM incoming GROUP BY state"))
        return {row.state: row.n for row in rows}


def comments(
    people: Sequence[int], words: str = "cf a12", *, seed: int = 1, first: int = 1
) -> list[Update]:
    """One comment by each person, in the order of their dates and update ids; ten a second.

    Update ids aren't in the order of the dates: Telegram's servers number as they deliver.
    """
    seqs = list(range(first, first + len(people)))
    random.Random(seed).shuffle(seqs)
    made = []
    for at, (person, seq) in enumerate(zip(people, seqs, strict=True)):
        date = MAY // 1000 + at // 10
        user = {"id": person, "is_bot": False, "first_name": f"P{person}", "language_code": "en"}
        message = {
            "message_id": seq, "date": date, "from": user, "text": words,
            "chat": {"id": person, "type": "private", "first_name": f"P{person}"},
        }  # fmt: skip
        body = orjson.dumps({"update_id": seq, "message": message}).decode()
        made.append((str(seq), date * 1000, seq, body))
    return sorted(made, key=lambda update: update[1:3])


def speaker(update: Update) -> int:
    """Who said it."""
    person: int = orjson.loads(update[3])["message"]["from"]["id"]
    return person


def press(person: int, number: int, data: str, at: int = MAY) -> Update:
    """A button pressed, as Telegram delivers it."""
    body = {
        "update_id": number,
        "callback_query": {
            "id": f"press-{number}", "data": data,
            "from": {"id": person, "is_bot": False, "first_name": "P", "language_code": "en"},
            "message": {"message_id": 7, "chat": {"id": person, "type": "private"}, "date": 1},
        },
    }  # fmt: skip
    return str(number), at, number, orjson.dumps(body).decode()
