"""What each error of the SDK, and of aiohttp beneath it, means."""

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiohttp import web

from payments.client import Fate, Trouble, ask, make_client
from payments.doctor import examine
from sandbox.stripe.faults import Fault
from tests.till import Till

PLAIN = {
    "mode": "payment",
    "success_url": "https://shop.example",
    "line_items": [
        {
            "quantity": 1,
            "price_data": {
                "currency": "thb", "unit_amount": 9_900, "product_data": {"name": "Tea"},
            },
        }
    ],
}  # fmt: skip


async def create(till: Till, **changes: object) -> Trouble:
    """The trouble that a request for a session gets into."""
    with pytest.raises(Trouble) as caught:
        await ask(
            till.client.v1.checkout.sessions.create_async(
                {**PLAIN, **changes},  # type: ignore[arg-type] # also wrong ones
                {"idempotency_key": "one"},
            )
        )
    return caught.value


@pytest.mark.parametrize(
    ("fault", "fate"),
    [
        (Fault.BEFORE, Fate.UNSURE), (Fault.AFTER, Fate.UNSURE), (Fault.EDGE, Fate.UNSURE),
        (Fault.DROP, Fate.UNSURE), (Fault.CUT, Fate.UNSURE), (Fault.BUSY, Fate.WAIT),
        (Fault.DENIED, Fate.KEY),
    ],
)  # fmt: skip
async def test_it_knows_what_became_of_a_request(till: Till, fault: Fault, fate: Fate) -> None:
    till.stand.fail("POST *", fault)
    assert (await create(till)).fate is fate


async def test_a_failure_that_is_kept_under_the_key_is_told_apart(till: Till) -> None:
    till.stand.fail("POST *", Fault.AFTER)
    assert (await create(till)).fate is Fate.UNSURE
    assert (await create(till)).fate is Fate.KEPT


async def test_another_request_under_the_same_key_is_looked_into(till: Till) -> None:
    till.stand.fail("POST *", Fault.DROP)
    await create(till)
    assert (await create(till, locale="th")).fate is Fate.KEPT


async def test_a_request_still_under_way_is_asked_again(till: Till) -> None:
    till.stand.fail("POST *", Fault.SLOW, seconds=0.3)
    first = asyncio.ensure_future(
        ask(
            till.client.v1.checkout.sessions.create_async(
                PLAIN,  # type: ignore[arg-type] # a plain dict
                {"idempotency_key": "one"},
            )
        )
    )
    await till.called()
    assert (await create(till)).fate is Fate.UNSURE
    assert (await first).status == "open"


async def test_what_is_refused_for_good_says_why(till: Till) -> None:
    trouble = await create(till, customer_email="ada@nowhere")
    assert (trouble.fate, trouble.code, trouble.param) == (
        Fate.REFUSED, "email_invalid", "customer_email",
    )  # fmt: skip
    assert "ada" not in str(trouble)
    with pytest.raises(Trouble) as caught:
        await ask(till.client.v1.checkout.sessions.retrieve_async("cs_none"))
    assert caught.value.is_missing


async def test_an_answer_that_is_no_answer_is_unsure() -> None:
    async for url in _serving(lambda _: web.Response(status=502, text="<html>Bad gateway</html>")):
        async with aiohttp.ClientSession() as session:
            client = make_client("sk_test_1", url, session)
            with pytest.raises(Trouble) as caught:
                await ask(client.v1.balance.retrieve_async())
            assert caught.value.fate is Fate.UNSURE


async def test_nobody_there_is_unsure() -> None:
    async with aiohttp.ClientSession() as session:
        client = make_client("sk_test_1", "http://127.0.0.1:9", session)
        with pytest.raises(Trouble) as caught:
            await ask(client.v1.balance.retrieve_async())
        assert caught.value.fate is Fate.UNSURE
        ((well, told),) = await examine(client)
        assert not well
        assert "can't be reached" in told


async def test_the_doctor_reads_key_account_and_rights(till: Till) -> None:
    found = await examine(till.client)
    assert all(well for well, _ in found)
    assert "test key" in found[0][1]
    assert "TH" in found[1][1]
    till.stand.fail("GET /v1/events", Fault.DENIED)
    assert [well for well, _ in await examine(till.client)] == [True, True, False]


async def test_the_doctor_names_a_wrong_key(till: Till) -> None:
    async with aiohttp.ClientSession() as session:
        wrong = make_client("sk_test_wrong", till.stand.books.origin, session)
        ((well, told),) = await examine(wrong)
    assert not well
    assert "LIVESTALL_STRIPE_SECRET_KEY" in told
    assert "sk_test_wrong" not in told


async def _serving(answer: object) -> AsyncIterator[str]:
    async def handle(request: web.Request) -> web.Response:
        return answer(request)  # type: ignore[operator,no-any-return] # a plain function

    app = web.Application()
    app.router.add_route("*", "/{tail:.*}", handle)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()
