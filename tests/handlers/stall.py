"""A stall to buy at: Malee sells scarves and one bowl; Anna and Ben come by."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import event, select

from models import announcements, catalog, checkouts, orders, people, settlement, shows
from models.outgoing import OUTGOING
from models.reservations import RESERVATION
from tests.market import Market, Told

SELLER, ANNA, BEN = 1, 2, 3
SHOP, SCARF, BOWL = 1, 1, 2
"""The shop's id, and the products' option ids."""


def open_stall(
    market: Market, *, scarves: int = 2, shipping: int = 0, started: Collection[int] = ()
) -> None:
    """Opens the shop ``malee-silk``: A12 (390 baht) and B7, one at 250.

    ``started``: who of the three has pressed Start.
    """
    with market.tx() as tx:
        for person in (SELLER, ANNA, BEN):
            people.meet(tx, person, name=f"P{person}", username=None, language="en")
        for person in started:
            people.start(tx, person)
        people.open_shop(
            tx, slug="malee-silk", name="Malee", owner_id=SELLER, currency="THB",
            zone="Asia/Bangkok", shipping="flat" if shipping else "pickup", shipping_fee=shipping,
        )  # fmt: skip
        catalog.add_product(
            tx, shop_id=SHOP, code="A12", key="A12", title="Silk <scarf>", price=39000,
            stock=scarves, photo="scarf-photo",
        )  # fmt: skip
        catalog.add_product(
            tx, shop_id=SHOP, code="B7", key="B7", title="Bowl", price=25000, stock=1
        )


def open_other(market: Market, number: int, *, code: str = "A12") -> None:
    """Opens the shop ``other-NUMBER``, owned by person 1000 + NUMBER, which sells one ``code``."""
    with market.tx() as tx:
        people.meet(tx, 1000 + number, name=f"Owner {number}", username=None, language="en")
        shop_id = people.open_shop(
            tx, slug=f"other-{number}", name=f"Other {number:03}", owner_id=1000 + number,
            currency="EUR", zone="Europe/Rome",
        )  # fmt: skip
        assert shop_id is not None
        catalog.add_product(
            tx, shop_id=shop_id, code=code, key=code, title=f"Thing {number}", price=1000, stock=5
        )


def go_live(market: Market, title: str = "Silk", link: str | None = None) -> int:
    """Malee goes live; her show's id."""
    with market.tx() as tx:
        show, _ = shows.go_live(tx, people.shop(tx, SHOP), title, link)
    return int(show.id)


def spread(market: Market) -> None:
    """What the clock does: writes down everybody whom announcements are for."""
    more = True
    while more:
        with market.tx() as tx:
            more = announcements.spread(tx)


def alerted(market: Market, kind: str) -> list[int]:
    """Who is told of something by an announcement."""
    with market.tx() as tx:
        rows = tx.all(
            select(OUTGOING.c.chat_id).where(
                OUTGOING.c.kind == kind, OUTGOING.c.announcement_id.is_not(None)
            )
        )
    return sorted(row.chat_id for row in rows)


def suspend(market: Market, shop_id: int = SHOP) -> None:
    """The operator suspends a shop."""
    with market.tx() as tx:
        assert people.rule_on_shop(tx, shop_id, ("open",), "suspended")


def stock(market: Market, option_id: int = SCARF) -> tuple[int, int, int, int]:
    """Free, held, sold units, and waiting claims."""
    with market.tx() as tx:
        item = catalog.item_of(tx, option_id)
    return item.free, item.held, item.sold, item.waiting


def lines(market: Market, person: int = ANNA) -> list[tuple[str, int]]:
    """(state, quantity) of each of a person's reservations, oldest first."""
    with market.tx() as tx:
        rows = tx.all(
            select(RESERVATION).where(RESERVATION.c.person_id == person).order_by(RESERVATION.c.id)
        )
    return [(row.state, row.quantity) for row in rows]


def kinds(told: list[Told]) -> list[str]:
    """The kinds of what was said, without silent answers to presses."""
    return [one.kind for one in told if one.kind]


def buttons(told: Told) -> list[str | None]:
    """What the buttons under a message send."""
    return [button.data for button in told.buttons]


async def edit(market: Market, person: int, message_id: int, text: str) -> list[Told]:
    """Edits a message that the person sent."""
    await market.update(
        {
            "edited_message": {
                "message_id": message_id, "date": market.clock.now // 1000 - 1,
                "edit_date": market.clock.now // 1000, "text": text,
                "from": {"id": person, "is_bot": False, "first_name": f"P{person}",
                         "language_code": "en"},
                "chat": {"id": person, "type": "private"},
            }
        }
    )  # fmt: skip
    return market.told(person)


def open_page(market: Market, person: int = ANNA) -> int:
    """Has the payment page of all a person holds made; its order's id."""
    with market.tx() as tx:
        checkouts.open_checkout(tx, person, SHOP, by_chat=False)
        order = orders.active(tx, person, SHOP)
        assert order is not None
        checkouts.opened(
            tx, order.id, session_id=f"cs_{order.id}", url="https://pay.example/cs",
            expires_at=tx.now + 1_800_000,
        )  # fmt: skip
    return int(order.id)


def pay(market: Market, order_id: int) -> None:
    """The provider says that an order is paid."""
    with market.tx() as tx:
        order = orders.order(tx, order_id)
        settlement.settle(
            tx, order_id, session_id=f"cs_{order_id}", amount=order.amount, payment="pi_1",
            email="anna@mail.example",
            address={"name": "Anna", "phone": "1", "lines": ["1 Silk Road"]},
        )  # fmt: skip


class Statements:
    """Counts what is asked of the database while it is entered."""

    def __init__(self, market: Market) -> None:
        self._engine = market.store.engine
        self.count = 0

    def _asked(self, *_: Any) -> None:
        self.count += 1

    def __enter__(self) -> "Statements":
        event.listen(self._engine, "before_cursor_execute", self._asked)
        return self

    def __exit__(self, *_: object) -> None:
        event.remove(self._engine, "before_cursor_execute", self._asked)
