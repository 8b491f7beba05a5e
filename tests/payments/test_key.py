"""A secret key that is wrong, or was revoked: somebody is told, and nothing freezes for good."""

from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from models.terms import Terms
from payments import key
from payments.client import make_client
from sandbox.stripe.faults import Fault
from tests.till import BUYER, OTHER, Till

OPERATOR = OTHER


@pytest.fixture
async def till(tmp_path: Path) -> AsyncIterator[Till]:
    """A till whose market has an operator."""
    made = Till(tmp_path, Terms(operators=frozenset({OPERATOR})))
    async with made.stand.serve(), aiohttp.ClientSession() as session, made.store:
        made.open(session)
        yield made


async def test_it_knows_a_key_that_stripe_accepts_from_one_it_refuses(till: Till) -> None:
    assert await key.accepted(till.client)
    async with aiohttp.ClientSession() as session:
        other = make_client("sk_test_other", till.stand.books.origin, session)
        assert not await key.accepted(other)


@pytest.mark.parametrize(
    "fault", [Fault.BEFORE, Fault.BUSY, Fault.DROP, Fault.UNKNOWN], ids=lambda fault: fault.name
)
async def test_it_takes_a_key_on_trust_while_stripe_is_not_well(till: Till, fault: Fault) -> None:
    till.stand.fail("GET /v1/events*", fault)
    assert await key.accepted(till.client)


async def test_it_does_not_wait_for_a_stripe_that_says_nothing(
    till: Till, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(key, "PATIENCE", 0.05)
    till.stand.fail("GET /v1/events*", Fault.SLOW, seconds=0.5)
    assert await key.accepted(till.client)


async def test_a_revoked_key_is_told_to_operators_once_a_day_and_to_health(till: Till) -> None:
    check = key.health(till.store)
    assert await check() is None
    till.claim(BUYER, till.scarf)
    for _ in range(3):
        till.stand.fail("* *", Fault.DENIED)
        await till.checkout(BUYER)
    assert till.told(OPERATOR) == ["operator_key_refused"]
    assert await check() == "refuses the secret key"
    till.stand.fail("* *", Fault.BUSY)
    await till.polling.read()
    assert await check() == "refuses the secret key"
    await till.polling.read()
    assert await check() is None
    till.clock.pass_(minutes=24 * 60)
    till.stand.fail("* *", Fault.DENIED)
    await till.polling.read()
    assert till.told(OPERATOR) == ["operator_key_refused"] * 2
    assert await check() == "refuses the secret key"


async def test_a_closing_and_a_refund_are_tried_until_the_key_is_good(till: Till) -> None:
    await till.buy(OTHER, till.bowl)
    line = till.claim(BUYER, till.scarf)
    await till.checkout(BUYER)
    till.stand.fail("* *", Fault.DENIED, times=6)
    till.drop(line)
    till.refund_all(OTHER)
    await till.work_on(120)
    assert till.state(line) == "held"
    assert till.order(OTHER).state == "paid"
    await till.work_on(300)
    assert till.state(line) == "released"
    assert till.order(OTHER).state == "refunded"
    till.check_sums()
