"""Any sequence of claims, cancels, lapses, restocks, payments and refunds keeps the books right."""

from typing import Literal

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule
from sqlalchemy import select, update

from models import buyers as blocking
from models import (
    cart,
    catalog,
    changes,
    checkouts,
    choosing,
    holds,
    options,
    orders,
    people,
    refunds,
    reservations,
    restock,
    settlement,
    shows,
    standings,
    unheld,
)
from models.orders import ORDER
from models.people import SHOP
from models.refunds import REFUND
from models.reservations import RESERVATION
from tests.models.machine import Machine, lapsed, last_place, nth, orders_in, some

buyers = st.sampled_from((11, 12, 13))
codes = st.sampled_from(("A12", "B7", "C3", "C3", "C3 red", "C3 blue", "C3 l blue"))
sorts = st.integers(1, 5)
picks = st.integers(0, 30)
"""Which one of the rows there are; beyond the last it starts anew."""
WORDS = ("cf {} x{}", "{} +{}", "{}={}", "จอง {} {} ค่ะ", "prendo {} {}")
STILL = ("held", "waiting")
MANAGED = ("archive", "restore", "archive option", "restore option", "suspend", "reopen", "live",
           "pause", "end")  # fmt: skip


class Market(Machine):
    """People, sellers, the provider and time, each doing what they please."""

    @initialize(already=st.sampled_from(("nothing", "held", "open", "paid")))
    def begin(self, already: str) -> None:
        """Begins with an empty market, or further on."""
        if already == "nothing":
            return
        for person, option in ((11, 1), (12, 1), (13, 1), (11, 3), (12, 3)):
            self.press(person, option, 1)
        if already != "held":
            for pick in (0, 1, 2):
                self.pay(pick, by_chat=True)
            for pick in (0, 1):
                self.answer(pick, refused=False)
        if already == "paid":
            for pick in (0, 1):
                self.settle(pick, again="", short=0)

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
                if row.state == "waiting" and not row.unheld:
                    assert last_place(tx, person) == reservations.place(tx, row)
                    assert row.option_id not in lapsed(tx)

    @rule(person=buyers, option=sorts, quantity=st.integers(1, 3))
    def press(self, person: int, option: int, quantity: int) -> None:
        with self.tx() as tx:
            last = max((row.id for row in cart.mine(tx, person, option)), default=0)
            press = {
                "id": str(self.seq), "data": f"more:{option}:{last}:{quantity}",
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

    @some("held", "waiting")
    @rule(pick=picks, option=st.integers(3, 5), again=st.booleans())
    def choose(self, pick: int, option: int, again: bool) -> None:
        with self.tx() as tx:
            found = reservations.LINES.where(
                RESERVATION.c.option_id.in_((3, 4, 5)), RESERVATION.c.state.in_(STILL)
            )
            row = nth(tx.all(found.order_by(RESERVATION.c.unchosen.desc())), pick)
            if row is None:
                return
            self.seq += 1
            outcome = choosing.choose(
                tx, row, catalog.item_of(tx, option), said_at=self.clock.now, seq=self.seq,
                again=again,
            )  # fmt: skip
            if isinstance(outcome, choosing.Chosen):
                assert outcome.row.option_id == option
                assert not outcome.row.unchosen

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
            assert not lapsed(tx)

    # what sellers and the operator do

    @rule(option=sorts, how=st.sampled_from(("add", "set")), number=st.integers(-2, 3))
    def restock(self, option: int, how: Literal["add", "set"], number: int) -> None:
        with self.tx() as tx:
            item = catalog.item_of(tx, option)
            if isinstance(restock.restock(tx, item, how, number), restock.Restocked):
                self.units[option] += number if how == "add" else number - item.free

    @rule(what=st.sampled_from(MANAGED))
    def manage(self, what: str) -> None:
        """The seller's, or the operator's, will with the second product, shop and show."""
        with self.tx() as tx:
            running = shows.on_air(tx, 2)
            match what:
                case "archive" | "restore":
                    product = catalog.item_of(tx, 2).product_id
                    catalog.edit_product(tx, product, archived=what == "archive")
                case "archive option":
                    options.archive(tx, catalog.item_of(tx, 4))
                case "restore option":
                    options.restore(tx, catalog.item_of(tx, 4))
                case "suspend" | "reopen":
                    state = "suspended" if what == "suspend" else "open"
                    tx.run(update(SHOP).where(SHOP.c.id == 2).values(state=state))
                case "live":
                    shows.go_live(tx, people.shop(tx, 2), "Friday", None)
                    if running is not None:
                        shows.resume(tx, running.id)
                case "pause" if running is not None:
                    shows.pause(tx, running.id)
                case "end" if running is not None:
                    shows.end(tx, running.id)

    @rule(shop=st.integers(1, 2), rule=st.sampled_from(standings.RULES), limit=st.integers(1, 2))
    def judge(self, shop: int, rule: str, limit: int) -> None:
        """A seller chooses what comes of lapsed holds."""
        with self.tx() as tx:
            standings.set_rule(tx, shop, rule, limit)

    @rule(shop=st.integers(1, 2), person=buyers, blocked=st.booleans())
    def shut_out(self, shop: int, person: int, blocked: bool) -> None:
        with self.tx() as tx:
            (blocking.block if blocked else blocking.unblock)(tx, shop, person)
            held = reservations.open_lines(tx, person)
            assert not blocked or not [
                row for row in held if row.shop_id == shop and row.state == "waiting"
            ]

    @some("waiting")
    @rule(pick=picks)
    def wait_instead(self, pick: int) -> None:
        """Somebody held to first paid, first served joins the waitlist."""
        with self.tx() as tx:
            row = nth(tx.all(reservations.LINES.where(RESERVATION.c.unheld)), pick)
            if row is not None and row.state == "waiting":
                self.seq += 1
                place = unheld.wait(tx, row, self.clock.now, self.seq)
                free = catalog.item_of(tx, row.option_id).free
                assert (place is None) == (free > 0)

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


TestMarket = Market.TestCase
TestMarket.settings = settings(
    max_examples=40, stateful_step_count=50, deadline=None, derandomize=True, database=None,
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
