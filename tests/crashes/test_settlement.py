"""kill -9 while a checkout is made, paid, settled and refunded."""

import random
from collections import Counter
from pathlib import Path

from sandbox.stripe.faults import Fault
from tests.crashes.storm import Storm
from tests.town import Town, count, data, newest, standins

BUYERS = 6


async def test_money_survives_kills(folder: Path) -> None:
    async with standins(folder) as here:
        stripe, storm = here.stripe, Storm(here, random.Random(2))
        await here.program.start()
        seller = await here.shop("Malee", "malee", f"A12 Silk scarf 390 x{BUYERS}")
        buyers = [await here.buyer(f"P{number}", "malee") for number in range(BUYERS)]
        for buyer in buyers:
            await here.ask(buyer, "a12")
        await storm.kill()

        # The sessions are made, but their answers never arrive.
        stripe.fail("POST /v1/checkout/sessions", Fault.DROP, times=3)
        for buyer in buyers:
            here.tap(buyer, "pay")
        await storm.strike_when(lambda: len(stripe.sessions) >= 2)
        await storm.strike_when(lambda: len(stripe.sessions) >= 5)
        await here.program.start()
        for buyer in buyers:
            await here.hears(buyer, "Ready")
        assert len(stripe.sessions) == BUYERS
        assert set(_sessions_of_orders(here).values()) == {1}
        await storm.kill()

        for session in stripe.sessions:
            stripe.pay(session)
        asked = len(stripe.calls)
        await storm.strike_when(lambda: len(stripe.calls) > asked)
        await storm.strike(4)
        await storm.strike(4)
        await storm.calm()
        for buyer in buyers:
            await here.hears(buyer, "Paid, thank you!")
        await here.until(lambda: count(seller, "Sold!") >= BUYERS)

        # Money goes back; the program is killed when the provider has sent it.
        await here.ask(seller, "/sales")
        await here.press(seller, "sale")
        await here.hears(seller, "Paid on")
        before = newest(seller)
        await here.press(seller, "refund")
        asking = await here.hears(seller, "back to")
        stripe.fail("POST /v1/refunds", Fault.DROP)
        seller.press(asking, data(asking, "refundnow"))
        await stripe.until(lambda: len(stripe.refunds) == 1, 45)
        await storm.kill()
        await storm.calm()
        await here.hears(seller, "went back to", after=before)
        await storm.quiet()

        assert len(stripe.refunds) == 1
        assert len(stripe.sessions) == BUYERS
        orders = here.rows("SELECT token, session_id, state, paid, refunded FROM orders")
        known = {one["id"]: one["metadata"]["order"] for one in stripe.sessions.values()}
        assert {one["session_id"]: one["token"] for one in orders} == known
        assert Counter(one["paid"] for one in orders) == {44000: BUYERS}
        assert sum(one["refunded"] for one in orders) == sum(
            one["amount"] for one in stripe.refunds.values()
        )
        await storm.check([seller, *buyers])


def _sessions_of_orders(here: Town) -> Counter[str]:
    return Counter(one["metadata"]["order"] for one in here.stripe.sessions.values())
