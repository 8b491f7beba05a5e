"""Whatever people tap and the provider suffers, in any order: the sums are right."""

import random

import pytest

from models import checkouts, errands, refunds, reservations
from models.outcomes import NothingHeld
from models.tx import Tx
from sandbox.stripe import NotOpen, Stripe
from sandbox.stripe.faults import PASSING, Fault
from tests.till import BUYER, OTHER, THIRD, Till

PEOPLE = (BUYER, OTHER, THIRD)
FAULTS = [fault for fault in PASSING if fault is not Fault.SLOW]


class Chance:
    """A person, or the provider, doing something at random."""

    def __init__(self, till: Till, seed: int) -> None:
        self.till = till
        self.dice = random.Random(seed)
        self.acts = [
            self.claim, self.claim, self.tap, self.tap, self.tap, self.pay, self.pay, self.pay,
            self.drop, self.wait, self.work, self.work, self.poll, self.sweep, self.refund,
            self.fault, self.expire, self.result, self.give_back, self.restart,
        ]  # fmt: skip

    async def act(self) -> None:
        """Does one thing."""
        await self.dice.choice(self.acts)()

    async def claim(self) -> None:
        option = self.dice.choice((self.till.scarf, self.till.bowl))
        self.till.claim(self.dice.choice(PEOPLE), option, self.dice.choice((1, 1, 2)))

    async def tap(self) -> None:
        self.till.tap(self.dice.choice(PEOPLE), by_chat=self.dice.random() < 0.8)

    async def drop(self) -> None:
        person = self.dice.choice(PEOPLE)

        def give_up(tx: Tx) -> None:
            rows = reservations.open_lines(tx, person)
            if rows:
                checkouts.cancel(tx, self.dice.choice(rows))

        with self.till.store.transaction() as tx:
            give_up(tx)

    async def pay(self) -> None:
        open_ = [key for key, told in self.stand.sessions.items() if told["status"] == "open"]
        if open_:
            try:
                self.stand.pay(self.dice.choice(open_), delayed=self.dice.random() < 0.25)
            except NotOpen:
                return

    async def result(self) -> None:
        for key, told in self.stand.sessions.items():
            if (told["status"], told["payment_status"]) == ("complete", "unpaid"):
                try:
                    self.stand.pay_later_result(key, succeeded=self.dice.random() < 0.7)
                except NotOpen:
                    continue

    async def expire(self) -> None:
        open_ = [key for key, told in self.stand.sessions.items() if told["status"] == "open"]
        if open_:
            self.stand.expire(self.dice.choice(open_))

    async def refund(self) -> None:
        self.stand.refund_mode = self.dice.choice(("succeeded", "pending"))
        person = self.dice.choice(PEOPLE)
        try:
            self.till.refund_all(person)
        except AssertionError:
            return

    async def give_back(self) -> None:
        for key, told in self.stand.refunds.items():
            if told["status"] == "pending":
                self.stand.refund_result(key, succeeded=self.dice.random() < 0.6)

    async def fault(self) -> None:
        where = self.dice.choice(("POST *", "POST */expire", "POST /v1/refunds", "GET *", "* *"))
        self.stand.fail(where, self.dice.choice(FAULTS), times=self.dice.choice((1, 1, 2, 3)))

    async def wait(self) -> None:
        self.till.clock.pass_(minutes=self.dice.choice((0.2, 1, 5, 16, 32)))
        self.till.sweep_holds()

    async def work(self) -> None:
        await self.till.work()

    async def poll(self) -> None:
        await self.till.poll()

    async def sweep(self) -> None:
        await self.till.polling.sweep()

    async def restart(self) -> None:
        """A worker dies with what it leased; the next one takes over."""
        await self.till.errands._lease(self.dice.choice((1, 2)))
        await self.till.store.write(errands.take_over)

    @property
    def stand(self) -> Stripe:
        return self.till.stand


async def calm(till: Till) -> None:
    """Lets everything that is under way come to its end."""
    till.stand.api.faults.clear()
    for _ in range(20):
        held = till.stock(till.scarf)[1] + till.stock(till.bowl)[1]
        if not held and not till.do(refunds.awaited):
            return
        await till.work_on(65)
        for key, told in till.stand.sessions.items():
            if (told["status"], told["payment_status"]) == ("complete", "unpaid"):
                try:
                    till.stand.pay_later_result(key, succeeded=True)
                except NotOpen:
                    continue
        for key, told in till.stand.refunds.items():
            if told["status"] == "pending":
                till.stand.refund_result(key, succeeded=True)
        await till.poll()
        till.clock.pass_(minutes=33)
        await till.polling.sweep()
        till.sweep_holds()
    raise AssertionError("something is held, or going back, for ever")


@pytest.mark.parametrize("seed", range(20))
async def test_the_sums_are_right(till: Till, seed: int) -> None:
    chance = Chance(till, seed)
    for _ in range(60):
        till.clock.pass_(seconds=1)
        await chance.act()
    await calm(till)
    till.check_sums()
    assert [till.tap(person) for person in PEOPLE] == [NothingHeld()] * 3
    sessions = till.stand.sessions.values()
    assert not [told for told in sessions if told["status"] == "open"]
    tokens = [told["client_reference_id"] for told in sessions]
    assert len(tokens) == len(set(tokens)), "two sessions for one order"
